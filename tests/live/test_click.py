"""A student who clicks on Finish while the line is down: the exam was sat until then, and nobody gains by saying so."""

import asyncio
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import ChunksStored, SendReadings
from fairseat.flow.finish import rescore
from fairseat.simulate.door import Door, Turned
from tests.house import House, chunk_of
from tests.live.conftest import Sitting

BEGUN_S, LOST_S, CLICKED_S = 60, 45, 30  # ago
RECORDERS = {"camera": "00112233aabbccdd", "screen": "ddccbbaa33221100"}
COSTS = ("network", "not_recorded", "screen_share", "camera")


async def _records(sitting: Sitting, now: float, *sources: str, until_s: float = CLICKED_S) -> None:
    """From the start until so long ago."""
    chunks = round((BEGUN_S - until_s) * 2)
    for source in sources:
        for n in range(chunks):
            started = (now - BEGUN_S) * 1000 + n * 500
            await sitting.peer.put(chunk_of(n, source=source, recorder=RECORDERS[source], started_ms=started))
    total = chunks * len(sources)
    await sitting.peer.until(lambda: sum(isinstance(m, ChunksStored) for m in sitting.peer.heard) >= total)


@pytest.fixture
async def back(home: House, sitting: Sitting) -> float:
    """The line broke, the student clicked, the line is back; the readings up to the click are here. When that is."""
    now, session = time.time(), UUID(sitting.id)
    begun = home.context.now() - timedelta(seconds=BEGUN_S)
    async with home.context.database.unit() as c:
        await c.execute("UPDATE session SET started_at = $2 WHERE id = $1", session, begun)
        lost = home.context.now() - timedelta(seconds=LOST_S)
        await c.execute("INSERT INTO outage VALUES ($1, $2, $3)", session, lost, home.context.now())
    home.context.seats[session].started_at_ms = round(begun.timestamp() * 1000)
    for n in range(BEGUN_S - CLICKED_S):
        at = int(now) - BEGUN_S + n
        await sitting.peer.say(SendReadings(sequence=n, at_ms=at * 1000, values={"window_focus": 0.0}))
    return now


async def _lost_share(home: House, organizer: Door, sitting: Sitting, clicked: float) -> float:
    """Percent of the exam that is charged for evidence that is missing, once it was finished with this click."""
    await sitting.door.post("/api/sitting/finish", {"clicked_ms": clicked * 1000})
    await asyncio.sleep(0.4)
    await rescore(home.context, UUID(sitting.id))
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    return float(sum(t["share"] for t in page["score"]["trackers"] if t["tracker"] in COSTS))


async def test_the_time_from_the_click_until_the_line_is_back_costs_nothing(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera", "screen")
    assert await _lost_share(home, organizer, sitting, back - CLICKED_S) == 0
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    (event,) = [e for e in page["events"] if e["kind"] == "finished"]
    told = datetime.fromisoformat(event["data"]["clicked_at"]).timestamp()
    assert told == pytest.approx(back - CLICKED_S, abs=0.1)
    assert datetime.fromisoformat(page["session"]["finished_at"]).timestamp() >= back


async def test_what_is_missing_before_the_click_is_charged(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera")
    assert await _lost_share(home, organizer, sitting, back - CLICKED_S) >= 80


async def test_answers_that_come_after_the_click_need_evidence_until_they_are_here(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera", "screen")
    await sitting.door.post("/api/sitting/answers", {"task": "1", "text": "What a friend told me meanwhile."})
    assert await _lost_share(home, organizer, sitting, back - CLICKED_S) >= 40


async def test_in_an_exam_whose_answers_go_elsewhere_a_click_is_no_end(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera", "screen")
    elsewhere = {"kind": "address", "address": "https://exam.example"}
    async with home.context.database.unit() as c:
        await c.execute("UPDATE exam SET content = $2 WHERE id = $1", UUID(sitting.row["exam"]), elsewhere)
    try:
        assert await _lost_share(home, organizer, sitting, back - CLICKED_S) >= 40
    finally:
        tasks = {"kind": "tasks", "tasks": [{"id": "1", "title": "One", "text": "Why?"}]}
        async with home.context.database.unit() as c:
            await c.execute("UPDATE exam SET content = $2 WHERE id = $1", UUID(sitting.row["exam"]), tasks)


async def test_answers_that_come_after_the_end_are_late_as_ever(sitting: Sitting, back: float) -> None:
    await sitting.door.post("/api/sitting/finish", {"clicked_ms": (back - CLICKED_S) * 1000})
    with pytest.raises(Turned) as no:
        await sitting.door.post("/api/sitting/answers", {"task": "1", "text": "More"})
    assert no.value.code == "wrong_state"
    late = {"task": "1", "text": "More", "device_ms": (back - CLICKED_S - 1) * 1000, "offset_ms": 0.0}
    await sitting.door.post("/api/sitting/answers/late", late)
    (answer,) = (await sitting.door.get("/api/sitting"))["receipt"]
    assert (answer["text"], answer["late"][0]["text"]) == ("", "More")


async def test_a_recording_that_goes_on_shows_that_the_click_came_later(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera", until_s=0)
    await _records(sitting, back, "screen")
    assert await _lost_share(home, organizer, sitting, back - CLICKED_S) >= 40


async def test_readings_that_go_on_show_it_too(home: House, organizer: Door, sitting: Sitting, back: float) -> None:
    await _records(sitting, back, "camera", "screen")
    for n in range(CLICKED_S):
        at = int(back) - CLICKED_S + n
        await sitting.peer.say(SendReadings(sequence=100 + n, at_ms=at * 1000, values={"window_focus": 0.0}))
    await asyncio.sleep(0.4)
    assert await _lost_share(home, organizer, sitting, back - CLICKED_S) >= 25


async def test_a_click_at_a_time_at_which_the_page_was_heard_changes_nothing(
    home: House, organizer: Door, sitting: Sitting, back: float
) -> None:
    await _records(sitting, back, "camera", "screen", until_s=CLICKED_S)
    assert await _lost_share(home, organizer, sitting, back - LOST_S - 10) >= 40


@pytest.mark.parametrize("clicked", [-1.0, 1e15, "now"])
async def test_a_click_that_is_no_instant_is_refused(sitting: Sitting, clicked: Any) -> None:
    with pytest.raises(Turned) as no:
        await sitting.door.post("/api/sitting/finish", {"clicked_ms": clicked})
    assert no.value.code == "invalid"


async def test_a_reopening_is_a_gap_since_the_click(organizer: Door, sitting: Sitting, back: float) -> None:
    await sitting.door.post("/api/sitting/finish", {"clicked_ms": (back - CLICKED_S) * 1000})
    await organizer.post(f"/api/sessions/{sitting.id}/reopen", {"minutes": 10, "reason": "Too early."})
    (gap,) = (await organizer.get(f"/api/sessions/{sitting.id}"))["gaps"]
    begun = datetime.fromisoformat(gap["from_at"]).timestamp()
    assert begun == pytest.approx(back - CLICKED_S, abs=0.1)
