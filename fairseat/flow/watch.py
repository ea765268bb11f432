"""Readings in, violations out, alerts committed before they are shown; outages by the server's own clock."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from fairseat.domain.credibility import GAP, INTERVAL_S, unpacked
from fairseat.domain.errors import Refusal
from fairseat.domain.messages import (
    AlertRaised,
    ReadingsSeen,
    ReadingsStored,
    SendReadings,
    SnapshotRequested,
    ViolationClosed,
)
from fairseat.domain.seat import Column, Open, Seat
from fairseat.domain.session import OVER
from fairseat.domain.trackers import BY_NAME
from fairseat.domain.violation import (
    ALERT_EVERY_S,
    Closed,
    Found,
    Opened,
    Watch,
    advance,
    clean,
    reconcile,
    settle,
    violations_of,
)
from fairseat.flow.board import load_seat, tell_staff, tile_changed
from fairseat.flow.context import Context, instant
from fairseat.store import records, sessions
from fairseat.store.database import Connection

FUTURE_S = 30  # a reading this far ahead of the server's clock is not believed
SERVERS_OWN = frozenset({"network"})  # measured here; a page cannot report on its own line
BATCH = 500  # rows of one statement: keeps the alerts' commits from waiting behind it
ALERT_BATCH = 200
KEEP_S = 60  # seconds of readings kept by heart after they are stored
MOST_UNAVAILABLE = 40  # names in one message; the catalogue has fewer
RETRY_S = 1.0  # the database is away: look again after this long


@dataclass(slots=True)
class Raise:
    seat: Seat
    tracker: str
    id: UUID
    started_at: int
    raised_at: float
    alerted: bool
    late: bool
    detail: dict[str, Any]
    requests: list[tuple[UUID, str]] = field(default_factory=list)  # snapshot id, source


@dataclass(slots=True)
class Close:
    seat: Seat
    tracker: str
    id: UUID
    closed: Closed


def _raise(context: Context, seat: Seat, tracker: str, started_at: int, detail: Any, late: bool = False) -> None:
    rule, info = seat.rules[tracker], BY_NAME[tracker]
    now = context.clock()
    quiet = now - seat.alerted_at.get(tracker, 0) < ALERT_EVERY_S
    alerted = rule.alert and not quiet
    if alerted:
        seat.alerted_at[tracker] = int(now)
        seat.alerts += 1
    ident = uuid4()
    told: dict[str, Any] = detail if isinstance(detail, dict) else {}
    seat.open[tracker] = Open(ident, started_at, told)
    pictures = [] if late or not seat.online else [(uuid4(), source) for source in info.snapshot]
    context.alerts.put_nowait(Raise(seat, tracker, ident, started_at, now, alerted, late, told, pictures))


def _close(context: Context, seat: Seat, tracker: str, closed: Closed) -> None:
    found = seat.open.pop(tracker, None)
    if found:
        context.alerts.put_nowait(Close(seat, tracker, found.id, closed))


def _move(context: Context, seat: Seat, tracker: str, move: Opened | Closed, detail: Any) -> None:
    if isinstance(move, Opened):
        _raise(context, seat, tracker, move.started_at, detail)
    else:
        _close(context, seat, tracker, move)


def _advance(context: Context, seat: Seat, at: int, new: dict[str, float | None], details: dict[str, Any]) -> None:
    watches = seat.watches
    for name, value in new.items():
        watch = watches.get(name)
        if watch is None:
            if not value:
                continue
            watch = watches[name] = Watch(last_at=at - 1)
        for move in advance(seat.rules[name], watch, at, value):
            _move(context, seat, name, move, details.get(name))
        if watch.calm:
            del watches[name]


def take_readings(context: Context, seat: Seat, message: SendReadings) -> None:
    """One second of readings. It is acknowledged when it is stored, by `flush_readings`."""
    now, at = context.clock(), message.at_ms // 1000
    seat.readings_at, seat.silent = now, False
    seat.unacknowledged.append(message.sequence)
    if seat.started_at_ms is None or not seat.started_at_ms // 1000 - 1 <= at <= now + FUTURE_S:
        return
    rules = seat.rules
    values = {
        name: clean(value)
        for name, value in message.values.items()
        if name in rules and rules[name].on and name not in SERVERS_OWN
    }
    new = seat.observe(at, values)
    if at > seat.newest_at and seat.state == "running":
        seat.newest_at = at
        _advance(context, seat, at, new, message.details)
    else:
        seat.refold.update(name for name, value in new.items() if value or name in seat.open)
    if message.unavailable or seat.unavailable:
        _note_unavailable(seat, message.unavailable)
    if seat.state in OVER:
        seat.late_at = now
    topic = f"focus:{seat.session}"
    if context.bus.listened(topic):
        context.bus.publish(topic, ReadingsSeen(session=str(seat.session), at_ms=at * 1000, values=values))


def _note_unavailable(seat: Seat, names: list[str]) -> None:
    known = tuple(name for name in names[:MOST_UNAVAILABLE] if name in BY_NAME)
    if known != seat.unavailable:
        seat.unavailable, seat.unavailable_changed = known, True


# --- alerts: committed, then shown ---------------------------------------------------------------------------


async def _commit(c: Connection, moves: list[Raise | Close]) -> None:
    raised = [m for m in moves if isinstance(m, Raise)]
    closed = [m for m in moves if isinstance(m, Close)]
    if raised:
        rows = [
            (
                r.id,
                r.seat.session,
                r.tracker,
                instant(r.started_at),
                instant(r.raised_at),
                r.alerted,
                r.late,
                r.detail,
            )
            for r in raised
        ]
        await records.insert_violations(c, rows)
        asked = [(i, r.seat.session, r.id, s, instant(r.raised_at)) for r in raised for i, s in r.requests]
        if asked:
            await records.request_snapshots(c, asked)
    if closed:
        await records.close_violations(
            c,
            [(m.id, instant(m.closed.ended_at), m.closed.peak, m.closed.seconds, m.closed.coverage) for m in closed],
        )


def _show(context: Context, move: Raise | Close) -> None:
    seat = move.seat
    if isinstance(move, Close):
        ended = round(move.closed.ended_at * 1000)
        tell_staff(
            context, seat,
            ViolationClosed(id=str(move.id), session=str(seat.session), tracker=move.tracker, ended_at_ms=ended),
        )  # fmt: skip
        return
    for ident, source in move.requests:
        news = SnapshotRequested(id=str(ident), sources=[source])  # type: ignore[list-item]
        context.bus.publish(f"student:{seat.session}", news)
    if move.alerted:
        tell_staff(context, seat, _alert(seat, move))


def _alert(seat: Seat, move: Raise) -> AlertRaised:
    weight = seat.rules[move.tracker].weight
    severity = BY_NAME[move.tracker].severity if weight > 0 else "hint"
    return AlertRaised(
        id=str(move.id), session=str(seat.session), student=seat.student, tracker=move.tracker,
        started_at_ms=move.started_at * 1000, raised_at_ms=round(move.raised_at * 1000),
        severity=severity, violation=str(move.id), detail=move.detail, late=move.late,
    )  # fmt: skip


async def write_alerts(context: Context) -> None:
    """Runs for ever: whatever has come up while the last commit ran goes into the next one."""
    queue = context.alerts
    while True:
        moves = [await queue.get()]
        while not queue.empty() and len(moves) < ALERT_BATCH:
            moves.append(queue.get_nowait())
        await _write_until_stored(context, moves)
        for move in moves:
            _show(context, move)
        for seat in {id(m.seat): m.seat for m in moves}.values():
            tile_changed(context, seat)
        for _ in moves:
            queue.task_done()


async def _write_until_stored(context: Context, moves: list[Raise | Close]) -> None:
    while True:
        try:
            async with context.database.unit() as c:
                await _commit(c, moves)
            return
        except Refusal:
            await asyncio.sleep(RETRY_S)  # the database is away: an alert waits, it is not lost


# --- readings: stored in batches, then acknowledged -----------------------------------------------------------


def _merge(column: Column, stored: dict[str, bytes]) -> None:
    for name, old in stored.items():
        for second in range(INTERVAL_S):
            column.put(name, second, unpacked(old[second])) if old[second] != GAP else None


async def _store(context: Context, dirty: list[tuple[Seat, int, Column]]) -> None:
    async with context.database.unit() as c:
        asked = [(seat.session, at) for seat, at, column in dirty if column.stored]
        there = await records.intervals_at(c, asked) if asked else {}
        for seat, at, column in dirty:
            if old := there.get((seat.session, at)):
                _merge(column, old)
            column.stored = column.dirty = False
        rows = [(s.session, at, {n: bytes(v) for n, v in col.seconds.items()}) for s, at, col in dirty]
        await records.save_intervals(c, rows)


def _dirty(seats: Iterable[Seat]) -> list[tuple[Seat, int, Column]]:
    return [(seat, at, column) for seat in seats for at, column in seat.columns.items() if column.dirty]


def _acknowledge(context: Context, seat: Seat, sequences: list[int]) -> None:
    if sequences:
        context.bus.publish(f"student:{seat.session}", ReadingsStored(sequence=max(sequences)))
    for at in [at for at, column in seat.columns.items() if not column.dirty and at < seat.newest_at - KEEP_S]:
        del seat.columns[at]


async def flush_readings(context: Context) -> None:
    """Stores what has come in and acknowledges it."""
    seats = [seat for seat in context.seats.values() if seat.unacknowledged]
    for start in range(0, len(seats), BATCH):
        some = seats[start : start + BATCH]
        taken = [(seat, seat.unacknowledged) for seat in some]
        for seat in some:
            seat.unacknowledged = []
        dirty = _dirty(some)
        try:
            if dirty:
                await _store(context, dirty)
        except BaseException:
            for seat, sequences in taken:
                seat.unacknowledged[:0] = sequences
            for _, _, column in dirty:
                column.dirty = column.stored = True
            raise
        for seat, sequences in taken:
            _acknowledge(context, seat, sequences)
        await asyncio.sleep(0)  # alerts go first
    for seat in [s for s in seats if s.refold]:
        await refold(context, seat)


async def refold(context: Context, seat: Seat) -> None:
    """Late readings: the whole history of their trackers is folded anew and held against what is stored."""
    names, seat.refold = seat.refold, set()
    await context.alerts.join()  # what is on its way must be stored before it is compared
    async with context.database.unit() as c:
        history = await records.intervals_of(c, seat.session)
        for name in names:
            await _refold_one(context, c, seat, name, history)
    tile_changed(context, seat)


async def _refold_one(context: Context, c: Connection, seat: Seat, name: str, history: list[Any]) -> None:
    seconds = [
        (interval.at + i, unpacked(byte))
        for interval in history
        for i, byte in enumerate(interval.seconds.get(name, b""))
        if byte != GAP
    ]
    closed, watch = violations_of(seat.rules[name], seconds)
    if seat.state in OVER and (last := settle(watch)):
        closed.append(last)
    found = [Found(v.started_at, v.ended_at, v.peak, v.seconds, v.coverage) for v in closed]
    if watch.started_at is not None:
        found.append(Found(watch.started_at, None))
    rows = await records.violations_of(c, seat.session, name)
    stored = {
        row["id"]: Found(
            round(row["started_at"].timestamp()), round(row["ended_at"].timestamp()) if row["ended_at"] else None,
            row["peak"], row["seconds"], row["coverage"],
        )
        for row in rows
    }  # fmt: skip
    change, add, withdraw = reconcile(stored, found)
    for ident, one in change.items():
        ended = instant(one.ended_at) if one.ended_at is not None else None
        await records.change_violation(c, ident, instant(one.started_at), ended, one.peak, one.seconds, one.coverage)
    if withdraw:
        await records.withdraw_violations(c, withdraw)
    _adopt(context, seat, name, watch, change, add, stored)


def _adopt(
    context: Context, seat: Seat, name: str, watch: Watch, change: dict[UUID, Found], add: list[Found],
    stored: dict[UUID, Found],
) -> None:  # fmt: skip
    before = seat.open.pop(name, None)
    still = next((i for i, f in {**stored, **change}.items() if f.ended_at is None), None)
    for one in add:
        _raise(context, seat, name, one.started_at, {}, late=True)
        if one.ended_at is not None:
            _close(context, seat, name, Closed(one.started_at, one.ended_at, one.peak, one.seconds, one.coverage))
    if watch.started_at is not None:
        if name not in seat.open and still is not None:
            seat.open[name] = Open(still, watch.started_at, before.detail if before else {})
        seat.watches[name] = watch
    else:
        seat.watches.pop(name, None)


# --- outages --------------------------------------------------------------------------------------------------


def _network(context: Context, seat: Seat, from_at: float) -> None:
    rule = seat.rules.get("network")
    if rule and rule.on and "network" not in seat.open:
        _raise(context, seat, "network", int(from_at), {})


async def lose(context: Context, seat: Seat) -> None:
    """Nothing has been heard of the page for too long: an outage begins, at the last word."""
    seat.offline_since_ms = round(seat.heard_at * 1000)
    async with context.database.unit() as c:
        await records.open_outage(c, seat.session, instant(seat.heard_at))
    _network(context, seat, seat.heard_at)
    tile_changed(context, seat)


async def hear(context: Context, seat: Seat) -> None:
    """A word from the page; ends the outage if there was one."""
    now = context.clock()
    seat.heard_at = now
    if seat.offline_since_ms is None:
        return
    began, seat.offline_since_ms = seat.offline_since_ms / 1000, None
    async with context.database.unit() as c:
        await records.close_outage(c, seat.session, instant(now))
    _close(context, seat, "network", Closed(int(began), max(int(now), int(began) + 1), 1.0, now - began, 1.0))
    tile_changed(context, seat)


async def look_for_silence(context: Context) -> None:
    """Once a second: whose page has fallen silent?"""
    now, limit = context.clock(), context.settings.silent_s
    for seat in [s for s in context.seats.values() if s.state == "running"]:
        if now - seat.heard_at > limit:
            if seat.offline_since_ms is None:
                await lose(context, seat)
        elif seat.online and not seat.silent and now - max(seat.readings_at, _begun(seat)) > limit * 2:
            seat.silent = True
            await _tell_silent(context, seat)


def _begun(seat: Seat) -> float:
    return (seat.started_at_ms or 0) / 1000


async def _tell_silent(context: Context, seat: Seat) -> None:
    """The page answers but its trackers do not: its script was removed, or its worker is dead."""
    now = context.clock()
    async with context.database.unit() as c:
        row = await sessions.add_event(c, seat.session, instant(now), "page_silent")
    seat.alerts += 1
    tell_staff(
        context, seat,
        AlertRaised(
            id=f"event-{row['id']}", session=str(seat.session), student=seat.student, tracker="page_silent",
            started_at_ms=round(seat.readings_at * 1000), raised_at_ms=round(now * 1000), severity="serious",
            violation=None,
        ),
    )  # fmt: skip
    tile_changed(context, seat)


def settle_all(context: Context, seat: Seat) -> None:
    """The session is over: what is open closes with its last sighting."""
    for name, found in list(seat.open.items()):
        watch = seat.watches.get(name)
        closed = settle(watch) if watch else None
        end = int(context.clock())
        _close(context, seat, name, closed or Closed(found.started_at, max(end, found.started_at + 1), 1.0, 0.0, 1.0))
    seat.watches.clear()


async def resume_all(context: Context, down_since: float) -> None:
    """At the server's start: the sessions that were going on, heard last when the server was last alive."""
    async with context.database.unit() as c:
        running = await sessions.running_sessions(c)
    for session in running:
        seat = await load_seat(context, session)
        seat.heard_at = max(down_since, _begun(seat))
