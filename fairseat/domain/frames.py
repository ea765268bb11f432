"""Binary frames of the sockets: chunks and snapshots from the student's page, chunks to the watcher's.

Chunk from the page (big endian)::

    0   u8    kind = 1
    1   u8    source: 0 camera, 1 screen, 2 phone
    2   u8    flags: bit 0 first chunk of its segment, bit 1 last chunk of its segment
    3   u8    reserved, 0
    4   8 B   recorder: random id of one recorder in one life of one page
    12  u32   segment number within the recorder, from 0
    16  u32   sequence within the recorder, from 0 without gaps
    20  f64   started, device clock, ms since the epoch
    28  u32   duration, ms
    32  u16   length n of the segment's details, JSON (first chunk only, else 0)
    34  n B   details {"mime", "width", "height", "offset_ms", "error_ms"}
    34+n      the bytes of the chunk

Snapshot from the page::

    0   u8    kind = 2
    1   u8    source
    2   u16   reserved, 0
    4   16 B  id of the request (UUID)
    20  f64   taken, device clock, ms since the epoch
    28        the JPEG

Look at the student's face: laid out as a snapshot, kind = 4, source camera; the id is the page's own.

Chunk to the watcher: kind = 3 in byte 0, then byte 1 source, 2 flags, 3 reserved, 4-20 the session (UUID),
20 the whole frame from the page. What is late (backlog) is not relayed.
"""

import json
import struct
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

SOURCES = ("camera", "screen", "phone")
FIRST, LAST = 1, 2
SEGMENT_MOST = SEQUENCE_MOST = 2**31 - 1  # PostgreSQL's integers are signed; so is the count of what is missing
SLICE_MS = 500  # what a recorder hands out at a time
# A browser that flushes at key frames only keeps back a segment, 30 s at most. What claims more than that lay in a
# computer that slept: it is taken, and counts as one slice.
CLAIM_MOST_MS = 40_000
DURATION_MOST_MS = 86_400_000  # a day: longer is no sleep but nonsense
KIND_CHUNK, KIND_SNAPSHOT, KIND_WATCHED, KIND_LOOK = 1, 2, 3, 4
_CHUNK = struct.Struct(">BBBB8sIIdIH")
_SNAPSHOT = struct.Struct(">BBH16sd")
_WATCHED = struct.Struct(">BBBB16s")


class MalformedFrame(ValueError):
    """The bytes are no frame of ours."""


class _Details(Struct):
    """Bounds of the details: they reach the index, the database and a response's head as they are."""

    mime: Annotated[str, Meta(max_length=200, pattern=r"^[ -~]*\Z")] = ""
    width: Annotated[float, Meta(ge=0, le=100_000)] | None = 0
    height: Annotated[float, Meta(ge=0, le=100_000)] | None = 0
    offset_ms: Annotated[float, Meta(ge=-1e14, le=1e14)] | None = 0
    error_ms: Annotated[float, Meta(ge=0, le=1e14)] | None = 0  # null: JavaScript writes Infinity and NaN so


@dataclass(frozen=True, slots=True)
class Chunk:
    source: str
    first: bool
    last: bool
    recorder: str  # 16 hex digits
    segment: int
    sequence: int
    started_device_ms: float
    duration_ms: int
    payload: bytes
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def counts_ms(self) -> int:
        """The time that is recorded in it, as far as that can be believed."""
        return self.duration_ms if self.duration_ms <= CLAIM_MOST_MS else SLICE_MS


@dataclass(frozen=True, slots=True)
class Snapshot:
    source: str
    id: UUID
    taken_device_ms: float
    payload: bytes


def _source(code: int) -> str:
    if code >= len(SOURCES):
        raise MalformedFrame(f"unknown source {code}")
    return SOURCES[code]


def _details(raw: bytes) -> dict[str, Any]:
    if not raw:
        return {}
    try:
        value: dict[str, Any] = msgspec.json.decode(raw)
        msgspec.convert(value, _Details)
    except msgspec.ValidationError as error:
        raise MalformedFrame(f"details: {error}") from error
    except (ValueError, RecursionError) as error:
        raise MalformedFrame("details are no JSON") from error
    return value


def _instant(ms: float) -> float:
    if not 0 < ms < 1e14:  # refuses NaN too
        raise MalformedFrame("the time is no instant")
    return ms


def read_chunk(frame: bytes) -> Chunk:
    """Decodes a chunk frame; raises MalformedFrame."""
    if len(frame) < _CHUNK.size or frame[0] != KIND_CHUNK:
        raise MalformedFrame("no header of a chunk")
    _, source, flags, _, recorder, segment, sequence, started, duration, n = _CHUNK.unpack_from(frame)
    body = _CHUNK.size + n
    if segment > SEGMENT_MOST:
        raise MalformedFrame("no such segment number")
    if sequence > SEQUENCE_MOST:
        raise MalformedFrame("no such sequence number")
    if len(frame) < body:
        raise MalformedFrame("shorter than its details")
    return Chunk(
        source=_source(source),
        first=bool(flags & FIRST),
        last=bool(flags & LAST),
        recorder=recorder.hex(),
        segment=segment,
        sequence=sequence,
        started_device_ms=_instant(started),
        duration_ms=duration,
        payload=frame[body:],
        details=_details(frame[_CHUNK.size : body]),
    )


def write_chunk(chunk: Chunk) -> bytes:
    """The page's side of `read_chunk`, for the simulator and the tests."""
    details = json.dumps(chunk.details, separators=(",", ":")).encode() if chunk.details else b""
    flags = (FIRST if chunk.first else 0) | (LAST if chunk.last else 0)
    head = _CHUNK.pack(
        KIND_CHUNK,
        SOURCES.index(chunk.source),
        flags,
        0,
        bytes.fromhex(chunk.recorder),
        chunk.segment,
        chunk.sequence,
        chunk.started_device_ms,
        chunk.duration_ms,
        len(details),
    )
    return head + details + chunk.payload


def read_snapshot(frame: bytes) -> Snapshot:
    """Decodes a frame with a picture, a snapshot or a look; raises MalformedFrame."""
    if len(frame) <= _SNAPSHOT.size or frame[0] not in (KIND_SNAPSHOT, KIND_LOOK):
        raise MalformedFrame("no header of a snapshot, or no picture")
    _, source, _, ident, taken = _SNAPSHOT.unpack_from(frame)
    return Snapshot(_source(source), UUID(bytes=ident), _instant(taken), frame[_SNAPSHOT.size :])


def write_snapshot(snapshot: Snapshot, kind: int = KIND_SNAPSHOT) -> bytes:
    """The page's side of `read_snapshot`."""
    head = _SNAPSHOT.pack(kind, SOURCES.index(snapshot.source), 0, snapshot.id.bytes, snapshot.taken_device_ms)
    return head + snapshot.payload


def watched(session: UUID, frame: bytes) -> bytes:
    """The page's chunk frame as the watcher gets it."""
    return _WATCHED.pack(KIND_WATCHED, frame[1], frame[2], 0, session.bytes) + frame
