"""A student who has finished too early comes back at once when told so, and a phone's bar stays small."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import DESK, NewBrowser
from tests.browser.people import SLOW_MS, Student, shot, staff_page
from tests.browser.test_pages import PHONE, fits, grave, too_small
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

AT_ONCE_MS = 8000  # the page itself looks every ten seconds only
MINUTES = {"request": "6d0c3c1e-6a51-4b0a-9d5c-0d5a3a2f1b10", "minutes": 30, "reason": "The wrong student."}
LINES = """() => [...document.querySelectorAll("header p")].map(p => p.querySelector("i") ? p.offsetHeight : 0)"""


async def _looked_at(page: Page, name: str) -> None:
    for window, width in ((DESK, "wide"), (PHONE, "phone")):
        await page.set_viewport_size(window)  # type: ignore[arg-type]
        assert await fits(page), name
        assert await grave(page) == []
        await shot(page, f"reopened-{name}-{width}")
    assert await too_small(page) == []
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]


async def _row(organizer: Door, link: str) -> dict[str, Any]:
    return next(row for row in await organizer.all_of("/api/sessions") if (row["link"] or "").endswith(link))


async def test_who_was_told_of_a_reopening_is_back_with_one_press(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    context = await new_browser("face.mjpeg", "speech.wav", has_touch=True)
    page = await context.new_page()
    student, link = Student(page), server.demo["students"][0]["link"]
    await student.arrive(server.url + link)
    await student.consent()
    await student.check_equipment()
    await student.start()
    session = (await _row(organizer, link))["id"]

    await page.get_by_label("Your answer").first.fill("Because of gravity.")
    await context.set_offline(True)
    await expect(page.get_by_text("Offline.")).to_be_visible(timeout=SLOW_MS)
    await page.wait_for_timeout(3000)
    await _looked_at(page, "offline")
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    lines = [height for height in await page.evaluate(LINES) if height]
    assert lines, "no signs in the bar"
    assert sum(lines) <= 2 * 18
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    await context.set_offline(False)
    await expect(page.get_by_text("Connected").first).to_be_visible(timeout=SLOW_MS)

    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    ask = page.get_by_role("button", name="Has my exam been reopened?")
    await expect(ask).to_be_visible(timeout=SLOW_MS * 2)
    await ask.click()
    await expect(page.get_by_role("status").filter(has_text="No, your exam is over")).to_be_visible()
    await _looked_at(page, "finished")

    await organizer.post(f"/api/sessions/{session}/reopen", {"minutes": 20, "reason": "Finished too early."})
    await ask.click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible(timeout=AT_ONCE_MS)
    await page.wait_for_timeout(8000)  # the student reads
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_label("Your answer").first).to_have_value("Because of gravity.", timeout=SLOW_MS)
    await page.wait_for_timeout(4000)
    found = await organizer.get(f"/api/sessions/{session}")
    assert "screen_share" not in [v["tracker"] for v in found["violations"]]
    assert "not_recorded" not in [v["tracker"] for v in found["violations"]]
    assert found["gaps"][0]["to_at"] < found["server_at"]

    await organizer.post(f"/api/sessions/{session}/extend", MINUTES)
    staff = await staff_page(await new_browser(has_touch=True), server, server.demo["organizer"])
    await staff.goto(f"{server.url}/staff/sessions/{session}")
    await staff.get_by_role("button", name="Add minutes").click()
    await staff.get_by_role("button", name="Take them back").click()
    await expect(staff.get_by_text("30 minutes were added.")).to_be_visible()
    await staff.get_by_label("Reason").fill("It was the wrong student.")
    await shot(staff, "reopened-take-back-wide")
    await staff.get_by_role("button", name="Take minutes back").click()
    less = page.get_by_text("You have 30 minutes less.")
    await expect(less).to_be_visible()
    await shot(page, "reopened-less-wide")


async def test_a_dead_link_names_the_contact_of_its_exam(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    link = server.demo["students"][2]["link"]
    row = await _row(organizer, link)
    exam = await organizer.get(f"/api/exams/{row['exam']}")
    kept = ("title", "template", "opens_at", "closes_at", "duration_min", "content")
    body = {key: exam[key] for key in kept} | {"contact": "Ada Lovelace, ada@uni.example"}
    answer = await organizer._client.put(f"/api/exams/{row['exam']}", json=body, headers=organizer._headers)
    assert answer.is_success, answer.text
    await organizer.post(f"/api/exams/{row['exam']}/links", {"sessions": [row["id"]]})
    page = await (await new_browser(has_touch=True)).new_page()
    await page.goto(server.url + link)
    await expect(page.get_by_text("If you have none, ask Ada Lovelace")).to_be_visible()
    await expect(page.get_by_role("link", name="ada@uni.example")).to_have_count(1)
    await _looked_at(page, "dead-link")
