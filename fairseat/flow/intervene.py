"""What a proctor does during the exam: comment, rate, warn, terminate."""

from typing import Any
from uuid import UUID

from fairseat.domain.errors import Refusal
from fairseat.domain.messages import EventSeen, Warned
from fairseat.domain.session import LIVE
from fairseat.flow.board import load_seat, must_have, tell_staff, tile_changed
from fairseat.flow.context import Actor, Context, ms
from fairseat.flow.finish import end
from fairseat.store import sessions
from fairseat.store.database import Row


async def _note(context: Context, session: UUID, kind: str, actor: Actor, data: dict[str, Any]) -> Row:
    seat = await load_seat(context, session)
    async with context.database.unit() as c:
        row = await sessions.add_event(c, session, context.now(), kind, actor.name, data)
        if kind == "rated":
            await sessions.set_rating(c, session, data["rating"])
    news = EventSeen(
        session=str(session), id=row["id"], at_ms=ms(row["at"]) or 0, kind=kind, actor=actor.name, data=data
    )
    tell_staff(context, seat, news)
    return row


async def comment(context: Context, actor: Actor, session: UUID, text: str, at_ms: float | None) -> Row:
    """`at_ms`: the moment of the recording it is about, if any."""
    data: dict[str, Any] = {"text": text} | ({"at_ms": at_ms} if at_ms is not None else {})
    return await _note(context, session, "comment", actor, data)


async def rate(context: Context, actor: Actor, session: UUID, rating: int, text: str) -> Row:
    seat = await load_seat(context, session)
    must_have(seat, "rating")
    row = await _note(context, session, "rated", actor, {"rating": rating, "text": text})
    seat.rating = rating
    tile_changed(context, seat)
    return row


async def warn(context: Context, actor: Actor, session: UUID, text: str) -> Row:
    seat = await load_seat(context, session)
    must_have(seat, "warning")
    if seat.state not in LIVE:
        raise Refusal("session_over", "The session is over: a warning would not be read.")
    row = await _note(context, session, "warned", actor, {"text": text})
    news = Warned(id=str(row["id"]), at_ms=ms(row["at"]) or 0, text=text, by=actor.name)
    context.bus.publish(f"student:{session}", news)
    return row


async def terminate(context: Context, actor: Actor, session: UUID, reason: str) -> None:
    """Ends the session at once; the student's page is told and stops."""
    must_have(await load_seat(context, session), "termination")
    await end(context, session, "terminate", actor.name, reason, actor)
