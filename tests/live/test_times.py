"""Minutes that are added, exams that change while they run: every clock follows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairseat.domain.messages import EndMoved, EventSeen, StudentWelcomed, TileChanged
from fairseat.flow.finish import end_overdue
from fairseat.simulate.door import Door, Turned
from tests.house import House, Peer
from tests.live.conftest import Sitting

WITHIN_S = 2.0
MINUTE_MS = 60_000


def _asked(minutes: int = 10, **more: Any) -> dict[str, Any]:
    return {"request": str(uuid4()), "minutes": minutes, "reason": "The fire alarm rang."} | more


def _ms(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp() * 1000)


async def _end(door: Door) -> int:
    return _ms((await door.get("/api/sitting"))["ends_at"])


async def _exam_body(organizer: Door, exam: str) -> dict[str, Any]:
    kept = ("title", "template", "opens_at", "closes_at", "duration_min", "content", "contact")
    body = await organizer.get(f"/api/exams/{exam}")
    return {key: body[key] for key in kept}


async def _put(organizer: Door, exam: str, body: dict[str, Any]) -> None:
    answer = await organizer._client.put(f"/api/exams/{exam}", json=body, headers=organizer._headers)
    if not answer.is_success:
        raise Turned(answer.json()["code"], answer.text)


async def _let_run_out(home: House, session: str, seconds_ago: float) -> None:
    """As if the session had begun that much earlier."""
    async with home.context.database.unit() as c:
        at = home.context.now() - timedelta(seconds=seconds_ago)
        await c.execute("UPDATE session SET ends_at = $2 WHERE id = $1", UUID(session), at)


async def test_every_clock_follows_added_minutes_within_two_seconds(
    home: House, organizer: Door, sitting: Sitting, watcher: Peer
) -> None:
    before = await _end(sitting.door)
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(10))
    after = before + 10 * MINUTE_MS
    told = await sitting.peer.expect(EndMoved, wait_s=WITHIN_S)
    assert (told.ends_at_ms, told.minutes, told.reason) == (after, 10, "The fire alarm rang.")
    await watcher.expect(TileChanged, lambda m: m.tile.ends_at_ms == after, WITHIN_S)
    seen = await watcher.expect(EventSeen, lambda m: m.kind == "extended", WITHIN_S)
    assert (seen.data["minutes"], seen.data["reason"]) == (10, "The fire alarm rang.")
    assert await _end(sitting.door) == after


async def test_who_comes_back_is_greeted_with_the_new_end(home: House, organizer: Door, sitting: Sitting) -> None:
    before = await _end(sitting.door)
    await sitting.peer.close()
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(5))
    again = await home.student_socket(sitting.door)
    assert (await again.expect(StudentWelcomed)).ends_at_ms == before + 5 * MINUTE_MS
    await again.close()


async def test_a_proctor_gives_minutes_to_the_own_students(sitting: Sitting, proctor: Door) -> None:
    done = await proctor.post(f"/api/sessions/{sitting.id}/extend", _asked(3))
    assert (done["extended"], _ms(done["first_ends_at"])) == (1, await _end(sitting.door))


async def test_one_that_is_sent_twice_counts_once(organizer: Door, sitting: Sitting) -> None:
    before, asked = await _end(sitting.door), _asked(7)
    await asyncio.gather(*(organizer.post(f"/api/sessions/{sitting.id}/extend", asked) for _ in range(4)))
    assert await _end(sitting.door) == before + 7 * MINUTE_MS
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    assert [e["kind"] for e in page["events"]].count("extended") == 1


@pytest.mark.parametrize("body", [{"minutes": 0}, {"minutes": -5}, {"minutes": 481}, {"reason": " "}])
async def test_minutes_without_bounds_or_a_reason_are_refused(
    organizer: Door, sitting: Sitting, body: dict[str, Any]
) -> None:
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked() | body)
    assert no.value.code == "invalid"


async def test_a_session_is_not_given_more_than_a_day(organizer: Door, sitting: Sitting) -> None:
    for _ in range(3):
        await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(480))
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(1))
    assert no.value.code == "too_many_minutes"


async def test_all_of_an_exam_are_given_minutes_those_too_who_have_not_begun(home: House, organizer: Door) -> None:
    exam = await home.exam(organizer)
    rows = [await home.seat(organizer, exam) for _ in range(3)]
    inside, over = await home.sit(rows[0]), await home.sit(rows[1])
    await over.post("/api/sitting/finish", {})
    before = await _end(inside)
    done = await organizer.post(f"/api/exams/{exam}/extend", _asked(20))
    assert (done["extended"], done["over"]) == (2, 1)
    assert await _end(inside) == before + 20 * MINUTE_MS
    late = await home.sit(rows[2])
    sitting = await late.get("/api/sitting")
    assert (sitting["extra_min"], sitting["duration_min"]) == (20, 60)
    assert _ms(sitting["ends_at"]) - _ms(sitting["started_at"]) == 80 * MINUTE_MS
    for door in (inside, over, late):
        await door.close()


async def test_only_sessions_of_the_exam_are_given_minutes(home: House, organizer: Door, sitting: Sitting) -> None:
    other = await home.exam(organizer)
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/exams/{other}/extend", _asked(10, sessions=[sitting.id]))
    assert no.value.code == "not_found"


async def test_a_session_whose_time_is_extended_at_the_moment_of_its_end_goes_on(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    await _let_run_out(home, sitting.id, 60)
    await asyncio.gather(
        organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(10)),
        *(end_overdue(home.context) for _ in range(5)),
        return_exceptions=True,
    )
    state = (await sitting.door.get("/api/sitting"))["state"]
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    kinds = [e["kind"] for e in page["events"]]
    assert (state == "running") == ("extended" in kinds) != ("finished" in kinds), kinds


async def test_the_end_looks_at_the_clock_once_more_before_it_ends_anybody(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    """The list of overdue sessions was read, then minutes were added, then the end came."""
    await _let_run_out(home, sitting.id, 60)
    async with home.context.database.unit() as c:
        await c.fetchval("SELECT 1 FROM session WHERE id = $1 FOR UPDATE", UUID(sitting.id))
        ending = asyncio.create_task(end_overdue(home.context))
        await asyncio.sleep(0.3)  # it has read the list and waits for the row
        await c.execute("UPDATE session SET ends_at = ends_at + interval '10 minutes' WHERE id = $1", UUID(sitting.id))
    await ending
    assert (await sitting.door.get("/api/sitting"))["state"] == "running"


async def test_a_page_whose_clock_missed_the_minutes_is_told_to_go_on(organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(10))
    with pytest.raises(Turned) as no:
        await sitting.door.post("/api/sitting/finish", {"time_over": True})
    assert no.value.code == "time_added"
    assert (await sitting.door.get("/api/sitting"))["state"] == "running"
    await sitting.door.post("/api/sitting/finish", {})
    assert (await sitting.door.get("/api/sitting"))["state"] == "finished"


async def test_over_is_over_for_added_minutes(organizer: Door, sitting: Sitting) -> None:
    await sitting.door.post("/api/sitting/finish", {})
    with pytest.raises(Turned) as no:
        await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(10))
    assert no.value.code == "all_over"


# --- minutes that are taken back ------------------------------------------------------------------------------


async def _back(door: Door, session: str, minutes: int, **more: Any) -> Any:
    body = _asked(minutes, reason="It was the wrong student.") | more
    return await door.post(f"/api/sessions/{session}/extend/back", body)


async def test_minutes_given_by_mistake_are_taken_back_and_everybody_is_told_why(
    organizer: Door, proctor: Door, sitting: Sitting, watcher: Peer
) -> None:
    before = await _end(sitting.door)
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(30))
    done = await _back(proctor, sitting.id, 20)
    after = before + 10 * MINUTE_MS
    assert (done["minutes"], _ms(done["ends_at"]), await _end(sitting.door)) == (20, after, after)
    told = await sitting.peer.expect(EndMoved, lambda m: m.minutes < 0, WITHIN_S)
    assert (told.ends_at_ms, told.minutes, told.reason) == (after, -20, "It was the wrong student.")
    await watcher.expect(TileChanged, lambda m: m.tile.ends_at_ms == after, WITHIN_S)
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    (event,) = [e for e in page["events"] if e["kind"] == "minutes_taken_back"]
    assert (event["data"]["minutes"], event["data"]["reason"]) == (-20, "It was the wrong student.")
    assert page["session"]["extra_min"] == 10


async def test_no_more_is_taken_back_than_was_given(organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(10))
    before = await _end(sitting.door)
    with pytest.raises(Turned) as no:
        await _back(organizer, sitting.id, 11)
    assert (no.value.code, await _end(sitting.door)) == ("not_so_many", before)


async def test_who_loses_minutes_keeps_at_least_five(home: House, organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(30))
    await _let_run_out(home, sitting.id, -12 * 60)
    assert (await _back(organizer, sitting.id, 30))["minutes"] == 6
    left = await _end(sitting.door) - home.context.clock() * 1000
    assert 5 * MINUTE_MS <= left < 6 * MINUTE_MS


async def test_whose_time_is_nearly_over_keeps_what_was_left(home: House, organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(30))
    await _let_run_out(home, sitting.id, -4 * 60)
    before = await _end(sitting.door)
    with pytest.raises(Turned) as no:
        await _back(organizer, sitting.id, 30)
    assert (no.value.code, await _end(sitting.door)) == ("no_time_left", before)


async def test_minutes_are_taken_back_once_however_often_the_request_is_sent(organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(30))
    before, request = await _end(sitting.door), str(uuid4())
    await asyncio.gather(*(_back(organizer, sitting.id, 10, request=request) for _ in range(4)))
    assert await _end(sitting.door) == before - 10 * MINUTE_MS


async def test_who_has_not_begun_gets_the_rest_of_the_minutes(home: House, organizer: Door, exam: str) -> None:
    row = await home.seat(organizer, exam)
    await organizer.post(f"/api/sessions/{row['id']}/extend", _asked(30))
    assert await _back(organizer, row["id"], 20) == {"minutes": 20, "ends_at": None}
    door = await home.sit(row)
    assert (await door.get("/api/sitting"))["extra_min"] == 10
    await door.close()


async def test_nothing_is_taken_back_from_what_is_over(organizer: Door, sitting: Sitting) -> None:
    await organizer.post(f"/api/sessions/{sitting.id}/extend", _asked(30))
    await sitting.door.post("/api/sitting/finish", {})
    with pytest.raises(Turned) as no:
        await _back(organizer, sitting.id, 10)
    assert no.value.code == "all_over"


# --- a change of the exam -------------------------------------------------------------------------------------


@pytest.fixture
async def alone(home: House, organizer: Door) -> AsyncIterator[Sitting]:
    """On an exam of its own."""
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    yield Sitting(row, door, peer)
    await peer.close()
    await door.close()


async def test_a_longer_exam_is_previewed_and_reaches_those_who_are_inside(
    home: House, organizer: Door, alone: Sitting, watcher: Peer
) -> None:
    exam = alone.row["exam"]
    before, body = await _end(alone.door), await _exam_body(organizer, exam)
    body["duration_min"] += 15
    asked = {key: body[key] for key in ("closes_at", "duration_min")}
    effect = await organizer.post(f"/api/exams/{exam}/preview", asked)
    assert [change["minutes"] for change in effect["changes"]] == [15]
    assert _ms(effect["changes"][0]["last_ends_at"]) >= before + 15 * MINUTE_MS
    assert await _end(alone.door) == before  # a look changes nothing
    await _put(organizer, exam, body)
    told = await alone.peer.expect(EndMoved, wait_s=WITHIN_S)
    assert (told.ends_at_ms, told.minutes) == (before + 15 * MINUTE_MS, 15)
    await watcher.expect(TileChanged, lambda m: m.tile.ends_at_ms == told.ends_at_ms, WITHIN_S)


async def test_less_time_must_be_wanted_and_ends_nobody_without_notice(
    home: House, organizer: Door, alone: Sitting
) -> None:
    exam = alone.row["exam"]
    body = await _exam_body(organizer, exam) | {"duration_min": 1}
    with pytest.raises(Turned) as no:
        await _put(organizer, exam, body)
    assert no.value.code == "would_shorten"
    await _put(organizer, exam, body | {"shorten": True})
    left = await _end(alone.door) - home.context.clock() * 1000
    assert 4.9 * MINUTE_MS < left <= 5 * MINUTE_MS
    told = await alone.peer.expect(EndMoved, lambda m: m.minutes < 0, WITHIN_S)
    assert told.ends_at_ms == await _end(alone.door)


async def test_a_title_moves_no_end(organizer: Door, alone: Sitting) -> None:
    exam = alone.row["exam"]
    body = await _exam_body(organizer, exam) | {"title": "Another title"}
    await _put(organizer, exam, body)
    page = await organizer.get(f"/api/sessions/{alone.id}")
    assert "end_moved" not in [e["kind"] for e in page["events"]]


async def test_added_minutes_outlast_a_change_of_the_exam(organizer: Door, alone: Sitting) -> None:
    exam = alone.row["exam"]
    before, body = await _end(alone.door), await _exam_body(organizer, exam)
    await organizer.post(f"/api/sessions/{alone.id}/extend", _asked(10))
    await _put(organizer, exam, body | {"duration_min": body["duration_min"] + 5})
    assert await _end(alone.door) == before + 15 * MINUTE_MS


async def test_whoever_starts_while_the_exam_is_changed_has_the_new_time(home: House, organizer: Door) -> None:
    exam = await home.exam(organizer)
    body = await _exam_body(organizer, exam) | {"duration_min": 90}
    doors = [await home.sit(await home.seat(organizer, exam), start=False) for _ in range(6)]
    starts = [door.post("/api/sitting/start") for door in doors]
    await asyncio.gather(*starts[:3], _put(organizer, exam, body), *starts[3:])
    for door in doors:
        sitting = await door.get("/api/sitting")
        assert _ms(sitting["ends_at"]) - _ms(sitting["started_at"]) == 90 * MINUTE_MS
        session = UUID(sitting["session"])
        assert home.context.seats[session].ends_at_ms == _ms(sitting["ends_at"])
        await door.close()


# --- whom to ask ----------------------------------------------------------------------------------------------


async def test_a_student_is_told_whom_to_ask_the_exams_before_the_templates_before_the_products(
    home: House, organizer: Door
) -> None:
    home.context.settings.contact = "the exam office"
    named = await home.exam(organizer, contact="template@uni.example")
    nobody = await home.exam(organizer)
    doors = [await home.sit(await home.seat(organizer, exam), start=False) for exam in (named, nobody)]
    asked = [(await door.get("/api/sitting"))["contact"] for door in doors]
    body = await _exam_body(organizer, named) | {"contact": " Ada, ada@uni.example "}
    await _put(organizer, named, body)
    asked.append((await doors[0].get("/api/sitting"))["contact"])
    assert asked == ["template@uni.example", "the exam office", "Ada, ada@uni.example"]
    stranger = Door(home.url)
    assert await stranger.get("/api/contact") == {"contact": "the exam office"}
    for door in (*doors, stranger):
        await door.close()
