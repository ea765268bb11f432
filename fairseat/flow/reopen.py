"""A session that was over goes on: ended by mistake, by a failing computer, too early."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.domain.ending import MINUTE_MS, ends_at_ms
from fairseat.domain.errors import Place, Refusal, invalid, not_found
from fairseat.domain.messages import EventSeen, SessionMoved
from fairseat.domain.seat import Seat
from fairseat.domain.session import Move, moved
from fairseat.flow.board import load_seat, tell_staff, tile_changed
from fairseat.flow.context import Actor, Context, instant, ms
from fairseat.flow.note import note
from fairseat.store import sessions, times
from fairseat.store.database import Connection, Row


async def reopen(context: Context, actor: Actor, session: UUID, minutes: int | None, reason: str) -> Row:
    """Its time runs for `minutes` from now on. One that had not begun goes back into the checks and has the time of
    its exam: then without minutes. Refuses `wrong_state`, `sealed`, `exam_closed`."""
    seat = await load_seat(context, session)
    async with context.database.unit() as c:
        await times.hold_times(c, session)
        before = await sessions.session_by_id(c, session, lock=True)
        if before is None:
            raise not_found("session")
        move: Move = "reopen" if before["started_at"] else "readmit"
        state = moved(before["state"], move)
        _check(context, before, move, minutes)
        await _store(context, c, before, state, minutes)
        event = await _note(context, c, actor, before, minutes, reason)
        row = await sessions.session_by_id(c, session)
        assert row is not None
    _apply(context, seat, before, row)
    _tell(context, seat, event)
    return row


def _check(context: Context, before: Row, move: Move, minutes: int | None) -> None:
    if before["sealed_at"]:
        raise Refusal("sealed", "The evidence of this session is sealed: it cannot be reopened any more.")
    if move == "reopen" and minutes is None:
        raise invalid(Place("minutes", "How many minutes the student gets is missing."))
    if move == "readmit" and minutes is not None:
        raise invalid(Place("minutes", "The student had not begun and gets the whole time of the exam."))
    if move == "readmit" and context.now() >= before["closes_at"]:
        raise Refusal("exam_closed", "The exam has closed. Let it close later first, then reopen this session.")


async def _store(context: Context, c: Connection, before: Row, state: str, minutes: int | None) -> None:
    if minutes is None:
        await times.set_reopened(c, before["id"], state, None, 0)
        return
    ends_ms = round(context.clock() * 1000) + minutes * MINUTE_MS
    usual = ends_at_ms(
        ms(before["started_at"]) or 0, before["duration_min"], ms(before["closes_at"]) or 0, before["extra_min"]
    )
    await times.set_reopened(c, before["id"], state, instant(ends_ms / 1000), ends_ms - usual)
    await times.open_gap(c, before["id"], _over_since(before))


def _over_since(before: Row) -> datetime:
    return before["clicked_at"] or before["finished_at"]  # type: ignore[no-any-return]


async def _note(
    context: Context, c: Connection, actor: Actor, before: Row, minutes: int | None, reason: str
) -> Row:  # fmt: skip
    """What is taken back stays here: how it had ended, and what was concluded."""
    data: dict[str, Any] = {"reason": reason, "before": before["state"], "ended_for": before["reason"]}
    data |= {"minutes": minutes} if minutes is not None else {}
    data |= {"conclusion": before["conclusion"]} if before["conclusion"] else {}
    await note(context, c, actor, "reopened", before["id"], **data)
    return await sessions.add_event(c, before["id"], context.now(), "reopened", actor.name, data)


def _apply(context: Context, seat: Seat, before: Row, row: Row) -> None:
    seat.state, seat.ends_at_ms = row["state"], ms(row["ends_at"])
    if row["state"] == "running":
        seat.gaps.append((_over_since(before).timestamp(), None))
    seat.finished_at_ms, seat.offline_since_ms, seat.late_at, seat.silent = None, None, 0.0, False
    context.seats[seat.session] = seat  # it may have been forgotten meanwhile


def _tell(context: Context, seat: Seat, event: Row) -> None:
    at, session = ms(event["at"]) or 0, str(seat.session)
    news = SessionMoved(session=session, state=seat.state, at_ms=at, ends_at_ms=seat.ends_at_ms)
    context.bus.publish(f"student:{seat.session}", news)
    context.bus.publish(f"phone:{seat.session}", news)
    tell_staff(context, seat, news)
    tell_staff(
        context, seat,
        EventSeen(session=session, id=event["id"], at_ms=at, kind="reopened", actor=event["actor"], data=event["data"]),
    )  # fmt: skip
    tile_changed(context, seat)
