"""Real Chromium: one for each person, with a camera and a microphone made of files."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Playwright, async_playwright

from fairseat.simulate.door import Door
from tests.media.make import media
from tests.server import Server

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "test-results"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PLAIN = [
    "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-blink-features=AutomationControlled",  # or the environment tracker sees, rightly, a robot
]  # fmt: skip
DEVICES = [
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
]  # fmt: skip
DESK = {"width": 1440, "height": 900}

NewBrowser = Callable[..., Awaitable[BrowserContext]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("product") / "data")
    one.start()
    yield one
    one.stop()


@pytest.fixture
async def organizer(server: Server) -> AsyncIterator[Door]:
    """Over HTTP, without a page."""
    door = Door(server.url)
    account = server.demo["organizer"]
    await door.sign_in(account["email"], account["password"])
    yield door
    await door.close()


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as running:
        yield running


@pytest.fixture
async def new_browser(playwright: Playwright) -> AsyncIterator[NewBrowser]:
    """Makes a browser of its own for a person; `video` and `sound` are names of test media."""
    browsers = []

    async def make(video: str | None = None, sound: str | None = None, **options: object) -> BrowserContext:
        flags = [*PLAIN]
        if video:
            files = media(video, *([sound] if sound else []))
            flags += [*DEVICES, f"--use-file-for-fake-video-capture={files[video]}"]
            if sound:
                flags += [f"--use-file-for-fake-audio-capture={files[sound]}"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        browsers.append(browser)
        permissions = ["camera", "microphone"] if video else []
        return await browser.new_context(viewport=DESK, permissions=permissions, **options)  # type: ignore[arg-type]

    yield make
    for browser in browsers:
        await browser.close()
