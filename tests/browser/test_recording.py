"""A real page whose computer sleeps, and one whose recorder delivers nothing."""

import asyncio
import os
import signal
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.dead import DEAD
from tests.browser.people import SLOW_MS, Student, shot
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SLEEP_S = (
    15  # what matters is that the page's timers stand longer than it waits for them: 5 s, and 40 s are no other case
)
SEAM_MS = 150


async def _session(organizer: Door, name: str) -> str:
    return str(next(r["id"] for r in await organizer.all_of("/api/sessions") if r["student_name"] == name))


async def _segments(organizer: Door, session: str, source: str = "camera") -> list[dict[str, Any]]:
    found = (await organizer.get(f"/api/sessions/{session}/segments"))["segments"]
    return sorted((s for s in found if s["source"] == source), key=lambda s: s["started_ms"])


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    own = [int(child) for file in tasks for child in file.read_text().split()]
    return own + [one for child in own for one in _children(child)]


def _browser() -> list[int]:
    """The processes of the one browser that this test has started."""
    names = {pid: Path(f"/proc/{pid}/comm").read_text().strip() for pid in _children(os.getpid())}
    return [pid for pid, name in names.items() if name.startswith("chrom")]


def _tell(pids: list[int], kind: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, kind)


async def test_after_a_sleep_the_recording_goes_on_and_nothing_is_claimed_for_it(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    student = server.demo["students"][0]
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await Student(page).enter(server.url + student["link"])
    await asyncio.sleep(8)
    session, asleep = await _session(organizer, student["name"]), _browser()
    assert asleep
    _tell(asleep, signal.SIGSTOP)
    try:
        await asyncio.sleep(SLEEP_S)
    finally:
        _tell(asleep, signal.SIGCONT)
    woke_ms = time.time() * 1000
    await asyncio.sleep(10)
    segments = await _segments(organizer, session)
    assert max(s["started_ms"] + s["duration_ms"] for s in segments) > woke_ms + 6000
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_text("Everything has arrived")).to_be_visible(timeout=60_000)
    for source in ("camera", "screen"):
        segments = await _segments(organizer, session, source)
        assert all(s["closed"] and not s["missing"] for s in segments)
        gaps = [b["started_ms"] - a["started_ms"] - a["duration_ms"] for a, b in pairwise(segments)]
        (sleep,) = [gap for gap in gaps if gap > SEAM_MS]
        assert abs(sleep - SLEEP_S * 1000) < 2500
    found = await organizer.get(f"/api/sessions/{session}")
    (outage,) = found["outages"]
    assert abs(outage["missing_s"]["camera"] - SLEEP_S) < 3
    shares = {t["tracker"]: t["share"] for t in found["score"]["trackers"]}
    assert shares["not_recorded"] < shares["network"]


async def _die(page: Page) -> None:
    await page.evaluate("window.dead = true")


async def test_a_recorder_that_delivers_nothing_is_told_with_its_cure_and_tried_again(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    student = server.demo["students"][1]
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await page.add_init_script(DEAD)
    await Student(page).enter(server.url + student["link"])
    await expect(page.get_by_text("Recording camera, microphone and screen")).to_be_visible(timeout=SLOW_MS)
    await asyncio.sleep(4)
    await _die(page)
    begun = time.time()
    await expect(page.get_by_text("Nothing of your camera, microphone and screen is being recorded")).to_be_visible(
        timeout=10_000
    )
    assert time.time() - begun < 10
    await expect(page.get_by_text("Not recording")).to_be_visible(timeout=10_000)
    await shot(page, "recorder-silent")
    session = await _session(organizer, student["name"])
    await asyncio.sleep(max(0.0, begun + 17 - time.time()))
    found = await organizer.get(f"/api/sessions/{session}")
    assert "not_recorded" in [v["tracker"] for v in found["violations"]]
    await page.evaluate("window.dead = false")
    await expect(page.get_by_text("Recording camera, microphone and screen")).to_be_visible(timeout=45_000)
    await expect(page.get_by_text("is being recorded. It is tried again")).to_have_count(0)


async def test_the_check_finds_a_browser_that_records_nothing(server: Server, new_browser: NewBrowser) -> None:
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await page.add_init_script(DEAD + "window.dead = true;")
    student = Student(page)
    await student.arrive(server.url + server.demo["students"][2]["link"])
    await student.consent()
    await page.get_by_role("button", name="Share your screen").click()
    await expect(page.get_by_text("Nothing of your camera or microphone can be recorded")).to_be_visible(timeout=40_000)
    await expect(page.get_by_role("button", name="Continue")).to_be_disabled()
    await page.get_by_text("Nothing of your camera or microphone").scroll_into_view_if_needed()
    await shot(page, "check-records-nothing")
    await page.evaluate("window.dead = false")
    await page.get_by_role("listitem").filter(has_text="Nothing of your camera").get_by_role("button").click()
    await expect(page.get_by_text("Your browser records what it should.")).to_be_visible(timeout=20_000)
