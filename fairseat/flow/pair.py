"""The student's phone as a second camera: paired, heard, missed."""

from typing import Protocol

from fairseat.domain.messages import ReportPicture
from fairseat.domain.phone import Phone
from fairseat.domain.seat import Seat
from fairseat.flow.board import tile_changed
from fairseat.flow.context import Context, instant
from fairseat.flow.tell import file_server_seconds
from fairseat.store import sessions

TRACKER = "phone_camera"
LONGEST_GAP_S = 5  # after a longer one nobody knows what was in between


class Holder(Protocol):
    def give_way(self) -> None: ...


async def pair(context: Context, seat: Seat, holder: Holder) -> None:
    """This phone is the session's from now on; one that was before gives way."""
    if seat.phone is None:
        async with context.database.unit() as c:
            await sessions.add_event(c, seat.session, instant(context.clock()), "phone_paired", seat.student)
        seat.phone = Phone(context.clock())
    before, seat.phone.connection = seat.phone.connection, holder
    if before is not None:
        before.give_way()  # type: ignore[attr-defined]
    tile_changed(context, seat)


def unpair(context: Context, seat: Seat, holder: Holder) -> None:
    """The phone's line is down; that it was paired stays known."""
    if seat.phone and seat.phone.connection is holder:
        seat.phone.connection = None
        tile_changed(context, seat)


def note_picture(context: Context, seat: Seat, report: ReportPicture) -> None:
    if seat.phone:
        seat.phone.picture, seat.phone.told_at = report.picture, context.clock()


def _judge(context: Context, seat: Seat, phone: Phone, now: float) -> None:
    last = int(now) - 1
    trouble = phone.trouble(seat.chunk_at.get("phone"), now)
    begin = max(phone.judged_at + 1, last - LONGEST_GAP_S + 1)
    for at in range(begin, last + 1):
        file_server_seconds(context, seat, at, {TRACKER: 1.0 if trouble else 0.0}, {TRACKER: {"reason": trouble}})
    phone.judged_at = max(last, phone.judged_at)


async def look_at_phones(context: Context) -> None:
    """Once a second. While the student's page is away nobody can tell whether the phone's line is at fault."""
    now = context.clock()
    for seat in context.seats.values():
        if seat.state != "running" or seat.phone is None or "phone" not in seat.sources:
            continue
        if seat.online and seat.offline_since_ms is None and not seat.in_gap:
            _judge(context, seat, seat.phone, now)
