"""What happened in a session: violations, events, chat, outages."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fairseat.api.shapes.base import Shape


class Violation(Shape):
    id: UUID
    tracker: str
    code: str
    severity: Literal["hint", "minor", "serious"]
    started_at: datetime
    ended_at: datetime | None
    raised_at: datetime
    peak: float
    coverage: float
    seconds: float  # how long the behaviour lasted within it
    detail: dict[str, Any]
    snapshots: list["SnapshotInfo"]
    dismissed: "Ruling | None"
    confirmed: "Ruling | None"  # of a find, which counts only then


class SnapshotInfo(Shape):
    id: UUID
    source: Literal["camera", "screen", "phone"]
    at: datetime


class SimilarFace(Shape):
    """Whom a student's face resembles: the student of another session."""

    name: str
    email: str
    exam_title: str
    session: UUID
    similarity: float
    found_at: datetime
    photo: bool  # there is still one to be seen


class Ruling(Shape):
    by: str
    at: datetime
    comment: str


class Event(Shape):
    id: int
    at: datetime
    kind: str
    actor: str
    data: dict[str, Any]


class ChatMessage(Shape):
    id: UUID
    at: datetime
    author: str
    role: str
    text: str


class Outage(Shape):
    from_at: datetime
    to_at: datetime | None
    missing_s: dict[str, float]  # seconds per source still missing after the backlog came in
