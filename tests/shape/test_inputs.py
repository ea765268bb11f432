"""Inputs that nobody means well, against every route and every socket: a no in plain words, never a fault of ours."""

import asyncio
import base64
import json
import logging
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from fairseat.app import ROUTERS
from fairseat.domain.messages import Ping, Pong, Refused, StaffWelcomed, StudentWelcomed
from fairseat.simulate.door import Door
from tests.house import House, Peer

OPEN = "GET /health/live", "GET /health/ready", "POST /api/sign-out"
ROUTES = sorted(
    (method, route.path)
    for part in ROUTERS
    for route in part.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
    if f"{method} {route.path}" not in OPEN
)
JSON = {"Content-Type": "application/json"}
DEEP = b"[" * 3000 + b"]" * 3000
BODIES: dict[str, bytes] = {
    "deep": b'{"content": %s}' % DEEP, "deep and open": b"[" * 200_000,
    "not a number": b'{"at_ms": NaN, "text": "x"}',
    "endless": b'{"at_ms": 1e999, "text": "x"}',
    "half a character": b'{"content": {"a": "\\ud800"}, "text": "\\udfff"}',
    "no text": b'{"a": "\xff"}', "long number": b'{"at_ms": %s}' % (b"9" * 5000), "cut off": b'{"a": ',
    "a list": b"[]", "nothing": b"null", "a word": b'"x"', "other marks": "{“a”: 1}".encode(),
}  # fmt: skip
IDS = [
    "x-²",
    "0" * 5000,
    "x-2147483648",
    "0123456789abcdef-99999999999",
    "0123456789abcdef-²",
    "%ED%A0%80",
    "%00",
    "-1",
]


@pytest.fixture(scope="module")
async def row(home: House, organizer: Door) -> dict[str, Any]:
    return await home.seat(organizer, await home.exam(organizer))


@pytest.fixture(scope="module")
async def student(home: House, row: dict[str, Any]) -> AsyncIterator[Door]:
    door = await home.sit(row)
    yield door
    await door.close()


def _assert_refused(answer: httpx.Response, what: Any) -> None:
    """By a problem that says why."""
    assert 400 <= answer.status_code < 500, (what, answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json", what
    assert answer.json()["detail"], what


def _filled(path: str, session: str) -> str:
    return re.sub(r"\{\w+\}", str(uuid4()), path.replace("{session}", session).replace("{source}", "camera"))


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_that_cannot_be_is_refused_by_every_route(
    organizer: Door, student: Door, row: dict[str, Any], name: str
) -> None:
    for method, path in ROUTES:
        if method in ("GET", "DELETE"):
            continue
        door = student if path.startswith("/api/sitting") else organizer
        answer = await door._client.request(
            method, _filled(path, row["id"]), content=BODIES[name], headers=door._headers | JSON
        )
        readable = name in ("a list", "nothing", "a word")
        if readable and answer.is_success:
            continue  # the route takes no body, or one that may be anything
        _assert_refused(answer, (method, path))


@pytest.mark.parametrize("ident", IDS)
async def test_an_id_that_is_none_is_refused_by_every_route(
    organizer: Door, student: Door, row: dict[str, Any], ident: str
) -> None:
    for method, path in ROUTES:
        names = re.findall(r"\{\w+\}", path)
        for name in names:
            door = student if path.startswith("/api/sitting") else organizer
            address = _filled(path.replace(name, ident), row["id"])
            body = None if method in ("GET", "DELETE") else {}
            _assert_refused(await door._client.request(method, address, json=body, headers=door._headers), address)


def _cursor(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


CURSORS = [
    _cursor([10**30]), _cursor([10**300]), _cursor(["9" * 5000]), _cursor(["x", "no id"]),
    _cursor(["\ud800", str(uuid4())]),
    _cursor(["0001-01-01T00:00:00+23:59", str(uuid4())]), _cursor(["9999-12-31T23:59:59-23:59", str(uuid4())]),
    _cursor(["2026-01-01T00:00:00", str(uuid4())]), _cursor(["\0", str(uuid4())]), _cursor([]), _cursor({}), "²",
    "====",
    base64.urlsafe_b64encode(DEEP).decode().rstrip("="), "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
]  # fmt: skip


@pytest.mark.parametrize("path", ["/api/people", "/api/exams", "/api/sessions", "/api/audit"])
async def test_a_page_mark_that_is_none_is_refused_or_finds_nothing(organizer: Door, path: str) -> None:
    for cursor in CURSORS:
        answer = await organizer._client.get(path, params={"after": cursor})
        if not answer.is_success:
            _assert_refused(answer, cursor)
    for q in ("\0", "'" * 500, "a" * 5000, ":*|&!", "²"):
        answer = await organizer._client.get(path, params={"q": q})
        if not answer.is_success:
            _assert_refused(answer, q)


# --- heads ----------------------------------------------------------------------------------------------------

ORIGINS = [
    "http://[",
    "http://℀.com",
    "null",
    "x",
    "http://",
    "//",
    "javascript:alert(1)",
    "http://[::1",
    "https://evil.example",
]


@pytest.mark.parametrize("origin", ORIGINS)
async def test_an_origin_that_is_none_is_forged(home: House, origin: str) -> None:
    async with httpx.AsyncClient(base_url=home.url) as client:
        for path in ("/api/sign-in", "/api/sign-in/link"):
            body = {"email": "a@b.example", "password": "x" * 10} if path == "/api/sign-in" else {"token": "x"}
            answer = await client.post(path, json=body, headers={"Origin": origin.encode()})
            assert (answer.status_code, answer.json()["code"]) == (403, "forged")


@pytest.mark.parametrize("origin", ["http://[", "null", "http://[::1"])
@pytest.mark.parametrize("path", ["/live/student", "/live/phone", "/live/staff"])
async def test_a_socket_from_an_origin_that_is_none_is_closed_by_name(home: House, path: str, origin: str) -> None:
    address = home.url.replace("http", "ws") + path
    async with connect(address, additional_headers={"Origin": origin}) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4403


async def _raw(home: House, head: bytes) -> bytes:
    """The answer to a head as it stands, which no client would write."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(home.url.rpartition(":")[2]))
    writer.write(head)
    answer = await asyncio.wait_for(reader.read(4000), 5)
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    "host", ["evil.example; script-src *", "a b", "x,y", "http://[", "[::1", "a:99999999", "\xff", "'self'", "a/b"]
)
@pytest.mark.parametrize("path", ["/staff", "/api/me", "/assets/x", "/health/live"])
async def test_a_host_that_is_none_is_refused_and_never_copied(home: House, host: str, path: str) -> None:
    answer = await _raw(home, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1"))
    assert answer.startswith(b"HTTP/1.1 400")
    assert host.encode("latin-1") not in answer


@pytest.mark.parametrize("host", ["exams.example.edu", "10.0.0.7:8443", "[::1]:8000", "my_host", "localhost:8000"])
async def test_a_host_that_is_one_is_let_in(home: House, host: str) -> None:
    answer = await _raw(home, f"GET /health/live HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200")
    assert f"wss://{host};".encode() in answer


HEADS = [
    {"Cookie": "fairseat=\xff; fairseat=\x7f"}, {"Cookie": "fairseat=" + "x" * 8000}, {"Cookie": ";;==;,"},
    {"X-Fairseat-CSRF": "\xe9"}, {"Accept-Encoding": "\xff"}, {"Range": "bytes=9-1"}, {"Range": "bytes=-"},
    {"If-None-Match": "\xff"}, {"If-Modified-Since": "yesterday"}, {"Content-Type": "\xff"},
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS, ids=str)
async def test_a_head_that_means_nothing_is_no_fault_of_ours(home: House, head: dict[str, str]) -> None:
    fields = {name: value.encode("latin-1") for name, value in head.items()}
    async with httpx.AsyncClient(base_url=home.url) as client:
        for path in ("/api/me", "/staff", "/icon.svg", "/assets/nothing", "/health/live"):
            assert (await client.get(path, headers=fields)).status_code != 500
        assert (await client.post("/api/sign-in", json={}, headers=fields)).status_code < 500


@pytest.mark.parametrize("path", ["%00", "..%2f..%2fpyproject.toml", "%ff", "x" * 5000, "a%0d%0ab", "%5c", "²"])
async def test_a_file_that_cannot_be_is_not_there(home: House, path: str) -> None:
    async with httpx.AsyncClient(base_url=home.url) as client:
        for folder in ("assets", "vendor", "api", "live"):
            assert (await client.get(f"/{folder}/{path}")).status_code in (400, 404)


# --- values ---------------------------------------------------------------------------------------------------

ADDRESSES = [
    "http://[", "http://℀.com", "https://", "javascript:alert(1)", "https://a.example:port/", "https://me:pw@a.example/",
    "https://a.example/\r\nX: 1", "https://a.example/ b", "https://a.example/" + "x" * 3000, "//a.example", "https:///x",
    "https://a.example:99999/",
]  # fmt: skip


async def _exam(organizer: Door, **change: Any) -> httpx.Response:
    (template, *_) = await organizer.all_of("/api/templates")
    body = {
        "title": "Exam", "template": template["id"], "opens_at": "2026-01-01T00:00:00Z",
        "closes_at": "2026-01-02T00:00:00Z", "duration_min": 60,
        "content": {"kind": "address", "address": "https://exam.example/1"},
    } | change  # fmt: skip
    return await organizer._client.post("/api/exams", json=body, headers=organizer._headers)


@pytest.mark.parametrize("kind", ["address", "tasks"])
@pytest.mark.parametrize("address", ADDRESSES)
async def test_an_exam_is_at_an_address_or_refused(organizer: Door, row: Any, kind: str, address: str) -> None:
    tasks = [{"id": "1", "title": "One", "text": "Why?"}]
    answer = await _exam(organizer, content={"kind": kind, "address": address, "tasks": tasks})
    _assert_refused(answer, address)
    assert [error["where"] for error in answer.json()["errors"]] == ["content.address"]


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize(
    "at",
    ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1999-12-31T23:59:59Z", "2201-01-01T00:00:00Z", 1e300],
)
async def test_an_instant_out_of_range_is_refused_at_its_field(organizer: Door, row: Any, field: str, at: Any) -> None:
    answer = await _exam(organizer, **{field: at})
    _assert_refused(answer, at)
    assert [error["where"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("at_ms", [-1, 1e14, 1e300])
async def test_a_moment_that_no_recording_has_is_refused(organizer: Door, row: dict[str, Any], at_ms: float) -> None:
    path = f"/api/sessions/{row['id']}/comments"
    answer = await organizer._client.post(path, json={"text": "x", "at_ms": at_ms}, headers=organizer._headers)
    _assert_refused(answer, at_ms)


# --- sockets --------------------------------------------------------------------------------------------------

_READINGS = b'{"type":"send_readings","sequence":1,"at_ms":1,"values":{},"details":{"a":%s}}'
_PIPELINE = (
    b'{"type":"report_pipeline","waiting_chunks":0,"waiting_bytes":0,"oldest_waiting_ms":0,"level":%s,"recording":[]}'
)
TEXTS: dict[str, bytes] = {
    "deep": _READINGS % DEEP, "as deep as is read": _READINGS % (b"[" * 700 + b"]" * 700), "open": b'{"a":' * 5000,
    "half a character": b'{"type":"send_chat","id":"x","text":"a\\ud800b"}', "long": _PIPELINE % (b"9" * 4000),
    "beyond 64 bits": _PIPELINE % (b"9" * 30), "no number": b'{"type":"ping","number":1,"sent_device_ms":NaN}',
    "endless": b'{"type":"ping","number":1,"sent_device_ms":1e999}',
    "digits": b'{"type":"ping","number":%s}' % (b"1" * 4000),
    "a list": b"[]", "nothing": b"null", "untyped": b"{}", "two types": b'{"type":1}', "empty": b"",
}  # fmt: skip


async def _says(peer: Peer, text: bytes) -> None:
    """What is no message is answered, and the line lives on."""
    before = len([m for m in peer.heard if isinstance(m, Refused)])
    await peer.socket.send(text, text=True)
    await peer.until(lambda: len([m for m in peer.heard if isinstance(m, Refused)]) > before)
    assert peer.heard[-1].code == "malformed"
    await peer.say(Ping(number=7, sent_device_ms=1.0))
    await peer.expect(Pong)


@pytest.mark.parametrize("name", TEXTS)
async def test_a_text_that_is_no_message_is_answered_on_every_socket(
    home: House, organizer: Door, student: Door, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = await home.student_socket(student, "page-inputs")
    await page.expect(StudentWelcomed)
    staff = await home.staff_socket(organizer)
    await staff.expect(StaffWelcomed)
    with caplog.at_level(logging.ERROR):
        for peer in (page, staff):
            await _says(peer, TEXTS[name])
            await peer.close()
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("path", ["/live/student", "/live/phone"])
async def test_a_greeting_that_is_none_closes_the_socket_by_name(
    home: House, student: Door, path: str, name: str
) -> None:
    peer = await home.bare_socket(path, student)
    await peer.socket.send(TEXTS[name], text=True)
    assert await peer.closed() == 4403
