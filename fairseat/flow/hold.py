"""Which page holds a session, and what it tells of itself."""

import logging
from typing import Protocol

from fairseat.domain.errors import Refusal
from fairseat.domain.messages import AlertRaised, ReportPipeline
from fairseat.domain.seat import Seat
from fairseat.domain.session import LIVE
from fairseat.flow.board import tell_staff, tile_changed
from fairseat.flow.context import Context, instant
from fairseat.flow.lose import hear
from fairseat.store import sessions

OLD_MS = 10_000  # a chunk that waits longer than this with the page is of an earlier time

log = logging.getLogger(__name__)


class Holder(Protocol):
    page: str

    def give_way(self) -> None: ...


async def take_hold(context: Context, seat: Seat, holder: Holder, page: str, take_over: bool) -> int | None:
    """The page holds the session from now on: None. Where another live one does, and this one does not claim it:
    since when (ms)."""
    before = seat.connection
    other = before is not None and seat.page != page
    alive = context.clock() - seat.heard_at < context.settings.lease_s
    if other and alive and not take_over:
        await _tell_second(context, seat)
        return round(seat.heard_at * 1000)
    seat.page, seat.connection, seat.caught_up_at = page, holder, 0.0
    if before is not None:
        before.give_way() if other else None  # type: ignore[attr-defined]
    if other:
        await _note(context, seat, "taken_over")
    await hear(context, seat)
    tile_changed(context, seat)
    return None


def let_go(context: Context, seat: Seat, holder: Holder) -> None:
    if seat.connection is holder:
        seat.connection, seat.caught_up_at = None, 0.0
        seat.chunk_at = {
            source: at for source, at in seat.chunk_at.items() if source == "phone"
        }  # on a line of its own
        tile_changed(context, seat)


async def back(context: Context, seat: Seat) -> None:
    """A word after an outage. While the database is away it goes on; the next word ends it."""
    try:
        await hear(context, seat)
    except Refusal:
        log.debug("the end of an outage cannot be stored yet")


async def _note(context: Context, seat: Seat, kind: str) -> int:
    async with context.database.unit() as c:
        row = await sessions.add_event(c, seat.session, instant(context.clock()), kind, seat.student)
    return int(row["id"])


async def _tell_second(context: Context, seat: Seat) -> None:
    """Another tab or device has asked for a session that is held."""
    now = context.clock()
    if seat.state not in LIVE or now - seat.second_told_at < context.settings.lease_s:
        return
    seat.second_told_at = now
    ident = await _note(context, seat, "second_page")
    if seat.state != "running":
        return
    seat.alerts += 1
    at = round(now * 1000)
    tell_staff(
        context, seat,
        AlertRaised(
            id=f"event-{ident}", session=str(seat.session), student=seat.student, tracker="second_page",
            started_at_ms=at, raised_at_ms=at, severity="minor", violation=None,
        ),
    )  # fmt: skip
    tile_changed(context, seat)


def note_pipeline(context: Context, seat: Seat, report: ReportPipeline) -> None:
    """How the recorder and the outbox stand; every few seconds, and so the beat of the tile's score, too."""
    caught_up = report.oldest_waiting_ms < OLD_MS
    seat.caught_up_at = (seat.caught_up_at or context.clock()) if caught_up else 0.0
    seat.level, seat.waiting_ms = max(0, report.level), max(0, report.oldest_waiting_ms)
    tile_changed(context, seat)
