"""Minutes are added for one, some or all, before and during; and ends follow a change of their exam."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.domain.ending import EXTRA_MOST_MIN, Moved, ends_at_ms, minutes_between, moved_end_ms, moves_of
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.messages import EndMoved, EventSeen
from fairseat.flow.board import load_seat, tell_staff, tile_changed
from fairseat.flow.context import Actor, Context, instant, ms
from fairseat.flow.note import note
from fairseat.store import exams, times
from fairseat.store.database import Connection, Row

OPEN = ("scheduled", "checking", "running")


@dataclass(frozen=True, slots=True)
class Extension:
    """`request` names it, so that one that is sent twice counts once."""

    request: UUID
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extended:
    extended: int
    over: int  # sessions that were over already
    first_ends_at: datetime | None  # of those that run
    last_ends_at: datetime | None


async def extend(
    context: Context, actor: Actor, asked: Extension, exam: UUID | None, chosen: Sequence[UUID] | None
) -> Extended:
    """For the chosen sessions, or for all of an exam. Refuses `all_over` and `too_many_minutes`."""
    async with context.database.unit() as c:
        rows = await times.to_extend(c, exam, chosen)
        done = await times.named_by(c, "extended", [row["id"] for row in rows], asked.request)
        todo = _to_extend(rows, done, asked)
        ends = await times.extend(c, todo, asked.minutes)
        data = {"minutes": asked.minutes, "reason": asked.reason, "request": str(asked.request)}
        events = await times.add_events(c, context.now(), "extended", actor.name, todo, [data] * len(todo))
        if todo:
            await _note(context, c, actor, "extended", exam, chosen, data | {"sessions": len(todo)})
    await tell_ends(context, ends, events)
    known, count = [end for end in ends.values() if end], len(todo) + len(done)
    return Extended(count, len(rows) - count, min(known, default=None), max(known, default=None))


def _to_extend(rows: Sequence[Row], done: set[UUID], asked: Extension) -> list[UUID]:
    if not rows:
        raise not_found("session")
    found = [row for row in rows if row["state"] in OPEN and row["id"] not in done]
    if not found and not done:
        raise Refusal("all_over", "It is over already. An organizer can reopen a session that is over.")
    if any(row["extra_min"] + asked.minutes > EXTRA_MOST_MIN for row in found):
        raise Refusal("too_many_minutes", f"No session can be given more than {EXTRA_MOST_MIN} minutes in all.", 422)
    return [row["id"] for row in found]


async def _note(
    context: Context, c: Connection, actor: Actor, action: str, exam: UUID | None, chosen: Sequence[UUID] | None,
    detail: dict[str, Any],
) -> None:  # fmt: skip
    one = chosen[0] if chosen and len(chosen) == 1 else None
    detail = detail | ({"exam": str(exam)} if exam else {})
    await note(context, c, actor, action, one, **detail)


async def tell_ends(context: Context, ends: Mapping[UUID, datetime | None], events: Mapping[UUID, Row]) -> None:
    """Every clock follows: the student's page, the proctors' and the server's own. First what is known by heart, with
    nothing awaited since the commit, so that of two changes the later one stands."""
    for session, end in ends.items():
        if seat := context.seats.get(session):
            seat.ends_at_ms = ms(end)
    for session, end in ends.items():
        if end is not None:
            (await load_seat(context, session)).ends_at_ms = ms(end)
        _tell(context, session, end, events[session])


def _tell(context: Context, session: UUID, end: datetime | None, event: Row) -> None:
    at, data = ms(event["at"]) or 0, event["data"]
    news = EndMoved(
        session=str(session), at_ms=at, ends_at_ms=ms(end), minutes=data["minutes"], reason=data.get("reason", ""),
        by=event["actor"],
    )  # fmt: skip
    context.bus.publish(f"student:{session}", news)
    if seat := context.seats.get(session):
        seen = EventSeen(
            session=str(session), id=event["id"], at_ms=at, kind=event["kind"], actor=event["actor"], data=data
        )
        tell_staff(context, seat, seen)
        tile_changed(context, seat)


# --- a change of the exam -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of duration or closing does to those who are inside."""

    moves: list[Moved]
    running: int
    not_begun: int


def new_ends(now_ms: int, rows: Sequence[Row], duration_min: int, closes_at: datetime) -> dict[UUID, tuple[int, int]]:
    """Old and new end of each running session, ms."""
    closes = ms(closes_at) or 0
    ends = {}
    for row in rows:
        old = ms(row["ends_at"]) or 0
        wanted = ends_at_ms(ms(row["started_at"]) or 0, duration_min, closes, row["extra_min"], row["shifted_ms"])
        ends[row["id"]] = old, moved_end_ms(now_ms, old, wanted)
    return ends


async def effect_of(context: Context, exam: UUID, closes_at: datetime, duration_min: int) -> Effect:
    """What saving this would do, to be said before it is done."""
    async with context.database.unit() as c:
        before = await exams.exam_by_id(c, exam)
        if before is None:
            raise not_found("exam")
        rows = await times.running_of(c, exam)
        waiting = await times.not_begun(c, exam)
    if (before["closes_at"], before["duration_min"]) == (closes_at, duration_min):
        return Effect([], len(rows), waiting)
    ends = new_ends(round(context.clock() * 1000), rows, duration_min, closes_at)
    return Effect(moves_of(ends.values()), len(rows), waiting)


async def move_ends(
    context: Context, c: Connection, actor: Actor, before: Row, closes_at: datetime, duration_min: int, shorten: bool
) -> tuple[dict[UUID, datetime | None], dict[UUID, Row]]:
    """In the transaction that changes the exam, which is locked. Refuses `would_shorten` unless that is wanted."""
    if (before["closes_at"], before["duration_min"]) == (closes_at, duration_min):
        return {}, {}
    rows = await times.running_to_change(c, before["id"])
    ends = new_ends(round(context.clock() * 1000), rows, duration_min, closes_at)
    moved = {session: (old, new) for session, (old, new) in ends.items() if old != new}
    if not shorten and any(new < old for old, new in moved.values()):
        raise Refusal("would_shorten", "Students who are inside would get less time. Confirm that this is wanted.")
    fresh = {session: instant(new / 1000) for session, (_, new) in moved.items()}
    await times.set_ends(c, list(fresh), list(fresh.values()))
    data = [{"minutes": minutes_between(old, new), "ends_at": instant(new / 1000)} for old, new in moved.values()]
    events = await times.add_events(c, context.now(), "end_moved", actor.name, list(moved), data)
    if moved:
        await _note(context, c, actor, "end_moved", before["id"], None, {"sessions": len(moved)})
    return dict(fresh), events
