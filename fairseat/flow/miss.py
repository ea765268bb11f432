"""Recordings that are missed while the page talks: noticed by the server's clock, told to the student's page, and
filed as seconds of the tracker `not_recorded`."""

from fairseat.domain.frames import SOURCES
from fairseat.domain.messages import RecordingMissed
from fairseat.domain.recorded import OF_THE_PAGE, Reason, told_by
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import is_on
from fairseat.flow.context import Context
from fairseat.flow.tell import file_server_seconds

TRACKER = "not_recorded"
LONGEST_GAP_S = 5  # after a longer one nobody knows what was in between
TOLD_WITHIN_S = 4  # a page's reading of a second comes a little after it


def note_refused(context: Context, seat: Seat, frame: bytes, code: str) -> None:
    """A chunk was not taken: why is told when nothing better comes."""
    source = SOURCES[frame[1]] if len(frame) > 1 and frame[1] < len(SOURCES) else ""
    if source:
        seat.recorded.note(source, context.clock(), "disk_full" if code == "disk_full" else "refused")


def _is_told(seat: Seat, source: str, last: int) -> bool:
    """Have the trackers of the source's devices just said that there is nothing to record? One fault, one alert."""
    names = [name for name in told_by(source, seat.devices - seat.without) if is_on(seat.rules, name)]
    lately = range(last - TOLD_WITHIN_S, last + 1)
    return bool(names) and all(any(seat.shows(at, name) for at in lately) for name in names)


def _troubles(seat: Seat, now: float) -> dict[str, Reason]:
    found = {source: seat.recorded.trouble(source, now) for source in seat.due if source in OF_THE_PAGE}
    return {source: reason for source, reason in found.items() if reason and not _is_told(seat, source, int(now) - 1)}


def _judge(context: Context, seat: Seat, now: float) -> None:
    """Seconds in which all is well are filed only while the tracker's state machine waits for them: the score takes
    what is really missing at the end (`flow/score.py`), and five thousand sessions are looked at each second."""
    troubles, last, recorded = _troubles(seat, now), int(now) - 1, seat.recorded
    if troubles or TRACKER in seat.watches:
        value = {TRACKER: 1.0 if troubles else 0.0}
        detail = {"sources": [*troubles], "reason": next(iter(troubles.values()), "")}
        for at in range(max(recorded.judged_at + 1, last - LONGEST_GAP_S + 1), last + 1):
            file_server_seconds(context, seat, at, dict(value), {TRACKER: detail})
    recorded.judged_at = last
    if troubles != recorded.told:
        recorded.told = troubles
        context.bus.publish(f"student:{seat.session}", RecordingMissed(sources=troubles))  # type: ignore[arg-type]


async def look_at_recordings(context: Context) -> None:
    """Once a second. While the line is down nobody can tell what the page records."""
    now = context.clock()
    for seat in context.seats.values():
        talks = seat.online and seat.offline_since_ms is None
        if seat.state != "running" or not talks or seat.in_gap or not seat.recorded.since:
            seat.recorded.wait(now)
        else:
            _judge(context, seat, now)
