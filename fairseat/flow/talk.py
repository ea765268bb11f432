"""Chat, and the student's call for help."""

from uuid import UUID

from fairseat.domain.errors import Place, Refusal, invalid
from fairseat.domain.messages import ChatSaid, HelpAnswered, HelpCalled
from fairseat.domain.seat import Seat
from fairseat.domain.session import LIVE
from fairseat.flow.board import must_have, tell_staff, tile_changed
from fairseat.flow.context import Context, ms
from fairseat.store import sessions

HELP_LIMIT = 500  # characters of the words with a call


def ident_of(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError as error:
        raise invalid(Place("id", "This is no UUID.")) from error


def _must_be_live(seat: Seat) -> None:
    if seat.state not in LIVE:
        raise Refusal("session_over", "The session is over.")


async def say(context: Context, seat: Seat, author: UUID, name: str, role: str, raw_id: str, raw: str) -> None:
    """One chat message, told to both sides once it is stored; sent again, it is the same message."""
    text, ident = raw.strip(), ident_of(raw_id)
    if not text or len(text) > context.settings.chat_limit:
        raise invalid(Place("text", f"A message has 1 to {context.settings.chat_limit} characters."))
    _must_be_live(seat)
    must_have(seat, "chat")
    at = context.now()
    async with context.database.unit() as c:
        fresh = await sessions.add_chat(c, ident, seat.session, at, author, name, role, text)
        if role != "student":
            await sessions.read_chat(c, seat.session, at)
        seat.unread_chat = await sessions.unread_chat(c, seat.session)
    said = ChatSaid(id=str(ident), session=str(seat.session), at_ms=ms(at) or 0, author=name, role=role, text=text)
    context.bus.publish(f"student:{seat.session}", said)
    tell_staff(context, seat, said)
    if fresh:
        tile_changed(context, seat)


async def call_for_help(context: Context, seat: Seat, raw_id: str, text: str) -> None:
    """The call stays open, over reloads and restarts, until somebody answers or the student cancels it."""
    ident, at = ident_of(raw_id), context.now()
    _must_be_live(seat)
    must_have(seat, "call")
    words = text.strip()[:HELP_LIMIT]
    async with context.database.unit() as c:
        if not await sessions.call_help(c, ident, seat.session, at, words):
            return
        await sessions.add_event(c, seat.session, at, "help_called", seat.student, {"text": words})
    at_ms = ms(at) or 0
    seat.help = (str(ident), words, at_ms)
    tell_staff(
        context, seat,
        HelpCalled(id=str(ident), session=str(seat.session), student=seat.student, at_ms=at_ms, text=words),
    )  # fmt: skip
    tile_changed(context, seat)


async def cancel_help(context: Context, seat: Seat, raw_id: str) -> None:
    async with context.database.unit() as c:
        if not await sessions.cancel_help(c, ident_of(raw_id), seat.session, context.now()):
            return
        await sessions.add_event(c, seat.session, context.now(), "help_cancelled", seat.student)
    seat.help = None
    tile_changed(context, seat)


async def answer_help(context: Context, seat: Seat, raw_id: str, by: str) -> None:
    at = context.now()
    async with context.database.unit() as c:
        if not await sessions.answer_help(c, ident_of(raw_id), seat.session, at, by):
            raise Refusal("help_answered", "Somebody has answered this call already.")
        await sessions.add_event(c, seat.session, at, "help_answered", by)
    seat.help = None
    news = HelpAnswered(session=str(seat.session), help=raw_id, by=by, at_ms=ms(at) or 0)
    context.bus.publish(f"student:{seat.session}", news)
    tell_staff(context, seat, news)
    tile_changed(context, seat)
