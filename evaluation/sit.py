"""One student in a real Chromium, with a clip as camera and microphone."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Page, Playwright, expect

from bench.chromium import CHROMIUM, FAKE, PLAIN, WINDOW
from evaluation.labels import Clip, Stretch
from evaluation.line import Line

SHOTS = Path(__file__).resolve().parents[1] / "test-results"  # what a page showed when it got stuck
SCREEN = {"width": 1920, "height": 1080}  # larger than the window, or every window covers the screen
SLOW_MS = 60_000  # several browsers share two cores
PHOTO_S = 8.0
SETTLE_S = 3.0  # before the page is loaded anew: the lesson's last words and the first chunks go out

# Notes when a camera was opened, which is when its file begins, and keeps hold of what was shared.
NOTES = """(() => {
  const devices = navigator.mediaDevices;
  window.opened = []; window.shared = []; window.extended = null;
  const camera = devices.getUserMedia.bind(devices), screen_ = devices.getDisplayMedia.bind(devices);
  devices.getUserMedia = async (wish) => { const s = await camera(wish); window.opened.push(Date.now()); return s; };
  devices.getDisplayMedia = async (wish) => { const s = await screen_(wish); window.shared.push(s); return s; };
})()"""


@dataclass(slots=True)
class Seat:
    """What an act may use. `began` is the clip's beginning, seconds since the epoch."""

    page: Page
    context: BrowserContext
    line: Line
    path: str
    began: float = 0.0

    @property
    def now_s(self) -> float:
        return time.time() - self.began

    async def until(self, second: float) -> None:
        await asyncio.sleep(max(0.0, second - self.now_s))


Act = Callable[[Seat], Awaitable[list[Stretch]]]


@dataclass(frozen=True, slots=True)
class Sat:
    began: float
    seconds: float
    acted: list[Stretch]


def _flags(video: Path | None, sound: Path | None) -> list[str]:
    files = {"video": video, "audio": sound}
    return [*PLAIN, *FAKE, *(f"--use-file-for-fake-{kind}-capture={path}" for kind, path in files.items() if path)]


async def _real_focus(page: Page) -> None:
    """Playwright makes every page believe that it has the focus, anew after each move."""
    tools = await page.context.new_cdp_session(page)
    await tools.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    await page.bring_to_front()


async def _check_in(page: Page) -> None:
    await expect(page.get_by_role("checkbox").first).to_be_visible(timeout=SLOW_MS)
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name="Agree and continue").click()
    await page.get_by_role("button", name="Share your screen").click()
    await page.get_by_role("button", name="Show the points").click(timeout=SLOW_MS)
    await expect(page.get_by_role("button", name="Once more")).to_be_visible(timeout=SLOW_MS)
    await _take_photo(page)
    await page.get_by_role("button", name="Continue").click(timeout=SLOW_MS)
    await page.get_by_role("button", name="Start the exam").click()
    await expect(page.get_by_text("Time left")).to_be_visible(timeout=SLOW_MS)


async def _take_photo(page: Page) -> None:
    """The page takes it by itself; in the dark there may be none, which the student may go on without."""
    go_on = page.get_by_role("button", name="Continue")
    without = page.get_by_role("button", name="Go on without a photo")
    await expect(go_on.and_(page.locator(":enabled")).or_(without).first).to_be_visible(timeout=SLOW_MS)
    if await without.is_visible():
        await asyncio.sleep(PHOTO_S)  # it is tried again meanwhile
    if await without.is_visible():
        await without.click()


async def _again(page: Page) -> None:
    """Loads the page anew, so that camera and microphone begin their files; the exam goes on after a click."""
    page.on("dialog", lambda dialog: dialog.accept())
    await asyncio.sleep(SETTLE_S)
    await page.reload()
    await _real_focus(page)
    await page.get_by_role("button", name="Continue").click(timeout=SLOW_MS)
    await expect(page.get_by_text("Recording camera, microphone and screen")).to_be_visible(timeout=SLOW_MS)


async def _finish(page: Page) -> None:
    await page.bring_to_front()
    await page.get_by_role("button", name="Finish", exact=True).click(timeout=SLOW_MS)
    await page.get_by_role("button", name="Finish the exam").click()
    done = page.get_by_role("heading", name=re.compile("You have finished"))
    await expect(done).to_be_visible(timeout=2 * SLOW_MS)


async def sit(playwright: Playwright, clip: Clip, line: Line, path: str, act: Act | None, scripts: list[str]) -> Sat:
    """Sits the exam behind the personal link at `path` through the whole clip. Raises what goes wrong on the way."""
    browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=_flags(clip.video, clip.sound))
    context: Any = await browser.new_context(viewport=WINDOW, screen=SCREEN, permissions=["camera", "microphone"])
    page = await context.new_page()
    try:
        page.set_default_timeout(SLOW_MS)
        for script in (NOTES, *scripts):
            await page.add_init_script(script)
        await page.goto(line.url + path)
        await _real_focus(page)
        await _check_in(page)
        await _again(page)
        seat = Seat(page, context, line, path, await page.evaluate("window.opened[window.opened.length - 1]") / 1000)
        acted = await act(seat) if act else []
        await seat.until(clip.labels.length_s)
        seconds = seat.now_s
        await _finish(page)
        return Sat(seat.began, seconds, acted)
    except Exception:
        SHOTS.mkdir(exist_ok=True)
        await page.screenshot(path=SHOTS / f"evaluation-{clip.labels.name}.png")
        raise
    finally:
        await browser.close()
