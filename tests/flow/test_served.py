"""What a student made leaves as what it is, and as nothing that a browser runs."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import Response
from fastapi.routing import APIRoute

from fairseat.app import ROUTERS
from fairseat.domain.frames import Snapshot, write_snapshot
from fairseat.domain.messages import ChunkRefused, ChunksStored, SnapshotRequested, SnapshotStored, StudentWelcomed
from fairseat.flow.pack import pack_session
from fairseat.simulate.door import Door
from tests.house import WEBM, House, Peer, chunk_of

JPEG = b"\xff\xd8\xff\xe0<script>alert(1)</script>"
SCRIPT = b"document.title = 'taken over'"


@pytest.fixture(scope="module")
async def seated(home: House, organizer: Door) -> AsyncIterator[tuple[dict[str, Any], Door, Peer]]:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    yield row, door, peer
    await peer.close()
    await door.close()


@pytest.mark.parametrize(
    ("mime", "head"),
    [("text/html", WEBM), ("text/javascript", WEBM), ("image/svg+xml", WEBM), ("", WEBM), ("video/webm;x=1", WEBM),
     ("video/webm", b""), ("video/webm", b"<html>"), ("video/mp4", WEBM)],
)  # fmt: skip
async def test_what_is_no_recording_is_refused_by_name(seated, mime: str, head: bytes) -> None:
    _, _, peer = seated
    recorder = uuid4().hex[:16]
    await peer.put(chunk_of(0, SCRIPT, mime=mime, head=head, recorder=recorder))
    refused = await peer.expect(ChunkRefused, lambda m: m.recorder == recorder)
    assert refused.code == "chunk_malformed"


async def _answer(organizer: Door, path: str) -> httpx.Response:
    answer = await organizer._client.get(path)
    assert answer.status_code == 200, answer.text
    return answer


def _assert_runs_nothing(answer: httpx.Response, kind: str) -> None:
    headers = answer.headers
    assert headers["content-type"] == kind
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].startswith("attachment; filename=")
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")


async def _segment(home: House, session: str, peer: Peer, mime: str, packed: bool) -> str:
    """As a page before this one may have left it: with a type of its own choice."""
    recorder = uuid4().hex[:16]
    await peer.put(chunk_of(0, SCRIPT, recorder=recorder, last=True))
    await peer.expect(ChunksStored, lambda m: m.recorder == recorder)
    key = (UUID(session), "camera", recorder, 0)
    home.context.spool.parts[key[0]][key].mime = mime
    if packed:
        await pack_session(home.context, key[0], over=True)
    return f"/api/sessions/{session}/segments/camera/{recorder}-0"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("mime", "served"),
    [("video/webm;codecs=vp8,opus", "video/webm"), ('video/mp4; codecs="avc1"', "video/mp4"),
     ("text/html", "application/octet-stream"), ("", "application/octet-stream")],
)  # fmt: skip
async def test_a_recording_is_served_as_one_of_the_fixed_types_whatever_was_stored(
    home: House, organizer: Door, seated, mime: str, served: str, packed: bool
) -> None:
    row, _, peer = seated
    answer = await _answer(organizer, await _segment(home, row["id"], peer, mime, packed))
    _assert_runs_nothing(answer, served)
    assert answer.content == WEBM + SCRIPT


async def test_a_snapshot_is_served_as_a_picture(home: House, organizer: Door, seated) -> None:
    row, _, peer = seated
    await _segment(home, row["id"], peer, "video/webm", packed=False)  # the first of the camera asks for a photo
    asked = await peer.expect(SnapshotRequested)
    now = home.context.clock() * 1000
    await peer.put(write_snapshot(Snapshot("camera", UUID(asked.id), now, JPEG)))
    await peer.expect(SnapshotStored)
    answer = await _answer(organizer, f"/api/sessions/{row['id']}/snapshots/{asked.id}")
    _assert_runs_nothing(answer, "image/jpeg")


async def test_a_report_is_served_as_a_file(home: House, organizer: Door, seated) -> None:
    row, door, _ = seated
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    path = f"/api/sessions/{row['id']}"
    for _ in range(200):
        if (await organizer.get(path))["report"] == "ready":
            break
        await asyncio.sleep(0.05)
    _assert_runs_nothing(await _answer(organizer, f"{path}/report.pdf"), "application/pdf")


def test_no_other_route_hands_out_bytes() -> None:
    """A new one belongs into this file, and goes through `api/evidence.py`."""
    routes = [route for part in ROUTERS for route in part.router.routes if isinstance(route, APIRoute)]
    assert {route.path.rpartition("{session}")[2] for route in routes if route.response_class is Response} == {
        "/segments/{source}/{segment}", "/snapshots/{snapshot}", "/similar/{find}/photo", "/report.pdf",
    }  # fmt: skip


async def test_data_opened_by_its_address_is_of_no_origin(organizer: Door, seated) -> None:
    row, _, _ = seated
    answer = await _answer(organizer, f"/api/sessions/{row['id']}")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
