"""A student goes on without camera or microphone, with a reason; and what is told of the devices of the exam."""

from typing import Any
from uuid import UUID

from fairseat.domain.errors import Place, Refusal, invalid
from fairseat.domain.inputs import LABEL_LIMIT, MOST_CHANGES, REASON_LIMIT, Change, one_line
from fairseat.domain.messages import EventSeen
from fairseat.domain.session import LIVE
from fairseat.domain.template import Input
from fairseat.flow.admit import own_session
from fairseat.flow.board import forgone, load_seat, may_go_without, tell_staff, tile_changed
from fairseat.flow.context import Actor, Context, instant, ms
from fairseat.store import sessions
from fairseat.store.database import Connection, Row

KINDS = {"changed": "device_changed", "lost": "device_lost", "added": "device_added"}


def _must_be_live(row: Row) -> None:
    if row["state"] not in LIVE:
        raise Refusal("wrong_state", "This session is not going on.")


async def go_without(context: Context, actor: Actor, source: Input, reason: str) -> Row:
    """The source is not asked for any more; asked again, it answers the same."""
    said = one_line(reason, REASON_LIMIT)
    if not said:
        raise invalid(Place("reason", "Say why, so that your proctor can understand it."))
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        _must_be_live(row)
        if source in row["without"]:
            return row
        if source not in may_go_without(row):
            raise Refusal("may_not_go_without", f"This exam cannot be sat without a {source}.")
        await sessions.set_without(c, row["id"], row["without"] | {source: said})
        data = {"source": source, "reason": said}
        event = await sessions.add_event(c, row["id"], context.now(), "went_without", actor.name, data)
        row = await own_session(context, c, actor)
    await _apply(context, row, event)
    return row


async def take_back(context: Context, actor: Actor, source: Input) -> Row:
    """Before the start the student may think better of it."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        if source not in row["without"]:
            return row
        if row["state"] != "checking":
            raise Refusal("wrong_state", "This can be taken back only before the start.")
        left = {name: why for name, why in row["without"].items() if name != source}
        await sessions.set_without(c, row["id"], left)
        event = await sessions.add_event(c, row["id"], context.now(), "went_with", actor.name, {"source": source})
        row = await own_session(context, c, actor)
    await _apply(context, row, event)
    return row


async def _apply(context: Context, row: Row, event: Row) -> None:
    """What is committed now holds for the seat, and staff is told."""
    seat = await load_seat(context, row["id"])
    seat.without = forgone(row)
    tile_changed(context, seat)
    await _tell(context, row["id"], event)


async def _tell(context: Context, session: UUID, event: Row) -> None:
    seat = await load_seat(context, session)
    news = EventSeen(
        session=str(session), id=event["id"], at_ms=ms(event["at"]) or 0, kind=event["kind"], actor=event["actor"],
        data=event["data"],
    )  # fmt: skip
    tell_staff(context, seat, news)


async def note_device(
    context: Context, actor: Actor, ident: UUID, change: Change, source: Input, label: str, before: str, at_ms: float
) -> None:
    """A device was changed, lost or plugged in, with its name as the browser tells it. `ident`: told again, it is the
    same. `at_ms`: on the server's clock, as the page knows it."""
    data: dict[str, Any] = {"id": str(ident), "source": source, "text": one_line(label, LABEL_LIMIT)}
    if was := one_line(before, LABEL_LIMIT):
        data["before"] = was
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        if row["state"] != "running":
            raise Refusal("wrong_state", "The exam is not running.")
        if await _is_known(c, row["id"], ident):
            return
        at = min(max(at_ms / 1000, row["started_at"].timestamp()), context.clock())
        event = await sessions.add_event(c, row["id"], instant(at), KINDS[change], actor.name, data)
    await _tell(context, row["id"], event)


async def _is_known(c: Connection, session: UUID, ident: UUID) -> bool:
    told = await sessions.events_of_kinds(c, session, list(KINDS.values()))
    if any(event["data"].get("id") == str(ident) for event in told):
        return True
    if len(told) >= MOST_CHANGES:
        raise Refusal("too_many_changes", "No more changes of devices are noted in this session.")
    return False
