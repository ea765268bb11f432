"""Several personal links, and a member of staff, in one browser: each page stays with its own session."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from fairseat.domain.messages import ChunksStored, Hello, StudentWelcomed
from fairseat.simulate.door import Door
from tests.house import House, Peer, chunk_of

PICTURES = (100, 250)  # bytes
SESSION, CSRF = "X-Fairseat-Session", "X-Fairseat-CSRF"


class Browser:
    """One jar of cookies for several pages."""

    def __init__(self, home: House) -> None:
        self.home, self.client = home, httpx.AsyncClient(base_url=home.url)

    async def staff(self, account: dict[str, str]) -> None:
        body = {"email": account["email"], "password": account["password"]}
        assert (await self.client.post("/api/sign-in", json=body)).status_code == 200

    async def link(self, row: dict[str, Any], **body: Any) -> httpx.Response:
        token = row["link"].rsplit("/", 1)[-1]
        return await self.client.post("/api/sign-in/link", json={"token": token, **body})

    async def page(self, row: dict[str, Any], **body: Any) -> dict[str, str]:
        """Opens the link; the headers of the page's requests."""
        me = (await self.link(row, **body)).json()
        return {SESSION: me["session"], CSRF: me["csrf"]}

    async def me(self, session: str = "") -> httpx.Response:
        return await self.client.get("/api/me", headers={SESSION: session} if session else {})

    async def socket(self, address: str, hello: str | None = None) -> Peer:
        door = Door(self.home.url)
        for cookie in self.client.cookies.jar:
            door._client.cookies.set(cookie.name, cookie.value or "")
        door.session = address
        peer = await self.home.bare_socket("/live/student", door)
        await peer.say(Hello(page=str(uuid4()), session=address if hello is None else hello))
        return peer


@pytest.fixture
async def browser(home: House) -> AsyncIterator[Browser]:
    one = Browser(home)
    yield one
    await one.client.aclose()


@pytest.fixture
async def two(home: House, organizer: Door, exam: str) -> list[dict[str, Any]]:
    """Two sessions of different students."""
    return [await home.seat(organizer, exam) for _ in range(2)]


async def test_two_links_are_signed_in_beside_each_other(browser: Browser, two: list[dict[str, Any]]) -> None:
    pages = [await browser.page(row) for row in two]
    for row, headers in zip(two, pages, strict=True):
        assert (await browser.client.get("/api/sitting", headers=headers)).json()["session"] == row["id"]
        assert (await browser.client.post("/api/sitting/start", headers=headers)).status_code == 200


async def test_answers_and_recordings_of_two_pages_stay_apart(
    browser: Browser, two: list[dict[str, Any]], organizer: Door, home: House
) -> None:
    pages = [await browser.page(row) for row in two]
    for number, (row, headers) in enumerate(zip(two, pages, strict=True)):
        await browser.client.get("/api/sitting", headers=headers)
        await browser.client.post("/api/sitting/start", headers=headers)
        said = {"task": "1", "text": f"answer {number}"}
        assert (await browser.client.post("/api/sitting/answers", headers=headers, json=said)).status_code == 204
        peer = await browser.socket(row["id"])
        assert (await peer.expect(StudentWelcomed)).session == row["id"]
        await peer.put(chunk_of(0, bytes(PICTURES[number]), last=True))
        await peer.expect(ChunksStored)
        await peer.close()
    sizes = []
    for number, (row, headers) in enumerate(zip(two, pages, strict=True)):
        sitting = (await browser.client.get("/api/sitting", headers=headers)).json()
        assert sitting["answers"] == {"1": f"answer {number}"}
        (segment,) = (await organizer.get(f"/api/sessions/{row['id']}/segments"))["segments"]
        sizes.append(segment["bytes"])
    assert sizes[1] - sizes[0] == PICTURES[1] - PICTURES[0]


async def test_a_page_is_never_served_by_the_sign_in_of_another_session(
    browser: Browser, two: list[dict[str, Any]]
) -> None:
    own, other = two
    await browser.page(other)
    assert (await browser.me(own["id"])).json()["code"] == "not_signed_in"
    name = f"fairseat-sit-{own['id']}"
    browser.client.cookies.set(name, browser.client.cookies[f"fairseat-sit-{other['id']}"])
    answer = await browser.me(own["id"])
    assert (answer.status_code, answer.json()["code"]) == (401, "other_session")
    assert await (await browser.socket(own["id"])).closed() == 4410


async def test_a_greeting_of_another_session_than_the_sockets_is_turned_away(
    browser: Browser, two: list[dict[str, Any]]
) -> None:
    own, other = two
    await browser.page(own)
    peer = await browser.socket(own["id"], hello=other["id"])
    assert await peer.closed() == 4410


async def test_a_token_of_one_page_forges_nothing_in_the_other(browser: Browser, two: list[dict[str, Any]]) -> None:
    own, other = [await browser.page(row) for row in two]
    answer = await browser.client.post("/api/sitting/start", headers={SESSION: own[SESSION], CSRF: other[CSRF]})
    assert (answer.status_code, answer.json()["code"]) == (403, "forged")


async def test_a_page_of_the_version_before_goes_on_with_its_cookie(
    browser: Browser, two: list[dict[str, Any]], home: House
) -> None:
    own, other = two
    headers = await browser.page(own)
    token = browser.client.cookies[f"fairseat-sit-{own['id']}"]
    browser.client.cookies.clear()
    browser.client.cookies.set("fairseat", token)
    assert (await browser.me()).json()["session"] == own["id"]
    assert (await browser.me(own["id"])).json()["session"] == own["id"]
    old = {CSRF: headers[CSRF]}
    await browser.client.get("/api/sitting")
    assert (await browser.client.post("/api/sitting/start", headers=old)).status_code == 200
    peer = await browser.socket("", hello="")
    await peer.expect(StudentWelcomed)
    await peer.close()
    assert (await browser.me(other["id"])).json()["code"] == "other_session"


async def test_a_member_of_staff_is_asked_first_and_keeps_the_own_sign_in(
    browser: Browser, two: list[dict[str, Any]], organizer: Door, home: House
) -> None:
    row = two[0]
    await browser.staff(home.demo["proctors"][0])
    refused = await browser.link(row)
    assert (refused.status_code, refused.json()["code"]) == (409, "staff_signed_in")
    assert row["student_name"] in refused.json()["detail"]
    before = await organizer.get(f"/api/sessions/{row['id']}")
    assert [e["kind"] for e in before["events"]] == []
    assert (await browser.link(row, confirmed=True)).status_code == 200
    assert (await browser.me()).json()["email"] == home.demo["proctors"][0]["email"]
    assert (await browser.me(row["id"])).json()["session"] == row["id"]
    page = await organizer.get(f"/api/sessions/{row['id']}")
    told = [(event["kind"], event["actor"]) for event in page["events"]]
    assert told == [("signed_in", row["student_name"]), ("link_opened", (await browser.me()).json()["name"])]
    audit = await organizer.all_of("/api/audit", session=row["id"])
    assert "link_opened" in [entry["action"] for entry in audit]


async def test_a_student_signs_out_of_the_own_session_alone(browser: Browser, two: list[dict[str, Any]]) -> None:
    own, other = [await browser.page(row) for row in two]
    assert (await browser.client.post("/api/sign-out", headers=own)).status_code == 204
    assert (await browser.me(own[SESSION])).status_code == 401
    assert (await browser.me(other[SESSION])).status_code == 200


async def test_cookies_of_sign_ins_that_are_over_go_and_no_browser_gathers_more_than_a_few(
    browser: Browser, home: House, organizer: Door, exam: str
) -> None:
    browser.client.cookies.set(f"fairseat-sit-{uuid4()}", "over", domain="127.0.0.1")
    rows = [await home.seat(organizer, exam, None) for _ in range(9)]
    for row in rows:
        await browser.page(row)
    kept = {UUID(name.removeprefix("fairseat-sit-")) for name in browser.client.cookies}
    assert kept == {UUID(row["id"]) for row in rows[1:]}
