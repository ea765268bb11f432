"""Every change that staff make over HTTP is in the audit log: who, from where, and what was before."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute

from fairseat.app import ROUTERS
from fairseat.simulate.door import Door
from tests.house import House

SECRET = "a secret password"


@dataclass
class Desk:
    """What an organizer finds there: a person, a template, an exam, one session that waits, one that runs."""

    home: House
    organizer: Door
    exam: str
    waiting: dict[str, Any]
    running: dict[str, Any]

    async def template(self) -> str:
        return str((await self.organizer.post("/api/templates", {"name": "Before", "settings": {}}))["id"])

    async def person(self) -> str:
        body = {"name": "Before", "email": f"t{uuid4().hex[:10]}@x.example", "roles": ["proctor"]}
        return str((await self.organizer.post("/api/people", body))["id"])

    async def proctor(self, number: int) -> str:
        email = self.home.demo["proctors"][number]["email"]
        return next(p["id"] for p in await self.organizer.all_of("/api/people", role="proctor") if p["email"] == email)


Ask = tuple[str, Any]  # path, body
Act = Callable[[Desk], Awaitable[Ask]]


@pytest.fixture
async def desk(home: House) -> AsyncIterator[Desk]:
    organizer = await home.organizer()
    exam = await home.exam(organizer)
    waiting, running = await home.seat(organizer, exam), await home.seat(organizer, exam)
    student = await home.sit(running)
    yield Desk(home, organizer, exam, waiting, running)
    await student.close()
    await organizer.close()


def _body(desk: Desk, **change: Any) -> dict[str, Any]:
    return {
        "title": "After", "opens_at": "2030-01-01T10:00:00Z", "closes_at": "2030-01-01T12:00:00Z",
        "duration_min": 60, "content": {"kind": "address", "address": "https://exam.example/1"},
    } | change  # fmt: skip


async def _add_person(desk: Desk) -> Ask:
    email = f"t{uuid4().hex[:10]}@x.example"
    return "/api/people", {"name": "New", "email": email, "roles": ["proctor"], "password": SECRET}


async def _change_person(desk: Desk) -> Ask:
    return f"/api/people/{await desk.person()}", {"name": "After", "roles": ["organizer"], "password": SECRET}


async def _import_people(desk: Desk) -> Ask:
    text = f"name,email,roles,password\nNew,t{uuid4().hex[:10]}@x.example,proctor,{SECRET}\n"
    return "/api/people/csv", {"text": text, "apply": "all"}


async def _accommodate(desk: Desk) -> Ask:
    item = {"tracker": "voices", "on": False, "reason": "a matter of health"}
    return f"/api/people/{desk.waiting['student']}/accommodations", {"items": [item]}


async def _forget_typing(desk: Desk) -> Ask:
    return f"/api/people/{desk.waiting['student']}/typing", None


async def _add_template(desk: Desk) -> Ask:
    return "/api/templates", {"name": "New", "settings": {}}


async def _change_template(desk: Desk) -> Ask:
    return f"/api/templates/{await desk.template()}", {"name": "After", "settings": {"review_below": 12}}


async def _archive_template(desk: Desk) -> Ask:
    return f"/api/templates/{await desk.template()}/archive", None


async def _add_exam(desk: Desk) -> Ask:
    return "/api/exams", _body(desk, template=await desk.template())


async def _change_exam(desk: Desk) -> Ask:
    exam = await desk.organizer.post("/api/exams", _body(desk, template=await desk.template(), title="Before"))
    return f"/api/exams/{exam['id']}", _body(desk, template=exam["template"])


async def _add_to_roster(desk: Desk) -> Ask:
    exam = await desk.home.exam(desk.organizer)
    return f"/api/exams/{exam}/roster", {"students": [desk.waiting["student"]]}


async def _import_roster(desk: Desk) -> Ask:
    text = f"name,email\nNew,t{uuid4().hex[:10]}@x.example\n"
    return f"/api/exams/{desk.exam}/roster/csv", {"text": text, "apply": "all"}


async def _remove_from_roster(desk: Desk) -> Ask:
    return f"/api/exams/{desk.exam}/roster/{desk.waiting['id']}", None


async def _share(desk: Desk) -> Ask:
    return f"/api/exams/{desk.exam}/share", {"proctors": [await desk.proctor(1)], "keep": False}


async def _assign(desk: Desk) -> Ask:
    return f"/api/exams/{desk.exam}/assign", {"sessions": [desk.waiting["id"]], "proctor": await desk.proctor(1)}


async def _renew(desk: Desk) -> Ask:
    return f"/api/exams/{desk.exam}/links", {"sessions": [desk.waiting["id"]]}


async def _withdraw(desk: Desk) -> Ask:
    return f"/api/exams/{desk.exam}/links/withdraw", {"sessions": [desk.waiting["id"]]}


async def _terminate(desk: Desk) -> Ask:
    return f"/api/sessions/{desk.running['id']}/terminate", {"reason": "A second person"}


async def _conclude(desk: Desk) -> Ask:
    await desk.organizer.post(f"/api/sessions/{desk.running['id']}/terminate", {"reason": "A second person"})
    return f"/api/sessions/{desk.running['id']}/conclude", {"decision": "rejected", "comment": "Seen"}


async def _extend(desk: Desk) -> Ask:
    body = {"request": str(uuid4()), "minutes": 5, "reason": "The printer was broken"}
    return f"/api/sessions/{desk.running['id']}/extend", body


async def _take_back(desk: Desk) -> Ask:
    path, body = await _extend(desk)
    await desk.organizer.post(path, body)
    return f"{path}/back", body | {"reason": "The wrong student"}


async def _extend_all(desk: Desk) -> Ask:
    body = {"request": str(uuid4()), "minutes": 5, "reason": "A fire alarm", "sessions": None}
    return f"/api/exams/{desk.exam}/extend", body


async def _reopen(desk: Desk) -> Ask:
    await desk.organizer.post(f"/api/sessions/{desk.running['id']}/terminate", {"reason": "By mistake"})
    return f"/api/sessions/{desk.running['id']}/reopen", {"minutes": 10, "reason": "Terminated by mistake"}


async def _sign_out(desk: Desk) -> Ask:
    return "/api/sign-out", None


# Route -> how it is asked, which entry it leaves, and the fields that the entry says were changed, if it changes some.
DOES: dict[str, tuple[Act, str, set[str]]] = {
    "POST /api/people": (_add_person, "person_added", set()),
    "PATCH /api/people/{person}": (_change_person, "person_changed", {"name", "roles", "password"}),
    "POST /api/people/csv": (_import_people, "person_added", set()),
    "PUT /api/people/{person}/accommodations": (_accommodate, "accommodations_changed", {"voices.on"}),
    "DELETE /api/people/{person}/typing": (_forget_typing, "typing_deleted", set()),
    "POST /api/templates": (_add_template, "template_added", set()),
    "PUT /api/templates/{template}": (_change_template, "template_changed", {"name", "settings.review_below"}),
    "POST /api/templates/{template}/archive": (_archive_template, "template_archived", set()),
    "POST /api/exams": (_add_exam, "exam_added", set()),
    "PUT /api/exams/{exam}": (_change_exam, "exam_changed", {"title"}),
    "POST /api/exams/{exam}/roster": (_add_to_roster, "roster_added", set()),
    "POST /api/exams/{exam}/roster/csv": (_import_roster, "roster_added", set()),
    "DELETE /api/exams/{exam}/roster/{session}": (_remove_from_roster, "roster_removed", set()),
    "POST /api/exams/{exam}/share": (_share, "assigned", {"proctor"}),
    "POST /api/exams/{exam}/assign": (_assign, "assigned", {"proctor"}),
    "POST /api/exams/{exam}/links": (_renew, "link_renewed", set()),
    "POST /api/exams/{exam}/links/withdraw": (_withdraw, "link_withdrawn", set()),
    "POST /api/sessions/{session}/terminate": (_terminate, "terminated", {"state"}),
    "POST /api/sessions/{session}/conclude": (_conclude, "concluded", {"decision", "comment"}),
    "POST /api/sessions/{session}/extend": (_extend, "extended", set()),
    "POST /api/sessions/{session}/extend/back": (_take_back, "minutes_taken_back", set()),
    "POST /api/exams/{exam}/extend": (_extend_all, "extended", set()),
    "POST /api/sessions/{session}/reopen": (_reopen, "reopened", set()),
    "POST /api/sign-out": (_sign_out, "signed_out", set()),
}  # fmt: skip

ON_THE_TIMELINE = "stands on the session's own timeline, with name and time, and nothing is changed by it"
ELSEWHERE = "is tested where there is a violation (tests/live/test_faces.py)"
EXCEPT = {
    "POST /api/exams/{exam}/preview": "only says what a change would do: nothing is kept",
    "POST /api/people/csv/text": "only reads a file into text: nothing is kept",
    "POST /api/sign-in": "leaves `signed_in`, see below",
    "POST /api/contact": "changes nothing: whom to ask about a link that opens nothing",
    "POST /api/sign-in/link": "a student's: stands on the timeline of the session, with the address",
    "POST /api/sessions/{session}/comments": ON_THE_TIMELINE,
    "POST /api/sessions/{session}/rating": ON_THE_TIMELINE,
    "POST /api/sessions/{session}/warnings": ON_THE_TIMELINE,
    "POST /api/sessions/{session}/report": "makes the same report anew from what is on record; a look at it is noted",
    "POST /api/sessions/{session}/violations/{violation}/dismiss": ELSEWHERE,
    "POST /api/sessions/{session}/violations/{violation}/confirm": ELSEWHERE,
    "POST /api/sessions/{session}/violations/{violation}/restore": ELSEWHERE,
}


def test_every_unsafe_route_of_staff_is_in_one_of_the_tables() -> None:
    unsafe = {
        f"{method} {route.path}"
        for part in ROUTERS
        for route in part.router.routes
        if isinstance(route, APIRoute) and not route.path.startswith("/api/sitting")
        for method in route.methods - {"GET", "HEAD"}
    }
    assert unsafe == set(DOES) | set(EXCEPT)


async def _newest(home: House, action: str) -> dict[str, Any]:
    """By another organizer's sign-in: the one of the test may be over."""
    reader = await home.organizer()
    items = (await reader.get("/api/audit", action=action))["items"]
    await reader.close()
    assert items, f"no {action} in the audit log"
    return dict(items[0])


@pytest.mark.parametrize("name", sorted(DOES))
async def test_a_change_by_staff_is_in_the_audit_log(home: House, desk: Desk, name: str) -> None:
    act, action, fields = DOES[name]
    path, body = await act(desk)
    last = max((e["id"] for e in (await desk.organizer.get("/api/audit"))["items"]), default=0)
    organizer = desk.organizer
    sent = {} if body is None else {"json": body}
    answer = await organizer._client.request(name.split()[0], path, headers=organizer._headers, **sent)
    assert answer.is_success, answer.text
    entry = await _newest(home, action)
    assert entry["id"] > last
    assert (entry["actor"], entry["address"]) == (home.demo["organizer"]["name"], "127.0.0.1")
    assert set(entry["detail"].get("changes", {})) >= fields
    assert all(old != new for old, new in entry["detail"].get("changes", {}).values())
    assert SECRET not in str(entry)
    assert "matter of health" not in str(entry)


async def test_a_sign_in_is_in_the_audit_log(home: House) -> None:
    door = await home.proctor(0)
    entry = await _newest(home, "signed_in")
    await door.close()
    assert entry["address"] == "127.0.0.1"


async def test_what_is_refused_or_changes_nothing_leaves_no_entry(home: House, desk: Desk) -> None:
    organizer = desk.organizer
    person = await desk.person()
    count = len(await organizer.all_of("/api/audit"))
    answers: list[httpx.Response] = [
        await organizer._client.patch(f"/api/people/{person}", json=body, headers=organizer._headers)
        for body in ({"name": "Before"}, {"roles": ["proctor"]}, {"disabled": False}, {"password": "short"})
    ]
    assert [a.status_code for a in answers] == [200, 200, 200, 422]
    await organizer.post("/api/people/csv", {"text": "name,email\nA,a@x.example\n", "apply": "no"})
    await organizer.post(f"/api/exams/{desk.exam}/roster", {"students": [desk.waiting["student"]]})
    assert len(await organizer.all_of("/api/audit")) == count


async def test_a_file_that_gives_somebody_a_role_is_in_the_audit_log(home: House, desk: Desk) -> None:
    email = f"t{uuid4().hex[:10]}@x.example"
    await desk.organizer.post("/api/people", {"name": "Mole", "email": email, "roles": ["student"]})
    text = f"name,email,roles\nMole,{email},organizer\n"
    await desk.organizer.post("/api/people/csv", {"text": text, "apply": "all"})
    entry = await _newest(home, "person_changed")
    assert entry["detail"]["email"] == email
    assert entry["detail"]["changes"]["roles"] == [["student"], ["organizer", "student"]]
