"""The student's own session."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from fairseat.api.shapes.base import Shape, State
from fairseat.api.shapes.trace import ChatMessage


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
    face: "FacePhoto"
    content: dict[str, Any] | None  # only while running
    answers: dict[str, str]
    started_at: datetime | None
    ends_at: datetime | None
    finished_at: datetime | None
    reason: str  # why it was terminated
    unrecorded: list[str]  # when it is over: required sources of which nothing has arrived
    chat: list[ChatMessage]
    server_at: datetime


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


class AnswerIn(Shape):
    task: str = Field(max_length=100)
    text: str = Field(max_length=100_000)


class FinishIn(Shape):
    """How much was still in the outbox when the student finished, for the record."""

    waiting_chunks: int = Field(default=0, ge=0, le=1_000_000)
