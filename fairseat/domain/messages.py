"""Every message of the sockets, in one place.

`/live/student` carries the student's page, `/live/phone` the student's phone as a second camera, `/live/staff` the
proctor's and organizer's. Text frames are JSON
of the structs below (tag field `type`); binary frames are chunks and snapshots, laid out in `frames.py`.
Client messages are imperative, server messages past tense. Instants are milliseconds since the epoch (UTC) on
the server's clock unless the name says `device`.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from fairseat.domain.phone import Picture
from fairseat.domain.recorded import Reason

Source = Literal["camera", "screen", "phone"]
Whole = Annotated[int, Meta(ge=-(2**53), le=2**53)]  # what JavaScript counts exactly; more is not said back, nor kept
PageName = Annotated[str, Meta(max_length=200)]


class _Message(Struct, tag_field="type", kw_only=True, forbid_unknown_fields=False):
    pass


# --- from both pages ---------------------------------------------------------------------------------------


class Ping(_Message, tag="ping"):
    """Asks for the server's clock; `sent_device_ms` comes back untouched in `pong`."""

    number: Whole
    sent_device_ms: float


class SendChat(_Message, tag="send_chat"):
    """`id` is chosen by the page (UUID), so that a repeated send after a lost line is the same message."""

    id: str
    text: str
    session: str | None = None  # the student's page leaves it out: it has only one session


# --- from the student's page -------------------------------------------------------------------------------


class Hello(_Message, tag="hello"):
    """First message of a student's page. `page` names one life of one tab; `take_over` claims the session
    from another live tab, which is told `held_elsewhere`. `session`: the one that the page belongs to; empty in pages
    of the version before this one."""

    page: PageName
    take_over: bool = False
    session: str = ""


class ReportClock(_Message, tag="report_clock"):
    """`offset_ms` = server clock minus device clock, `error_ms` = half the round trip of the best ping."""

    offset_ms: float
    error_ms: float


class SendReadings(_Message, tag="send_readings"):
    """What the trackers saw in one second that began at `at_ms` (whole second, server clock).

    A value is the share of the second's looks in which the behaviour was present, 0 to 1; null where the
    tracker could not look. A tracker the browser cannot run at all is left out and listed in `unavailable`.
    """

    sequence: Whole
    at_ms: Whole
    values: dict[str, float | None]
    details: dict[str, Any] = field(default_factory=dict)
    unavailable: list[str] = field(default_factory=list)


class CallForHelp(_Message, tag="call_for_help"):
    id: str
    text: str = ""


class CancelHelp(_Message, tag="cancel_help"):
    id: str


class ReportPipeline(_Message, tag="report_pipeline"):
    """State of the page's recorder and outbox, every 5 s; `level` 0 is full quality, each step down adds 1."""

    waiting_chunks: Whole
    waiting_bytes: Whole
    oldest_waiting_ms: Whole
    level: Whole
    recording: list[Source]


class ReportPicture(_Message, tag="report_picture"):
    """What the phone's page sees in its own picture, once a second: black all over, the same for 10 s, or live."""

    picture: Picture


StudentMessage = Ping | SendChat | Hello | ReportClock | SendReadings | CallForHelp | CancelHelp | ReportPipeline

PhoneMessage = Ping | Hello | ReportPicture


# --- from the staff's page ---------------------------------------------------------------------------------


class Want(Struct, kw_only=True):
    session: str
    sources: list[Source]


class Watch(_Message, tag="watch"):
    """Replaces the whole set of watched sources; each new one starts with its current segment. `focus` is the
    session whose readings are wanted each second."""

    wants: list[Want]
    focus: str | None = None


class AnswerHelp(_Message, tag="answer_help"):
    session: str
    help: str


StaffMessage = Ping | SendChat | Watch | AnswerHelp


# --- to both pages -----------------------------------------------------------------------------------------


class Pong(_Message, tag="pong"):
    number: int
    sent_device_ms: float
    server_ms: float


class ChatSaid(_Message, tag="chat_said"):
    id: str
    session: str
    at_ms: int
    author: str  # a name
    role: str
    text: str


class Refused(_Message, tag="refused"):
    """An expected "no": `of` is the type of the message it answers, `id` that message's id if it had one."""

    code: str
    sentence: str
    of: str = ""
    id: str = ""


class HelpAnswered(_Message, tag="help_answered"):
    session: str
    help: str
    by: str
    at_ms: int


# --- to the student's page ---------------------------------------------------------------------------------


class StudentWelcomed(_Message, tag="student_welcomed"):
    server_ms: float
    session: str
    state: str
    ends_at_ms: int | None
    help: str | None  # id of the unanswered call, if there is one


class ChunksStored(_Message, tag="chunks_stored"):
    recorder: str
    sequences: list[int]


class ChunkRefused(_Message, tag="chunk_refused"):
    """`chunk_conflict`: other bytes under a key that is stored; drop it. `session_closed`: no evidence is taken
    any more; drop it. `chunk_too_large`, `chunk_malformed` (no chunk, no kind of recording that is taken, a first chunk
    that does not begin as its kind does, or a picture of too many pixels): drop it. Any other code, `session_not_begun`
    or `disk_full`, say: try again later."""

    recorder: str
    sequence: int
    code: str


class SnapshotStored(_Message, tag="snapshot_stored"):
    id: str


class ReadingsStored(_Message, tag="readings_stored"):
    sequence: int


class SnapshotRequested(_Message, tag="snapshot_requested"):
    """Take a still picture of each source now and send it as a snapshot frame carrying this id."""

    id: str
    sources: list[Source]


class LookRequested(_Message, tag="look_requested"):
    """The face in the last look differs from the photo: take another look at once, so that one picture alone proves
    nothing."""


class Warned(_Message, tag="warned"):
    id: str
    at_ms: int
    text: str
    by: str


class SessionMoved(_Message, tag="session_moved"):
    """The session is in another state; `reason` is for the student to read."""

    session: str
    state: str
    at_ms: int
    reason: str = ""
    ends_at_ms: int | None = None


class EndMoved(_Message, tag="end_moved"):
    """The session ends at another time: minutes were added, or its exam was changed. `ends_at_ms` is null before the
    start. Told so that it can be said; the greeting tells the end as well."""

    session: str
    at_ms: int
    ends_at_ms: int | None
    minutes: int  # more, or less when negative
    reason: str
    by: str


class HeldElsewhere(_Message, tag="held_elsewhere"):
    """Another live tab or device holds the session: this page must not record. It may ask to take over."""

    since_ms: int


class RecordingMissed(_Message, tag="recording_missed"):
    """Sources of which nothing good has come for some seconds although the line is up, and why; none: all is well."""

    sources: dict[Source, Reason]


StudentServerMessage = (
    Pong
    | ChatSaid
    | Refused
    | HelpAnswered
    | StudentWelcomed
    | ChunksStored
    | ChunkRefused
    | SnapshotStored
    | ReadingsStored
    | RecordingMissed
    | SnapshotRequested
    | LookRequested
    | Warned
    | SessionMoved
    | EndMoved
    | HeldElsewhere
)


# --- to the phone's page -----------------------------------------------------------------------------------


class PhoneWelcomed(_Message, tag="phone_welcomed"):
    """It records while the session is `running`; a move is told by `session_moved`."""

    server_ms: float
    session: str
    state: str


PhoneServerMessage = Pong | Refused | PhoneWelcomed | ChunksStored | ChunkRefused | SessionMoved


# --- to the staff's page -----------------------------------------------------------------------------------


class OpenViolation(Struct, kw_only=True):
    id: str
    tracker: str
    started_at_ms: int
    severity: Literal["hint", "minor", "serious"]  # as the rules of this session have it
    alerted: bool  # whether it was an alert: some templates want none of a tracker, and one in 30 s is enough
    detail: dict[str, Any] = field(default_factory=dict)


class Tile(Struct, kw_only=True):
    """All a tile of the grid shows of one session."""

    session: str
    exam: str  # id
    exam_title: str
    student: str  # name
    email: str  # tells two people of one name apart
    state: str
    proctor: str | None  # id
    online: bool
    offline_since_ms: int | None
    credibility: float | None
    rating: int | None  # 1 to 5
    open_violations: list[OpenViolation]
    alerts: int  # raised so far
    help: str | None  # id of the unanswered call
    help_text: str
    help_at_ms: int | None
    unread_chat: int
    sources: list[Source]  # live now
    unavailable: list[str]  # trackers this browser cannot run
    without: list[str]  # sources that this student goes without
    level: int  # steps the recorder has taken down
    waiting_ms: int  # age of the oldest evidence still in the student's outbox
    started_at_ms: int | None
    ends_at_ms: int | None


class StaffWelcomed(_Message, tag="staff_welcomed"):
    """Answers the socket's opening with every assigned session that is not over or ended lately
    (proctor), or none (organizer: asks with `watch`)."""

    server_ms: float
    tiles: list[Tile]


class TileChanged(_Message, tag="tile_changed"):
    tile: Tile


class TileGone(_Message, tag="tile_gone"):
    """No longer assigned to this proctor."""

    session: str


class AlertRaised(_Message, tag="alert_raised"):
    """Committed before it is sent. `violation` is null for an alert that is no violation (page_silent)."""

    id: str
    session: str
    student: str
    tracker: str
    started_at_ms: int
    raised_at_ms: int
    severity: Literal["hint", "minor", "serious"]
    violation: str | None
    detail: dict[str, Any] = field(default_factory=dict)
    late: bool = False  # found in readings that arrived after an outage


class ViolationClosed(_Message, tag="violation_closed"):
    id: str
    session: str
    tracker: str
    ended_at_ms: int


class SnapshotTaken(_Message, tag="snapshot_taken"):
    """Fetch it at `/api/sessions/{session}/snapshots/{id}`."""

    id: str
    session: str
    source: Source
    violation: str | None
    at_ms: int


class HelpCalled(_Message, tag="help_called"):
    id: str
    session: str
    student: str
    at_ms: int
    text: str


class ReadingsSeen(_Message, tag="readings_seen"):
    """The last second's values of the session in focus."""

    session: str
    at_ms: int
    values: dict[str, float | None]


class EventSeen(_Message, tag="event_seen"):
    """A new event on the timeline of the session in focus (comment, rating, warning, outage, move ...)."""

    session: str
    id: int
    at_ms: int
    kind: str
    actor: str
    data: dict[str, Any]


StaffServerMessage = (
    Pong
    | ChatSaid
    | Refused
    | HelpAnswered
    | HelpCalled
    | StaffWelcomed
    | TileChanged
    | TileGone
    | AlertRaised
    | ViolationClosed
    | SnapshotTaken
    | ReadingsSeen
    | SessionMoved
    | EventSeen
)
