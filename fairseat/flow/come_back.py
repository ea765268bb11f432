"""The student's return after a reopening, up to the click that no browser lets a page do without."""

from fairseat.domain.gap import is_seated
from fairseat.domain.recorded import OF_THE_PAGE
from fairseat.domain.seat import Seat
from fairseat.flow.board import tile_changed
from fairseat.flow.context import Context, instant
from fairseat.store import sessions, times


async def come_back(context: Context, seat: Seat, now: float) -> None:
    """The page greets. The gap goes on until the student sits again, but not for ever."""
    latest = now + context.settings.return_s
    async with context.database.unit() as c:
        await times.close_gap(c, seat.session, instant(latest))
        await sessions.add_event(c, seat.session, instant(now), "came_back", seat.student)
    seat.gaps[-1] = seat.gaps[-1][0], latest
    seat.returned_at, seat.told_last = now, {}
    tile_changed(context, seat)


def end_gap(seat: Seat, at: float) -> None:
    if seat.in_gap:
        begun, latest = seat.gaps[-1]
        seat.gaps[-1] = begun, at if latest is None else min(at, latest)
    seat.returned_at = 0.0


def _is_recorded_since(context: Context, seat: Seat, source: str) -> bool:
    """What the outbox still held of the time before the end tells nothing."""
    parts = context.spool.parts.get(seat.session, {})
    ends = (part.until_device_ms + part.offset_ms for key, part in parts.items() if key[1] == source)
    return any(end > seat.returned_at * 1000 for end in ends)


async def _go_on(context: Context, seat: Seat) -> None:
    now = context.clock()
    async with context.database.unit() as c:
        await times.close_gap(c, seat.session, instant(now))
    end_gap(seat, now)
    seat.heard_at = max(seat.heard_at, seat.sat_since)
    seat.readings_at = seat.heard_at
    tile_changed(context, seat)


async def look_for_seated(context: Context) -> None:
    """Once a second: who sits again, or has had time enough for it?"""
    for seat in [s for s in context.seats.values() if s.state == "running" and s.returned_at]:
        recorded = [_is_recorded_since(context, seat, source) for source in seat.due if source in OF_THE_PAGE]
        if context.clock() >= (seat.gaps[-1][1] or 0) or is_seated(seat.told_last, recorded):
            await _go_on(context, seat)
