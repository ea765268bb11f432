"""A session that was started by a page whose socket never came."""

import asyncio

from fairseat.simulate.door import Door
from tests.house import House


async def test_a_page_that_never_came_is_away_since_the_start(home: House, organizer: Door, exam: str) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    await asyncio.sleep(home.context.settings.silent_s + 2)
    page = await organizer.get(f"/api/sessions/{row['id']}")
    (outage,) = page["outages"]
    assert outage["from_at"] >= page["session"]["started_at"]
    await door.close()
