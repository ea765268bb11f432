"""A session that was over goes on: the same recording, one timeline with the gap, the report after the second end."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import (
    ChunksStored,
    EventSeen,
    ReadingsStored,
    SendReadings,
    SessionMoved,
    StudentWelcomed,
    TileChanged,
)
from fairseat.flow.finish import seal
from fairseat.flow.lose import look_for_silence
from fairseat.flow.report import make_report
from fairseat.simulate.door import Door, Turned
from tests.house import House, Peer, chunk_of
from tests.live.conftest import Sitting

AGAIN = {"minutes": 15, "reason": "Ended by a slip of the finger."}
REPORT_S = 20.0


async def _reopened(organizer: Door, session: str, **change: Any) -> Any:
    return await organizer.post(f"/api/sessions/{session}/reopen", AGAIN | change)


async def _refused(organizer: Door, session: str, **change: Any) -> str:
    with pytest.raises(Turned) as no:
        await _reopened(organizer, session, **change)
    return no.value.code


async def _page(organizer: Door, session: str) -> Any:
    return await organizer.get(f"/api/sessions/{session}")


async def _with_report(organizer: Door, session: str) -> Any:
    for _ in range(int(REPORT_S / 0.2)):
        page = await _page(organizer, session)
        if page["report"] == "ready":
            return page
        await asyncio.sleep(0.2)
    raise AssertionError(f"no report came: {page['report']}")


@pytest.fixture
async def ended(organizer: Door, sitting: Sitting) -> Sitting:
    """Terminated, with a chunk and four seconds of readings; its page's socket is still open."""
    await sitting.peer.put(chunk_of(0, last=True))
    await sitting.peer.expect(ChunksStored)
    await organizer.post(f"/api/sessions/{sitting.id}/terminate", {"reason": "The wrong student."})
    await sitting.peer.expect(SessionMoved, lambda m: m.state == "terminated")
    return sitting


async def test_both_sides_are_told_at_once_and_the_clock_runs_from_now(
    organizer: Door, ended: Sitting, watcher: Peer
) -> None:
    before = datetime.now(UTC)
    row = await _reopened(organizer, ended.id)
    ends = datetime.fromisoformat(row["ends_at"])
    assert timedelta(0) <= ends - before - timedelta(minutes=15) < timedelta(seconds=2)
    ends_ms = round(ends.timestamp() * 1000)
    await ended.peer.expect(SessionMoved, lambda m: (m.state, m.ends_at_ms) == ("running", ends_ms), 2.0)
    await watcher.expect(TileChanged, lambda m: (m.tile.state, m.tile.ends_at_ms) == ("running", ends_ms), 2.0)
    seen = await watcher.expect(EventSeen, lambda m: m.kind == "reopened", 2.0)
    assert (seen.data["reason"], seen.data["before"], seen.data["ended_for"]) == (
        AGAIN["reason"], "terminated", "The wrong student.",
    )  # fmt: skip
    sitting = await ended.door.get("/api/sitting")
    assert (sitting["state"], sitting["reason"], sitting["finished_at"]) == ("running", "", None)
    assert sitting["content"] is not None


async def test_the_time_between_is_a_gap_and_costs_nothing(home: House, organizer: Door, ended: Sitting) -> None:
    await ended.peer.close()
    await _reopened(organizer, ended.id)
    seat = home.context.seats[UUID(ended.id)]
    seat.heard_at -= 600  # the mail that says so is read ten minutes later
    await look_for_silence(home.context)
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    assert (await again.expect(StudentWelcomed)).state == "running"
    page = await _page(organizer, ended.id)
    assert page["outages"] == []
    (gap,) = page["gaps"]
    finished = next(e["at"] for e in page["events"] if e["kind"] == "terminated")
    back = next(e["at"] for e in page["events"] if e["kind"] == "came_back")
    assert (gap["from_at"], gap["to_at"]) == (finished, back)
    assert "network" not in [v["tracker"] for v in page["violations"]]
    await again.close()


async def test_a_page_that_leaves_after_its_return_is_missed_again(
    home: House, organizer: Door, ended: Sitting
) -> None:
    await _reopened(organizer, ended.id)
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    await again.expect(StudentWelcomed)
    await again.close()
    home.context.seats[UUID(ended.id)].heard_at -= 60
    await look_for_silence(home.context)
    assert len((await _page(organizer, ended.id))["outages"]) == 1


async def test_a_restart_still_waits_for_the_student(home: House, organizer: Door, ended: Sitting) -> None:
    await ended.peer.close()
    await _reopened(organizer, ended.id)
    del home.context.seats[UUID(ended.id)]  # as after a restart
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    await again.expect(StudentWelcomed)
    page = await _page(organizer, ended.id)
    assert (page["outages"], page["gaps"][0]["to_at"] is not None) == ([], True)
    await again.close()


async def test_the_same_recording_goes_on_with_another_recorder(home: House, organizer: Door, ended: Sitting) -> None:
    await _reopened(organizer, ended.id)
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    await again.expect(StudentWelcomed)
    await again.put(chunk_of(0, last=True, recorder="ffeeddccbbaa9988"))
    await again.expect(ChunksStored)
    at = round(home.context.clock()) * 1000
    await again.say(SendReadings(sequence=0, at_ms=at, values={"window_focus": 0.0}))
    await again.expect(ReadingsStored)
    index = await organizer.get(f"/api/sessions/{ended.id}/segments")
    assert {s["id"].split("-")[0] for s in index["segments"]} == {"00112233aabbccdd", "ffeeddccbbaa9988"}
    assert index["ended_ms"] is None
    await ended.door.post("/api/sitting/finish", {})
    page = await _with_report(organizer, ended.id)
    assert [e["kind"] for e in page["events"] if e["kind"] in ("terminated", "reopened", "finished")] == [
        "terminated", "reopened", "finished",
    ]  # fmt: skip
    assert page["score"]["observed_s"] == 1
    await again.close()


async def test_a_report_that_is_late_does_not_outlive_the_reopening(
    home: House, organizer: Door, ended: Sitting
) -> None:
    await _with_report(organizer, ended.id)
    await _reopened(organizer, ended.id)
    await make_report(home.context, UUID(ended.id), False)  # it was queued before
    page = await _page(organizer, ended.id)
    assert (page["report"], page["session"]["for_review"]) == ("none", False)


async def test_a_conclusion_is_taken_back_and_stays_on_the_timeline(organizer: Door, ended: Sitting) -> None:
    await organizer.post(f"/api/sessions/{ended.id}/conclude", {"decision": "rejected", "comment": "No."})
    await _reopened(organizer, ended.id)
    page = await _page(organizer, ended.id)
    assert (page["session"]["state"], page["conclusion"], page["session"]["conclusion"]) == ("running", None, None)
    event = next(e for e in page["events"] if e["kind"] == "reopened")
    assert (event["data"]["before"], event["data"]["conclusion"]["decision"]) == ("concluded", "rejected")


async def test_it_stands_in_the_audit_log(organizer: Door, ended: Sitting) -> None:
    await _reopened(organizer, ended.id)
    log = (await organizer.get("/api/audit", session=ended.id))["items"]
    entry = next(row for row in log if row["action"] == "reopened")
    assert entry["detail"]["reason"] == AGAIN["reason"]


async def test_a_sealed_session_stays_over(home: House, organizer: Door, ended: Sitting) -> None:
    await seal(home.context, UUID(ended.id))
    assert await _refused(organizer, ended.id) == "sealed"
    assert (await _page(organizer, ended.id))["session"]["sealed"] is True


async def test_what_is_reopened_while_it_is_being_sealed_is_not_sealed(
    home: House, organizer: Door, ended: Sitting
) -> None:
    await _reopened(organizer, ended.id)
    await seal(home.context, UUID(ended.id))
    assert (await _page(organizer, ended.id))["session"]["sealed"] is False
    assert UUID(ended.id) in home.context.seats


async def test_only_what_is_over_is_reopened(organizer: Door, sitting: Sitting) -> None:
    assert await _refused(organizer, sitting.id) == "wrong_state"


async def test_of_two_reopenings_at_once_one_counts(organizer: Door, ended: Sitting) -> None:
    done = await asyncio.gather(*(_reopened(organizer, ended.id) for _ in range(4)), return_exceptions=True)
    codes = sorted(one.code if isinstance(one, Turned) else "done" for one in done)
    assert codes == ["done", "wrong_state", "wrong_state", "wrong_state"]
    assert len((await _page(organizer, ended.id))["gaps"]) == 1


@pytest.mark.parametrize("change", [{"minutes": None}, {"minutes": 0}, {"minutes": 1441}, {"reason": ""}])
async def test_minutes_and_a_reason_are_asked_for(organizer: Door, ended: Sitting, change: dict[str, Any]) -> None:
    assert await _refused(organizer, ended.id, **change) == "invalid"


async def test_who_was_terminated_in_the_checks_goes_back_into_them(home: House, organizer: Door, exam: str) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row, start=False)
    await organizer.post(f"/api/sessions/{row['id']}/terminate", {"reason": "No."})
    assert await _refused(organizer, row["id"]) == "invalid"  # the whole time of the exam: no minutes
    assert (await _reopened(organizer, row["id"], minutes=None))["state"] == "checking"
    await door.post("/api/sitting/start")
    sitting = await door.get("/api/sitting")
    assert sitting["state"] == "running"
    assert (await _page(organizer, row["id"]))["gaps"] == []
    await door.close()


async def test_a_later_change_of_the_exam_moves_the_new_end_by_as_much(home: House, organizer: Door) -> None:
    exam = await home.exam(organizer)
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    await door.post("/api/sitting/finish", {})
    ends = datetime.fromisoformat((await _reopened(organizer, row["id"]))["ends_at"])
    body = await organizer.get(f"/api/exams/{exam}")
    asked = {"closes_at": body["closes_at"], "duration_min": body["duration_min"] + 10}
    effect = await organizer.post(f"/api/exams/{exam}/preview", asked)
    (change,) = effect["changes"]
    assert (change["minutes"], datetime.fromisoformat(change["first_ends_at"])) == (10, ends + timedelta(minutes=10))
    await door.close()
