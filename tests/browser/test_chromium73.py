"""A student's whole way in a browser near the floor: nothing of the recording is lost, and it fits the thin line."""

import asyncio
import json
import platform
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from fairseat.domain.messages import ChatSaid, SendChat
from fairseat.simulate.door import Door
from tests.browser.chromium73 import Chromium73, chromium73
from tests.house import House
from tests.server import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="Chromium 73 is packaged for x86_64 alone"),
]

SIT_S = 65  # six segments of the camera, two of the screen: the screen steps down after its first
LINE_BITS = 200_000  # of 256: what is left is for readings and chat; what the clamp made was 254
SEAM_MS = 150
QUESTION, REPLY = "Is scrap paper allowed?", "Yes, one sheet."
ANSWER = "Because the moon pulls at the sea."


async def _check_equipment(browser: Chromium73) -> None:
    await browser.press("I have read the rules", "input[type=checkbox]")
    await browser.press("Agree and continue")
    await browser.press("Allow camera and microphone")
    await browser.press("Share your screen")
    await browser.reads("Your browser records what it should.", wait_s=40)
    await browser.shot("chromium73-check")
    await browser.press("Continue", wait_s=40)


async def _start(browser: Chromium73) -> None:
    await browser.press("Start the exam")
    await browser.reads("Time left")
    await browser.reads("Recording camera, microphone and screen")


async def _talk(browser: Chromium73, house: House, proctor: Door, session: str) -> None:
    """Chat both ways."""
    staff = await house.staff_socket(proctor)
    await browser.press("Chat and help")
    await browser.write("Message to the proctor", QUESTION)
    await browser.press("Send")
    said = await staff.expect(ChatSaid, lambda m: m.text == QUESTION)
    assert said.session == session
    await staff.say(SendChat(id=str(uuid4()), text=REPLY, session=session))
    await browser.reads(REPLY)
    await staff.close()


async def _finish(browser: Chromium73) -> None:
    await browser.press("Finish")
    await browser.press("Finish the exam")
    await browser.reads("You have finished your exam")
    await browser.reads("Everything has arrived", wait_s=60)
    await browser.reads(f"{len(ANSWER.split())} words, saved")


async def test_the_pages_of_staff_say_in_chromium_73_what_they_need(server: Server, tmp_path: Path) -> None:
    async with chromium73("face.mjpeg", "room.wav", tmp_path / "staff73.log") as browser:
        await browser.open(f"{server.url}/staff")
        await browser.reads("This browser is too old for these pages")
        await browser.reads("They need Chrome 84, Edge 84, Firefox 79, Opera 70 or Safari 14.1, or newer.")
        await browser.reads("Update the browser or use another one.")
        await browser.shot("chromium73-staff")
        await browser.press("Go on all the same")
        await browser.reads("E-mail")


HEIGHTS = (
    "JSON.stringify([...document.querySelectorAll('figure video')].map(one => one.getBoundingClientRect().height))"
)


async def _review(browser: Chromium73, server: Server, session: str) -> None:
    """Below the floor, and pictures are pictures all the same: `aspect-ratio` came with Chrome 88, the floor is 84."""
    account = server.demo["organizer"]
    await browser.open(f"{server.url}/staff/sessions/{session}")
    await browser.press("Go on all the same")
    await browser.write("E-mail", account["email"])
    await browser.write("Password", account["password"])
    await browser.press("Sign in")
    await browser.until("document.querySelectorAll('figure video').length === 2", "pictures of the review")
    heights = json.loads(await browser.run(HEIGHTS))
    await browser.shot("chromium73-review")
    assert all(height > 100 for height in heights)


async def _segments(organizer: Door, session: str) -> dict[str, list[dict[str, Any]]]:
    found = (await organizer.get(f"/api/sessions/{session}/segments"))["segments"]
    found.sort(key=lambda segment: segment["started_ms"])
    return {source: [s for s in found if s["source"] == source] for source in ("camera", "screen")}


def _bits(segments: list[dict[str, Any]]) -> float:
    """A second, over the later half."""
    later = segments[len(segments) // 2 :]
    return sum(s["bytes"] for s in later) * 8000 / sum(s["duration_ms"] for s in later)


async def test_a_student_sits_a_whole_exam_in_chromium_73(server: Server, tmp_path: Path) -> None:
    house = House(server.url, server.data, server.demo, None)
    organizer, proctor = await house.organizer(), await house.proctor()
    steps = (await organizer.get("/api/catalogue"))["settings"]["steps"]
    row = await house.seat(organizer, await house.exam(organizer, steps=steps))
    async with chromium73("face.mjpeg", "speech.wav", tmp_path / "chromium73.log") as browser:
        await browser.open(server.url + row["link"].removeprefix(server.url))
        await _check_equipment(browser)
        await _start(browser)
        begun = time.monotonic()
        await browser.write("Your answer", ANSWER)
        await _talk(browser, house, proctor, row["id"])
        await asyncio.sleep(max(0.0, begun + SIT_S - time.monotonic()))
        await browser.shot("chromium73-exam")
        await _finish(browser)
        await browser.shot("chromium73-finished")
    async with chromium73("face.mjpeg", "room.wav", tmp_path / "review73.log") as browser:
        await _review(browser, server, row["id"])
    await proctor.close()
    found = await organizer.get(f"/api/sessions/{row['id']}")
    assert found["violations"] == []
    assert found["outages"] == found["gaps"] == []
    assert [line["text"] for line in found["chat"]] == [QUESTION, REPLY]
    sources = await _segments(organizer, row["id"])
    for segments in sources.values():
        assert all(s["closed"] and not s["missing"] for s in segments)
        assert sum(s["duration_ms"] for s in segments) > SIT_S * 1000
        assert all(b["started_ms"] - a["started_ms"] - a["duration_ms"] < SEAM_MS for a, b in pairwise(segments))
    assert sum(_bits(segments) for segments in sources.values()) < LINE_BITS
    await organizer.close()
