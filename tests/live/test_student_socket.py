"""What the student's page sends is stored, acknowledged, relayed; what it must not do is refused."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from fairseat.domain.messages import (
    ChatSaid,
    ChunkRefused,
    ChunksStored,
    HeldElsewhere,
    Ping,
    Pong,
    ReadingsStored,
    Refused,
    ReportClock,
    SendChat,
    SendReadings,
    StudentWelcomed,
)
from fairseat.flow.pack import pack_session
from fairseat.simulate.door import Door
from tests.house import WEBM, House, chunk_of
from tests.live.conftest import Sitting


async def _index(organizer: Door, row: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await organizer.get(f"/api/sessions/{row['id']}/segments"))["segments"]
    return found


async def test_a_chunk_is_acknowledged_and_can_be_read_back(sitting: Sitting, organizer: Door) -> None:
    row, peer = sitting.row, sitting.peer
    await peer.put(chunk_of(0, b"head"))
    await peer.put(chunk_of(1, b"tail", last=True))
    await peer.expect(ChunksStored, lambda m: 1 in m.sequences)
    (segment,) = await _index(organizer, row)
    assert (segment["chunks"], segment["missing"], segment["closed"]) == (2, 0, True)
    path = f"/api/sessions/{row['id']}/segments/camera/{segment['id']}"
    assert await organizer.fetch(path) == WEBM + b"headtail"


async def test_a_repeated_chunk_is_acknowledged_and_kept_once(sitting: Sitting, organizer: Door) -> None:
    row, peer = sitting.row, sitting.peer
    for _ in range(2):
        await peer.put(chunk_of(0, b"same", started_ms=1e12))
    await peer.until(lambda: sum(isinstance(m, ChunksStored) for m in peer.heard) == 2)
    assert [s["bytes"] for s in await _index(organizer, row)] == [len(WEBM) + 4]


async def test_other_bytes_under_a_key_are_refused_and_noted(sitting: Sitting, organizer: Door) -> None:
    row, peer = sitting.row, sitting.peer
    await peer.put(chunk_of(0, b"one", started_ms=1e12))
    await peer.put(chunk_of(0, b"two", started_ms=1e12))
    refused = await peer.expect(ChunkRefused)
    assert refused.code == "chunk_conflict"
    audit = await organizer.all_of("/api/audit", session=row["id"])
    assert "chunk_conflict" in [entry["action"] for entry in audit]


async def test_a_conflict_is_noticed_also_after_the_segment_was_packed(
    sitting: Sitting, organizer: Door, home: House
) -> None:
    row, peer = sitting.row, sitting.peer
    await peer.put(chunk_of(0, b"one", last=True, started_ms=1e12))
    await peer.expect(ChunksStored)
    await pack_session(home.context, UUID(row["id"]), over=True)
    await peer.put(chunk_of(0, b"one", last=True, started_ms=1e12))
    await peer.until(lambda: sum(isinstance(m, ChunksStored) for m in peer.heard) == 2)
    await peer.put(chunk_of(0, b"two", last=True, started_ms=1e12))
    assert (await peer.expect(ChunkRefused)).code == "chunk_conflict"


async def test_chunks_that_are_none_or_too_large_are_refused_by_name(sitting: Sitting) -> None:
    peer = sitting.peer
    await peer.put(chunk_of(7)[:20])
    assert (await peer.expect(ChunkRefused)).code == "chunk_malformed"
    await peer.put(chunk_of(8, bytes(1_000_001), first=True))
    refused = await peer.expect(ChunkRefused, lambda m: m.code == "chunk_too_large")
    assert refused.sequence == 8


async def test_a_message_that_is_none_is_answered_and_the_line_lives_on(sitting: Sitting) -> None:
    peer = sitting.peer
    await peer.socket.send('{"type":"fly"}')
    assert (await peer.expect(Refused)).code == "malformed"
    await peer.say(Ping(number=3, sent_device_ms=5.0))
    assert (await peer.expect(Pong)).sent_device_ms == 5.0


async def test_readings_are_acknowledged_when_stored(sitting: Sitting, organizer: Door, home: House) -> None:
    row, peer = sitting.row, sitting.peer
    at = round(home.context.clock()) * 1000
    for n in range(3):
        await peer.say(SendReadings(sequence=n, at_ms=at + n * 1000, values={"camera": 0.0, "voices": None}))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 2)
    score = (await organizer.get(f"/api/sessions/{row['id']}"))["score"]
    assert score["observed_s"] == 3
    voices = next(t for t in score["trackers"] if t["tracker"] == "voices")
    assert (voices["loss"], voices["coverage"]) == (0.0, 0.0)


async def test_a_second_page_is_told_that_the_session_is_held(sitting: Sitting, home: House) -> None:
    door = sitting.door
    second = await home.student_socket(door, "page-2")
    await second.expect(HeldElsewhere)
    assert await second.closed() == 4409


async def test_a_page_that_claims_the_session_gets_it_and_the_other_is_told(sitting: Sitting, home: House) -> None:
    door, peer = sitting.door, sitting.peer
    second = await home.student_socket(door, "page-2", take_over=True)
    await second.expect(StudentWelcomed)
    await peer.expect(HeldElsewhere)
    assert await peer.closed() == 4409
    await second.close()


async def test_a_message_of_the_chat_sent_twice_is_one(sitting: Sitting, organizer: Door) -> None:
    row, peer = sitting.row, sitting.peer
    ident = str(uuid4())
    for _ in range(2):
        await peer.say(SendChat(id=ident, text=" May I? "))
    await peer.until(lambda: sum(isinstance(m, ChatSaid) for m in peer.heard) == 2)
    chat = (await organizer.get(f"/api/sessions/{row['id']}"))["chat"]
    assert [m["text"] for m in chat] == ["May I?"]


async def test_an_empty_message_is_refused_at_its_own_id(sitting: Sitting) -> None:
    peer = sitting.peer
    ident = str(uuid4())
    await peer.say(SendChat(id=ident, text="   "))
    refused = await peer.expect(Refused)
    assert (refused.code, refused.of, refused.id) == ("invalid", "send_chat", ident)


async def test_nobody_gets_in_without_a_sign_in_or_from_another_site(home: House) -> None:
    stranger = await home.bare_socket("/live/student", Door(home.url))
    assert await stranger.closed() == 4401
    organizer = await home.organizer()
    address = home.url.replace("http", "ws") + "/live/staff"
    headers = {"Cookie": organizer.cookie}
    async with connect(address, origin=Origin("https://evil.example"), additional_headers=headers) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4403
    await organizer.close()


async def test_evidence_that_is_late_is_taken_after_the_end(sitting: Sitting, organizer: Door) -> None:
    row, door, peer = sitting.row, sitting.door, sitting.peer
    await door.post("/api/sitting/finish", {"waiting_chunks": 1})
    await peer.put(chunk_of(0, b"late", last=True))
    await peer.expect(ChunksStored)
    assert [s["bytes"] for s in await _index(organizer, row)] == [len(WEBM) + 4]


async def test_text_that_cannot_be_kept_is_refused_and_the_line_lives_on(sitting: Sitting) -> None:
    peer, ident = sitting.peer, str(uuid4())
    await peer.say(SendChat(id=ident, text="a\0b"))
    refused = await peer.expect(Refused)
    assert (refused.code, refused.id) == ("unusable_text", ident)
    await peer.say(SendReadings(sequence=1, at_ms=1000, values={}, details={"voices": {"reason": "\0"}}))
    await peer.expect(ReadingsStored)


async def test_a_clock_or_a_chunk_beyond_all_measure_is_refused(sitting: Sitting) -> None:
    peer = sitting.peer
    await peer.say(ReportClock(offset_ms=1e300, error_ms=1))
    assert (await peer.expect(Refused)).of == "report_clock"
    frame = bytearray(chunk_of(0))
    frame[28:32] = (2**32 - 1).to_bytes(4, "big")
    await peer.put(bytes(frame))
    assert (await peer.expect(ChunkRefused)).code == "chunk_malformed"
