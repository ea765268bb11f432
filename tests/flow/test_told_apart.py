"""What was saved before `page_hidden` was told apart from `window_focus` keeps its meaning."""

import asyncio
import importlib
from typing import Any

import pytest

from fairseat.domain.credibility import Interval
from fairseat.domain.messages import ReadingsStored, SendReadings, StudentWelcomed
from fairseat.domain.trackers import TrackerSetting
from fairseat.flow.score import as_sat
from fairseat.simulate.door import Door
from tests.house import House

HALVES = importlib.import_module("fairseat.store.migrations.versions.0008_page_hidden").HALVES
OLD = {"on": True, "weight": 0.5, "raise_s": 1, "clear_s": 0.5, "fill": 0.8, "alert": True, "parameters": {}}


@pytest.fixture
async def old_exam(home: House, organizer: Door) -> str:
    """As yesterday's version has left it in the database."""
    exam = await home.exam(organizer, trackers={"window_focus": OLD})
    async with home.context.database.unit() as c:
        for table in ("exam", "template"):
            await c.execute(f"UPDATE {table} SET settings = settings #- '{{trackers,page_hidden}}'")
    return exam


async def _hidden(home: House, organizer: Door, row: dict[str, Any], tracker: str) -> dict[str, Any]:
    """Three seconds in which the page told that tracker; then the session's page."""
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    at = round(home.context.clock()) * 1000
    for n in range(3):
        await peer.say(SendReadings(sequence=n, at_ms=at + n * 1000, values={"window_focus": None} | {tracker: 1.0}))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 2)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    await peer.close()
    await door.close()
    for _ in range(80):
        page: dict[str, Any] = await organizer.get(f"/api/sessions/{row['id']}")
        if page["report"] == "ready":
            break
        await asyncio.sleep(0.1)
    return page


async def test_an_old_exam_rules_both_halves_as_it_ruled_the_whole(home: House, organizer: Door, old_exam: str) -> None:
    settings = (await organizer.get(f"/api/exams/{old_exam}"))["settings"]
    assert settings["trackers"]["page_hidden"] == settings["trackers"]["window_focus"] == OLD
    page = await _hidden(home, organizer, await home.seat(organizer, old_exam), "page_hidden")
    (violation,) = page["violations"]
    assert (violation["tracker"], violation["severity"]) == ("page_hidden", "serious")
    share = next(t for t in page["score"]["trackers"] if t["tracker"] == "page_hidden")
    assert (share["weight"], share["loss"]) == (0.5, 50.0)


async def test_a_session_sat_before_lists_the_whole_alone(home: House, organizer: Door, old_exam: str) -> None:
    page = await _hidden(home, organizer, await home.seat(organizer, old_exam), "window_focus")
    listed = {t["tracker"]: t["coverage"] for t in page["score"]["trackers"]}
    assert "page_hidden" not in listed
    assert listed["window_focus"] == 1.0


def test_a_half_that_could_look_and_did_not_is_not_left_out() -> None:
    rules = {name: TrackerSetting() for name in ("page_hidden", "window_focus")}
    before, now = (
        Interval(0, {"window_focus": bytes(10)}),
        Interval(0, {"window_focus": bytes(10), "page_hidden": bytes(10)}),
    )
    assert set(as_sat(rules, {"window_focus": OLD}, [before])) == {"window_focus"}
    assert set(as_sat(rules, {"window_focus": OLD}, [now])) == set(rules)
    assert set(as_sat(rules, {"window_focus": OLD, "page_hidden": OLD}, [before])) == set(rules)
    assert set(as_sat(rules, {"window_focus": OLD}, [])) == set(rules)


async def test_an_old_accommodation_holds_for_both_halves(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    path = f"/api/people/{row['student']}/accommodations"
    own = {"tracker": "window_focus", "on": False, "weight": None, "raise_s": None, "reason": "Screen reader."}
    await organizer._client.put(path, json={"items": [own]}, headers=organizer._headers)
    async with home.context.database.unit() as c:
        for table, column in (
            ("accommodation", "items"),
            ("session", "accommodations"),
        ) * 2:  # a second time: no change
            await c.execute(HALVES.format(table=table, column=column))
        kept = await c.fetchval("SELECT accommodations FROM session WHERE id = $1::text::uuid", row["id"])
    assert kept == [one | {"tracker": name} for one in kept[:1] for name in ("window_focus", "page_hidden")]
    assert [one["tracker"] for one in await organizer.get(path)] == ["window_focus", "page_hidden"]
    door = await home.sit(row)
    sitting = await door.get("/api/sitting")
    await door.close()
    assert not {"window_focus", "page_hidden"} & set(sitting["trackers"])
