"""Personal links: made new, withdrawn, ending with the exam; and what a dead one says."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from fairseat.domain.messages import StudentWelcomed
from fairseat.simulate.door import Door, Turned
from tests.house import House


@pytest.fixture(scope="module")
async def exam(home: House, organizer: Door) -> str:
    return await home.exam(organizer)


def _token(row: dict[str, Any]) -> str:
    return str(row["link"]).rsplit("/", 1)[-1]


async def _row(organizer: Door, exam: str, session: str) -> dict[str, Any]:
    return next(row for row in await organizer.all_of("/api/sessions", exam=exam) if row["id"] == session)


@pytest.fixture(scope="module")
async def client(home: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=home.url) as one:
        yield one


async def _opens(client: httpx.AsyncClient, token: str) -> str:
    """ "open", or the code of the refusal."""
    answer = await client.post("/api/sign-in/link", json={"token": token})
    return "open" if answer.status_code == 200 else str(answer.json()["code"])


async def test_a_link_made_new_opens_and_the_old_one_is_dead_at_once(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    row = await home.seat(organizer, exam)
    assert (await organizer.post(f"/api/exams/{exam}/links", {"sessions": [row["id"]]}))["changed"] == 1
    fresh = await _row(organizer, exam, row["id"])
    assert fresh["link"] != row["link"]
    assert await _opens(client, _token(row)) == "link_replaced"
    assert await _opens(client, _token(fresh)) == "open"


async def test_who_is_inside_by_an_old_link_is_put_out_and_the_page_is_told_why(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    await organizer.post(f"/api/exams/{exam}/links", {"sessions": [row["id"]]})
    assert (await peer.closed(), peer.socket.close_reason) == (4401, "link_replaced")
    with pytest.raises(Turned) as no:
        await door.get("/api/sitting")
    assert no.value.code == "not_signed_in"
    await door.close()


async def test_a_withdrawn_link_puts_out_who_is_inside_and_opens_again_only_when_made_new(
    home: House, client: httpx.AsyncClient, organizer: Door
) -> None:
    exam = await home.exam(organizer)
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    await organizer.post(f"/api/exams/{exam}/links/withdraw", {"sessions": [row["id"]]})
    assert (await peer.closed(), peer.socket.close_reason) == (4401, "link_withdrawn")
    gone = await _row(organizer, exam, row["id"])
    assert (gone["link"], gone["link_state"], gone["state"]) == (None, "withdrawn", "running")
    assert await _opens(client, _token(row)) == "link_withdrawn"
    assert (await organizer.post(f"/api/exams/{exam}/links", {"inside": True}))[
        "changed"
    ] == 0  # for all: not for this one
    await organizer.post(f"/api/exams/{exam}/links", {"sessions": [row["id"]]})
    fresh = await _row(organizer, exam, row["id"])
    assert fresh["link_state"] == "open"
    assert [await _opens(client, _token(one)) for one in (row, fresh)] == ["link_replaced", "open"]
    kinds = [e["kind"] for e in (await organizer.get(f"/api/sessions/{row['id']}"))["events"]]
    assert [k for k in kinds if k.startswith("link_")] == ["link_withdrawn", "link_renewed"]
    await door.close()


async def test_new_links_for_all_leave_those_inside_alone_unless_it_is_said(
    home: House, client: httpx.AsyncClient, organizer: Door
) -> None:
    exam = await home.exam(organizer)
    waiting, inside, over = [await home.seat(organizer, exam) for _ in range(3)]
    doors = [await home.sit(row) for row in (inside, over)]
    await doors[1].post("/api/sitting/finish", {})
    assert (await organizer.post(f"/api/exams/{exam}/links", {}))["changed"] == 1
    assert [await _opens(client, _token(row)) for row in (waiting, inside, over)] == ["link_replaced", "open", "open"]
    assert (await organizer.post(f"/api/exams/{exam}/links", {"inside": True}))["changed"] == 2
    assert [await _opens(client, _token(row)) for row in (inside, over)] == ["link_replaced", "open"]
    for door in doors:
        await door.close()


async def test_links_of_another_exam_are_not_touched(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    row = await home.seat(organizer, exam)
    other = await home.exam(organizer)
    for path in ("links", "links/withdraw"):
        with pytest.raises(Turned) as no:
            await organizer.post(f"/api/exams/{other}/{path}", {"sessions": [row["id"]]})
        assert no.value.code == "not_found"
    assert await _opens(client, _token(row)) == "open"


async def _set(home: House, sql: str, *values: Any) -> None:
    async with home.context.database.unit() as c:
        await c.execute(sql, *values)


async def test_a_link_ends_with_the_exam_and_what_late_evidence_needs(
    home: House, client: httpx.AsyncClient, organizer: Door
) -> None:
    exam = await home.exam(organizer)
    never, finished = [await home.seat(organizer, exam) for _ in range(2)]
    door = await home.sit(finished)
    await door.post("/api/sitting/finish", {})
    settings, now = home.context.settings, datetime.now(UTC)
    life = timedelta(hours=settings.late_evidence_h + settings.link_after_h)
    minute = timedelta(minutes=1)
    for row, at, expected in (
        (finished, now - life + minute, "open"),
        (finished, now - life - minute, "link_ended"),
    ):
        await _set(home, "UPDATE session SET finished_at = $2 WHERE id = $1", row["id"], at)
        assert await _opens(client, _token(row)) == expected
    for closed, expected in ((now - life + minute, "open"), (now - life - minute, "link_ended")):
        await _set(home, "UPDATE exam SET opens_at = $2, closes_at = $3 WHERE id = $1", exam, closed - minute, closed)
        await _set(home, "UPDATE session SET state = 'expired', finished_at = $2 WHERE id = $1", never["id"], closed)
        assert await _opens(client, _token(never)) == expected
    assert (await _row(organizer, exam, never["id"]))["link_state"] == "ended"
    await door.close()


async def test_a_sign_in_by_link_does_not_outlive_the_link(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    await door.post("/api/sitting/finish", {})
    settings = home.context.settings
    life = timedelta(hours=settings.late_evidence_h + settings.link_after_h)
    ends = datetime.now(UTC) + timedelta(minutes=5)
    await _set(home, "UPDATE session SET finished_at = $2 WHERE id = $1", row["id"], ends - life)
    assert await _opens(client, _token(row)) == "open"
    async with home.context.database.unit() as c:
        last = await c.fetchval("SELECT min(expires_at) FROM sign_in WHERE session_id = $1", row["id"])
    assert abs(last - ends) < timedelta(seconds=1)
    await door.close()


async def test_a_dead_link_says_why_and_whom_to_ask(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    closed, off, junk = [await home.seat(organizer, exam) for _ in range(3)]
    await organizer._client.patch(
        f"/api/people/{closed['student']}", json={"disabled": True}, headers=organizer._headers
    )
    await organizer._client.delete(f"/api/exams/{exam}/roster/{off['id']}", headers=organizer._headers)
    tokens = {"account_closed": _token(closed), "off_roster": _token(off), "link_invalid": _token(junk) + "x"}
    for code, token in tokens.items():
        answer = await client.post("/api/sign-in/link", json={"token": token})
        assert answer.json()["code"] == code
        assert "Ask whoever sent it to you" in answer.json()["detail"]
        assert answer.status_code == (404 if code == "link_invalid" else 410)


async def _asks(client: httpx.AsyncClient, token: str) -> Any:
    return (await client.post("/api/contact", json={"token": token})).json()


async def test_the_holder_of_a_dead_link_is_told_whom_to_ask_about_that_exam_and_nothing_else(
    home: House, client: httpx.AsyncClient, organizer: Door
) -> None:
    home.context.settings.contact = "the exam office"
    named = await home.exam(organizer, contact="Ada, ada@uni.example")
    replaced, withdrawn, ended, closed, off = [await home.seat(organizer, named) for _ in range(5)]
    await organizer.post(f"/api/exams/{named}/links", {"sessions": [replaced["id"]]})
    await organizer.post(f"/api/exams/{named}/links/withdraw", {"sessions": [withdrawn["id"]]})
    long_ago = datetime.now(UTC) - timedelta(days=30)
    await (await home.sit(ended)).close()
    await _set(home, "UPDATE session SET state = 'finished', finished_at = $2 WHERE id = $1", ended["id"], long_ago)
    await organizer._client.patch(
        f"/api/people/{closed['student']}", json={"disabled": True}, headers=organizer._headers
    )
    await organizer._client.delete(f"/api/exams/{named}/roster/{off['id']}", headers=organizer._headers)
    for row, code in ((replaced, "link_replaced"), (withdrawn, "link_withdrawn"), (ended, "link_ended"),
                      (closed, "account_closed")):  # fmt: skip
        assert await _opens(client, _token(row)) == code
        assert await _asks(client, _token(row)) == {"contact": "Ada, ada@uni.example"}
    for token in (_token(replaced) + "x", "", "nonsense", _token(off)):  # no exam is known, or no longer
        assert await _asks(client, token) == {"contact": "the exam office"}


async def test_a_link_opened_in_the_moment_of_its_withdrawal_leaves_no_sign_in(
    home: House, client: httpx.AsyncClient, organizer: Door, exam: str
) -> None:
    row = await home.seat(organizer, exam)
    for _ in range(5):
        token = _token(await _row(organizer, exam, row["id"]))
        withdraw = organizer.post(f"/api/exams/{exam}/links/withdraw", {"sessions": [row["id"]]})
        await asyncio.gather(withdraw, *(_opens(client, token) for _ in range(6)))
        async with home.context.database.unit() as c:
            assert await c.fetchval("SELECT count(*) FROM sign_in WHERE session_id = $1", row["id"]) == 0
        await organizer.post(f"/api/exams/{exam}/links", {"sessions": [row["id"]]})
