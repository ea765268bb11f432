"""A student with an accommodation is watched, judged and reported by it; other students are not."""

import asyncio
import subprocess
from typing import Any

import pytest

from fairseat.domain.messages import AlertRaised, ReadingsStored, SendReadings, StaffWelcomed, StudentWelcomed
from fairseat.simulate.door import Door
from tests.house import House, Peer

OFF = {"tracker": "voices", "on": False, "weight": None, "raise_s": None, "reason": "Reads aloud (dyslexia)."}
LOOSE = OFF | {"tracker": "looking_away", "on": True, "weight": 0.5, "raise_s": 20}


async def put(door: Door, person: str, items: list[dict[str, Any]]) -> Any:
    path = f"/api/people/{person}/accommodations"
    return await door._client.put(path, json={"items": items}, headers=door._headers)


async def told(home: House, door: Door, organizer: Door, session: str) -> Any:
    """Four seconds of a voice and of looking away; then the session's page, once the report is ready."""
    peer: Peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    at = round(home.context.clock()) * 1000
    for n in range(4):
        values = {"voices": 1.0, "looking_away": 1.0}
        await peer.say(SendReadings(sequence=n, at_ms=at + n * 1000, values=values))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 3)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    await peer.close()
    for _ in range(80):
        page = await organizer.get(f"/api/sessions/{session}")
        if page["report"] == "ready":
            return page
        await asyncio.sleep(0.1)
    raise AssertionError(f"the report is {page['report']}")


def shares(page: Any) -> dict[str, Any]:
    return {share["tracker"]: share for share in page["score"]["trackers"]}


async def test_it_holds_in_the_page_the_score_and_the_report_of_this_student_alone(
    home: House, organizer: Door
) -> None:
    exam = await home.exam(organizer, trackers={"voices": {"raise_s": 0}, "looking_away": {"raise_s": 0}})
    row, other = await home.seat(organizer, exam), await home.seat(organizer, exam)
    answer = await put(organizer, row["student"], [OFF, LOOSE])
    assert [one["author"] for one in answer.json()] == [home.demo["organizer"]["name"]] * 2

    door, neighbour = await home.sit(row), await home.sit(other)
    own = (await door.get("/api/sitting"))["trackers"]
    assert "voices" not in own
    assert (own["looking_away"]["weight"], own["looking_away"]["raise_s"]) == (0.5, 20)
    assert "voices" in (await neighbour.get("/api/sitting"))["trackers"]

    page, plain = await told(home, door, organizer, row["id"]), await told(home, neighbour, organizer, other["id"])
    assert not shares(page)["voices"]["on"]
    assert shares(page)["looking_away"]["loss"] == pytest.approx(50)
    assert [v["tracker"] for v in page["violations"]] == []
    assert {v["tracker"] for v in plain["violations"]} == {"voices", "looking_away"}
    assert [one["reason"] for one in page["accommodations"]] == [OFF["reason"], LOOSE["reason"]]
    assert plain["accommodations"] == []

    pdf = await organizer.fetch(f"/api/sessions/{row['id']}/report.pdf")
    command = ["pdftotext", "-layout", "-", "-"]
    done = await asyncio.to_thread(subprocess.run, command, input=pdf, capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert "Voices was switched off" in text
    assert "a weight of 0.50 at most, raised after 20 s at the earliest" in text
    assert "dyslexia" not in text
    await door.close()
    await neighbour.close()


async def test_severity_and_count_are_one_from_the_alert_to_the_report(home: House, organizer: Door) -> None:
    rules = {"voices": {"raise_s": 0}, "several_faces": {"raise_s": 0, "alert": False}}
    row = await home.seat(organizer, await home.exam(organizer, trackers=rules))
    await put(organizer, row["student"], [OFF | {"on": True, "weight": 0}])
    door, proctor = await home.sit(row), await home.proctor(0)
    watcher, peer = await home.staff_socket(proctor), await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    at = round(home.context.clock()) * 1000
    await peer.say(SendReadings(sequence=0, at_ms=at, values={"voices": 1.0, "several_faces": 1.0}))
    alert = await watcher.expect(AlertRaised, lambda m: m.session == row["id"])
    assert (alert.tracker, alert.severity) == ("voices", "hint")

    reloaded = await home.staff_socket(proctor)
    welcome = await reloaded.expect(StaffWelcomed)
    (tile,) = (tile for tile in welcome.tiles if tile.session == row["id"])
    found = {v.tracker: (v.severity, v.alerted) for v in tile.open_violations}
    assert found == {"voices": ("hint", True), "several_faces": ("serious", False)}
    assert tile.email == row["student_email"]

    page = await organizer.get(f"/api/sessions/{row['id']}")
    assert {v["tracker"]: v["severity"] for v in page["violations"]} == {"voices": "hint", "several_faces": "serious"}
    path = f"/api/sessions/{row['id']}/violations/{alert.violation}/dismiss"
    assert (await organizer.post(path, {"comment": "radio"}))["severity"] == "hint"
    running = await counts(organizer, row)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    for _ in range(80):
        if (await organizer.get(f"/api/sessions/{row['id']}"))["report"] == "ready":
            break
        await asyncio.sleep(0.1)
    assert running == await counts(organizer, row) == [1, 1]
    for one in (watcher, reloaded, peer, proctor, door):
        await one.close()


async def counts(organizer: Door, row: dict[str, Any]) -> list[int]:
    """The session's violations, in the list and on its page."""
    rows = {one["id"]: one for one in await organizer.all_of("/api/sessions", exam=row["exam"])}
    page = await organizer.get(f"/api/sessions/{row['id']}")
    return [rows[row["id"]]["violations"], page["session"]["violations"]]


async def test_the_proctor_sees_that_there_is_one_and_not_why(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    await put(organizer, row["student"], [OFF])
    proctor = await home.proctor(0)
    (one,) = (await proctor.get(f"/api/sessions/{row['id']}"))["accommodations"]
    assert (one["tracker"], one["reason"]) == ("voices", "")
    await proctor.close()


async def test_it_goes_into_later_exams_and_not_into_one_that_runs(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    await put(organizer, row["student"], [OFF])
    assert "voices" in (await door.get("/api/sitting"))["trackers"]
    later = await home.exam(organizer)
    text = f"name,email\nSam,{row['student_email']}\n"
    await organizer.post(f"/api/exams/{later}/roster/csv", {"text": text, "apply": "all"})
    (again,) = await organizer.all_of("/api/sessions", exam=later)
    assert [one["tracker"] for one in (await organizer.get(f"/api/sessions/{again['id']}"))["accommodations"]] == [
        "voices"
    ]
    await door.close()


async def test_it_reaches_a_student_who_is_in_the_checks(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row, start=False)
    await put(organizer, row["student"], [OFF])
    assert "voices" not in (await door.post("/api/sitting/start"))["trackers"]
    assert "voices" not in next(s for i, s in home.context.seats.items() if str(i) == row["id"]).heeded
    await door.close()


async def test_what_is_as_it_was_keeps_its_author_and_wrong_ones_change_nothing(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    before = (await put(organizer, row["student"], [OFF])).json()
    after = (await put(organizer, row["student"], [LOOSE, OFF])).json()
    assert after[1] == before[0]
    refused = await put(organizer, row["student"], [OFF | {"reason": ""}])
    assert (refused.status_code, refused.json()["errors"][0]["where"]) == (422, "items.0.reason")
    assert await organizer.get(f"/api/people/{row['student']}/accommodations") == after
    audit = [one["detail"] for one in await organizer.all_of("/api/audit") if one["action"] == "accommodations_changed"]
    last = next(detail for detail in audit if detail["person"] == row["student"])
    assert last["changes"] == {
        "looking_away.on": [None, True], "looking_away.weight": [None, 0.5], "looking_away.raise_s": [None, 20.0],
    }  # fmt: skip
