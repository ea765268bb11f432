"""Violations begin and end; each is committed before anybody is told."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import msgspec

from fairseat.domain.errors import Refusal
from fairseat.domain.messages import AlertRaised, SnapshotRequested, ViolationClosed
from fairseat.domain.seat import Open, Seat
from fairseat.domain.trackers import BY_NAME, severity_of
from fairseat.domain.violation import ALERT_EVERY_S, Closed, Opened
from fairseat.flow.board import tell_staff, tile_changed
from fairseat.flow.context import Context, instant
from fairseat.store import records
from fairseat.store.database import Connection

log = logging.getLogger(__name__)

GATHER_S = 0.02  # alerts that come this close together are one commit: a third of the work at 250 a second
ALERT_BATCH = 200  # moves of one commit
DETAIL_LIMIT = 2000  # bytes of what a page says of a violation, as JSON: a label, a count, some numbers
NUL = b"\\u0000"  # in JSON; PostgreSQL cannot keep it
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


def raise_violation(
    context: Context, seat: Seat, tracker: str, started_at: int, detail: Any, late: bool = False
) -> None:
    rule, info = seat.rules[tracker], BY_NAME[tracker]
    now = context.clock()
    quiet = now - seat.alerted_at.get(tracker, 0) < ALERT_EVERY_S
    alerted = rule.alert and not quiet
    if alerted:
        seat.alerted_at[tracker] = int(now)
        seat.alerts += 1
    ident = uuid4()
    told = bounded(detail)
    seat.violated.add(tracker)
    seat.open[tracker] = Open(ident, started_at, alerted, told)
    pictures = [] if late or not seat.online else [(uuid4(), source) for source in info.snapshot]
    context.alerts.put_nowait(Raise(seat, tracker, ident, started_at, now, alerted, late, told, pictures))


def close_violation(context: Context, seat: Seat, tracker: str, closed: Closed) -> None:
    found = seat.open.pop(tracker, None)
    if found:
        context.alerts.put_nowait(Close(seat, tracker, found.id, closed))


def apply_move(context: Context, seat: Seat, tracker: str, move: Opened | Closed, detail: Any) -> None:
    if isinstance(move, Opened):
        raise_violation(context, seat, tracker, move.started_at, detail)
    else:
        close_violation(context, seat, tracker, move)


def bounded(detail: Any) -> dict[str, Any]:
    """What the page tells of a violation, unless it is no object or too long to keep."""
    if not isinstance(detail, dict):
        return {}
    text = msgspec.json.encode(detail)
    return detail if len(text) <= DETAIL_LIMIT and NUL not in text else {}


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
    return AlertRaised(
        id=str(move.id), session=str(seat.session), student=seat.student, tracker=move.tracker,
        started_at_ms=move.started_at * 1000, raised_at_ms=round(move.raised_at * 1000),
        severity=severity_of(move.tracker, seat.rules),
        violation=str(move.id), detail=move.detail, late=move.late,
    )  # fmt: skip


async def write_alerts(context: Context) -> None:
    """Runs for ever: whatever has come up while the last commit ran goes into the next one."""
    queue = context.alerts
    while True:
        moves = [await queue.get()]
        await asyncio.sleep(GATHER_S)
        while not queue.empty() and len(moves) < ALERT_BATCH:
            moves.append(queue.get_nowait())
        for move in await _write_until_stored(context, moves):
            _show(context, move)
        for seat in {id(m.seat): m.seat for m in moves}.values():
            tile_changed(context, seat)
        for _ in moves:
            queue.task_done()


async def _write_until_stored(context: Context, moves: list[Raise | Close]) -> list[Raise | Close]:
    """What is on record now. While the database is away alerts wait; one that cannot be kept at all must not hold up
    the others."""
    while True:
        try:
            async with context.database.unit() as c:
                await _commit(c, moves)
            return moves
        except Exception as error:
            if isinstance(error, Refusal) and error.status == 503:
                await asyncio.sleep(RETRY_S)
            elif len(moves) == 1:
                log.exception("a violation could not be stored: %r", moves[0])
                return []
            else:
                return [stored for move in moves for stored in await _write_until_stored(context, [move])]
