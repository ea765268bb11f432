"""Every page: no serious finding of axe-core, nothing asked of other hosts, no error of its own."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import NewBrowser
from tests.browser.people import Student, complaints, staff_page, watched
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

GRAVE = {"serious", "critical"}
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 720}
ORGANIZERS = (
    "exams", "exams/new", "exams/{exam}", "exams/{exam}/roster", "exams/{exam}/proctors", "exams/{exam}/sessions",
    "exams/{exam}/settings", "people", "templates", "templates/new", "sessions", "audit",
)  # fmt: skip


async def grave(page: Page) -> list[str]:
    """What axe-core finds serious, in words that lead to the place."""
    results: Any = await Axe().run(page)
    return [
        f"{v['id']}: {v['help']} at {v['nodes'][0]['target']}"
        for v in results.response["violations"]
        if v["impact"] in GRAVE
    ]


async def settled(page: Page) -> None:
    """Loaded, and nothing is a skeleton any more."""
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("main").first).to_be_visible()
    await expect(page.get_by_role("status", name="Loading")).to_have_count(0)


async def fits(page: Page) -> bool:
    """Whether the page is no wider than the window."""
    return bool(await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth + 1"))


SMALL = """least => {
  const shown = e => e.getClientRects().length && getComputedStyle(e).visibility === "visible";
  const inOne = e => e.closest("label") ?? e;  // a tick is touched at its words, too
  const targets = [...document.querySelectorAll("button, input, select, textarea, summary, a[href]")].filter(shown);
  const small = [...new Set(targets.map(inOne))].filter(e => Math.round(e.getBoundingClientRect().height) < least);
  return small.map(e => `${e.tagName} ${e.textContent || e.ariaLabel}: ${e.getBoundingClientRect().height}`);
}"""
FINGER_PX = 44


async def too_small(page: Page) -> list[str]:
    """What a finger misses."""
    found: list[str] = await page.evaluate(SMALL, FINGER_PX)
    return found


async def test_the_organizers_pages(server: Server, new_browser: NewBrowser) -> None:
    page = await staff_page(await new_browser(), server, server.demo["organizer"])
    said = watched(page)
    found: dict[str, list[str]] = {}
    for path in ORGANIZERS:
        await page.goto(f"{server.url}/staff/{path.format(exam=server.demo['exam'])}")
        await settled(page)
        for window in (LAPTOP, PHONE):
            await page.set_viewport_size(window)  # type: ignore[arg-type]
            assert await fits(page), f"{path} at {window}"
        found |= {path: faults} if (faults := await grave(page)) else {}
    assert found == {}
    assert complaints(said) == []


async def test_the_sign_in_and_the_proctors_pages(server: Server, new_browser: NewBrowser) -> None:
    context = await new_browser()
    door = await context.new_page()
    await door.goto(f"{server.url}/staff")
    await expect(door.get_by_role("button", name="Sign in")).to_be_visible()
    assert await grave(door) == []
    page = await staff_page(context, server, server.demo["proctors"][0])
    await expect(page.locator("[data-session]").first).to_be_visible()
    assert await grave(page) == []
    await page.locator("[data-session]").first.get_by_role("link").click()
    await expect(page.get_by_role("button", name="Terminate")).to_be_visible()
    assert await grave(page) == []
    await page.goto(f"{server.url}/staff/sessions")
    await settled(page)
    assert await grave(page) == []
    await page.goto(f"{server.url}/staff/people")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert await page.get_by_role("table").count() == 0  # a proctor manages nobody


async def test_a_wrong_password_is_answered_in_plain_words(server: Server, new_browser: NewBrowser) -> None:
    page = await (await new_browser()).new_page()
    await page.goto(f"{server.url}/staff")
    await page.get_by_label("E-mail").fill(server.demo["organizer"]["email"])
    await page.get_by_label("Password", exact=True).fill("not the password")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("wrong")


async def test_the_students_pages(server: Server, new_browser: NewBrowser) -> None:
    page = await (await new_browser("face.mjpeg", "speech.wav", has_touch=True)).new_page()
    said, student = watched(page), Student(page)
    found: dict[str, list[str]] = {}

    async def look(stage: str) -> None:
        for window in (LAPTOP, PHONE):
            await page.set_viewport_size(window)  # type: ignore[arg-type]
            assert await fits(page), f"{stage} at {window}"
            if faults := [*await grave(page), *(await too_small(page) if window is PHONE else [])]:
                found[f"{stage} {window['width']}"] = faults
        await page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]

    await student.arrive(server.url + server.demo["students"][0]["link"])
    await look("rules")
    await student.consent()
    await look("equipment")
    await student.check_equipment()
    await look("ready")
    await student.start()
    await look("exam")
    await page.get_by_label("Your answer").first.fill("Because of gravity.")
    await page.get_by_role("button", name="Chat and help").click()
    await look("chat")
    await page.get_by_role("button", name="Devices").click()
    await look("devices")
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("button", name="Finish", exact=True).click()
    await look("finish?")
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_role("heading", name="You have finished your exam")).to_be_visible(timeout=30_000)
    await look("finished")
    assert found == {}
    assert complaints(said) == []


async def test_a_phone_that_cannot_share_is_told_first_and_asked_for_nothing(
    server: Server, new_browser: NewBrowser
) -> None:
    page = await (await new_browser("face.mjpeg", "speech.wav", has_touch=True)).new_page()
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.add_init_script("delete MediaDevices.prototype.getDisplayMedia")
    student = Student(page)
    await student.arrive(server.url + server.demo["students"][1]["link"])
    told = page.get_by_role("alert").filter(has_text="cannot share")
    await expect(told).to_be_in_viewport()
    assert await too_small(page) == []
    await student.consent()
    await expect(page.get_by_text("This browser cannot be used for this exam")).to_be_visible()
    await expect(page.get_by_role("button", name="Share your screen")).to_have_count(0)
    await expect(page.get_by_role("button", name="Continue")).to_be_disabled()
    assert await too_small(page) == []


async def test_staff_who_open_a_students_link_are_asked(server: Server, new_browser: NewBrowser) -> None:
    context = await new_browser(has_touch=True)
    await staff_page(context, server, server.demo["organizer"])
    page = await context.new_page()
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.goto(server.url + server.demo["students"][1]["link"])
    await expect(page.get_by_role("heading", name="student’s exam")).to_be_visible()
    assert (await grave(page), await too_small(page)) == ([], [])


async def test_a_link_that_is_none_says_what_to_do(server: Server, new_browser: NewBrowser) -> None:
    page = await (await new_browser()).new_page()
    await page.goto(f"{server.url}/sit/nonsense")
    await expect(page.get_by_text("copy the whole link")).to_be_visible()
    assert await grave(page) == []
