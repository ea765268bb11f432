"""Sessions as lists and as pages."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fairseat.api.shapes.base import Shape, State
from fairseat.api.shapes.people import Accommodation
from fairseat.api.shapes.score import Score
from fairseat.api.shapes.times import Gap
from fairseat.api.shapes.trace import ChatMessage, Event, Outage, Violation


class SessionRow(Shape):
    id: UUID
    exam: UUID
    exam_title: str
    student: UUID
    student_name: str
    student_email: str
    proctor: UUID | None
    proctor_name: str | None
    state: State
    credibility: float | None
    rating: int | None
    violations: int
    for_review: bool  # credibility under the template's threshold, or late answers; and not concluded
    conclusion: Literal["accepted", "rejected"] | None
    started_at: datetime | None
    finished_at: datetime | None
    ends_at: datetime | None
    extra_min: int  # minutes that were added
    sealed: bool  # its evidence is closed for good: it cannot be reopened
    online: bool
    link: str | None = None  # the personal link, for organizers only, while it opens anything
    link_state: Literal["open", "withdrawn", "ended"] | None = None  # for organizers only


class Conclusion(Shape):
    decision: Literal["accepted", "rejected"]
    comment: str
    by: str
    at: datetime


class SessionPage(Shape):
    """Everything of one session but its pictures and sound."""

    session: SessionRow
    settings: dict[str, Any]  # as they hold for the student
    accommodations: list[Accommodation]
    without: dict[str, str]  # camera or microphone that the student goes without: source -> reason
    consent: dict[str, Any] | None  # {"version", "at"}
    violations: list[Violation]
    events: list[Event]
    chat: list[ChatMessage]
    outages: list[Outage]
    gaps: list[Gap]
    score: Score
    conclusion: Conclusion | None
    report: Literal["none", "waiting", "ready", "failed"]
    server_at: datetime
    ends_at: datetime | None
