"""Chunks and snapshots in: stored, acknowledged, handed to whoever watches."""

import hashlib
import re
from typing import Literal
from uuid import UUID, uuid4

from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.frames import (
    DURATION_MOST_MS,
    SEGMENT_MOST,
    Chunk,
    MalformedFrame,
    Snapshot,
    read_chunk,
    read_snapshot,
    watched,
)
from fairseat.domain.messages import SnapshotRequested, SnapshotTaken
from fairseat.domain.picture import is_too_large
from fairseat.domain.proof import entries
from fairseat.domain.recording import JPEG, STILL, begins_as, container_of
from fairseat.domain.seat import Seat
from fairseat.domain.session import LIVE, takes_evidence
from fairseat.flow.board import tell_staff, tile_changed
from fairseat.flow.context import Context, instant
from fairseat.store import records, sessions
from fairseat.store.audit import add_audits

_SEGMENT_ID = re.compile(r"([0-9a-f]{16})-([0-9]{1,10})", re.ASCII)
STALE_S = 60  # a newest segment older than this is no live picture any more


def decoded(context: Context, frame: bytes) -> Chunk:
    """Refuses what is too large or no chunk (`chunk_too_large`, `chunk_malformed`)."""
    if len(frame) > context.settings.chunk_limit:
        raise Refusal("chunk_too_large", "The chunk is too large.", 413)
    try:
        chunk = read_chunk(frame)
    except MalformedFrame as error:
        raise Refusal("chunk_malformed", f"This is no chunk: {error}.", 422) from error
    if chunk.duration_ms > DURATION_MOST_MS:
        raise Refusal("chunk_malformed", "No chunk lasts that long.", 422)
    if chunk.first:
        _must_be_recording(chunk)
    return chunk


def _must_be_recording(chunk: Chunk) -> None:
    """A page may not have anything else kept as a recording: it would be served from our own origin."""
    container = container_of(str(chunk.details.get("mime")))
    if container is None:
        raise Refusal("chunk_malformed", "This is no kind of recording that is taken.", 422)
    if not begins_as(container, chunk.payload):
        raise Refusal("chunk_malformed", f"No {container} begins like this.", 422)
    if container == STILL and is_too_large(chunk.payload):
        raise Refusal("chunk_malformed", "The picture has too many pixels.", 422)


def _must_be_one_still(context: Context, seat: Seat, chunk: Chunk) -> None:
    """Where still pictures are taken, each segment is one, whole: pieces could be put together to what was never
    looked at."""
    part = context.spool.parts.get(seat.session, {}).get((seat.session, chunk.source, chunk.recorder, chunk.segment))
    mime = chunk.details.get("mime") if chunk.first else part and part.mime
    if mime != STILL:
        return
    if not seat.stills:
        raise Refusal("chunk_malformed", "No still pictures are taken in this exam.", 422)
    is_more = part is not None and part.bytes > 0 and chunk.sequence not in part.digests
    if chunk.payload and (is_more or not chunk.first):
        raise Refusal("chunk_malformed", "A still picture comes in one piece.", 422)


async def take_chunk(context: Context, seat: Seat, chunk: Chunk, frame: bytes) -> None:
    """Returns when the chunk is stored. A repeat is fine; other bytes under the same key are refused and noted."""
    await must_take_evidence(context, seat)
    _must_be_one_still(context, seat, chunk)
    try:
        known = await _packed_digest(context, seat, chunk)
        if known is None:
            if context.spool.add(seat.session, chunk, frame):
                _note_arrival(context, seat, chunk)
        elif known != _digest(chunk):
            raise Refusal("chunk_conflict", "Other bytes are stored under this key.")
    except Refusal as refusal:
        if refusal.code == "chunk_conflict":
            await _note_conflict(context, seat, chunk)
        raise
    if seat.state in LIVE:
        _relay(context, seat, chunk, frame)
    else:
        seat.late_at = context.clock()


def _note_arrival(context: Context, seat: Seat, chunk: Chunk) -> None:
    """A chunk was stored."""
    now = context.clock()
    part = context.spool.parts[seat.session][seat.session, chunk.source, chunk.recorder, chunk.segment]
    part.came_at = now
    if chunk.payload:  # an empty one only closes its segment
        seat.recorded.note(chunk.source, now, None if part.plausible else "no_recording")


def _digest(chunk: Chunk) -> bytes:
    return hashlib.sha256(chunk.payload).digest()


async def must_take_evidence(context: Context, seat: Seat) -> None:
    """Refuses `session_not_begun`, to be tried again, and `session_closed`, for good."""
    if seat.state in LIVE:
        return
    taken = taken_now(context, seat)
    if taken == "not yet":
        raise Refusal("session_not_begun", "No evidence is taken before the student is in the checks.")
    if taken == "no more" or await _is_sealed(context, seat):
        raise Refusal("session_closed", "The session is closed: no more evidence is taken.")


async def _is_sealed(context: Context, seat: Seat) -> bool:
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, seat.session)
    return row is None or row["sealed_at"] is not None


def taken_now(context: Context, seat: Seat) -> Literal["yes", "not yet", "no more"]:
    late_ms = context.settings.late_evidence_h * 3_600_000
    begun = seat.started_at_ms is not None
    return takes_evidence(seat.state, begun, seat.finished_at_ms, context.clock() * 1000, late_ms)


async def _packed_digest(context: Context, seat: Seat, chunk: Chunk) -> bytes | None:
    """The stored chunk's digest if its segment is in the vault already. What was waited for in vain and comes after
    all finds its segment packed and signed (`segment_packed`)."""
    if (seat.session, chunk.source, chunk.recorder, chunk.segment) in context.spool.parts.get(seat.session, {}):
        return None
    async with context.database.unit() as c:
        row = await records.segment_by_id(c, seat.session, chunk.source, chunk.recorder, chunk.segment)
    if row is None:
        return None
    known = dict(entries(row["digests"])).get(chunk.sequence)
    if known is None:
        raise Refusal("segment_packed", "The segment of this chunk is packed and signed.")
    return known


async def _note_conflict(context: Context, seat: Seat, chunk: Chunk) -> None:
    detail = {"source": chunk.source, "recorder": chunk.recorder, "sequence": chunk.sequence}
    async with context.database.unit() as c:
        await add_audits(c, context.now(), None, seat.student, "chunk_conflict", "", [(seat.session, detail)])


def _relay(context: Context, seat: Seat, chunk: Chunk, frame: bytes) -> None:
    """Only what is live: a chunk of the source's newest segment."""
    newest = context.spool.newest(seat.session, chunk.source)
    if newest is None or newest[2:] != (chunk.recorder, chunk.segment):
        return
    fresh = chunk.source not in seat.live_sources(context.clock())
    seat.chunk_at[chunk.source] = context.clock()
    topic = f"live:{seat.session}:{chunk.source}"
    if context.bus.listened(topic):
        context.bus.publish(topic, watched(seat.session, frame))
    if fresh:
        tile_changed(context, seat)


def current_segment(context: Context, session: UUID, source: str) -> list[bytes]:
    """The frames of the segment that is being recorded now, as a watcher gets them; none when nothing is live."""
    seat, key = context.seats.get(session), context.spool.newest(session, source)
    if seat is None or key is None or context.clock() - seat.chunk_at.get(source, 0) > STALE_S:
        return []
    return [watched(session, frame) for frame in context.spool.frames(key)]


# --- snapshots ------------------------------------------------------------------------------------------------


async def ask_for_photo(context: Context, seat: Seat) -> None:
    """One picture of the student for the report, as soon as the camera is live."""
    seat.photographed = True
    ident = uuid4()
    async with context.database.unit() as c:
        if any(row["violation_id"] is None for row in await records.snapshots_of(c, seat.session)):
            return
        await records.request_snapshots(c, [(ident, seat.session, None, "camera", context.now())])
    context.bus.publish(f"student:{seat.session}", SnapshotRequested(id=str(ident), sources=["camera"]))


def read_picture(frame: bytes, limit: int) -> Snapshot:
    """A JPEG in its frame, of `limit` bytes at most."""
    if len(frame) > limit:
        raise Refusal("picture_too_large", "The picture is too large.", 413)
    try:
        picture = read_snapshot(frame)
    except MalformedFrame as error:
        raise Refusal("picture_malformed", f"This is no picture: {error}.", 422) from error
    if not picture.payload.startswith(JPEG):
        raise Refusal("picture_malformed", "This is no JPEG.", 422)
    if is_too_large(picture.payload):
        raise Refusal("picture_too_large", "The picture has too many pixels.", 413)
    return picture


async def take_snapshot(context: Context, seat: Seat, frame: bytes) -> str:
    """Stores the picture; returns its id. Refuses what nobody asked for."""
    snapshot = read_picture(frame, context.settings.snapshot_limit)
    await must_take_evidence(context, seat)
    key = f"sessions/{seat.session}/snapshots/{snapshot.id}.jpg"
    at = instant((snapshot.taken_device_ms + seat.offset_ms) / 1000)
    async with context.database.unit() as c:
        digest = hashlib.sha256(snapshot.payload).digest()
        row = await records.store_snapshot(c, snapshot.id, seat.session, snapshot.source, at, key, digest)
        if row is None:
            raise Refusal("snapshot_unasked", "Nobody asked for this picture.")
        await context.vault.put(key, snapshot.payload)
    news = SnapshotTaken(
        id=str(snapshot.id), session=str(seat.session), source=snapshot.source,  # type: ignore[arg-type]
        violation=str(row["violation_id"]) if row["violation_id"] else None, at_ms=round(at.timestamp() * 1000),
    )  # fmt: skip
    tell_staff(context, seat, news)
    return str(snapshot.id)


# --- reading --------------------------------------------------------------------------------------------------


def segment_of(ident: str) -> tuple[str, int]:
    """The recorder and the number in a segment's id; refuses `not_found` what cannot be one."""
    found = _SEGMENT_ID.fullmatch(ident)
    if found is None or int(found[2]) > SEGMENT_MOST:
        raise not_found("segment")
    return found[1], int(found[2])


async def segment_bytes(context: Context, session: UUID, source: str, ident: str) -> tuple[bytes, str, bool]:
    """The bytes of one segment, as far as they are here, their MIME type, and whether nothing more can come."""
    recorder, number = segment_of(ident)
    key = (session, source, recorder, number)
    part = context.spool.parts.get(session, {}).get(key)
    if part:
        return b"".join(chunk.payload for chunk in context.spool.chunks(key)), part.mime, part.complete
    async with context.database.unit() as c:
        row = await records.segment_by_id(c, session, source, recorder, number)
    if row is None:
        raise not_found("segment")
    return await context.vault.get_range(row["object"], row["object_from"], row["bytes"]), row["mime"], True
