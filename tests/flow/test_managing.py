"""The organizer's work over HTTP: people, templates, exams, rosters, sharing out; and what is wrong with input."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fairseat.simulate.door import Door, Turned
from tests.house import House


async def _refused(organizer: Door, path: str, body: Any) -> dict[str, str]:
    """The places that the refusal names, with what it says of each."""
    answer = await organizer._client.post(path, json=body, headers=organizer._headers)
    assert answer.status_code in (409, 422), answer.text
    return {error["where"]: error["message"] for error in answer.json()["errors"]}


def _exam(template: str, **change: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "title": "Exam", "template": template, "opens_at": now.isoformat(),
        "closes_at": (now + timedelta(hours=1)).isoformat(), "duration_min": 60,
        "content": {"kind": "address", "address": "https://exam.example/1"},
    } | change  # fmt: skip


@pytest.fixture(scope="module")
async def template(organizer: Door) -> str:
    settings = (await organizer.get("/api/catalogue"))["settings"]
    return str((await organizer.post("/api/templates", {"name": "T", "settings": settings}))["id"])


async def test_a_csv_with_faults_is_taken_as_far_as_it_is_good_and_the_rest_comes_back(organizer: Door) -> None:
    mark = uuid4().hex[:6]
    text = f"name;email;roles\nAda;ada{mark}@x.example;student\nNo One;nowhere;student\nBen;ben-{mark}@x.example;king\n"
    checked = await organizer.post("/api/people/csv", {"text": text})
    assert [(e["line"], e["column"]) for e in checked["errors"]] == [(3, "email"), (4, "roles")]
    assert (checked["created"], (await organizer.get("/api/people", q=f"ada{mark}"))["items"]) == (1, [])
    taken = await organizer.post("/api/people/csv", {"text": text, "apply": "good"})
    assert taken["created"] == 1
    corrected = taken["rest"].replace("nowhere", f"no-{mark}@x.example").replace("king", "proctor")
    again = await organizer.post("/api/people/csv", {"text": corrected, "apply": "good"})
    assert (again["created"], again["errors"], again["rest"]) == (2, [], "")


async def test_a_csv_applied_as_a_whole_is_taken_whole_or_not_at_all(organizer: Door) -> None:
    mark = uuid4().hex[:6]
    text = f"name,email\nAda,ada{mark}@x.example\nNo One,nowhere\n"
    refused = await organizer.post("/api/people/csv", {"text": text, "apply": "all"})
    assert refused["rest"].splitlines() == text.splitlines()
    assert (await organizer.get("/api/people", q=f"ada{mark}"))["items"] == []


async def test_columns_that_nobody_knows_are_left_out_only_by_choice(organizer: Door) -> None:
    mark = uuid4().hex[:6]
    text = f"First name,Last name,ID,Email address\nAda,Byron,4711,ada{mark}@x.example\n"
    checked = await organizer.post("/api/people/csv", {"text": text})
    assert [(c["heading"], c["field"], c["known"]) for c in checked["columns"]][2] == ("ID", "", False)
    assert [(row["name"], row["email"]) for row in checked["preview"]] == [("Ada Byron", f"ada{mark}@x.example")]
    unsure = await organizer.post("/api/people/csv", {"text": text, "apply": "good"})
    assert ("ID" in unsure["errors"][0]["message"], unsure["rest"]) == (True, text)
    assert (await organizer.get("/api/people", q=f"ada{mark}"))["items"] == []
    chosen = {"text": text, "apply": "good", "columns": ["first_name", "last_name", "", "email"]}
    assert (await organizer.post("/api/people/csv", chosen))["created"] == 1
    [ada] = (await organizer.get("/api/people", q=f"ada{mark}"))["items"]
    assert ada["name"] == "Ada Byron"


async def test_a_file_comes_as_its_bytes_and_goes_back_as_text(organizer: Door) -> None:
    data = "Имя;Почта\nИван;ivan@uni.example\n".encode("cp1251")
    read = await organizer.send("/api/people/csv/text", data)
    assert (read["encoding"], read["text"]) == ("cp1251", data.decode("cp1251"))


@pytest.mark.parametrize("name", ["\u200b", "A\u202egpj.exe"])
async def test_a_name_that_deceives_is_refused_at_its_field(organizer: Door, name: str) -> None:
    body = {"name": name, "email": f"{uuid4().hex[:8]}@x.example", "roles": ["student"]}
    assert set(await _refused(organizer, "/api/people", body)) == {"name"}
    body = await organizer.post("/api/people", {**body, "name": "Ada"})
    answer = await organizer._client.patch(f"/api/people/{body['id']}", json={"name": name}, headers=organizer._headers)
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "name")


async def test_an_address_that_somebody_has_is_refused_at_its_field(organizer: Door) -> None:
    body = {"name": "A", "email": f"{uuid4().hex[:8]}@x.example", "roles": ["student"]}
    await organizer.post("/api/people", body)
    assert set(await _refused(organizer, "/api/people", body)) == {"email"}


async def test_an_address_can_be_corrected_but_not_to_one_that_somebody_has(organizer: Door) -> None:
    mark = uuid4().hex[:8]
    ada, bo = [
        await organizer.post("/api/people", {"name": n, "email": f"{n}{mark}@x.example", "roles": ["student"]})
        for n in ("ada", "bo")
    ]

    async def change(email: str) -> Any:
        return await organizer._client.patch(
            f"/api/people/{ada['id']}", json={"email": email}, headers=organizer._headers
        )

    for email, status in ((bo["email"].upper(), 409), ("nowhere", 422), (f"bo\u200b{mark}@x.example", 422)):
        refused = await change(email)
        assert (refused.status_code, refused.json()["errors"][0]["where"]) == (status, "email")
    assert (await change(f" Adah{mark}@X.example ")).json()["email"] == f"adah{mark}@x.example"
    [found] = (await organizer.get("/api/people", q=f"adah{mark}"))["items"]
    assert found["id"] == ada["id"]
    audit = [one["detail"] for one in await organizer.all_of("/api/audit") if one["action"] == "person_changed"]
    assert audit[0]["changes"]["email"] == [ada["email"], f"adah{mark}@x.example"]


async def test_people_are_found_by_the_beginnings_of_their_names(organizer: Door) -> None:
    mark = uuid4().hex[:6]
    await organizer.post(
        "/api/people", {"name": f"Łucja Żak{mark}", "email": f"{mark}@x.example", "roles": ["student"]}
    )
    for query in (f"żak{mark}", f"zak{mark[:3]}", mark):
        found = (await organizer.get("/api/people", q=query))["items"]
        assert [p["email"] for p in found] == [f"{mark}@x.example"], query


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"trackers": {"voices": {"weight": 11}}}, "settings.trackers.voices.weight"),
        ({"trackers": {"mind_reading": {}}}, "settings.trackers.mind_reading"),
        ({"rules": "  "}, "settings.rules"),
        ({"review_below": 101}, "settings.review_below"),
    ],
)
async def test_a_template_is_refused_at_the_place_of_its_fault(
    organizer: Door, change: dict[str, Any], where: str
) -> None:
    body = {"name": "T", "settings": change}
    assert where in await _refused(organizer, "/api/templates", body)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"closes_at": "2020-01-01T00:00:00Z"}, "closes_at"),
        ({"content": {"kind": "address", "address": "javascript:alert(1)"}}, "content.address"),
        ({"content": {"kind": "tasks", "tasks": []}}, "content.tasks"),
        ({"duration_min": 0}, "duration_min"),
        ({"title": " "}, "title"),
    ],
)
async def test_an_exam_is_refused_at_the_place_of_its_fault(
    organizer: Door, template: str, change: dict[str, Any], where: str
) -> None:
    assert where in await _refused(organizer, "/api/exams", _exam(template, **change))


async def test_sessions_are_shared_out_evenly_and_nobody_gets_more_than_allowed(organizer: Door, template: str) -> None:
    exam = (await organizer.post("/api/exams", _exam(template)))["id"]
    rows = "".join(f"S{n},{uuid4().hex[:8]}@x.example\n" for n in range(7))
    await organizer.post(f"/api/exams/{exam}/roster/csv", {"text": "name,email\n" + rows, "apply": "all"})
    proctors = [p["id"] for p in await organizer.all_of("/api/people", role="proctor")][:2]
    shared = await organizer.post(f"/api/exams/{exam}/share", {"proctors": proctors, "at_most": 3, "keep": True})
    assert (shared["assigned"], shared["unassigned"]) == (6, 1)
    assert list(shared["per_proctor"].values()) == [3, 3]
    sessions = await organizer.all_of("/api/sessions", exam=exam)
    assert sum(row["proctor"] is None for row in sessions) == 1


async def test_a_template_changes_an_exam_only_until_somebody_has_begun(
    home: House, organizer: Door, template: str
) -> None:
    exam = (await organizer.post("/api/exams", _exam(template)))["id"]
    row = await home.seat(organizer, exam)
    door = await home.sit(row, start=False)
    other = await organizer.post("/api/templates", {"name": "Other", "settings": {}})
    answer = await organizer._client.put(f"/api/exams/{exam}", json=_exam(other["id"]), headers=organizer._headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "exam_begun")
    await door.close()


async def test_who_has_begun_cannot_be_taken_off_the_roster(home: House, organizer: Door, template: str) -> None:
    exam = (await organizer.post("/api/exams", _exam(template)))["id"]
    here, away = await home.seat(organizer, exam), await home.seat(organizer, exam)
    door = await home.sit(here, start=False)
    for row, status in ((here, 409), (away, 204)):
        path = f"/api/exams/{exam}/roster/{row['id']}"
        assert (await organizer._client.delete(path, headers=organizer._headers)).status_code == status
    await door.close()


async def test_a_long_list_comes_in_pages_that_hold_everybody_once(home: House, organizer: Door, template: str) -> None:
    exam = (await organizer.post("/api/exams", _exam(template)))["id"]
    rows = "".join(f"Student {n % 3},{n}-{uuid4().hex[:6]}@x.example\n" for n in range(230))
    await organizer.post(f"/api/exams/{exam}/roster/csv", {"text": "name,email\n" + rows, "apply": "all"})
    first = await organizer.get("/api/sessions", exam=exam)
    assert (len(first["items"]), first["next"] is not None) == (100, True)
    everybody = await organizer.all_of("/api/sessions", exam=exam)
    assert len({row["id"] for row in everybody}) == 230


async def test_a_page_mark_that_is_none_of_ours_is_refused(organizer: Door) -> None:
    with pytest.raises(Turned) as no:
        await organizer.get("/api/sessions", after="nonsense")
    assert no.value.code == "invalid"


async def test_the_rules_are_agreed_to_in_the_version_that_was_read(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer, steps=["rules"], rules_version="7"))
    door = await home.sit(row, start=False)
    with pytest.raises(Turned) as no:
        await door.post("/api/sitting/start")
    assert no.value.code == "steps_missing"
    with pytest.raises(Turned) as no:
        await door.post("/api/sitting/consent", {"version": "6"})
    assert no.value.code == "rules_changed"
    await door.post("/api/sitting/consent", {"version": "7"})
    assert (await door.post("/api/sitting/start"))["state"] == "running"
    page = await organizer.get(f"/api/sessions/{row['id']}")
    assert page["consent"]["version"] == "7"
    await door.close()


async def test_the_tasks_are_not_told_before_the_start_and_answers_not_taken_after_the_end(
    home: House, organizer: Door
) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row, start=False)
    assert (await door.get("/api/sitting"))["content"] is None
    await door.post("/api/sitting/start")
    assert (await door.get("/api/sitting"))["content"]["tasks"][0]["text"] == "Why?"
    await door.post("/api/sitting/answers", {"task": "1", "text": "Because."})
    assert (await door.get("/api/sitting"))["answers"] == {"1": "Because."}
    await door.post("/api/sitting/finish", {})
    with pytest.raises(Turned) as no:
        await door.post("/api/sitting/answers", {"task": "1", "text": "Too late."})
    assert no.value.code == "wrong_state"
    await door.close()
