"""Accounts that several people change in the same moment, and the organizer without whom nobody gets in."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx

from fairseat.simulate.door import Door
from tests.house import House

PASSWORD = "a long enough password"


async def _change(organizer: Door, person: str, **change: Any) -> httpx.Response:
    return await organizer._client.patch(f"/api/people/{person}", json=change, headers=organizer._headers)


async def _person(organizer: Door, *roles: str, password: str | None = PASSWORD) -> dict[str, Any]:
    body = {"name": "Tess", "email": f"t{uuid4().hex[:10]}@x.example", "roles": list(roles), "password": password}
    return dict(await organizer.post("/api/people", body))


async def test_a_closing_is_not_undone_by_changes_at_the_same_time(organizer: Door) -> None:
    for _ in range(8):
        person = await _person(organizer, "proctor")
        names = [_change(organizer, person["id"], name=f"Name {n}") for n in range(4)]
        imported = organizer.post(
            "/api/people/csv", {"text": f"name,email,roles\nBy file,{person['email']},examiner\n", "apply": "all"}
        )
        await asyncio.gather(*names, imported, _change(organizer, person["id"], disabled=True))
        [now] = (await organizer.get("/api/people", q=person["email"].split("@")[0]))["items"]
        assert now["disabled"]
        assert set(now["roles"]) == {"proctor", "examiner"}


async def test_a_person_added_many_times_at_once_is_added_once(organizer: Door) -> None:
    for _ in range(8):
        body = {"name": "A", "email": f"{uuid4().hex[:10]}@x.example", "roles": ["student"]}
        answers = await asyncio.gather(
            *(organizer._client.post("/api/people", json=body, headers=organizer._headers) for _ in range(6))
        )
        codes = sorted((a.status_code, a.json().get("code")) for a in answers)
        assert codes == [(201, None)] + [(409, "email_taken")] * 5


async def test_files_that_bring_the_same_people_at_once_are_all_taken(organizer: Door) -> None:
    emails = [f"{uuid4().hex[:10]}@x.example" for _ in range(30)]
    texts = ["name,email\n" + "".join(f"A,{email}\n" for email in order) for order in (emails, emails[::-1])]
    taken = await asyncio.gather(
        *(organizer.post("/api/people/csv", {"text": text, "apply": "all"}) for text in texts * 2)
    )
    assert [one["errors"] for one in taken] == [[]] * 4


async def test_the_last_organizer_who_can_sign_in_stays_one(home: House, organizer: Door) -> None:
    me = (await organizer.get("/api/me"))["id"]
    await _person(organizer, "organizer", password=None)  # cannot sign in: does not count
    for change in ({"disabled": True}, {"roles": ["proctor"]}):
        answer = await _change(organizer, me, **change)
        assert (answer.status_code, answer.json()["code"]) == (409, "last_organizer")
    second = await _person(organizer, "organizer")
    assert (await _change(organizer, second["id"], roles=["proctor"])).status_code == 200


async def test_two_organizers_who_close_each_other_at_once_leave_one(home: House, organizer: Door) -> None:
    me = (await organizer.get("/api/me"))["id"]
    for _ in range(5):
        second = await _person(organizer, "organizer")
        other = Door(home.url)
        await other.sign_in(second["email"], PASSWORD)
        answers = await asyncio.gather(
            _change(organizer, second["id"], disabled=True), _change(other, me, roles=["proctor"])
        )
        # Who came second is refused, as the last one or, thrown out meanwhile, as nobody.
        assert sorted(a.status_code for a in answers)[0] == 200
        assert sorted(a.status_code for a in answers)[1] in (401, 403, 409)
        if answers[1].status_code == 200:
            assert (await _change(other, me, roles=["organizer"])).status_code == 200
            assert (await _change(organizer, second["id"], disabled=True)).status_code == 200
        await other.close()
