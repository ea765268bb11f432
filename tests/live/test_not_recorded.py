"""A page that talks and records nothing: raised by the server's clock, told to the student, and charged at the end."""

import asyncio
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from fairseat.domain.messages import (
    AlertRaised,
    ChunkRefused,
    ChunksStored,
    RecordingMissed,
    ReportPipeline,
    SendReadings,
    SessionMoved,
    ViolationClosed,
)
from fairseat.flow.finish import rescore
from fairseat.flow.miss import look_at_recordings
from fairseat.flow.pack import pack_session
from fairseat.simulate.door import Door
from tests.house import WEBM, House, Peer, chunk_of
from tests.live.conftest import Act, Sitting, twice_a_second

CAMERA = "00112233aabbccdd"
SCREEN = "ddccbbaa33221100"


def _readings(peer: Peer, **values: float) -> Act:
    async def send(n: int) -> None:
        at = int(time.time()) - 1
        await peer.say(SendReadings(sequence=n, at_ms=at * 1000, values=values or {"window_focus": 0.0}))

    return send


def _records(peer: Peer, source: str, payload: bytes | None = None, head: bytes = WEBM) -> Act:
    ident = CAMERA if source == "camera" else SCREEN
    start = time.time() * 1000

    async def send(n: int) -> None:
        await peer.put(
            chunk_of(n, payload, head=head, source=source, recorder=ident, started_ms=start + n * 500)
        )  # fmt: skip

    return send


def _of(session: str) -> Callable[[Any], bool]:
    return lambda m: m.session == session and getattr(m, "tracker", "") == "not_recorded"


async def _share(organizer: Door, session: str, tracker: str) -> dict[str, Any]:
    page = await organizer.get(f"/api/sessions/{session}")
    return next(t for t in page["score"]["trackers"] if t["tracker"] == tracker)


async def test_a_page_that_talks_and_records_nothing_is_raised_within_fifteen_seconds_told_and_cured(
    sitting: Sitting, watcher: Peer, home: House, organizer: Door
) -> None:
    peer, begun = sitting.peer, time.time()
    async with twice_a_second(_readings(peer)):
        alert = await watcher.expect(AlertRaised, _of(sitting.id), wait_s=16)
        assert 10 <= time.time() - begun <= 15.5
        assert (alert.severity, alert.detail["reason"]) == ("serious", "nothing")
        assert (await peer.expect(RecordingMissed)).sources == {"camera": "nothing", "screen": "nothing"}
        async with twice_a_second(_records(peer, "camera"), _records(peer, "screen")):
            await peer.expect(RecordingMissed, lambda m: not m.sources)
            await watcher.expect(ViolationClosed, _of(sitting.id))
    seat = home.context.seats[UUID(sitting.id)]
    assert "not_recorded" not in seat.open


async def test_what_is_no_recording_counts_as_none(sitting: Sitting, watcher: Peer) -> None:
    peer = sitting.peer
    garbage = _records(peer, "camera", b"x" * 100, b"")
    async with twice_a_second(_readings(peer), _records(peer, "screen"), garbage):
        alert = await watcher.expect(AlertRaised, _of(sitting.id), wait_s=16)
    assert alert.detail == {"sources": ["camera"], "reason": "no_recording"}


async def test_an_empty_chunk_is_no_sign_of_a_recording(home: House, sitting: Sitting) -> None:
    await sitting.peer.put(chunk_of(0))
    await sitting.peer.put(chunk_of(1, b"", last=True))
    await sitting.peer.until(lambda: sum(isinstance(m, ChunksStored) for m in sitting.peer.heard) == 2)
    seat = home.context.seats[UUID(sitting.id)]
    first, seat.recorded.good_at["camera"] = seat.recorded.good_at["camera"], 1.0
    await sitting.peer.put(chunk_of(2, b"", segment=1, first=False))
    await sitting.peer.until(lambda: sum(isinstance(m, ChunksStored) for m in sitting.peer.heard) == 3)
    assert first > 1.0
    assert seat.recorded.good_at["camera"] == 1.0


async def test_a_full_disk_is_told_as_what_it_is(
    sitting: Sitting, watcher: Peer, home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairseat.domain.errors import Refusal

    def full(*_: Any) -> None:
        raise Refusal("disk_full", "The server's disk is full.", 507)

    monkeypatch.setattr(home.context.spool, "_write", full)
    peer = sitting.peer
    async with twice_a_second(_readings(peer), _records(peer, "camera"), _records(peer, "screen")):
        missed = await peer.expect(RecordingMissed, wait_s=12)
    assert missed.sources == {"camera": "disk_full", "screen": "disk_full"}


async def test_a_device_that_is_known_to_be_gone_is_not_raised_twice(home: House, sitting: Sitting) -> None:
    peer = sitting.peer
    seat = home.context.seats[UUID(sitting.id)]
    gone = _readings(peer, camera=1.0, microphone=1.0, screen_share=1.0)
    async with twice_a_second(gone):
        await asyncio.sleep(2.5)
        seat.recorded.since -= 60
        await look_at_recordings(home.context)
        assert seat.recorded.told == {}
        seat.without = frozenset({"camera", "microphone"})
    async with twice_a_second(_readings(peer)):
        await asyncio.sleep(6)
        await look_at_recordings(home.context)
        assert seat.recorded.told == {"screen": "nothing"}


async def test_the_seconds_that_are_missing_are_charged_once_at_the_end(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    """Forty seconds of an exam, of which the second half was recorded; nothing was cut."""
    peer, context = sitting.peer, home.context
    async with context.database.unit() as c:
        await c.execute(
            "UPDATE session SET started_at = started_at - interval '40 seconds' WHERE id = $1", UUID(sitting.id)
        )
    seat = context.seats[UUID(sitting.id)]
    seat.started_at_ms -= 40_000  # type: ignore[operator]
    now = int(time.time())
    for n in range(40):
        at = now - 40 + n
        await peer.say(SendReadings(sequence=n, at_ms=at * 1000, values={"window_focus": 0.0}))
    for source, ident in (("camera", CAMERA), ("screen", SCREEN)):
        for n in range(41):
            await peer.put(chunk_of(n, source=source, recorder=ident, started_ms=(now - 20) * 1000 + n * 500))
    await peer.until(lambda: sum(isinstance(m, ChunksStored) for m in peer.heard) == 82)
    await sitting.door.post("/api/sitting/finish", {"waiting_chunks": 0})
    await peer.expect(SessionMoved)
    await asyncio.sleep(0.5)
    await rescore(context, UUID(sitting.id))
    assert 46 <= (await _share(organizer, sitting.id, "not_recorded"))["share"] <= 54
    assert (await _share(organizer, sitting.id, "network"))["share"] == 0
    row = (await organizer.get(f"/api/sessions/{sitting.id}"))["session"]
    assert row["credibility"] < 55
    assert row["for_review"]


async def test_a_hole_is_packed_when_the_page_has_nothing_more_to_send_and_holds_nothing_up(
    home: House, sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer, context, session = sitting.peer, home.context, UUID(sitting.id)
    monkeypatch.setattr(context.settings, "hole_wait_s", 0.5)
    monkeypatch.setattr(context.settings, "pack_s", 1)
    start = time.time() * 1000 - 60_000
    for segment, sequences in enumerate(((0, 1, 4, 5), (6, 7, 8), (9, 10))):
        for n in sequences:
            first, last = n in (0, 6, 9), n in (5, 8)
            await peer.put(chunk_of(n, WEBM * 40 if first else None, segment=segment, first=first, last=last,
                                    started_ms=start + n * 500))  # fmt: skip
    await peer.until(lambda: sum(isinstance(m, ChunksStored) for m in peer.heard) == 9)
    parts = context.spool.parts[session]
    await asyncio.sleep(0.7)
    await pack_session(context, session, over=False)
    assert len(parts) == 3  # nobody has said that nothing waits
    idle = ReportPipeline(waiting_chunks=1, waiting_bytes=9, oldest_waiting_ms=300, level=0, recording=["camera"])
    await peer.say(idle)
    await asyncio.sleep(0.9)
    await pack_session(context, session, over=False)
    assert [key[3] for key in parts] == [2]  # the one that is being recorded
    async with context.database.unit() as c:
        rows = await c.fetch("SELECT number, missing, plausible, stretches FROM segment WHERE session_id = $1", session)
    found = {row["number"]: (row["missing"], row["plausible"], len(row["stretches"])) for row in rows}
    assert found == {0: (2, True, 0), 1: (0, True, 0)}  # a second is less than is called a hole
    await peer.put(chunk_of(2, started_ms=start + 1000, first=False))
    assert (await peer.expect(ChunkRefused)).code == "segment_packed"


async def test_a_first_piece_that_slept_is_taken_and_counts_for_a_slice(home: House, sitting: Sitting) -> None:
    frame = bytearray(chunk_of(0))
    frame[28:32] = (90_000).to_bytes(4, "big")
    await sitting.peer.put(bytes(frame))
    await sitting.peer.expect(ChunksStored)
    (part,) = home.context.spool.parts[UUID(sitting.id)].values()
    assert part.until_device_ms - part.started_device_ms == 500
