"""Sign-in and what guards every answer."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from tests.house import House, house


@pytest.fixture
async def client(home: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=home.url) as one:
        yield one


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(home: House, client: httpx.AsyncClient) -> None:
    account = home.demo["organizer"]
    answer = await client.post("/api/sign-in", json={"email": account["email"], "password": account["password"]})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert answer.json()["csrf"] not in cookie


async def test_another_site_cannot_sign_somebody_in(home: House, client: httpx.AsyncClient) -> None:
    account = home.demo["organizer"]
    body = {"email": account["email"], "password": account["password"]}
    answer = await client.post("/api/sign-in", json=body, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forged")


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    home: House, client: httpx.AsyncClient
) -> None:
    known = {"email": home.demo["organizer"]["email"], "password": "wrong password"}
    unknown = {"email": "nobody@nowhere.example", "password": "wrong password"}
    answers = [await client.post("/api/sign-in", json=body) for body in (known, unknown)]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


async def test_attempts_are_limited_for_an_account_and_not_for_others(
    new_database: Callable[[], str], tmp_path: Path
) -> None:
    async with (
        house(tmp_path, new_database(), sign_in_attempts=3) as one,
        httpx.AsyncClient(base_url=one.url) as client,
    ):
        proctor = one.demo["proctors"][0]
        wrong = {"email": proctor["email"], "password": "wrong password"}
        codes = [(await client.post("/api/sign-in", json=wrong)).json()["code"] for _ in range(4)]
        assert codes == ["wrong_credentials"] * 3 + ["too_many_attempts"]
        right = await client.post("/api/sign-in", json={**wrong, "password": proctor["password"]})
        assert right.status_code == 429
        other = one.demo["organizer"]
        body = {"email": other["email"], "password": other["password"]}
        assert (await client.post("/api/sign-in", json=body)).status_code == 200


async def test_a_changed_password_ends_every_sign_in_of_the_person(home: House) -> None:
    organizer = await home.organizer()
    body = {"name": "Tess", "email": "tess@example.edu", "roles": ["proctor"], "password": "first password"}
    person = await organizer.post("/api/people", body)
    async with httpx.AsyncClient(base_url=home.url) as client:
        await client.post("/api/sign-in", json={"email": person["email"], "password": "first password"})
        assert (await client.get("/api/me")).status_code == 200
        answer = await organizer._client.patch(
            f"/api/people/{person['id']}", json={"password": "second password"}, headers=organizer._headers
        )
        assert answer.status_code == 200
        assert (await client.get("/api/me")).status_code == 401
    await organizer.close()


@pytest.mark.parametrize("path", ["/staff", "/sit/anything", "/api/me", "/api/none", "/health/live"])
async def test_every_answer_tells_the_browser_what_it_must_not_do(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in policy
    assert ("sandbox" in policy) == path.startswith("/api/")
    assert "form-action 'self'" in policy or "form-action 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_a_body_that_is_too_large_is_refused_with_and_without_its_length(client: httpx.AsyncClient) -> None:
    large = b'{"email": "' + b"a" * 7_000_000 + b'"}'
    told = await client.post("/api/sign-in", content=large, headers={"Content-Type": "application/json"})
    assert (told.status_code, told.json()["code"]) == (413, "too_large")

    async def parts() -> AsyncIterator[bytes]:
        for at in range(0, len(large), 100_000):
            yield large[at : at + 100_000]

    untold = await client.post("/api/sign-in", content=parts(), headers={"Content-Type": "application/json"})
    assert (untold.status_code, untold.json()["code"]) == (413, "too_large")


async def test_what_is_missing_or_wrong_is_named_by_its_place(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/sign-in", json={"email": 5})
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid"
    assert {error["where"] for error in problem["errors"]} == {"email", "password"}


async def test_an_address_that_does_not_exist_is_a_problem_and_no_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
