"""Readings in, violations out."""

from typing import Any

from fairseat.domain.gap import lies_in
from fairseat.domain.looks import FRESH_S
from fairseat.domain.messages import ReadingsSeen, SendReadings
from fairseat.domain.seat import Seat
from fairseat.domain.session import OVER
from fairseat.domain.trackers import BY_NAME
from fairseat.domain.violation import Watch, advance
from fairseat.flow.alert import apply_move
from fairseat.flow.context import Context
from fairseat.flow.record import taken_now

FUTURE_S = 30  # a reading this far ahead of the server's clock is not believed
MOST_UNAVAILABLE = 40  # names in one message; the catalogue has fewer


def advance_all(context: Context, seat: Seat, at: int, new: dict[str, float | None], details: dict[str, Any]) -> None:
    """The trackers' state machines take what is new of a second."""
    watches = seat.watches
    for name, value in new.items():
        watch = watches.get(name)
        if watch is None:
            if not value:
                continue
            watch = watches[name] = Watch(last_at=at - 1)
        for move in advance(seat.rules[name], watch, at, value):
            apply_move(context, seat, name, move, details.get(name))
        if watch.calm:
            del watches[name]


def take_readings(context: Context, seat: Seat, message: SendReadings) -> None:
    """One second of readings. It is acknowledged when it is stored, by `flush_readings`."""
    now, at = context.clock(), message.at_ms // 1000
    seat.readings_at, seat.silent = now, False
    seat.unacknowledged.append(message.sequence)
    if seat.started_at_ms is None or (seat.state != "running" and taken_now(context, seat) != "yes"):
        return
    if not seat.started_at_ms // 1000 - 1 <= at <= now + FUTURE_S:
        return
    if seat.gaps and lies_in(seat.gaps, at):
        seat.told_last = message.values  # counts for nothing, but tells whether the student sits again
        return
    if at > seat.newest_at and seat.state == "running":
        new = seat.observe(at, message.values)
        seat.newest_at = at
        advance_all(context, seat, at, new, message.details)
        if seat.faces is not None and at > now - FRESH_S:
            own, details = seat.observe_own(at)
            advance_all(context, seat, at, own, details)
            message.values.update(own)
    else:
        seat.late.append((at, message.values))  # what is stored of that time is not all known by heart: see `keep`
    if message.unavailable or seat.unavailable or seat.cannot:
        _note_unavailable(seat, message.unavailable)
    if seat.state in OVER:
        seat.late_at = now
    topic = f"focus:{seat.session}"
    if context.bus.listened(topic):
        context.bus.publish(topic, ReadingsSeen(session=str(seat.session), at_ms=at * 1000, values=message.values))


def _note_unavailable(seat: Seat, names: list[str]) -> None:
    known = (*(name for name in names[:MOST_UNAVAILABLE] if name in BY_NAME), *seat.cannot)
    if known != seat.unavailable:
        seat.unavailable, seat.unavailable_changed = known, True
