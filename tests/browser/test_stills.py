"""A browser that can record nothing, in an exam that takes still pictures: from before consent to the review."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.dead import DEAD
from tests.browser.people import SLOW_MS, Student, seat_on_new_exam, shot, staff_page
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NO_RECORDER = "delete window.MediaRecorder;"
SETTINGS = {"sources": {"camera": True, "microphone": True, "screen": True, "stills": True}}
POSTER = """async video => {
  const address = video.getAttribute("poster");
  if (!address) return null;
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 32, height: 24 });
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0, 32, 24);
  return [picture.naturalWidth, String(context.getImageData(0, 0, 32, 24).data)];
}"""


async def _changes(video: Locator) -> None:
    """One picture after the other, each with something to see."""
    seen: set[str] = set()
    for _ in range(150):
        found = await video.evaluate(POSTER)
        if found:
            assert found[0] > 200
            assert len(set(found[1].split(","))) > 10
            seen.add(found[1])
        if len(seen) > 1:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{len(seen)} pictures were shown")


async def _sit(server: Server, new_browser: NewBrowser, row: dict[str, Any], script: str, told_at: str) -> None:
    """`told_at`: the step in which the student reads of it."""
    page = await (await new_browser("face.mjpeg", "speech.wav")).new_page()
    await page.add_init_script(script)
    student = Student(page)
    await student.arrive(server.url + row["link"].removeprefix(server.url))
    told = page.get_by_text("Still pictures are sent instead")
    await expect(told).to_have_count(1 if told_at == "rules" else 0)
    await shot(page, "stills-rules")
    await student.consent()
    await page.get_by_role("button", name="Share your screen").click()
    await expect(told).to_be_visible(timeout=40_000)
    await student.look_at_points()
    await page.get_by_role("button", name="Continue").click(timeout=SLOW_MS)
    await student.start()
    await expect(page.get_by_text("Still pictures of camera and screen")).to_be_visible(timeout=SLOW_MS)
    await shot(page, "stills-exam")


async def _facts(organizer: Door, session: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    index = await organizer.get(f"/api/sessions/{session}/segments")
    return await organizer.get(f"/api/sessions/{session}"), index["segments"]


async def test_still_pictures_go_the_whole_way_where_nothing_can_be_recorded(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await seat_on_new_exam(organizer, "Sol Still", SETTINGS, {"false_camera": {"on": False}})
    await _sit(server, new_browser, row, NO_RECORDER, "rules")
    staff = await staff_page(await new_browser(), server, server.demo["organizer"])
    await staff.goto(f"{server.url}/staff/watch/{row['id']}")
    camera = staff.locator("video[aria-label*='amera']").first
    await expect(staff.get_by_text("Still pictures").first).to_be_visible(timeout=SLOW_MS)
    await _changes(camera)
    await shot(staff, "stills-live")
    await asyncio.sleep(12)
    found, segments = await _facts(organizer, row["id"])
    assert "not_recorded" not in [v["tracker"] for v in found["violations"]]
    assert {(s["source"], s["mime"]) for s in segments} == {("camera", "image/jpeg"), ("screen", "image/jpeg")}
    await staff.goto(f"{server.url}/staff/sessions/{row['id']}")
    await staff.get_by_role("button", name=re.compile("^Play")).click()
    await expect(staff.get_by_text("Still pictures, without sound").first).to_be_visible(timeout=SLOW_MS)
    await _changes(staff.locator("figure[data-source=camera] video"))
    await shot(staff, "stills-review")


async def test_a_recorder_found_dead_in_the_check_is_not_tried_again_in_the_exam(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await seat_on_new_exam(organizer, "Dee Dead", SETTINGS, {"false_camera": {"on": False}})
    await _sit(server, new_browser, row, DEAD + "window.dead = true;", "equipment")
    await asyncio.sleep(16)
    found, segments = await _facts(organizer, row["id"])
    assert "not_recorded" not in [v["tracker"] for v in found["violations"]]
    assert {(s["source"], s["mime"]) for s in segments} == {("camera", "image/jpeg"), ("screen", "image/jpeg")}
