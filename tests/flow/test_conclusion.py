"""After the end: a person judges, the score follows, and the report says so."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import ChunksStored, ReadingsStored, SendReadings, StudentWelcomed
from fairseat.simulate.door import Door, Turned
from tests.house import House, chunk_of


@pytest.fixture
async def finished(home: House, organizer: Door) -> AsyncIterator[tuple[str, Door]]:
    """A finished session of four seconds, of which two were voices; and its student."""
    exam = await home.exam(organizer, trackers={"voices": {"raise_s": 0, "clear_s": 1}})
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    at = round(home.context.clock()) * 1000
    for n, value in enumerate((1.0, 1.0, 0.0, 0.0)):
        await peer.say(SendReadings(sequence=n, at_ms=at + n * 1000, values={"voices": value}))
    await peer.put(chunk_of(0, last=True))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 3)
    await peer.expect(ChunksStored)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    yield row["id"], door
    await peer.close()
    await door.close()


async def _page(organizer: Door, session: str) -> dict[str, Any]:
    """The session's page, once its report is ready."""
    for _ in range(80):
        page: dict[str, Any] = await organizer.get(f"/api/sessions/{session}")
        if page["report"] == "ready":
            return page
        await asyncio.sleep(0.1)
    raise AssertionError(f"the report is {page['report']}")


async def _text(organizer: Door, session: str) -> str:
    pdf = await organizer.fetch(f"/api/sessions/{session}/report.pdf")
    command = ["pdftotext", "-layout", "-", "-"]
    done = await asyncio.to_thread(subprocess.run, command, input=pdf, capture_output=True, check=True)
    return str(done.stdout.decode())


async def _until_report_says(organizer: Door, session: str, words: str) -> str:
    for _ in range(80):
        text = await _text(organizer, session)
        if words in text:
            return text
        await asyncio.sleep(0.1)
    raise AssertionError(f"the report does not say {words!r}:\n{text}")


async def test_a_violation_that_a_person_dismisses_costs_no_points_and_the_report_says_so(
    organizer: Door, finished: tuple[str, Door]
) -> None:
    session, _ = finished
    page = await _page(organizer, session)
    assert page["score"]["credibility"] == 50.0
    (violation,) = page["violations"]
    path = f"/api/sessions/{session}/violations/{violation['id']}"
    dismissed = await organizer.post(f"{path}/dismiss", {"comment": "A radio in the street."})
    assert dismissed["dismissed"]["by"] == "Olga Organizer"
    assert (await organizer.get(f"/api/sessions/{session}"))["score"]["credibility"] == 100.0
    assert "100.0" in await _until_report_says(organizer, session, "A radio in the street.")
    await organizer.post(f"{path}/restore")
    assert (await organizer.get(f"/api/sessions/{session}"))["score"]["credibility"] == 50.0


async def test_what_counts_already_cannot_be_confirmed(organizer: Door, finished: tuple[str, Door]) -> None:
    session, _ = finished
    (violation,) = (await _page(organizer, session))["violations"]
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/sessions/{session}/violations/{violation['id']}/confirm", {})
    assert no.value.code == "not_to_confirm"


async def test_a_conclusion_is_kept_can_be_changed_and_is_in_the_report(
    organizer: Door, finished: tuple[str, Door]
) -> None:
    session, _ = finished
    await _page(organizer, session)
    await organizer.post(f"/api/sessions/{session}/conclude", {"decision": "rejected", "comment": "Somebody spoke."})
    await _until_report_says(organizer, session, "Somebody spoke.")
    await organizer.post(f"/api/sessions/{session}/conclude", {"decision": "accepted", "comment": "It was a radio."})
    await _until_report_says(organizer, session, "It was a radio.")
    page = await organizer.get(f"/api/sessions/{session}")
    assert (page["session"]["state"], page["conclusion"]["decision"]) == ("concluded", "accepted")
    assert [e["data"]["decision"] for e in page["events"] if e["kind"] == "concluded"] == ["rejected", "accepted"]


async def test_a_running_session_cannot_be_concluded(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/sessions/{row['id']}/conclude", {"decision": "accepted"})
    assert no.value.code == "wrong_state"
    await door.close()


async def test_tools_that_the_template_switches_off_are_refused(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer, tools=["chat"]))
    door = await home.sit(row)
    for what, body in (("warnings", {"text": "No."}), ("rating", {"rating": 3}), ("terminate", {"reason": "No."})):
        with pytest.raises(Turned) as no:
            await organizer.post(f"/api/sessions/{row['id']}/{what}", body)
        assert no.value.code == "tool_off"
    await door.close()


async def test_a_restart_knows_what_is_open_and_closes_it_when_the_behaviour_is_over(
    home: House, organizer: Door
) -> None:
    exam = await home.exam(organizer, trackers={"voices": {"raise_s": 0, "clear_s": 1}})
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    at = round(home.context.clock()) * 1000
    for n in (0, 1):
        await peer.say(SendReadings(sequence=n, at_ms=at + n * 1000, values={"voices": 1.0}))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 1)
    await home.context.alerts.join()
    await peer.close()
    del home.context.seats[UUID(row["id"])]  # as after a restart
    again = await home.student_socket(door)
    await again.expect(StudentWelcomed)
    assert set(home.context.seats[UUID(row["id"])].open) == {"voices"}
    for n in (2, 3, 4):
        await again.say(SendReadings(sequence=n, at_ms=at + n * 1000, values={"voices": 0.0}))
    await again.expect(ReadingsStored, lambda m: m.sequence == 4)
    await home.context.alerts.join()
    (violation,) = (await organizer.get(f"/api/sessions/{row['id']}"))["violations"]
    assert (violation["ended_at"] is not None, violation["seconds"]) == (True, 2.0)
    await again.close()
    await door.close()
