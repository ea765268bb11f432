"""The student's own session."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from fairseat.api.shapes.answers import Answer
from fairseat.api.shapes.base import Shape, State
from fairseat.api.shapes.trace import ChatMessage
from fairseat.domain.inputs import REASON_LIMIT, Change
from fairseat.domain.template import Input


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
    sources: dict[str, bool]  # what is asked of this student, and whether `stills` will do for it
    without: dict[str, str]  # what the student goes without: source -> reason
    may_go_without: list[Input]
    tools: list[str]
    trackers: dict[str, Any]  # name -> TrackerSetting of those that are on
    face: "FacePhoto"
    content: dict[str, Any] | None  # only while running
    answers: dict[str, str]
    receipt: list[Answer]  # once it is over
    started_at: datetime | None
    ends_at: datetime | None
    extra_min: int  # minutes that were added for this student
    finished_at: datetime | None
    reason: str  # why it was terminated
    contact: str  # whom to ask: an address or any words; empty when nobody is named
    unrecorded: list[str]  # when it is over: required sources of which nothing has arrived
    chat: list[ChatMessage]
    server_at: datetime


class ContactIn(Shape):
    token: str = Field(max_length=200)  # of a personal link, good or not


class Contact(Shape):
    contact: str  # as in `Sitting`; of the whole product where no exam is known


class FacePhoto(Shape):
    wanted: bool  # the exam compares faces
    available: bool  # this server can
    taken: bool


class ConsentIn(Shape):
    """`keep_typing`: whether the rhythm of typing may be kept for later exams; null where it is not asked.
    `similar_faces`: the student also agrees that the face is compared with those of other students."""

    version: str = Field(max_length=50)
    keep_typing: bool | None = None
    similar_faces: bool = False


class CheckIn(Shape):
    """Result of the equipment check. Each item: {"name", "ok", "detail"}; kept on the timeline. `surface` of the
    screen share, measured `uplink_kbit_s`, the browser and the trackers it cannot run belong here too."""

    items: list[dict[str, Any]] = Field(max_length=30)
    browser: dict[str, Any] = Field(default_factory=dict)


class WithoutIn(Shape):
    source: Input
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)


class DeviceIn(Shape):
    """A change of camera or microphone in the exam. `label` is the device's name as the browser tells it, `before` that
    of the one that was used; `id` is made by the page, so that a repeat is the same."""

    id: UUID
    change: Change
    source: Input
    label: str = Field(max_length=2000)
    before: str = Field(default="", max_length=2000)
    at_ms: float = Field(ge=0, le=4e12, allow_inf_nan=False)


class AnswerIn(Shape):
    task: str = Field(max_length=100)
    text: str = Field(max_length=100_000)


class LateAnswerIn(AnswerIn):
    """What the line kept back until the exam was over. `device_ms`: when it was written, by the device's clock;
    `offset_ms`: what is to be added for the server's, as the page measured."""

    device_ms: float = Field(allow_inf_nan=False)
    offset_ms: float = Field(allow_inf_nan=False)


class FinishIn(Shape):
    """How much was still in the outbox when the student finished, for the record."""

    waiting_chunks: int = Field(default=0, ge=0, le=1_000_000)
    time_over: bool = False  # ended by the page's clock, not by the student
    clicked_ms: float | None = Field(default=None, ge=0, le=1e14, allow_inf_nan=False)  # when, by the server's clock
