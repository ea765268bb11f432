"""Who begins and never ends is not waited for: heads, bodies, greetings."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from fairseat.live.patience import PatientProtocol
from tests.house import House, house

LONG_S = 8.0


@pytest.fixture(scope="module")
async def hasty(new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    dsn = await asyncio.to_thread(new_database)
    data: Path = tmp_path_factory.mktemp("hasty")
    patience, PatientProtocol.head_s = PatientProtocol.head_s, 0.4
    async with house(data, dsn, body_pause_s=0.8, body_s=2.0, hello_s=0.4) as running:
        yield running
    PatientProtocol.head_s = patience


async def _heard(home: House, *parts: bytes, pause_s: float = 0.0) -> bytes:
    """All that the server says until it closes the line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(home.url.rpartition(":")[2]))

    async def write() -> None:
        for part in parts:
            writer.write(part)
            await asyncio.sleep(pause_s)

    writing = asyncio.create_task(write())
    heard = await asyncio.wait_for(reader.read(), LONG_S)
    writing.cancel()
    writer.close()
    return heard


HEAD = b"POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n"
BYTES = b"POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\n"


@pytest.mark.parametrize("head", [HEAD, BYTES])
async def test_a_body_that_stops_is_refused_by_name(hasty: House, head: bytes) -> None:
    heard = await _heard(hasty, head + b'{"email": ')
    assert heard.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in heard


async def test_a_body_that_trickles_is_refused_by_name(hasty: House) -> None:
    heard = await _heard(hasty, HEAD, *([b" "] * 100), pause_s=0.05)
    assert heard.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("part", [b"", b"GET /heal", b"GET /health/live HTTP/1.1\r\nHost: x\r\nX: "])
async def test_a_head_that_does_not_come_is_not_waited_for(hasty: House, part: bytes) -> None:
    assert await _heard(hasty, part) == b""


async def test_a_second_head_that_does_not_come_is_not_waited_for(hasty: House) -> None:
    heard = await _heard(hasty, b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /hea", pause_s=0.2)
    assert heard.startswith(b"HTTP/1.1 200")


async def test_a_page_that_does_not_greet_may_try_later(hasty: House) -> None:
    organizer = await hasty.organizer()
    row = await hasty.seat(organizer, await hasty.exam(organizer))
    door = await hasty.sit(row)
    for path in ("/live/student", "/live/phone"):
        peer = await hasty.bare_socket(path, door)
        assert await peer.closed() == 1013
    await door.close()
    await organizer.close()


async def test_who_takes_longer_than_the_pause_but_goes_on_is_heard(hasty: House) -> None:
    body = [b'{"email": "a@', b'b.example", ', b'"password": ', b'"x"}']
    head = HEAD.replace(b"900", str(sum(map(len, body))).encode())
    reader, writer = await asyncio.open_connection("127.0.0.1", int(hasty.url.rpartition(":")[2]))
    for part in (head, *body):
        writer.write(part)
        await asyncio.sleep(0.25)
    heard = await asyncio.wait_for(reader.read(2000), LONG_S)
    assert heard.startswith(b"HTTP/1.1 401")
    writer.close()
