"""What a report says about one session, before any words or layout: instants in UTC, durations in seconds.

Pictures are named by key; their bytes travel beside this (JPEG or PNG). A key without bytes is shown as missing.
"""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field

Severity = Literal["hint", "minor", "serious"]


class ReportSnapshot(Struct, kw_only=True, frozen=True):
    key: str
    source: str  # camera, screen, phone
    at: datetime
    shows: Literal["", "reference", "look"] = (
        ""  # of a face that was compared: the check-in's photo, the one in the exam
    )


class ReportRuling(Struct, kw_only=True, frozen=True):
    by: str
    at: datetime
    comment: str = ""


class ReportViolation(Struct, kw_only=True, frozen=True):
    tracker: str  # name in the catalogue, e.g. several_faces; the printer has the words
    code: str
    severity: Severity
    started_at: datetime
    ended_at: datetime | None  # None: lasted to the end
    seconds: float  # how long the behaviour lasted within it
    peak: float  # 0 to 1
    coverage: float  # 0 to 1
    snapshots: list[ReportSnapshot] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)  # as the tracker told it; the printer has the words
    dismissed: ReportRuling | None = None
    confirmed: ReportRuling | None = None  # of a find, which counts only then


class ReportShare(Struct, kw_only=True, frozen=True):
    """One tracker's part of the score."""

    tracker: str
    code: str
    on: bool
    weight: float
    share: float  # percent of the observed seconds
    loss: float  # points taken from the score
    seconds: float
    coverage: float  # 0 to 1
    available: bool
    violations: int


class ReportAccommodation(Struct, kw_only=True, frozen=True):
    """What held for this student alone; why is not in the report."""

    tracker: str
    on: bool
    weight: float | None = None  # at most
    raise_s: float | None = None  # at least


class ReportMinute(Struct, kw_only=True, frozen=True):
    at: datetime
    value: float | None  # 0 to 1; None: nothing observed
    tracker: str | None = None


class ReportOutage(Struct, kw_only=True, frozen=True):
    from_at: datetime
    to_at: datetime | None
    missing_s: dict[str, float] = field(default_factory=dict)  # per source, after the backlog came in


class ReportLateAnswer(Struct, kw_only=True, frozen=True):
    """What came in after the end, beside what was there in time."""

    task: str  # its title
    in_time: str
    saved_at: datetime | None
    text: str
    received_at: datetime
    written_at: datetime | None  # as the student's device tells
    line_down: bool | None


class ReportGap(Struct, kw_only=True, frozen=True):
    """Over until it was reopened, and until the student came back."""

    from_at: datetime
    to_at: datetime | None


class ReportChat(Struct, kw_only=True, frozen=True):
    at: datetime
    author: str
    role: str
    text: str


class ReportEvent(Struct, kw_only=True, frozen=True):
    at: datetime
    kind: str  # as on the session's timeline
    actor: str
    data: dict[str, Any] = field(default_factory=dict)  # text, comment, reason, rating, at_ms are shown


class ReportConclusion(Struct, kw_only=True, frozen=True):
    decision: Literal["accepted", "rejected"]
    comment: str
    by: str
    at: datetime


class ReportData(Struct, kw_only=True, frozen=True):
    session: str  # its id, on every page
    institution: str
    exam_title: str
    student_name: str
    student_email: str
    proctor_name: str | None = None
    state: str
    reason: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    time_zone: str = "UTC"  # IANA name of the zone that times are shown in
    photo: ReportSnapshot | None = None
    credibility: float | None = None  # 0 to 100; None: nothing observed
    observed_s: float = 0.0
    review_below: float = 80.0
    for_review: bool = False
    rating: int | None = None  # 1 to 5
    violations: list[ReportViolation] = field(default_factory=list)  # in any order
    accommodations: list[ReportAccommodation] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)  # camera or microphone gone without -> the student's reason
    trackers: list[ReportShare] = field(default_factory=list)
    minutes: list[ReportMinute] = field(default_factory=list)
    outages: list[ReportOutage] = field(default_factory=list)
    late_answers: list[ReportLateAnswer] = field(default_factory=list)
    extra_min: int = 0  # minutes that were added
    gaps: list[ReportGap] = field(default_factory=list)
    chat: list[ReportChat] = field(default_factory=list)
    events: list[ReportEvent] = field(default_factory=list)
    conclusion: ReportConclusion | None = None
    dismissed: int = 0
    generated_at: datetime
    version: str
