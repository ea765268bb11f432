"""Outages and silence, by the server's own clock; the end of a session, when nothing more will be heard."""

from fairseat.domain.messages import AlertRaised
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import is_on
from fairseat.domain.violation import Closed, settle
from fairseat.flow.alert import close_violation, raise_violation
from fairseat.flow.board import load_seat, tell_staff, tile_changed
from fairseat.flow.come_back import come_back
from fairseat.flow.context import Context, instant
from fairseat.store import records, sessions


def _network(context: Context, seat: Seat, from_at: float) -> None:
    if is_on(seat.rules, "network") and "network" not in seat.open:
        raise_violation(context, seat, "network", int(from_at), {})


async def lose(context: Context, seat: Seat) -> None:
    """Nothing has been heard of the page for too long: an outage begins, at the last word."""
    since = seat.heard_at
    seat.offline_since_ms = round(since * 1000)
    async with context.database.unit() as c:
        await records.open_outage(c, seat.session, instant(since))
    if seat.offline_since_ms is None:  # a word came while the beginning was being stored
        await _store_end(context, seat, context.clock())
        return
    _network(context, seat, since)
    tile_changed(context, seat)


async def _store_end(context: Context, seat: Seat, now: float) -> None:
    async with context.database.unit() as c:
        await records.close_outage(c, seat.session, instant(now))


async def hear(context: Context, seat: Seat) -> None:
    """A word from the page; ends the outage if there was one, also one that nobody has noticed: a server that was
    down itself hears the page before it looks for silence."""
    now, last = context.clock(), seat.heard_at
    if seat.awaited:
        await come_back(context, seat, now)
    if seat.in_gap:
        seat.heard_at = now
        return
    seat.heard_at = now
    if seat.offline_since_ms is None:
        if seat.state == "running" and last and now - last > context.settings.silent_s:
            await _note_unnoticed(context, seat, last, now)
        return
    began, seat.offline_since_ms = seat.offline_since_ms / 1000, None
    await _store_end(context, seat, now)
    close_violation(context, seat, "network", _outage(began, now))
    tile_changed(context, seat)


def _outage(began: float, now: float) -> Closed:
    return Closed(int(began), max(int(now), int(began) + 1), 1.0, now - began, 1.0)


async def _note_unnoticed(context: Context, seat: Seat, began: float, now: float) -> None:
    async with context.database.unit() as c:
        await records.open_outage(c, seat.session, instant(began))
        await records.close_outage(c, seat.session, instant(now))
    _network(context, seat, began)
    close_violation(context, seat, "network", _outage(began, now))
    tile_changed(context, seat)


async def look_for_silence(context: Context) -> None:
    """Once a second: whose page has fallen silent?"""
    now, limit = context.clock(), context.settings.silent_s
    for seat in [s for s in context.seats.values() if s.state == "running" and not s.in_gap]:
        if now - seat.heard_at > limit:
            if seat.offline_since_ms is None:
                await lose(context, seat)
        elif seat.online and not seat.silent and now - max(seat.readings_at, seat.sat_since) > limit * 2:
            seat.silent = True
            await _tell_silent(context, seat)


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
        close_violation(
            context, seat, name, closed or Closed(found.started_at, max(end, found.started_at + 1), 1.0, 0.0, 1.0)
        )
    seat.watches.clear()


async def resume_all(context: Context, down_since: float) -> None:
    """At the server's start: the sessions that were going on, heard last when the server was last alive."""
    async with context.database.unit() as c:
        running = await sessions.running_sessions(c)
    for session in running:
        seat = await load_seat(context, session)
        if seat.offline_since_ms is None:
            seat.heard_at = max(down_since, seat.sat_since)
        else:
            seat.heard_at = seat.offline_since_ms / 1000  # the line was down before the server was
