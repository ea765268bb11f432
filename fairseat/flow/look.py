"""Looks at the face while the exam runs: taken in, judged as a job, told as seconds of the tracker."""

import hashlib
from array import array
from collections.abc import Sequence
from math import ceil
from typing import Any
from uuid import UUID

from fairseat.domain.errors import Refusal
from fairseat.domain.face import DELAY_S, FRESH_S, Face, asks_again, compared, kind_of
from fairseat.domain.frames import MalformedFrame, read_snapshot
from fairseat.domain.messages import LookRequested
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import parameters_of
from fairseat.flow.board import load_seat, recall_looks
from fairseat.flow.context import Context, instant
from fairseat.flow.photograph import packed
from fairseat.flow.record import must_take_evidence
from fairseat.flow.resemble import look_for_owner
from fairseat.flow.watch import FUTURE_S
from fairseat.store import faces
from fairseat.store.database import Row

JPEG = b"\xff\xd8\xff"
FORGOTTEN_S = 30  # a look that waits longer has lost its job


def unpacked(data: bytes | None) -> Sequence[float] | None:
    return array("f", data) if data is not None else None


async def take_look(context: Context, seat: Seat, frame: bytes) -> str:
    """Stores the picture and queues its judging; returns its id. Sent again, it is the same."""
    if len(frame) > context.settings.face_limit:
        raise Refusal("look_malformed", "The picture is too large.", 413)
    try:
        look = read_snapshot(frame)
    except MalformedFrame as error:
        raise Refusal("look_malformed", f"This is no look: {error}.", 422) from error
    at = (look.taken_device_ms + seat.offset_ms) / 1000
    await must_take_evidence(context, seat)
    _must_be_wanted(context, seat, at, look.payload)
    key = f"sessions/{seat.session}/looks/{look.id}.jpg"
    await context.vault.put(key, look.payload)
    digest = hashlib.sha256(look.payload).digest()
    async with context.database.unit() as c:
        await faces.add_look(c, look.id, seat.session, instant(at), context.now(), key, digest)
    if seat.faces is not None:
        seat.faces.taken.add(int(at))
    await context.defer("judge_looks", {"session": str(seat.session)})
    return str(look.id)


def _must_be_wanted(context: Context, seat: Seat, at: float, jpeg: bytes) -> None:
    """A page may send one look a second of the time that the exam has run; more is of no use."""
    known = seat.faces
    if known is None or known.photo is None or seat.started_at_ms is None:
        raise Refusal("look_unwanted", "Faces are not compared in this session.")
    if not jpeg.startswith(JPEG):
        raise Refusal("look_malformed", "This is no JPEG.", 422)
    if not seat.started_at_ms / 1000 - 1 <= at <= context.clock() + FUTURE_S:
        raise Refusal("look_unwanted", "The picture was not taken in the exam's time.")
    if int(at) in known.taken:
        raise Refusal("look_unwanted", "There is a look of this second already.")


async def judge_looks(context: Context, session: UUID) -> None:
    """The job. Idempotent: a look that is judged is not judged again."""
    async with context.database.unit() as c:
        waiting = await faces.waiting_looks(c, session)
        known = await faces.print_of(c, session)
    seat = await load_seat(context, session)
    if seat.faces is None:
        return
    reference = unpacked(context.sealer.opened(known["sealed"], session.bytes)) if known else None
    found = [await _judge(context, seat, row, reference) for row in waiting]
    async with context.database.unit() as c:
        await recall_looks(c, seat)
    if waiting:
        _tell_late(context, seat, faces.at_of(waiting[0]))
        await _follow_up(context, seat, found[-1])


async def _judge(context: Context, seat: Seat, row: Row, reference: Any) -> Face | None:
    """The largest face of the look, if one was compared. Of a face that differs the picture is kept as evidence; any
    other is deleted: the recording shows it anyway."""
    found = await _faces_in(context, row["object"])
    similarity, rule = compared(found, reference), parameters_of(seat.rules, "face_mismatch")
    keep = kind_of(similarity, rule["differs_below"], rule["matches_from"]) == "differs"
    async with context.database.unit() as c:
        await faces.set_judged(c, row["id"], context.now(), similarity, keep)
        if keep:
            await faces.keep_picture(
                c, row["id"], seat.session, context.now(), row["taken_at"], row["object"], row["sha256"]
            )
    if not keep:
        await context.vault.delete(row["object"])
    return found[0] if similarity is not None else None


async def _faces_in(context: Context, key: str) -> list[Face]:
    try:
        return await context.faces.look(await context.vault.get(key))
    except context.vault.missing:
        return []
    except Refusal as refusal:
        if refusal.code != "no_picture":
            raise
        return []


def _tell_late(context: Context, seat: Seat, since: float) -> None:
    """Seconds that were not told live, because their look was still on its way."""
    assert seat.faces is not None
    until = min(int(context.clock() - FRESH_S), seat.faces.answers[-1].until_at)
    seat.late_own += range(ceil(since) + DELAY_S, until + 1)


async def _follow_up(context: Context, seat: Seat, face: Face | None) -> None:
    assert seat.faces is not None
    stands = seat.faces.stands
    if asks_again(stands, context.clock()):
        context.bus.publish(f"student:{seat.session}", LookRequested())
    begins = len(stands) > 1 and stands[-1].state == "other" and stands[-2].state == "doubt"
    if begins and face is not None:
        await look_for_owner(context, seat, packed(face))


async def queue_forgotten_looks(context: Context) -> None:
    """Looks and photos that wait although nobody judges them: the queue could not be reached when they came."""
    async with context.database.unit() as c:
        sessions_waiting = await faces.sessions_waiting(c, instant(context.clock() - FORGOTTEN_S))
        compare = await faces.waiting_prints(c)
    for session in sessions_waiting:
        await context.defer("judge_looks", {"session": str(session)})
    if compare:
        await context.defer("compare_faces", {"session": "all"})
