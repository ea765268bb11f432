"""Looks at the face are judged, as a job, and told as seconds of the tracker."""

from array import array
from collections.abc import Sequence
from math import ceil
from typing import Any
from uuid import UUID

from fairseat.domain.errors import Refusal
from fairseat.domain.face import Face, compared
from fairseat.domain.looks import DELAY_S, FRESH_S, asks_again, kind_of
from fairseat.domain.messages import LookRequested
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import parameters_of
from fairseat.flow.board import load_seat, recall_looks
from fairseat.flow.context import Context
from fairseat.flow.photograph import packed
from fairseat.flow.resemble import look_for_owner
from fairseat.store import looks, prints
from fairseat.store.database import Row


def unpacked(data: bytes | None) -> Sequence[float] | None:
    return array("f", data) if data is not None else None


async def judge_looks(context: Context, session: UUID) -> None:
    """The job. Idempotent: a look that is judged is not judged again."""
    async with context.database.unit() as c:
        waiting = await looks.waiting_looks(c, session)
        known = await prints.print_of(c, session)
    seat = await load_seat(context, session)
    if seat.faces is None:
        return
    reference = unpacked(context.sealer.opened(known["sealed"], session.bytes)) if known else None
    found = [await _judge(context, seat, row, reference) for row in waiting]
    async with context.database.unit() as c:
        await recall_looks(c, seat)
    if waiting:
        _tell_late(context, seat, looks.at_of(waiting[0]))
        await _follow_up(context, seat, waiting[-1]["id"], found[-1])


async def _judge(context: Context, seat: Seat, row: Row, reference: Any) -> Face | None:
    """The largest face of the look, if one was compared. Of a face that differs the picture is kept as evidence; any
    other is deleted: the recording shows it anyway."""
    found = await _faces_in(context, row["object"])
    similarity, rule = compared(found, reference), parameters_of(seat.rules, "face_mismatch")
    keep = kind_of(similarity, rule["differs_below"], rule["matches_from"]) == "differs"
    async with context.database.unit() as c:
        await looks.set_judged(c, row["id"], context.now(), similarity, keep)
        if keep:
            await looks.keep_picture(
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


async def _follow_up(context: Context, seat: Seat, look: UUID, face: Face | None) -> None:
    assert seat.faces is not None
    stands = seat.faces.stands
    if asks_again(stands, context.clock()):
        context.bus.publish(f"student:{seat.session}", LookRequested())
    begins = len(stands) > 1 and stands[-1].state == "other" and stands[-2].state == "doubt"
    if begins and face is not None:
        await look_for_owner(context, seat, look, packed(face))
