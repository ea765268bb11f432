"""The bodies of the HTTP interface. Instants are ISO 8601 in UTC; the page shows them in the reader's zone."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Role = Literal["organizer", "proctor", "examiner", "student"]
State = Literal["scheduled", "checking", "running", "finished", "terminated", "expired", "concluded"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """RFC 9457. `code` is stable; `errors` names the places in the input, e.g. {"where": "row 3, email", ...}."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list["FieldError"] = []


class FieldError(Shape):
    where: str
    message: str
    line: int | None = None
    column: str | None = None


T = TypeVar("T")


class Page(Shape, Generic[T]):
    items: list[T]
    next: str | None  # pass it as `after`; null at the end


# --- sign-in -------------------------------------------------------------------------------------------------


class SignIn(Shape):
    email: str = Field(max_length=320)
    password: str = Field(max_length=1000)


class LinkSignIn(Shape):
    token: str = Field(max_length=200)


class Me(Shape):
    """`csrf` goes into the header `X-Fairseat-CSRF` of every request that changes something."""

    id: UUID
    name: str
    email: str
    roles: list[Role]
    session: UUID | None  # the student's session when signed in by a personal link
    csrf: str


# --- people --------------------------------------------------------------------------------------------------


class PersonIn(Shape):
    name: Name
    email: str = Field(max_length=320)
    roles: list[Role] = Field(min_length=1)
    password: str | None = Field(default=None, max_length=1000)  # students need none: they have a link


class Person(Shape):
    id: UUID
    name: str
    email: str
    roles: list[Role]
    created_at: datetime
    disabled: bool


class PersonChange(Shape):
    name: Name | None = None
    roles: list[Role] | None = None
    password: str | None = Field(default=None, max_length=1000)
    disabled: bool | None = None


class CsvIn(Shape):
    """The text of a CSV file with a head line: name,email,roles[,password]. `apply` false only checks. Good rows
    are taken even when others are not, unless `apply` is "all"."""

    text: str = Field(max_length=5_000_000)
    apply: Literal["no", "good", "all"] = "no"


class CsvOut(Shape):
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[FieldError]
    rest: str  # the rows that were not taken, with the head line, to correct and send again


# --- templates -----------------------------------------------------------------------------------------------


class TemplateIn(Shape):
    name: Name
    settings: dict[str, Any]  # TemplateSettings, checked by the domain


class Template(Shape):
    id: UUID
    name: str
    settings: dict[str, Any]
    updated_at: datetime
    exams: int
    archived: bool


class TrackerInfo(Shape):
    """One entry of the catalogue with its start values."""

    name: str
    code: str
    needs: Literal["camera", "microphone", "screen", "page", "server"]
    severity: Literal["hint", "minor", "serious"]
    defaults: dict[str, Any]  # TrackerSetting


class Catalogue(Shape):
    trackers: list[TrackerInfo]
    settings: dict[str, Any]  # TemplateSettings with all start values


# --- exams ---------------------------------------------------------------------------------------------------


class ExamIn(Shape):
    title: Name
    template: UUID
    opens_at: datetime
    closes_at: datetime
    duration_min: int = Field(ge=1, le=24 * 60)
    content: dict[str, Any]  # Content, checked by the domain


class Exam(Shape):
    id: UUID
    title: str
    template: UUID
    template_name: str
    opens_at: datetime
    closes_at: datetime
    duration_min: int
    content: dict[str, Any]
    settings: dict[str, Any]
    sessions: int
    unassigned: int
    running: int


class RosterIn(Shape):
    students: list[UUID] = Field(max_length=10_000)


class RosterOut(Shape):
    added: int
    already: int


class ShareIn(Shape):
    """Shares the exam's sessions out evenly over the proctors; `keep` leaves those that have one alone."""

    proctors: list[UUID] = Field(min_length=1)
    at_most: int = Field(default=30, ge=1, le=500)
    keep: bool = True


class ShareOut(Shape):
    assigned: int
    unassigned: int  # what found no place under `at_most`
    per_proctor: dict[str, int]


class AssignIn(Shape):
    sessions: list[UUID] = Field(min_length=1, max_length=10_000)
    proctor: UUID | None


# --- sessions ------------------------------------------------------------------------------------------------


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
    for_review: bool  # credibility under the template's threshold and not concluded
    conclusion: Literal["accepted", "rejected"] | None
    started_at: datetime | None
    finished_at: datetime | None
    online: bool
    link: str | None = None  # the personal link, for organizers only


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
    dismissed: "Dismissal | None"


class SnapshotInfo(Shape):
    id: UUID
    source: Literal["camera", "screen", "phone"]
    at: datetime


class Dismissal(Shape):
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


class TrackerShare(Shape):
    """One tracker's part of the loss of credibility."""

    tracker: str
    code: str
    on: bool
    weight: float
    share: float  # x: percent of the observed seconds
    loss: float  # points taken from the score
    seconds: float  # how long the behaviour lasted in all
    coverage: float  # share of the observed seconds in which it could look
    available: bool
    violations: int


class Score(Shape):
    credibility: float | None  # null: nothing observed
    observed_s: float
    trackers: list[TrackerShare]
    dismissed: int
    minutes: list["Minute"]


class Minute(Shape):
    at: datetime
    value: float | None  # the largest weighted value of its intervals; null: nothing observed
    tracker: str | None


class Conclusion(Shape):
    decision: Literal["accepted", "rejected"]
    comment: str
    by: str
    at: datetime


class SessionPage(Shape):
    """Everything of one session but its pictures and sound."""

    session: SessionRow
    settings: dict[str, Any]
    consent: dict[str, Any] | None  # {"version", "at"}
    violations: list[Violation]
    events: list[Event]
    chat: list[ChatMessage]
    outages: list[Outage]
    score: Score
    conclusion: Conclusion | None
    report: Literal["none", "waiting", "ready", "failed"]
    server_at: datetime
    ends_at: datetime | None


class Segment(Shape):
    """One piece of recording, playable by itself. Times are on the server's clock (`started_ms` already includes
    the device's offset; the raw device time and the offset are kept in the evidence)."""

    id: str  # "{recorder}-{number}"
    source: Literal["camera", "screen", "phone"]
    mime: str
    started_ms: float
    duration_ms: float
    width: int
    height: int
    bytes: int
    chunks: int
    closed: bool
    missing: int  # chunks not (yet) here


class SegmentIndex(Shape):
    session: UUID
    started_ms: float | None
    ended_ms: float | None
    server_ms: float
    segments: list[Segment]


class CommentIn(Shape):
    text: str = Field(min_length=1, max_length=4000)
    at_ms: float | None = None  # a moment of the recording


class RatingIn(Shape):
    rating: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=4000)


class WarnIn(Shape):
    text: str = Field(min_length=1, max_length=2000)


class TerminateIn(Shape):
    reason: str = Field(min_length=1, max_length=2000)


class DismissIn(Shape):
    comment: str = Field(default="", max_length=2000)


class ConcludeIn(Shape):
    decision: Literal["accepted", "rejected"]
    comment: str = Field(default="", max_length=4000)


class AuditRow(Shape):
    id: int
    at: datetime
    actor: str
    action: str
    session: UUID | None
    detail: dict[str, Any]


# --- the student's sitting -----------------------------------------------------------------------------------


class Sitting(Shape):
    """What the student's page needs to know, at any point of the session's life."""

    session: UUID
    state: State
    student: str
    exam_title: str
    opens_at: datetime
    closes_at: datetime
    duration_min: int
    steps: list[str]
    done: list[str]  # steps passed
    rules: str
    rules_version: str
    consented: bool
    sources: dict[str, bool]
    tools: list[str]
    trackers: dict[str, Any]  # name -> TrackerSetting of those that are on
    content: dict[str, Any] | None  # only while running
    answers: dict[str, str]
    started_at: datetime | None
    ends_at: datetime | None
    finished_at: datetime | None
    reason: str  # why it was terminated
    chat: list[ChatMessage]
    server_at: datetime


class ConsentIn(Shape):
    version: str = Field(max_length=50)


class CheckIn(Shape):
    """Result of the equipment check. Each item: {"name", "ok", "detail"}; kept on the timeline. `surface` of the
    screen share, measured `uplink_kbit_s`, the browser and the trackers it cannot run belong here too."""

    items: list[dict[str, Any]] = Field(max_length=30)
    browser: dict[str, Any] = {}


class AnswerIn(Shape):
    task: str = Field(max_length=100)
    text: str = Field(max_length=100_000)


class FinishIn(Shape):
    """How much was still in the outbox when the student finished, for the record."""

    waiting_chunks: int = 0
