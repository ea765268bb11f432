"""Closed segments out of the spool: packed into objects of the vault, their chains signed."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from fairseat.domain.evidence import START, head_of, merged
from fairseat.domain.recorded import SEAM_MS
from fairseat.domain.session import LIVE
from fairseat.flow.context import Context, Key
from fairseat.flow.prove import note_checkpoint
from fairseat.store import records

Closed = Callable[[Key], bool]


def _ready(parts: dict[Key, Any], least_ms: float, over: bool, closed: Closed) -> Iterable[list[Key]]:
    """Runs of segments of one recorder, in order, that make an object. The chain of a recorder is signed in its order,
    so a segment that is still waited for holds up those after it, but not for ever (`_is_closed`)."""
    recorders: dict[tuple[str, str], list[Key]] = {}
    for key in sorted(parts, key=lambda k: (k[1], k[2], k[3])):
        recorders.setdefault((key[1], key[2]), []).append(key)
    for keys in recorders.values():
        run: list[Key] = []
        for key in keys:
            if not closed(key):
                break
            run.append(key)
        length = sum(parts[k].until_device_ms - parts[k].started_device_ms for k in run)
        if run and (over or length >= least_ms):
            yield run


def _is_closed(context: Context, key: Key, everything: bool) -> bool:
    """Nothing more can come: all of it is here, or it is known that the rest is lost. It is when the page has gone on
    to a later segment and has said for a while that nothing waits with it: a chunk that its browser dropped, or that
    was refused for good."""
    part = context.spool.parts[key[0]][key]
    if part.complete or everything:
        return True
    seat, now, wait = context.seats.get(key[0]), context.clock(), context.settings.hole_wait_s
    if seat is None or not seat.online or not seat.caught_up_at:
        return False
    quiet = now - max(part.came_at, seat.caught_up_at) > wait
    return quiet and context.spool.newest(key[0], key[1]) != key


async def pack_session(context: Context, session: UUID, over: bool, everything: bool = False) -> None:
    """Puts runs of closed segments into the vault, one object each; `everything` also takes incomplete ones, when
    nothing more can come."""
    async with context.packing:
        parts = context.spool.parts.get(session, {})
        ready = _ready(parts, context.settings.pack_s * 1000, over, lambda key: _is_closed(context, key, everything))
        for run in list(ready):
            await _pack(context, session, run, parts)


def _stretches(part: Any) -> list[tuple[float, float]]:
    """What is here of a segment that has holes; nothing is said of one that is whole."""
    known = merged(part.stretches, SEAM_MS)
    return known if len(known) > 1 else []


async def _pack(context: Context, session: UUID, run: list[Key], parts: dict[Key, Any]) -> None:
    _, source, recorder, first = run[0]
    async with context.database.unit() as c:
        head = (await records.chain_heads(c, session)).get(recorder, START)
    name = f"sessions/{session}/{source}/{recorder}-{first:06d}-{run[-1][3]:06d}"
    data, rows = bytearray(), []
    for key in run:
        chunks, part = context.spool.chunks(key), parts[key]
        head = head_of(chunks, head)
        body = b"".join(chunk.payload for chunk in chunks)
        digests = b"".join(seq.to_bytes(4, "big") + d for seq, d in sorted(part.digests.items()))
        rows.append(
            (session, source, recorder, key[3], part.mime, part.width, part.height, part.started_device_ms,
             part.offset_ms, part.error_ms, part.until_device_ms - part.started_device_ms, len(chunks), part.missing,
             name, len(data), len(body), digests, head, part.plausible, _stretches(part))
        )  # fmt: skip
        data += body
    await context.vault.put(name, bytes(data))
    digest = hashlib.sha256(data).digest()
    async with context.database.unit() as c:
        await records.insert_segments(c, [(*row[:18], digest, *row[18:]) for row in rows])
        await note_checkpoint(context, c, session)
    for key in run:
        context.spool.drop(key)


async def pack_all(context: Context) -> None:
    for session in list(context.spool.parts):
        seat = context.seats.get(session)
        await pack_session(context, session, over=seat is None or seat.state not in LIVE)
