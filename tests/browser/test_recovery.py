"""A real page through a killed server, a reload, a lost camera: nothing is lost, and it comes back by itself."""

import asyncio
import re
import signal
from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import NewBrowser
from tests.browser.people import SLOW_MS, Student, api, shot, staff_page
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SEAM_MS = 150  # between two segments of one recorder; a chunk is 500 ms


async def _segments(organizer: Page, server: Server, session: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api(organizer, f"{server.url}/api/sessions/{session}/segments"))["segments"]
    return found


async def _session_of(organizer: Page, server: Server, name: str) -> str:
    rows = (await api(organizer, f"{server.url}/api/sessions"))["items"]
    return str(next(row["id"] for row in rows if row["student_name"] == name))


async def _until_complete(organizer: Page, server: Server, session: str) -> list[dict[str, Any]]:
    """The segments, when all that was on its way has come."""
    for _ in range(60):
        segments = await _segments(organizer, server, session)
        if segments and all(s["closed"] and not s["missing"] for s in segments):
            return segments
        await asyncio.sleep(0.5)
    raise AssertionError([s for s in segments if not s["closed"] or s["missing"]])


def _gaps_ms(segments: list[dict[str, Any]], source: str) -> list[float]:
    own = sorted((s for s in segments if s["source"] == source), key=lambda s: s["started_ms"])
    return [b["started_ms"] - a["started_ms"] - a["duration_ms"] for a, b in pairwise(own)]


async def test_the_recording_of_an_outage_is_complete(server: Server, new_browser: NewBrowser) -> None:
    organizer = await staff_page(await new_browser(), server, server.demo["organizer"])
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await Student(page).enter(server.url + server.demo["students"][1]["link"])
    await page.get_by_label("Your answer").first.fill("Written before the outage.")
    await asyncio.sleep(8)
    await asyncio.to_thread(server.end, signal.SIGKILL)
    await expect(page.get_by_text("Offline. The recording goes on")).to_be_visible(timeout=SLOW_MS)
    await page.get_by_label("Your answer").first.fill("Written before and during the outage.")
    await shot(page, "offline")
    await asyncio.sleep(12)
    await asyncio.to_thread(server.start)
    await expect(page.get_by_text("Connected").first).to_be_visible(timeout=SLOW_MS)
    await asyncio.sleep(10)
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_role("heading", name="You have finished your exam")).to_be_visible(timeout=60_000)
    session = await _session_of(organizer, server, server.demo["students"][1]["name"])
    segments = await _until_complete(organizer, server, session)
    for source in ("camera", "screen"):
        assert all(gap < SEAM_MS for gap in _gaps_ms(segments, source)), _gaps_ms(segments, source)
    found = await api(organizer, f"{server.url}/api/sessions/{session}")
    assert len(found["outages"]) == 1
    assert all(missing < 1 for missing in found["outages"][0]["missing_s"].values())
    network = next(t for t in found["score"]["trackers"] if t["tracker"] == "network")
    assert network["loss"] == 0
    covered = [t for t in found["score"]["trackers"] if t["tracker"] == "camera"]
    assert covered[0]["coverage"] > 0.9


async def test_a_reload_comes_back_into_the_running_exam(server: Server, new_browser: NewBrowser) -> None:
    organizer = await staff_page(await new_browser(), server, server.demo["organizer"])
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await Student(page).enter(server.url + server.demo["students"][2]["link"])
    await page.get_by_label("Your answer").first.fill("Before the reload.")
    await asyncio.sleep(4)
    page.on("dialog", lambda dialog: dialog.accept())
    await page.reload()
    await expect(page.get_by_role("button", name="Continue")).to_be_visible(timeout=SLOW_MS)
    await shot(page, "reloaded")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_label("Your answer").first).to_have_value("Before the reload.")
    await expect(page.get_by_text("Recording camera, microphone and screen")).to_be_visible(timeout=SLOW_MS)
    await asyncio.sleep(4)
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_role("heading", name="You have finished your exam")).to_be_visible(timeout=60_000)
    session = await _session_of(organizer, server, server.demo["students"][2]["name"])
    segments = await _segments(organizer, server, session)
    recorders = {s["id"].split("-")[0] for s in segments if s["source"] == "camera"}
    assert len(recorders) == 2  # one for each life of the page
    assert max(_gaps_ms(segments, "camera")) < 5000


async def test_a_second_tab_is_told_and_the_first_one_goes_on(server: Server, new_browser: NewBrowser) -> None:
    """Opening the link signs in anew, which must not lock the first tab out of its own exam."""
    organizer = await staff_page(await new_browser(), server, server.demo["organizer"])
    name, link = (server.demo["students"][0][key] for key in ("name", "link"))
    context = await new_browser("face.mjpeg", "speech.wav")
    page = await context.new_page()
    await Student(page).enter(server.url + link)
    second = await context.new_page()
    await second.goto(server.url + link)
    await expect(second.get_by_role("heading", name="open in another place")).to_be_visible(timeout=SLOW_MS)
    await shot(second, "second-tab")
    await asyncio.sleep(5)
    await second.close()
    await page.bring_to_front()
    await page.get_by_label("Your answer").first.fill("Written after the second tab.")
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_role("heading", name="You have finished your exam")).to_be_visible(timeout=60_000)
    found = await api(organizer, f"{server.url}/api/sessions/{await _session_of(organizer, server, name)}")
    assert [v["detail"] for v in found["violations"] if v["tracker"] == "environment"] == [{"reason": "second_tab"}]


async def test_a_refused_camera_says_what_to_do_and_recovers(server: Server, new_browser: NewBrowser) -> None:
    organizer = await staff_page(await new_browser(), server, server.demo["organizer"])
    csrf = (await api(organizer, f"{server.url}/api/me"))["csrf"]
    answer = await organizer.request.post(
        f"{server.url}/api/exams/{server.demo['exam']}/roster/csv",
        data={"text": "name,email\nDora Denied,dora@students.example\n", "apply": "all"},
        headers={"X-Fairseat-CSRF": csrf, "Origin": server.url},
    )
    assert answer.ok
    rows = (await api(organizer, f"{server.url}/api/sessions"))["items"]
    link = next(row["link"] for row in rows if row["student_name"] == "Dora Denied")
    context = await new_browser("face.mjpeg", "speech.wav")
    page = await context.new_page()
    await page.add_init_script(
        """const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        window.refuse = true;
        navigator.mediaDevices.getUserMedia = (wish) => window.refuse
          ? Promise.reject(new DOMException("Permission denied", "NotAllowedError")) : real(wish);"""
    )
    student = Student(page)
    await student.arrive(server.url + link)
    await student.consent()
    again = page.get_by_role("button", name=re.compile("Try again|Allow"))
    await expect(again.first).to_be_visible(timeout=SLOW_MS)
    await again.first.click()
    await expect(page.get_by_role("alert").first).to_contain_text(re.compile("allow|blocked|permission", re.I))
    await shot(page, "refused-camera")
    await page.evaluate("window.refuse = false")
    await page.get_by_role("button", name=re.compile("Try again|Allow")).first.click()
    await student.check_equipment()
    await student.start()
