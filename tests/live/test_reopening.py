"""A session that was over goes on: the same recording, one timeline with the gap, the report after the second end."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import (
    AlertRaised,
    ChunksStored,
    EventSeen,
    ReadingsStored,
    SendReadings,
    SessionMoved,
    StudentWelcomed,
    TileChanged,
)
from fairseat.flow.board import load_seat
from fairseat.flow.come_back import look_for_seated
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
    assert [e["kind"] for e in page["events"]].count("came_back") == 1
    (gap,) = page["gaps"]
    assert gap["from_at"] == next(e["at"] for e in page["events"] if e["kind"] == "terminated")
    assert "network" not in [v["tracker"] for v in page["violations"]]
    await again.close()


@pytest.fixture
async def returned(home: House, organizer: Door, ended: Sitting) -> AsyncIterator[Sitting]:
    """Reopened; the page is back and has not been clicked yet."""
    await _reopened(organizer, ended.id)
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    await again.expect(StudentWelcomed)
    yield Sitting(ended.row, ended.door, again)
    await again.close()


async def _told(sitting: Sitting, home: House, **values: float) -> None:
    """The next second's readings, filed or not."""
    seat = home.context.seats[UUID(sitting.id)]
    before, now = seat.readings_at, home.context.clock()
    await asyncio.sleep(ceil(now) - now)
    at = ceil(now) * 1000
    await sitting.peer.say(SendReadings(sequence=0, at_ms=at, values={"window_focus": 0.0} | values))
    await sitting.peer.until(lambda: seat.readings_at > before)


async def _recorded(sitting: Sitting, home: House, *sources: str, ago_ms: float = 0.0) -> None:
    for n, source in enumerate(sources):
        started_ms = home.context.clock() * 1000 - ago_ms
        recorder = f"{n}{round(ago_ms):015x}"
        await sitting.peer.put(chunk_of(0, source=source, recorder=recorder, started_ms=started_ms))
    await sitting.peer.until(lambda: sum(isinstance(m, ChunksStored) for m in sitting.peer.heard) >= len(sources))


async def _gap_is_over(home: House, sitting: Sitting) -> bool:
    await look_for_seated(home.context)
    return not home.context.seats[UUID(sitting.id)].in_gap


async def test_up_to_the_students_click_the_missing_screen_costs_nothing(
    home: House, organizer: Door, returned: Sitting
) -> None:
    for _ in range(3):
        await _told(returned, home, screen_share=1.0, fullscreen=1.0)
    assert not await _gap_is_over(home, returned)
    await _recorded(returned, home, "camera", "screen")
    await _told(returned, home, screen_share=0.0, fullscreen=0.0)
    assert await _gap_is_over(home, returned)
    clicked = home.context.clock()
    await _told(returned, home, screen_share=0.0, fullscreen=0.0)
    await returned.peer.expect(ReadingsStored)
    await returned.door.post("/api/sitting/finish", {})
    page = await _with_report(organizer, returned.id)
    assert datetime.fromisoformat(page["gaps"][0]["to_at"]).timestamp() == pytest.approx(clicked, abs=0.5)
    assert "screen_share" not in [v["tracker"] for v in page["violations"]]
    assert page["score"]["observed_s"] == 1
    costs = {t["tracker"] for t in page["score"]["trackers"] if t["share"]}
    assert "screen_share" not in costs


async def test_whoever_never_clicks_is_charged_after_the_time_that_is_given_for_it(
    home: House, organizer: Door, returned: Sitting, watcher: Peer
) -> None:
    seat = home.context.seats[UUID(returned.id)]
    given = home.context.settings.return_s
    assert seat.gaps[-1][1] == pytest.approx(home.context.clock() + given, abs=3.0)
    await _told(returned, home, screen_share=1.0)
    assert not await _gap_is_over(home, returned)
    seat.gaps[-1] = seat.gaps[-1][0], home.context.clock() - 1.0
    assert await _gap_is_over(home, returned)
    await _told(returned, home, screen_share=1.0)
    alert = await watcher.expect(AlertRaised, lambda m: m.session == returned.id and m.tracker == "screen_share")
    assert alert.started_at_ms / 1000 >= seat.sat_since - 1


async def test_what_the_outbox_held_of_the_time_before_is_no_sign_of_a_return(home: House, returned: Sitting) -> None:
    await _recorded(returned, home, "camera")
    await _recorded(returned, home, "screen", ago_ms=60_000.0)
    await _told(returned, home, screen_share=0.0)
    assert not await _gap_is_over(home, returned)


async def test_a_page_that_goes_away_without_a_click_does_not_stretch_its_time(home: House, returned: Sitting) -> None:
    seat = home.context.seats[UUID(returned.id)]
    latest = seat.gaps[-1][1]
    await returned.peer.close()
    again = await home.student_socket(returned.door, "page-3", take_over=True)
    await again.expect(StudentWelcomed)
    assert seat.gaps[-1][1] == latest
    del home.context.seats[UUID(returned.id)]  # as after a restart
    fresh = await load_seat(home.context, UUID(returned.id))
    assert fresh.gaps[-1][1] == pytest.approx(latest, abs=0.001)
    assert fresh.in_gap
    await again.close()


async def test_a_page_that_leaves_after_its_return_is_missed_again(
    home: House, organizer: Door, ended: Sitting
) -> None:
    await _reopened(organizer, ended.id)
    again = await home.student_socket(ended.door, "page-2", take_over=True)
    await again.expect(StudentWelcomed)
    back = Sitting(ended.row, ended.door, again)
    await _recorded(back, home, "camera", "screen")
    await _told(back, home)
    assert await _gap_is_over(home, back)
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
    back = Sitting(ended.row, ended.door, again)
    await _recorded(back, home, "screen")
    await _told(back, home)
    assert await _gap_is_over(home, back)
    at = ceil(home.context.clock()) * 1000
    await again.say(SendReadings(sequence=0, at_ms=at, values={"window_focus": 0.0}))
    await again.expect(ReadingsStored)
    index = await organizer.get(f"/api/sessions/{ended.id}/segments")
    cameras = {s["id"].split("-")[0] for s in index["segments"] if s["source"] == "camera"}
    assert cameras == {"00112233aabbccdd", "ffeeddccbbaa9988"}
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
