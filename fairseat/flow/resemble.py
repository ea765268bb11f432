"""Whether a face is also somebody else's: an exact look at all prints of students who agreed to that.

The prints are opened here, in blocks, and never lie open in the database (docs/decisions/0010-face-prints.md).
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID, uuid4

from fairseat.domain.errors import not_found
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import FIND, parameters_of
from fairseat.domain.violation import Closed
from fairseat.flow.alert import close_violation, raise_violation
from fairseat.flow.board import load_seat
from fairseat.flow.context import Actor, Context
from fairseat.flow.review import note_look
from fairseat.store import prints
from fairseat.store.database import Row

BLOCK = 5000  # prints opened at a time: 2.5 MB


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose face is looked for."""

    session: UUID
    person: UUID
    print: bytes


def _opened(context: Context, rows: list[Row]) -> list[Asked]:
    found = [(row, context.sealer.opened(row["sealed"], row["session_id"].bytes)) for row in rows]
    return [Asked(row["session_id"], row["person_id"], data) for row, data in found if data is not None]


def _near(context: Context, asked: list[Asked], rows: list[Row], least: float) -> list[tuple[Asked, UUID, float]]:
    others = _opened(context, rows)
    if not others:
        return []
    pairs = context.faces.near([a.print for a in asked], [o.print for o in others], least)
    return [(asked[i], others[j].session, s) for i, j, s in pairs if asked[i].person != others[j].person]


async def _scan(context: Context, asked: list[Asked], least: float) -> list[tuple[Asked, UUID, float]]:
    """Those who resemble somebody else, with the other's session and how much, the most similar first."""
    found: list[tuple[Asked, UUID, float]] = []
    after: UUID | None = None
    while True:
        async with context.database.unit() as c:
            rows = await prints.comparable_prints(c, after, BLOCK)
        if not rows:
            return sorted(found, key=lambda pair: -pair[2])
        found += await asyncio.to_thread(_near, context, asked, rows, least)
        after = rows[-1]["session_id"]


def _least(seat: Seat) -> float:
    return parameters_of(seat.rules, FIND)["similar_from"]


async def compare_waiting(context: Context) -> None:
    """The job: everybody who has been photographed since the last time, in one look at all prints. Idempotent: a find
    is stored once."""
    async with context.database.unit() as c:
        rows = await prints.waiting_prints(c)
    asked = _opened(context, rows)
    seats = {one.session: await load_seat(context, one.session) for one in asked}
    photos = {row["session_id"]: row["photo_id"] for row in rows}
    if asked:
        least = {session: _least(seat) for session, seat in seats.items()}
        for one, other, similarity in await _scan(context, asked, min(least.values())):
            if similarity >= least[one.session]:
                await _tell(context, seats[one.session], other, similarity, {"reference": str(photos[one.session])})
    async with context.database.unit() as c:
        await prints.set_compared(c, [row["session_id"] for row in rows], context.now())


async def look_for_owner(context: Context, seat: Seat, look: UUID, face: bytes) -> None:
    """Another face sits there: is it one that is known? `look` is its picture."""
    async with context.database.unit() as c:
        known = await prints.print_of(c, seat.session)
    if known is None or not known["comparable"]:
        return
    least = _least(seat)
    for _, other, similarity in await _scan(context, [Asked(seat.session, known["person_id"], face)], least):
        await _tell(context, seat, other, similarity, {"look": str(look)})


async def _tell(context: Context, seat: Seat, other: UUID, similarity: float, own: dict[str, str]) -> None:
    """For a person to judge: it has no length. `own` names the student's own picture. Whom the face resembles is not in
    it, but behind the evidence's door."""
    ident = uuid4()
    async with context.database.unit() as c:
        if not await prints.save_find(c, ident, seat.session, other, similarity, context.now()):
            return
    at = int(context.clock())
    raise_violation(context, seat, FIND, at, {"similarity": round(similarity, 3), "find": str(ident), **own})
    close_violation(context, seat, FIND, Closed(at, at + 1, similarity, 1.0, 1.0))


async def seen(context: Context, actor: Actor, session: UUID, find: UUID) -> Row:
    """Whom the face resembles; noted in the audit log."""
    await note_look(context, actor, session, "similar_face_seen")
    async with context.database.unit() as c:
        row = await prints.find_by_id(c, session, find)
    if row is None:
        raise not_found("face")
    return row


async def photo(context: Context, actor: Actor, session: UUID, find: UUID) -> bytes:
    row = await seen(context, actor, session, find)
    if row["other_photo_key"] is None:
        raise not_found("photo")
    return await context.vault.get(row["other_photo_key"])
