"""The phone as a second camera: its chunks, its silence, its dark picture; and what it may not do."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import (
    AlertRaised,
    ChunkRefused,
    ChunksStored,
    PhoneWelcomed,
    Ping,
    Pong,
    Refused,
    ReportPicture,
    SendChat,
    SendReadings,
    SessionMoved,
    StudentWelcomed,
    TileChanged,
    ViolationClosed,
)
from fairseat.flow.board import load_seat
from fairseat.flow.pair import look_at_phones
from fairseat.simulate.door import Door
from tests.house import House, Peer, chunk_of
from tests.live.conftest import Sitting, twice_a_second

SOURCES = {"camera": True, "microphone": True, "screen": True, "fullscreen": False, "phone": True}


@pytest.fixture(scope="module")
async def exam(home: House, organizer: Door) -> str:
    """With a phone; it is missed at once, so that a test need not wait for ten seconds."""
    return await home.exam(organizer, sources=SOURCES, trackers={"phone_camera": {"raise_s": 0, "clear_s": 1}})


@pytest.fixture
async def phone(home: House, sitting: Sitting) -> AsyncIterator[Peer]:
    peer = await home.phone_socket(sitting.door)
    await peer.expect(PhoneWelcomed)
    yield peer
    await peer.close()


def _chunk(n: int) -> bytes:
    return chunk_of(n, source="phone", recorder="aabbccddeeff0011")


def _readings(peer: Peer) -> Any:
    """The student's own page is there meanwhile."""

    async def send(n: int) -> None:
        at = int(time.time()) - 1
        await peer.say(SendReadings(sequence=n, at_ms=at * 1000, values={"camera": 0.0}))

    return send


def _records(phone: Peer) -> Any:
    async def send(n: int) -> None:
        await phone.put(_chunk(n))

    return send


async def _share(organizer: Door, session: str) -> dict[str, Any]:
    page = await organizer.get(f"/api/sessions/{session}")
    return next(t for t in page["score"]["trackers"] if t["tracker"] == "phone_camera")


def _of_phone(m: Any) -> bool:
    return bool(m.tracker == "phone_camera")


async def test_a_phone_that_falls_silent_is_raised_and_closed_when_it_is_back(
    sitting: Sitting, phone: Peer, watcher: Peer, organizer: Door
) -> None:
    async with twice_a_second(_readings(sitting.peer)):
        async with twice_a_second(_records(phone)):
            await watcher.expect(TileChanged, lambda m: "phone" in m.tile.sources and m.tile.session == sitting.id)
            await asyncio.sleep(2.5)
            assert not [m for m in watcher.heard if isinstance(m, AlertRaised) and m.session == sitting.id]
        alert = await watcher.expect(AlertRaised, lambda m: m.session == sitting.id and _of_phone(m))
        assert (alert.severity, alert.detail) == ("minor", {"reason": "silent"})
        await asyncio.sleep(1)
        later = _records(phone)
        async with twice_a_second(lambda n: later(n + 100)):
            await watcher.expect(ViolationClosed, lambda m: m.session == sitting.id and _of_phone(m))
    share = await _share(organizer, sitting.id)
    assert 2 <= share["seconds"] <= 5
    assert share["loss"] > 0


async def test_a_dark_picture_is_what_the_phone_says_of_itself(sitting: Sitting, phone: Peer, watcher: Peer) -> None:
    dark = ReportPicture(picture="dark")
    async with twice_a_second(_readings(sitting.peer), _records(phone), lambda _: phone.say(dark)):
        alert = await watcher.expect(AlertRaised, lambda m: m.session == sitting.id and _of_phone(m))
        assert alert.detail == {"reason": "dark"}


async def test_a_phone_that_was_never_paired_is_not_missed(sitting: Sitting, organizer: Door) -> None:
    async with twice_a_second(_readings(sitting.peer)):
        await asyncio.sleep(4)
    share = await _share(organizer, sitting.id)
    assert (share["seconds"], share["coverage"]) == (0, 0)


async def test_a_silent_phone_is_nobodys_fault_while_the_students_line_is_down(
    home: House, sitting: Sitting, phone: Peer
) -> None:
    await sitting.peer.abort()
    await asyncio.sleep(4)
    seat = await load_seat(home.context, UUID(sitting.id))
    assert "phone_camera" not in seat.open


async def test_a_phones_chunks_are_kept_and_read_back_as_any_source(
    sitting: Sitting, phone: Peer, organizer: Door
) -> None:
    await phone.put(_chunk(0))
    await phone.expect(ChunksStored)
    (segment,) = (await organizer.get(f"/api/sessions/{sitting.id}/segments"))["segments"]
    assert segment["source"] == "phone"


async def test_page_and_phone_carry_their_own_sources_only(sitting: Sitting, phone: Peer) -> None:
    await phone.put(chunk_of(0, source="camera"))
    assert (await phone.expect(ChunkRefused)).code == "chunk_malformed"
    await sitting.peer.put(_chunk(0))
    assert (await sitting.peer.expect(ChunkRefused)).code == "chunk_malformed"


async def test_a_phone_has_its_own_few_messages_and_takes_nothing_over(sitting: Sitting, phone: Peer) -> None:
    await phone.say(Ping(number=1, sent_device_ms=5))
    assert (await phone.expect(Pong)).number == 1
    await phone.say(SendChat(id="1", text="hello"))
    assert (await phone.expect(Refused)).code == "malformed"
    await sitting.peer.say(Ping(number=2, sent_device_ms=5))
    assert (await sitting.peer.expect(Pong)).number == 2


async def test_the_newest_phone_counts(home: House, sitting: Sitting, phone: Peer) -> None:
    second = await home.phone_socket(sitting.door)
    await second.expect(PhoneWelcomed)
    assert await phone.closed() == 4409
    await second.close()


async def test_a_phone_is_told_when_the_exam_is_over(sitting: Sitting, phone: Peer) -> None:
    await sitting.door.post("/api/sitting/finish", {})
    assert (await phone.expect(SessionMoved)).state == "finished"


async def test_the_pairing_is_on_the_timeline_and_known_again_after_a_restart(
    home: House, sitting: Sitting, phone: Peer, organizer: Door
) -> None:
    page = await organizer.get(f"/api/sessions/{sitting.id}")
    assert "phone_paired" in [e["kind"] for e in page["events"]]
    del home.context.seats[UUID(sitting.id)]
    assert (await load_seat(home.context, UUID(sitting.id))).phone is not None
    await look_at_phones(home.context)


async def test_no_phone_is_let_in_where_the_exam_asks_for_none(home: House, organizer: Door) -> None:
    door = await home.sit(await home.seat(organizer, await home.exam(organizer)))
    page = await home.student_socket(door)
    await page.expect(StudentWelcomed)
    assert await (await home.phone_socket(door)).closed() == 4403
    await page.close()
    await door.close()
