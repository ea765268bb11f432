"""Looks at the face while the exam runs: taken in, and queued to be judged."""

import hashlib

from fairseat.domain.errors import Refusal
from fairseat.domain.seat import Seat
from fairseat.flow.context import Context, instant
from fairseat.flow.record import must_take_evidence, read_picture
from fairseat.flow.watch import FUTURE_S
from fairseat.store import looks, prints

FORGOTTEN_S = 30  # a look that waits longer has lost its job


async def take_look(context: Context, seat: Seat, frame: bytes) -> str:
    """Stores the picture and queues its judging; returns its id. Sent again, it is the same."""
    look = read_picture(frame, context.settings.face_limit)
    at = (look.taken_device_ms + seat.offset_ms) / 1000
    await must_take_evidence(context, seat)
    _must_be_wanted(context, seat, at)
    key = f"sessions/{seat.session}/looks/{look.id}.jpg"
    await context.vault.put(key, look.payload)
    digest = hashlib.sha256(look.payload).digest()
    async with context.database.unit() as c:
        await looks.add_look(c, look.id, seat.session, instant(at), context.now(), key, digest)
    if seat.faces is not None:
        seat.faces.taken.add(int(at))
    await context.defer("judge_looks", {"session": str(seat.session)})
    return str(look.id)


def _must_be_wanted(context: Context, seat: Seat, at: float) -> None:
    """A page may send one look a second of the time that the exam has run; more is of no use."""
    known = seat.faces
    if known is None or known.photo is None or seat.started_at_ms is None:
        raise Refusal("look_unwanted", "Faces are not compared in this session.")
    if not seat.started_at_ms / 1000 - 1 <= at <= context.clock() + FUTURE_S:
        raise Refusal("look_unwanted", "The picture was not taken in the exam's time.")
    if int(at) in known.taken:
        raise Refusal("look_unwanted", "There is a look of this second already.")


async def queue_forgotten_looks(context: Context) -> None:
    """Looks and photos that wait although nobody judges them: the queue could not be reached when they came."""
    async with context.database.unit() as c:
        sessions_waiting = await looks.sessions_waiting(c, instant(context.clock() - FORGOTTEN_S))
        compare = await prints.waiting_prints(c)
    for session in sessions_waiting:
        await context.defer("judge_looks", {"session": str(session)})
    if compare:
        await context.defer("compare_faces", {"session": "all"})
