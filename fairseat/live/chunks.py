"""Chunks of a page or a phone: stored and acknowledged, or refused by name."""

from fairseat.domain.errors import Refusal
from fairseat.domain.frames import Chunk
from fairseat.domain.messages import ChunkRefused, ChunksStored
from fairseat.domain.seat import Seat
from fairseat.flow import miss, record
from fairseat.flow.context import Context
from fairseat.live.outlet import Outlet


def _sequence(frame: bytes) -> int:
    return int.from_bytes(frame[16:20], "big")


async def _stored(context: Context, seat: Seat, frame: bytes, sources: frozenset[str]) -> Chunk:
    chunk = record.decoded(context, frame)
    if chunk.source not in sources:
        raise Refusal("chunk_malformed", f"This socket carries no {chunk.source}.", 422)
    await record.take_chunk(context, seat, chunk, frame)
    return chunk


async def take_chunk(
    context: Context, seat: Seat, outlet: Outlet, frame: bytes, sources: frozenset[str]
) -> Chunk | None:
    """The chunk that is stored now; None where it was refused."""
    try:
        chunk = await _stored(context, seat, frame, sources)
    except Refusal as refusal:
        miss.note_refused(context, seat, frame, refusal.code)
        outlet.say(ChunkRefused(recorder=frame[4:12].hex(), sequence=_sequence(frame), code=refusal.code))
        return None
    outlet.say(ChunksStored(recorder=chunk.recorder, sequences=[chunk.sequence]))
    return chunk
