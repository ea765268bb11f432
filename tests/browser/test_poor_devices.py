"""Light and sound that are too little, in a real browser: told with the cure, charged to nobody, and no dead end."""

import time
from typing import Any

import pytest
from playwright.async_api import Page, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.people import SLOW_MS, Student, shot
from tests.house import House
from tests.media.make import DIM_S
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ADVICE = "Your room is dark. Switch on a light in front of you"
DARK = "It is too dark to see you"
DIM_TOLD_S = 60  # a dim room in which nobody is found is a violation after this long
EMPTY_S = 12  # longer than what is black or empty waits before it is raised
NOTHING_HEARD = "Nothing is heard from your microphone"
REASON = "My headset broke this morning."
WITHOUT = "Go on without a microphone"


async def _seat(server: Server, organizer: Door, **change: Any) -> dict[str, Any]:
    house = House(server.url, server.data, server.demo, None)
    exam = await house.exam(organizer, steps=["rules", "equipment"], **change)
    return await house.seat(organizer, exam)


async def _arrive(server: Server, page: Page, row: dict[str, Any]) -> Student:
    student = Student(page)
    await student.arrive(f"{server.url}{row['link']}")
    await student.consent()
    return student


async def _skip_photo(page: Page) -> None:
    """In bad light it may be refused; after some tries it may be left out."""
    left_out = page.get_by_role("button", name="Go on without a photo")
    await expect(page.get_by_role("button", name="Take the photo again").or_(left_out)).to_be_visible(timeout=SLOW_MS)
    if await left_out.is_visible():
        await left_out.click()


async def _finish(page: Page) -> None:
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_role("heading", name="You have finished your exam")).to_be_visible(timeout=SLOW_MS)


async def test_who_sits_in_a_dim_room_is_advised_and_not_charged_even_out_of_the_picture(
    server: Server, organizer: Door, new_browser: NewBrowser
) -> None:
    row = await _seat(server, organizer)
    page = await (await new_browser("dim.mjpeg", "room.wav")).new_page()
    student = await _arrive(server, page, row)
    opened = time.monotonic()
    await expect(page.get_by_text(ADVICE)).to_be_visible(timeout=SLOW_MS)
    await shot(page, "dim-check")
    await _skip_photo(page)
    await student.check_equipment()
    await student.start()
    empty_s = opened + DIM_S - time.monotonic()
    assert empty_s > DIM_TOLD_S + 5, "the check took so long that the exam proves nothing"
    await expect(page.get_by_text(DARK)).to_be_visible(timeout=(empty_s + 10) * 1000)
    assert time.monotonic() > opened + DIM_S - 2, "told while the face was there to be found"
    await shot(page, "dim-exam")
    await page.wait_for_timeout(EMPTY_S * 1000)
    await _finish(page)
    found = await organizer.get(f"/api/sessions/{row['id']}")
    shares = {t["tracker"]: t for t in found["score"]["trackers"]}
    assert found["violations"] == []
    assert shares["camera"]["loss"] == shares["face_absent"]["loss"] == 0
    assert shares["camera"]["coverage"] > 0.7


async def test_at_an_eighth_of_the_light_the_check_lets_go_on(
    server: Server, organizer: Door, new_browser: NewBrowser
) -> None:
    row = await _seat(server, organizer)
    page = await (await new_browser("dark.mjpeg", "room.wav")).new_page()
    student = await _arrive(server, page, row)
    await expect(page.get_by_text(ADVICE)).to_be_visible(timeout=SLOW_MS)
    await _skip_photo(page)
    await shot(page, "dark-check")
    await student.check_equipment()
    await expect(page.get_by_role("button", name="Start the exam")).to_be_visible(timeout=SLOW_MS)
    events = (await organizer.get(f"/api/sessions/{row['id']}"))["events"]
    (checked,) = [event["data"]["items"] for event in events if event["kind"] == "equipment_checked"]
    camera = next(item for item in checked if item["name"] == "camera")
    assert (camera["ok"], camera["detail"]["note"]) == (True, "dim")


async def test_a_microphone_that_hears_nothing_is_cured_or_left_out_with_a_reason(
    server: Server, organizer: Door, new_browser: NewBrowser
) -> None:
    row = await _seat(server, organizer)
    page = await (await new_browser("face.mjpeg", "silent.wav")).new_page()
    student = await _arrive(server, page, row)
    trouble = page.get_by_role("alert").filter(has_text=NOTHING_HEARD)
    await expect(trouble).to_contain_text("Press the mute key of your keyboard or headset", timeout=SLOW_MS)
    await expect(page.get_by_role("button", name="Continue")).to_be_disabled()
    await shot(page, "silent-check")
    await page.get_by_role("button", name=WITHOUT).click()
    asked = page.get_by_role("dialog", name=WITHOUT)
    await expect(asked.get_by_role("button", name=WITHOUT)).to_be_disabled()
    await asked.get_by_label("Why?").fill(REASON)
    await shot(page, "silent-reason")
    await asked.get_by_role("button", name=WITHOUT).click()
    await expect(page.get_by_text(f"and your reason: “{REASON}”")).to_be_visible()
    await student.check_equipment()
    await student.start()
    await expect(page.get_by_text("Recording camera and screen")).to_be_visible(timeout=SLOW_MS)
    await page.wait_for_timeout(8000)
    await _finish(page)
    found = await organizer.get(f"/api/sessions/{row['id']}")
    (told,) = [event for event in found["events"] if event["kind"] == "went_without"]
    assert (told["data"]["source"], told["data"]["reason"]) == ("microphone", REASON)
    assert found["violations"] == []


async def test_where_the_template_wants_a_microphone_only_the_cure_is_offered(
    server: Server, organizer: Door, new_browser: NewBrowser
) -> None:
    row = await _seat(server, organizer, may_go_without=[])
    page = await (await new_browser("face.mjpeg", "silent.wav")).new_page()
    await _arrive(server, page, row)
    await expect(page.get_by_role("alert").filter(has_text=NOTHING_HEARD)).to_be_visible(timeout=SLOW_MS)
    await expect(page.get_by_role("button", name=WITHOUT)).to_have_count(0)
