"""Every role against every route: who is let in is written here once more, by hand, and held against the product."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute

from fairseat.api.who import Needs, NeedsSession
from fairseat.app import ROUTERS
from fairseat.simulate.door import Door
from tests.house import House

O, P, S = "organizer", "proctor", "student"  # noqa: E741
OPEN = {
    "POST /api/sign-in", "POST /api/sign-in/link", "GET /api/contact", "POST /api/contact", "GET /health/live",
    "GET /health/ready",
}  # fmt: skip
ANYBODY = {"POST /api/sign-out", "GET /api/me"}

# Who may; for a session's route: on a session that is theirs. Everybody else is refused with 403, a session out of
# reach with 404.
MAY: dict[str, set[str]] = {
    "GET /api/people": {O}, "POST /api/people": {O}, "PATCH /api/people/{person}": {O}, "POST /api/people/csv": {O},
    "POST /api/people/csv/text": {O},
    "DELETE /api/people/{person}/typing": {O},
    "GET /api/people/{person}/accommodations": {O}, "PUT /api/people/{person}/accommodations": {O},
    "GET /api/catalogue": {O, P},
    "GET /api/templates": {O}, "POST /api/templates": {O}, "PUT /api/templates/{template}": {O},
    "POST /api/templates/{template}/archive": {O},
    "GET /api/exams": {O}, "POST /api/exams": {O}, "GET /api/exams/{exam}": {O}, "PUT /api/exams/{exam}": {O},
    "POST /api/exams/{exam}/roster": {O}, "POST /api/exams/{exam}/roster/csv": {O},
    "DELETE /api/exams/{exam}/roster/{session}": {O},
    "POST /api/exams/{exam}/share": {O}, "POST /api/exams/{exam}/assign": {O},
    "POST /api/exams/{exam}/links": {O}, "POST /api/exams/{exam}/links/withdraw": {O},
    "GET /api/sessions": {O, P},
    "GET /api/sessions/{session}": {O, P},
    "GET /api/sessions/{session}/answers": {O, P},
    "GET /api/sessions/{session}/segments": {O, P},
    "GET /api/sessions/{session}/segments/{source}/{segment}": {O, P},
    "GET /api/sessions/{session}/snapshots/{snapshot}": {O, P},
    "GET /api/sessions/{session}/similar/{find}": {O, P},
    "GET /api/sessions/{session}/similar/{find}/photo": {O, P},
    "GET /api/sessions/{session}/report.pdf": {O, P},
    "POST /api/sessions/{session}/report": {O, P},
    "POST /api/sessions/{session}/comments": {O, P},
    "POST /api/sessions/{session}/rating": {O, P},
    "POST /api/sessions/{session}/warnings": {O, P},
    "POST /api/sessions/{session}/terminate": {O, P},
    "POST /api/sessions/{session}/extend": {O, P}, "POST /api/sessions/{session}/extend/back": {O, P},
    "POST /api/sessions/{session}/reopen": {O},
    "POST /api/exams/{exam}/extend": {O}, "POST /api/exams/{exam}/preview": {O},
    "POST /api/sessions/{session}/violations/{violation}/dismiss": {O, P},
    "POST /api/sessions/{session}/violations/{violation}/confirm": {O, P},
    "POST /api/sessions/{session}/violations/{violation}/restore": {O, P},
    "POST /api/sessions/{session}/conclude": {O, P},
    "GET /api/audit": {O},
    "GET /api/sitting": {S}, "POST /api/sitting/consent": {S}, "POST /api/sitting/check": {S},
    "POST /api/sitting/uplink": {S}, "POST /api/sitting/start": {S}, "POST /api/sitting/answers": {S},
    "POST /api/sitting/answers/late": {S},
    "POST /api/sitting/finish": {S}, "POST /api/sitting/face": {S},
    "POST /api/sitting/without": {S}, "DELETE /api/sitting/without/{source}": {S}, "POST /api/sitting/device": {S},
    "GET /api/sitting/typing": {S}, "POST /api/sitting/typing": {S}, "DELETE /api/sitting/typing": {S},
}  # fmt: skip


def _routes() -> dict[str, APIRoute]:
    return {
        f"{method} {route.path}": route
        for part in ROUTERS
        for route in part.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }


def test_every_route_is_in_the_table_and_the_table_has_no_other() -> None:
    assert set(_routes()) == set(MAY) | OPEN | ANYBODY


def _needs(route: APIRoute) -> list[Any]:
    found, todo = [], list(route.dependant.dependencies)
    while todo:
        one = todo.pop()
        found.append(one.call)
        todo += one.dependencies
    return [call for call in found if isinstance(call, Needs | NeedsSession)]


@pytest.mark.parametrize("name", sorted(MAY))
def test_every_route_declares_exactly_one_need(name: str) -> None:
    assert len(_needs(_routes()[name])) == 1


@pytest.mark.parametrize("name", sorted(n for n in MAY if "/sessions/{session}" in n))
def test_every_route_of_a_session_asks_about_that_session(name: str) -> None:
    assert isinstance(_needs(_routes()[name])[0], NeedsSession)


@pytest.fixture(scope="module")
async def people(home: House) -> AsyncIterator[dict[str, Any]]:
    """Somebody of each role; a session of the first proctor, one of the second, the student of the first."""
    organizer = await home.organizer()
    exam = await home.exam(organizer)
    own, foreign = await home.seat(organizer, exam, 0), await home.seat(organizer, exam, 1)
    doors = {O: organizer, P: await home.proctor(0), S: await home.sit(own)}
    yield {"doors": doors, "own": own["id"], "foreign": foreign["id"], "exam": exam}
    for door in doors.values():
        await door.close()


def _path(name: str, session: str, exam: str) -> str:
    path = name.split()[1].replace("{session}", session).replace("{exam}", exam).replace("{source}", "camera")
    for part in ("person", "template", "snapshot", "violation", "find"):
        path = path.replace(f"{{{part}}}", str(uuid4()))
    return path.replace("{segment}", "00112233aabbccdd-0")


async def _ask(door: Door | None, home: House, name: str, path: str) -> httpx.Response:
    """With an empty body: who may not is refused before the body is looked at, who may is told what is missing."""
    client = door._client if door else httpx.AsyncClient(base_url=home.url)
    headers = door._headers if door else {}
    method = name.split()[0]
    body = {} if method == "GET" else {"json": {}}
    answer = await client.request(method, path, headers=headers, **body)
    if door is None:
        await client.aclose()
    return answer


@pytest.mark.parametrize("role", [O, P, S])
@pytest.mark.parametrize("name", sorted(n for n in MAY if n != "POST /api/sitting/finish"))
async def test_who_may_is_let_in_and_nobody_else(home: House, people: dict[str, Any], name: str, role: str) -> None:
    answer = await _ask(people["doors"][role], home, name, _path(name, people["own"], people["exam"]))
    assert answer.status_code != 401
    assert (answer.status_code == 403) == (role not in MAY[name]), answer.text


@pytest.mark.parametrize("name", sorted(n for n in MAY if "/sessions/{session}" in n and P in MAY[n]))
async def test_a_proctor_finds_no_session_of_another(home: House, people: dict[str, Any], name: str) -> None:
    answer = await _ask(people["doors"][P], home, name, _path(name, people["foreign"], people["exam"]))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("name", sorted(set(MAY) | ANYBODY))
async def test_nobody_gets_in_without_a_sign_in(home: House, people: dict[str, Any], name: str) -> None:
    answer = await _ask(None, home, name, _path(name, people["own"], people["exam"]))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("name", sorted(n for n in set(MAY) | ANYBODY if not n.startswith("GET")))
async def test_nothing_is_changed_without_the_token_of_our_own_page(
    home: House, people: dict[str, Any], name: str
) -> None:
    role = next(iter(MAY.get(name, {O})))
    client = people["doors"][role]._client
    path = _path(name, people["own"], people["exam"])
    answer = await client.request(name.split()[0], path, json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "forged")


async def test_a_students_link_opens_no_other_session(home: House, people: dict[str, Any]) -> None:
    organizer = people["doors"][O]
    other = await home.seat(organizer, people["exam"], 0)
    door = await home.sit(other)
    assert (await door.get("/api/sitting"))["session"] == other["id"]
    own = await people["doors"][S].get("/api/sitting")
    assert own["session"] == people["own"]
    await door.close()


async def test_a_link_with_one_letter_changed_is_refused(home: House, people: dict[str, Any]) -> None:
    organizer = people["doors"][O]
    row = next(r for r in await organizer.all_of("/api/sessions", exam=people["exam"]) if r["id"] == people["own"])
    token = row["link"].rsplit("/", 1)[-1]
    changed = ("B" if token[0] != "B" else "C") + token[1:]
    async with httpx.AsyncClient(base_url=home.url) as client:
        answer = await client.post("/api/sign-in/link", json={"token": changed})
    assert (answer.status_code, answer.json()["code"]) == (404, "link_invalid")
