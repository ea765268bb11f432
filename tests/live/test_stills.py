"""Still pictures in place of a recording: only where the template lets them, and no more than they show."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairseat.domain.messages import ChunkRefused, ChunksStored
from fairseat.flow.pack import pack_session
from fairseat.simulate.door import Door
from tests.house import House, Peer, chunk_of
from tests.live.conftest import seated

STILL = b"\xff\xd8\xff\xe0" + b"picture" * 2000
SOURCES = {"camera": True, "microphone": False, "screen": False}


@asynccontextmanager
async def _sitting(home: House, organizer: Door, stills: bool) -> AsyncIterator[tuple[UUID, Peer]]:
    exam = await home.exam(organizer, sources={**SOURCES, "stills": stills})
    async with seated(home, organizer, exam) as one:
        yield UUID(one.id), one.peer


async def _put(peer: Peer, lasts_ms: int, head: bytes = STILL, recorder: str = "") -> str:
    """The picture, and the word how long it was shown."""
    recorder = recorder or uuid4().hex[:16]
    start = time.time() * 1000 - lasts_ms
    common: dict[str, Any] = {"recorder": recorder, "mime": "image/jpeg"}
    await peer.put(chunk_of(0, b"", head=head, started_ms=start, duration_ms=100, **common))
    await peer.put(chunk_of(1, b"", last=True, started_ms=start + 100, duration_ms=lasts_ms - 100, **common))
    return recorder


async def test_a_still_is_evidence_for_as_long_as_it_is_shown_and_served_as_the_picture_that_it_is(
    home: House, organizer: Door
) -> None:
    async with _sitting(home, organizer, stills=True) as (session, peer):
        recorder = await _put(peer, 3000)
        await peer.expect(ChunksStored, lambda m: m.sequences == [1])
    assert home.context.spool.parts[session][session, "camera", recorder, 0].plausible
    await pack_session(home.context, session, over=True)
    index = (await organizer.get(f"/api/sessions/{session}/segments"))["segments"]
    assert [(s["mime"], s["duration_ms"]) for s in index] == [("image/jpeg", 3000)]
    answer = await organizer._client.get(f"/api/sessions/{session}/segments/camera/{recorder}-0")
    assert (answer.headers["content-type"], answer.content) == ("image/jpeg", STILL)
    assert answer.headers["content-disposition"].endswith('.jpg"')


async def test_one_picture_does_not_stand_for_half_a_minute(home: House, organizer: Door) -> None:
    async with _sitting(home, organizer, stills=True) as (session, peer):
        recorder = await _put(peer, 30_000)
        await peer.expect(ChunksStored, lambda m: m.sequences == [1])
        assert not home.context.spool.parts[session][session, "camera", recorder, 0].plausible


async def test_a_picture_is_not_put_together_of_pieces(home: House, organizer: Door) -> None:
    async with _sitting(home, organizer, stills=True) as (_, peer):
        for order in ((0, 1), (1, 0)):
            recorder = uuid4().hex[:16]
            for sequence in order:
                payload = b"" if sequence == 0 else HUGE[4:]
                head = STILL[:4] if sequence == 0 else b""
                await peer.put(chunk_of(sequence, payload, head=head, recorder=recorder, mime="image/jpeg"))
            refused = await peer.expect(ChunkRefused, lambda m, own=recorder: m.recorder == own)
            assert (refused.sequence, refused.code) == (order[1], "chunk_malformed")
        recorder = await _put(peer, 3000)
        again = await _put(peer, 3000, recorder=recorder)
        await peer.until(lambda: sum(m.recorder == again for m in peer.heard if isinstance(m, ChunksStored)) == 4)


HUGE = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + b"0" * 100  # says that it has 65535 x 65535 pixels


@pytest.mark.parametrize(("stills", "head"), [(False, STILL), (True, b"<html>"), (True, b""), (True, HUGE)])
async def test_what_is_no_still_or_not_asked_for_is_refused(
    home: House, organizer: Door, stills: bool, head: bytes
) -> None:
    async with _sitting(home, organizer, stills=stills) as (_, peer):
        recorder = await _put(peer, 3000, head)
        refused = await peer.expect(ChunkRefused, lambda m: m.recorder == recorder and m.sequence == 0)
        assert refused.code == "chunk_malformed"
