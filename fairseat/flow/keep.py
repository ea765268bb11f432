"""Readings are stored in batches and then acknowledged; those that came late are folded into the history anew."""

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from fairseat.domain.credibility import INTERVAL_S, seconds_of
from fairseat.domain.messages import ReadingsStored
from fairseat.domain.seat import Column, Open, Seat, column_of
from fairseat.domain.session import OVER
from fairseat.domain.violation import Closed, Found, Watch, reconcile, settle, violations_of
from fairseat.flow.alert import close_violation, raise_violation
from fairseat.flow.board import tile_changed
from fairseat.flow.context import Context, instant
from fairseat.store import records, sessions
from fairseat.store.database import Connection

BATCH = 250  # rows of one statement: keeps the alerts' commits from waiting behind it
KEEP_S = 20  # seconds of readings kept by heart after they are stored


async def _store(context: Context, dirty: list[tuple[Seat, int, Column]]) -> None:
    rows = [(s.session, at, {n: bytes(v) for n, v in col.seconds.items()}) for s, at, col in dirty]
    for _, _, column in dirty:
        column.dirty = False  # what comes in meanwhile makes it dirty again
    async with context.database.unit() as c:
        await records.save_intervals(c, rows)


async def _file_late(context: Context, seats: list[Seat]) -> None:
    """Late readings beside what is stored of their time, which is fetched first: of repeats the first one counts."""
    wanted = {
        (seat.session, at - at % INTERVAL_S)
        for seat in seats
        for at in (*(at for at, _ in seat.late), *seat.late_own)
        if at - at % INTERVAL_S not in seat.columns
    }
    if wanted:
        async with context.database.unit() as c:
            there = await records.intervals_at(c, list(wanted))
        for seat in seats:
            for session, at in wanted:
                if session == seat.session:
                    found = there.get((session, at), {})
                    seat.columns.setdefault(at, column_of(found))
    for seat in seats:
        late, seat.late = seat.late, []
        for at, values in late:
            _file(seat, at, values)
        _file_own(seat)


def _file_own(seat: Seat) -> None:
    """What the server's own trackers could not tell in time, once the page's readings of those seconds are there."""
    seconds, seat.late_own = seat.late_own, []
    for at in seconds:
        new, _ = seat.observe_own(at)
        seat.refold.update(name for name, value in new.items() if value or name in seat.violated)


def _file(seat: Seat, at: int, values: dict[str, float | None]) -> None:
    """One late second. An absence of the behaviour changes the history only of a tracker that has raised something."""
    new = seat.observe(at, values)
    seat.refold.update(name for name, value in new.items() if value or name in seat.violated)


def _dirty(seats: Iterable[Seat]) -> list[tuple[Seat, int, Column]]:
    return [(seat, at, column) for seat in seats for at, column in seat.columns.items() if column.dirty]


def _acknowledge(context: Context, seat: Seat, sequences: list[int]) -> None:
    if sequences:
        context.bus.publish(f"student:{seat.session}", ReadingsStored(sequence=max(sequences)))
    for at in [at for at, column in seat.columns.items() if not column.dirty and at < seat.newest_at - KEEP_S]:
        del seat.columns[at]


async def flush_readings(context: Context) -> None:
    """Stores what has come in and acknowledges it."""
    await _flush(context, [seat for seat in context.seats.values() if seat.unacknowledged or seat.late_own])


async def flush_ended(context: Context) -> None:
    """At the end of an exam a student and a report wait for the last readings: they come first."""
    await _flush(context, [s for s in context.seats.values() if (s.unacknowledged or s.late_own) and s.state in OVER])


async def _flush(context: Context, seats: list[Seat]) -> None:
    for start in range(0, len(seats), BATCH):
        await _flush_batch(context, seats[start : start + BATCH])
        await asyncio.sleep(0)  # alerts go first
    for seat in [s for s in seats if s.refold]:
        await refold(context, seat)


async def _flush_batch(context: Context, seats: list[Seat]) -> None:
    taken = [(seat, seat.unacknowledged) for seat in seats]
    for seat in seats:
        seat.unacknowledged = []
    dirty: list[tuple[Seat, int, Column]] = []
    try:
        await _file_late(context, [seat for seat in seats if seat.late or seat.late_own])
        if dirty := _dirty(seats):
            await _store(context, dirty)
    except BaseException:
        for seat, sequences in taken:
            seat.unacknowledged[:0] = sequences
        for _, _, column in dirty:
            column.dirty = True
        raise
    for seat, sequences in taken:
        _acknowledge(context, seat, sequences)
    for seat in [s for s in seats if s.unavailable_changed]:
        await _note_unavailable(context, seat)


async def _note_unavailable(context: Context, seat: Seat) -> None:
    """Which trackers the browser cannot run."""
    seat.unavailable_changed = False
    async with context.database.unit() as c:
        await sessions.set_unavailable(c, seat.session, list(seat.unavailable))
    tile_changed(context, seat)


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
    closed, watch = violations_of(seat.rules[name], seconds_of(history, name))
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


def _detail(seat: Seat, name: str, at: int) -> dict[str, Any]:
    """What the server itself knows of a violation found late; of the page's it kept the readings alone."""
    return seat.faces.told(at)[1] if seat.faces and name == "face_mismatch" else {}


def _adopt(
    context: Context, seat: Seat, name: str, watch: Watch, change: dict[UUID, Found], add: list[Found],
    stored: dict[UUID, Found],
) -> None:  # fmt: skip
    before = seat.open.pop(name, None)
    still = next((i for i, f in {**stored, **change}.items() if f.ended_at is None), None)
    for one in add:
        raise_violation(context, seat, name, one.started_at, _detail(seat, name, one.started_at), late=True)
        if one.ended_at is not None:
            close_violation(
                context, seat, name, Closed(one.started_at, one.ended_at, one.peak, one.seconds, one.coverage)
            )
    if watch.started_at is not None:
        if name not in seat.open and still is not None:
            seat.open[name] = Open(
                still, watch.started_at, before is not None and before.alerted, before.detail if before else {}
            )
        seat.watches[name] = watch
    else:
        seat.watches.pop(name, None)
