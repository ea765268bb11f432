"""The rhythm of typing is kept only with the student's word, goes from exam to exam, and is forgotten on a word."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from fairseat.flow.remember import forget_old
from fairseat.simulate.door import Door
from tests.house import House

BLOCK = {"dwell.letter": [30, 136.0, 620.0], "press.letter.letter": [25, 130.0, 690.0]}
NOTHING = {"version": 1, "kept": False, "earlier": [], "own": []}


@dataclass
class Pupil:
    """A student's sign-in to a running exam."""

    door: Door
    row: dict[str, Any]

    async def ask(self, method: str, body: Any = None) -> httpx.Response:
        return await self.door._client.request(method, "/api/sitting/typing", json=body, headers=self.door._headers)

    async def save(self, blocks: list[Any]) -> tuple[int, str]:
        answer = await self.ask("POST", {"version": 1, "blocks": blocks})
        return answer.status_code, answer.json().get("code", "") if answer.content else ""

    async def typing(self) -> Any:
        return (await self.ask("GET")).json()


@dataclass
class School:
    home: House
    organizer: Door
    doors: list[Door] = field(default_factory=list)

    async def pupil(self, keep: bool | None, **change: Any) -> Pupil:
        exam = await self.home.exam(self.organizer, steps=["rules"], **change)
        return await self._begin(await self.home.seat(self.organizer, exam), keep)

    async def again(self, pupil: Pupil, keep: bool | None) -> Pupil:
        """The same student in another exam."""
        exam = await self.home.exam(self.organizer, steps=["rules"])
        text = f"name,email\nSam,{pupil.row['student_email']}\n"
        await self.organizer.post(f"/api/exams/{exam}/roster/csv", {"text": text, "apply": "all"})
        return await self._begin((await self.organizer.all_of("/api/sessions", exam=exam))[0], keep)

    async def _begin(self, row: dict[str, Any], keep: bool | None) -> Pupil:
        door = await self.home.sit(row, start=False)
        self.doors.append(door)
        await door.post("/api/sitting/consent", {"version": "1", "keep_typing": keep})
        await door.post("/api/sitting/start")
        return Pupil(door, row)


@pytest.fixture
async def school(home: House, organizer: Door) -> AsyncIterator[School]:
    one = School(home, organizer)
    yield one
    for door in one.doors:
        await door.close()


async def test_without_the_students_word_nothing_is_kept(school: School) -> None:
    for keep in (None, False):
        pupil = await school.pupil(keep)
        assert await pupil.save([BLOCK]) == (409, "not_agreed")
        assert await pupil.typing() == NOTHING


async def test_what_was_learned_comes_back_to_the_session_and_to_the_next_exam(school: School) -> None:
    pupil = await school.pupil(True)
    assert await pupil.save([BLOCK] * 5) == (204, "")
    assert await pupil.save([BLOCK] * 6) == (204, "")
    assert await pupil.typing() == {"version": 1, "kept": True, "earlier": [], "own": [BLOCK] * 6}
    later = await school.again(pupil, True)
    assert await later.typing() == {"version": 1, "kept": True, "earlier": [[BLOCK] * 6], "own": []}


async def test_the_word_stands_on_the_timeline(school: School, organizer: Door) -> None:
    pupil = await school.pupil(True)
    page = await organizer.get(f"/api/sessions/{pupil.row['id']}")
    (told,) = [e["data"] for e in page["events"] if e["kind"] == "consented"]
    assert told == {"version": "1", "keep_typing": True}


async def test_a_student_who_takes_the_word_back_is_forgotten(school: School) -> None:
    pupil = await school.pupil(True)
    await pupil.save([BLOCK])
    assert (await pupil.ask("DELETE")).status_code == 204
    assert await pupil.typing() == NOTHING
    again = await school.pupil(True)
    await again.save([BLOCK])
    assert await (await school.again(again, False)).typing() == NOTHING


async def kept_until(organizer: Door, pupil: Pupil) -> str | None:
    """What the list of people says."""
    people = await organizer.all_of("/api/people", q=pupil.row["student_email"].split("@")[0])
    return next(p["forget_typing_at"] for p in people if p["id"] == pupil.row["student"])


async def test_an_organizer_can_have_a_student_forgotten(school: School, organizer: Door) -> None:
    pupil = await school.pupil(True)
    await pupil.save([BLOCK])
    path = f"/api/people/{pupil.row['student']}/typing"
    assert await kept_until(organizer, pupil) is not None
    answer = await organizer._client.delete(path, headers=organizer._headers)
    assert answer.status_code == 204
    assert await pupil.typing() == NOTHING
    assert await kept_until(organizer, pupil) is None
    noted = [row["detail"] for row in await organizer.all_of("/api/audit") if row["action"] == "typing_deleted"]
    assert {"person": pupil.row["student"]} in noted


async def test_a_rhythm_is_forgotten_when_its_date_has_come(
    school: School, home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = await school.pupil(True)
    await pupil.save([BLOCK])
    await forget_old(home.context)
    assert (await pupil.typing())["kept"]
    now = home.context.clock()
    days = timedelta(days=home.context.settings.typing_keep_days + 1).total_seconds()
    with monkeypatch.context() as patch:
        patch.setattr(home.context, "clock", lambda: now + days)
        await forget_old(home.context)
    assert await pupil.typing() == NOTHING


async def test_an_exam_that_does_not_look_at_typing_asks_keeps_and_shows_nothing(school: School, home: House) -> None:
    pupil = await school.pupil(True, trackers={"keystrokes": {"on": False}})
    assert await pupil.save([BLOCK]) == (409, "wrong_state")
    async with home.context.database.unit() as c:
        assert await c.fetchval("SELECT 1 FROM typing_rhythm WHERE person_id = $1", UUID(pupil.row["student"])) is None


@pytest.mark.parametrize(
    "body",
    [{"version": 2, "blocks": []}, {"version": 1, "blocks": [{"dwell.a": [1, 4.0, 16.0]}]},
     {"version": 1, "blocks": [BLOCK] * 41}, {"version": 1, "blocks": [{"dwell.letter": "text"}]},
     {"version": 1, "blocks": [], "text": "what was typed"}],
)  # fmt: skip
async def test_what_is_no_rhythm_is_refused(school: School, body: Any) -> None:
    pupil = await school.pupil(True)
    assert (await pupil.ask("POST", body)).status_code == 422
