"""Readings after an outage, repeats, and what a page must not be able to do with them."""

from typing import Any
from uuid import UUID

from fairseat.domain.messages import ReadingsStored, SendReadings
from fairseat.flow.keep import KEEP_S
from fairseat.simulate.door import Door
from tests.house import House
from tests.live.conftest import Sitting


async def _say(sitting: Sitting, number: int, at: int, **values: float | None) -> None:
    await sitting.peer.say(SendReadings(sequence=number, at_ms=at * 1000, values=dict(values)))


async def _stored(sitting: Sitting, number: int) -> None:
    await sitting.peer.expect(ReadingsStored, lambda m: m.sequence >= number)


async def _page(organizer: Door, sitting: Sitting) -> dict[str, Any]:
    page: dict[str, Any] = await organizer.get(f"/api/sessions/{sitting.id}")
    return page


def _long_ago(home: House, sitting: Sitting) -> int:
    """The session began ten minutes ago; the answer is a second shortly after its start."""
    seat = home.context.seats[UUID(sitting.id)]
    seat.started_at_ms -= 600_000
    return int(seat.started_at_ms // 1000) + 10


async def test_a_page_cannot_rewrite_what_is_stored(home: House, organizer: Door, sitting: Sitting) -> None:
    begin = _long_ago(home, sitting)
    await _say(sitting, 0, begin, voices=1.0)
    await _say(sitting, 1, begin + KEEP_S + 60, voices=0.0)
    await _stored(sitting, 1)
    await _say(sitting, 2, begin, voices=0.0)  # the first second is no longer known by heart
    await _stored(sitting, 2)
    score = (await _page(organizer, sitting))["score"]
    assert score["observed_s"] == 2
    assert next(t for t in score["trackers"] if t["tracker"] == "voices")["share"] == 50.0
    seat = home.context.seats[UUID(sitting.id)]
    assert (seat.observed_s, seat.credibility) == (2, 50.0)


async def test_late_seconds_without_the_behaviour_split_a_violation(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    begin = _long_ago(home, sitting)
    for number, at in enumerate((begin, begin + 1, begin + 5, begin + 6)):
        await _say(sitting, number, at, voices=1.0)
    await _say(sitting, 4, begin + 7, voices=0.0)
    await _stored(sitting, 4)
    for number in (5, 6, 7):
        await _say(sitting, number, begin + number - 3, voices=0.0)
    await _stored(sitting, 7)
    for _ in range(50):
        violations = (await _page(organizer, sitting))["violations"]
        if len(violations) == 2:
            break
    assert [v["seconds"] for v in violations] == [2.0, 2.0]


async def test_readings_of_the_future_and_of_before_the_start_are_not_believed(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    now = round(home.context.clock())
    await _say(sitting, 0, now + 3600, voices=1.0)
    await _say(sitting, 1, now - 3600, voices=1.0)
    await _stored(sitting, 1)
    assert (await _page(organizer, sitting))["score"]["observed_s"] == 0
