"""A page that starts the exam and is then never heard over its socket."""

from uuid import UUID

from fairseat.flow.board import load_seat
from fairseat.flow.lose import look_for_silence
from fairseat.simulate.door import Door
from tests.house import House


async def test_a_page_that_was_never_heard_is_lost_since_the_start(home: House, organizer: Door, exam: str) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    seat = await load_seat(home.context, UUID(str(row["id"])))
    seat.started_at_ms = seat.started_at_ms and seat.started_at_ms - 10_000
    await look_for_silence(home.context)
    assert seat.offline_since_ms == seat.started_at_ms
    page = await organizer.get(f"/api/sessions/{row['id']}")
    assert [outage["to_at"] for outage in page["outages"]] == [None]
    await door.close()
