"""Real Chromium, as a student with a fake camera and as a proctor, led through the product's pages by their words."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from bench.clip import numbered_clip
from bench.eyes import EYES_JS, PROCTOR_JS, STUDENT_JS
from bench.procs import family
from tests.media.make import media

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PLAIN = (
    "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-blink-features=AutomationControlled",
)  # fmt: skip
FAKE = (
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
)  # fmt: skip
WINDOW: Any = {"width": 1440, "height": 900}
PATIENCE_MS = 60_000


def _devices() -> list[str]:
    sound: Path = media("room.wav")["room.wav"]
    files = (f"--use-file-for-fake-video-capture={numbered_clip()}", f"--use-file-for-fake-audio-capture={sound}")
    return [*FAKE, *files]


def _children() -> set[int]:
    return family(os.getpid())


def launch(playwright: Playwright, *, with_devices: bool) -> tuple[Browser, int]:
    """The browser and its process, the first of those that have come up."""
    before = _children()
    arguments = [*PLAIN, *(_devices() if with_devices else [])]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    return browser, min(_children() - before)


def student_page(browser: Browser) -> Page:
    page = browser.new_context(viewport=WINDOW, permissions=["camera", "microphone"]).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(EYES_JS + STUDENT_JS)
    return page


def press(page: Page, words: str) -> None:
    """Waits, as a person does, until the button can be pressed."""
    page.get_by_role("button", name=words, exact=True).click()


def prepare(page: Page, address: str, *, look_at_points: bool = True) -> None:
    """Link, rules, equipment: up to the page with the start's button. Camera and microphone are allowed already."""
    page.goto(address)
    page.get_by_role("checkbox", name="I have read the rules").check()
    press(page, "Agree and continue")
    press(page, "Share your screen")
    if look_at_points:
        press(page, "Show the points")
        page.get_by_role("button", name="Once more", exact=True).wait_for()
    _pass_photo(page)
    press(page, "Continue")
    page.get_by_role("button", name="Start the exam", exact=True).wait_for()


def _pass_photo(page: Page) -> None:
    """The page takes it by itself; of a face that it does not know a student goes on without one."""
    go_on = page.get_by_role("button", name="Continue", exact=True).and_(page.locator(":enabled"))
    without = page.get_by_role("button", name="Go on without a photo")
    go_on.or_(without).first.wait_for()
    if not go_on.is_visible():
        without.click()


def start(page: Page) -> None:
    press(page, "Start the exam")
    page.get_by_role("button", name="Finish", exact=True).wait_for()


def proctor_page(browser: Browser, url: str, account: dict[str, str]) -> Page:
    """Signed in, in front of the grid."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(EYES_JS + PROCTOR_JS)
    page.goto(f"{url}/staff")
    page.get_by_label("E-mail").first.fill(account["email"])
    page.get_by_label("Password", exact=True).fill(account["password"])
    press(page, "Sign in")
    page.wait_for_url("**/staff/**")
    page.goto(f"{url}/staff/watch")
    return page
