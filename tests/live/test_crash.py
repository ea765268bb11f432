"""The server is killed, the line is cut, the database goes away: what was acknowledged stays, what was not comes."""

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from fairseat.simulate.door import Door
from fairseat.simulate.loops import load_loops
from fairseat.simulate.stage import Organizer, set_up
from fairseat.simulate.student import Student
from tests.server import Server

pytestmark = pytest.mark.slow
CACHE = Path(__file__).resolve().parents[2] / ".cache/loops"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path / "data")
    one.start()
    yield one
    one.stop()


async def _student(server: Server) -> Student:
    account = server.demo["organizer"]
    loops = await asyncio.to_thread(load_loops, CACHE, 1)
    places, _ = await set_up(server.url, Organizer(account["email"], account["password"]), 1)
    return Student(server.url, places[0], 1, loops, lambda text: None)


async def _page(server: Server, name: str) -> tuple[Door, dict[str, Any], list[dict[str, Any]]]:
    account = server.demo["organizer"]
    door = Door(server.url)
    await door.sign_in(account["email"], account["password"])
    row = next(r for r in await door.all_of("/api/sessions") if r["student_name"] == name)
    for _ in range(150):
        page = await door.get(f"/api/sessions/{row['id']}")
        if page["report"] == "ready":  # what was on its way has come, and is in the score
            break
        await asyncio.sleep(0.1)
    index = await door.get(f"/api/sessions/{row['id']}/segments")
    return door, page, index["segments"]


def _whole(segments: list[dict[str, Any]], source: str) -> float:
    """Seconds recorded; every segment is complete and they follow one another without a gap."""
    own = sorted((s for s in segments if s["source"] == source), key=lambda s: s["started_ms"])
    assert own
    assert all(s["missing"] == 0 and s["closed"] for s in own)
    for before, after in pairwise(own):
        assert abs(after["started_ms"] - before["started_ms"] - before["duration_ms"]) < 50
    return float(sum(s["duration_ms"] for s in own) / 1000)


async def test_a_server_that_is_killed_and_started_again_has_lost_nothing(server: Server) -> None:
    student = await _student(server)
    sitting = asyncio.create_task(student.sit())
    await asyncio.sleep(6)
    await asyncio.to_thread(server.end, signal.SIGKILL)
    await asyncio.sleep(7)
    await asyncio.to_thread(server.start)
    await asyncio.sleep(8)
    student.leave()
    await asyncio.wait_for(sitting, 30)
    door, page, segments = await _page(server, student.place.name)
    assert student.waiting == 0
    assert _whole(segments, "camera") > 20
    assert _whole(segments, "screen") > 20
    (outage,) = page["outages"]
    assert outage["missing_s"] == {"camera": 0.0, "screen": 0.0}
    assert page["score"]["observed_s"] >= _whole(segments, "camera") - 2
    network = next(t for t in page["score"]["trackers"] if t["tracker"] == "network")
    assert network["loss"] == 0.0
    await door.close()


async def test_a_line_that_is_cut_for_a_minute_leaves_no_gap_in_the_recording(server: Server) -> None:
    student = await _student(server)
    sitting = asyncio.create_task(student.sit())
    await asyncio.sleep(4)
    assert student._line
    await student._line.cut(60)
    await asyncio.sleep(68)
    student.leave()
    await asyncio.wait_for(sitting, 30)
    door, page, segments = await _page(server, student.place.name)
    assert _whole(segments, "camera") > 68
    (outage,) = page["outages"]
    assert outage["to_at"] is not None
    assert outage["missing_s"]["camera"] == 0.0
    await door.close()


async def test_a_database_that_is_killed_is_started_again_and_the_exam_goes_on(server: Server) -> None:
    student = await _student(server)
    sitting = asyncio.create_task(student.sit())
    await asyncio.sleep(4)
    pid = int((server.data / "database/pg/postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    async with httpx.AsyncClient(base_url=server.url) as client:
        away = await client.post("/api/sign-in", json={"email": "a@b.example", "password": "0123456789"})
    assert (away.status_code, away.json()["code"]) == (503, "database_away")
    await asyncio.sleep(14)
    student.leave()
    await asyncio.wait_for(sitting, 30)
    door, page, segments = await _page(server, student.place.name)
    assert page["session"]["state"] == "finished"
    assert _whole(segments, "camera") > 14
    assert page["score"]["observed_s"] >= _whole(segments, "camera") - 2
    await door.close()


async def test_the_report_is_there_within_ten_seconds_of_the_end(server: Server) -> None:
    student = await _student(server)
    sitting = asyncio.create_task(student.sit())
    await asyncio.sleep(5)
    student.leave()
    await asyncio.wait_for(sitting, 30)
    door, page, _ = await _page(server, student.place.name)
    ended = datetime.fromisoformat(page["session"]["finished_at"])
    assert (datetime.now(UTC) - ended).total_seconds() < 10
    pdf = await door.fetch(f"/api/sessions/{page['session']['id']}/report.pdf")
    assert pdf.startswith(b"%PDF")
    await door.close()
