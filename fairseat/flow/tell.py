"""Trackers that the server tells itself: their seconds take the same way as those that a page reports."""

from typing import Any

from fairseat.domain.seat import Seat
from fairseat.domain.trackers import is_on
from fairseat.flow.context import Context
from fairseat.flow.watch import advance_all


def file_server_seconds(
    context: Context, seat: Seat, at: int, values: dict[str, float | None], details: dict[str, Any]
) -> None:
    """One whole second, by tracker; of repeats the first counts. Stored with the page's readings (`keep`)."""
    ours = {name: value for name, value in values.items() if is_on(seat.rules, name)}
    advance_all(context, seat, at, seat.observe(at, ours, frozenset(ours)), details)
