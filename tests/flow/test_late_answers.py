"""Answers that reach the server after the end: kept beside those in time, for a person to judge."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fairseat.flow.finish import take_late_into_account
from fairseat.flow.report import make_report
from fairseat.simulate.door import Door, Turned
from fairseat.store import sessions
from tests.house import House

LATE = "/api/sitting/answers/late"
DEVICE_AHEAD_MS = 3_600_000.0  # an hour: what the page measured is taken off again


@pytest.fixture(scope="module")
async def exam(home: House, organizer: Door) -> str:
    return await home.exam(organizer)


class Sat:
    """A session with an answer in time, whose time is over."""

    def __init__(self, home: House, row: dict[str, Any], door: Door) -> None:
        self.home, self.id, self.door = home, row["id"], door

    def late(self, text: str, task: str = "1", ago_s: float = 1.0, **more: Any) -> dict[str, Any]:
        device_ms = (self.home.context.clock() - ago_s) * 1000 + DEVICE_AHEAD_MS
        return {"task": task, "text": text, "device_ms": device_ms, "offset_ms": -DEVICE_AHEAD_MS} | more

    async def refused(self, body: dict[str, Any]) -> str:
        with pytest.raises(Turned) as turned:
            await self.door.post(LATE, body)
        return turned.value.code


@pytest.fixture
async def sat(home: House, organizer: Door, exam: str) -> AsyncIterator[Sat]:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    await door.post("/api/sitting/answers", {"task": "1", "text": "in time"})
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    yield Sat(home, row, door)
    await door.close()


async def test_a_late_answer_stands_beside_the_one_in_time(sat: Sat, organizer: Door, home: House) -> None:
    before = home.context.now()
    await sat.door.post(LATE, sat.late("in time, and more", ago_s=0.5))
    (answer,) = await organizer.get(f"/api/sessions/{sat.id}/answers")
    assert (answer["title"], answer["text"]) == ("One", "in time")
    assert datetime.fromisoformat(answer["saved_at"]) <= before
    (late,) = answer["late"]
    assert late["text"] == "in time, and more"
    assert datetime.fromisoformat(late["received_at"]) >= before
    written = datetime.fromisoformat(late["written_at"])
    assert abs(before - timedelta(seconds=0.5) - written) < timedelta(seconds=0.4)
    assert late["line_down"] is False  # the page was heard all the time: it could have been sent
    page = await organizer.get(f"/api/sessions/{sat.id}")
    (event,) = [e for e in page["events"] if e["kind"] == "answer_late"]
    assert (event["data"]["text"], event["data"]["offset_ms"]) == ("One", -DEVICE_AHEAD_MS)
    audit = await organizer.all_of("/api/audit", session=sat.id)
    assert "answers_seen" in [entry["action"] for entry in audit]


async def test_the_student_gets_a_receipt_with_times(sat: Sat) -> None:
    await sat.door.post(LATE, sat.late("more"))
    (answer,) = (await sat.door.get("/api/sitting"))["receipt"]
    assert (answer["title"], answer["text"], answer["late"][0]["text"]) == ("One", "in time", "more")
    assert answer["saved_at"]
    assert answer["late"][0]["received_at"] > answer["saved_at"]


async def test_while_the_exam_runs_there_is_no_receipt_and_nothing_is_late(
    home: House, organizer: Door, exam: str
) -> None:
    door = await home.sit(await home.seat(organizer, exam))
    assert (await door.get("/api/sitting"))["receipt"] == []
    with pytest.raises(Turned, match="wrong_state"):
        await door.post(LATE, {"task": "1", "text": "x", "device_ms": 0, "offset_ms": 0})
    await door.close()


async def test_a_repeat_is_the_same_and_what_was_there_in_time_is_not_late(sat: Sat, organizer: Door) -> None:
    for _ in range(3):
        await sat.door.post(LATE, sat.late("again"))
        await sat.door.post(LATE, sat.late("in time"))
    (answer,) = await organizer.get(f"/api/sessions/{sat.id}/answers")
    assert [late["text"] for late in answer["late"]] == ["again"]


async def test_the_same_text_again_keeps_the_time_of_the_first(home: House, organizer: Door, exam: str) -> None:
    door = await home.sit(await home.seat(organizer, exam))
    for _ in range(2):
        await door.post("/api/sitting/answers", {"task": "1", "text": "once"})
        first = home.context.now()
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    (answer,) = (await door.get("/api/sitting"))["receipt"]
    assert datetime.fromisoformat(answer["saved_at"]) < first
    await door.close()


async def test_a_few_versions_are_kept_and_no_more(sat: Sat, organizer: Door) -> None:
    for number in range(3):
        await sat.door.post(LATE, sat.late(f"version {number}"))
    assert await sat.refused(sat.late("version 4")) == "too_many_versions"
    await sat.door.post(LATE, sat.late("version 0"))  # here already
    (answer,) = await organizer.get(f"/api/sessions/{sat.id}/answers")
    assert len(answer["late"]) == 3


@pytest.mark.parametrize(("ago_s", "shown"), [(86_400, False), (-86_400, False), (1e15, False), (0.1, True)])
async def test_a_device_that_lies_about_the_time_is_not_believed(
    sat: Sat, organizer: Door, ago_s: float, shown: bool
) -> None:
    await sat.door.post(LATE, sat.late("when?", ago_s=ago_s))
    (answer,) = await organizer.get(f"/api/sessions/{sat.id}/answers")
    assert (answer["late"][0]["written_at"] is not None) is shown
    assert answer["text"] == "in time"


async def test_what_is_no_answer_is_refused_by_name(sat: Sat) -> None:
    assert await sat.refused(sat.late("x", task="no such task")) == "not_found"
    assert await sat.refused(sat.late("x" * 100_001)) == "invalid"
    assert await sat.refused(sat.late("x", device_ms="soon")) == "invalid"
    assert await sat.refused(sat.late("x", offset_ms=None)) == "invalid"
    assert await sat.refused(sat.late("a\0b")) == "unusable_text"


async def test_when_the_evidence_is_sealed_nothing_more_is_taken(sat: Sat, home: House) -> None:
    async with home.context.database.unit() as c:
        await sessions.set_sealed(c, UUID(sat.id), home.context.now())
    assert await sat.refused(sat.late("much too late")) == "session_closed"


async def test_a_late_answer_marks_the_session_for_review_and_comes_into_a_new_report(
    sat: Sat, organizer: Door, home: House
) -> None:
    await sat.door.post(LATE, sat.late("more"))
    seat = home.context.seats[UUID(sat.id)]
    assert seat.late_at > 0
    seat.late_at = 1.0  # it rests
    await take_late_into_account(home.context)
    await make_report(home.context, UUID(sat.id), wait=False)
    row = (await organizer.get(f"/api/sessions/{sat.id}"))["session"]
    assert row["for_review"]
