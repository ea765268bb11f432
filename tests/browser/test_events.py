"""Trackers of what the student does with keys and clipboard, in a real browser, with real keys."""

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.people import SLOW_MS, TASKS, Student, api, seat_on_new_exam, shot
from tests.house import free_port
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TEXT = "the tides follow the moon because water is drawn to it and the earth turns below "
QUICK_RHYTHM = {"window_s": 8, "least_keys": 20, "learned_keys": 210, "on_percentile": 99, "off_percentile": 95}


async def _seat(organizer: Door, content: Any, **trackers: Any) -> dict[str, Any]:
    """A session of an exam without camera, with its link."""
    settings = {"sources": {"camera": False, "microphone": False, "screen": False}, "steps": ["rules"]}
    return await seat_on_new_exam(organizer, "Tess Typist", settings, trackers, content=content)


async def _enter(server: Server, page: Page, row: dict[str, Any]) -> None:
    student = Student(page)
    await student.arrive(server.url + row["link"].removeprefix(server.url))
    await page.get_by_text("What is looked at in this exam").click()
    await shot(page, "rules")
    await page.get_by_role("checkbox", name="Keep my rhythm").check()
    await student.consent()
    await student.start()


async def _violations(organizer: Door, row: dict[str, Any], tracker: str) -> list[dict[str, Any]]:
    page = await organizer.get(f"/api/sessions/{row['id']}")
    return [v for v in page["violations"] if v["tracker"] == tracker]


async def _raised(organizer: Door, row: dict[str, Any], action: str) -> dict[str, Any]:
    """The violation of this kind of action, closed again."""
    for _ in range(150):
        for one in await _violations(organizer, row, "content_actions"):
            if action in one["detail"].get("actions", []) and one["ended_at"]:
                return one
        await asyncio.sleep(0.1)
    raise AssertionError(f"{action} was not raised and closed")


PASSED_S = 2.5  # what was done before is over, so that each action stands alone


INSERT = """field => {
  field.value += "x".repeat(200);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


async def test_each_action_on_the_content_is_raised_and_closed_and_tells_its_kind_alone(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await _seat(organizer, TASKS)
    page = await (await new_browser()).new_page()
    await _enter(server, page, row)
    field = page.get_by_label("Your answer")
    await field.click()
    await page.keyboard.type("Because of gravity.", delay=40)
    await page.keyboard.press("Control+a")
    for keys, action in (
        ("Control+c", "copy"),
        ("Control+v", "paste"),
        ("Control+p", "print"),
        ("F12", "developer_tools"),
    ):
        await page.keyboard.press(keys)
        found = await _raised(organizer, row, action)
        assert found["severity"] == "hint"
        assert action in found["detail"]["actions"]
        assert set(found["detail"]) == {"actions"}
        assert 0.5 <= found["seconds"] <= 2.0
        await asyncio.sleep(PASSED_S)
    await field.evaluate(INSERT)
    await _raised(organizer, row, "burst")
    await asyncio.sleep(PASSED_S)
    await field.click(button="right")
    await _raised(organizer, row, "context_menu")
    told = await organizer.get(f"/api/sessions/{row['id']}")
    assert {v["tracker"] for v in told["violations"]} == {"content_actions"}
    assert told["score"]["credibility"] == 100


@contextmanager
def _elsewhere(folder: Path) -> Iterator[str]:
    """A page of another address, with a field to write in."""
    (folder / "index.html").write_text("<title>Elsewhere</title><label>Essay <textarea></textarea></label>")
    command = [sys.executable, "-m", "http.server", str(port := free_port()), "--bind", "127.0.0.1"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


async def _write_elsewhere(page: Page) -> None:
    essay = page.frame_locator("iframe").get_by_label("Essay")
    await expect(essay).to_be_visible(timeout=SLOW_MS)
    await essay.click()
    await page.keyboard.type("Because of gravity.")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+c")
    await asyncio.sleep(8)


async def test_in_a_frame_of_another_address_nothing_is_claimed(
    server: Server, new_browser: NewBrowser, organizer: Door, tmp_path: Path
) -> None:
    with _elsewhere(tmp_path) as address:
        row = await _seat(organizer, {"kind": "address", "address": address})
        page = await (await new_browser()).new_page()
        await _enter(server, page, row)
        await _write_elsewhere(page)
    trackers = (await organizer.get(f"/api/sessions/{row['id']}"))["score"]["trackers"]
    seen = {t["tracker"]: t for t in trackers}
    assert seen["window_focus"]["coverage"] > 0.8
    for name in ("content_actions", "keystrokes"):
        assert (seen[name]["coverage"], seen[name]["seconds"]) == (pytest.approx(0, abs=0.3), 0)


async def _type(page: Page, seconds: float, held: float, between: float, dice: random.Random) -> None:
    """Keys down and up as a hand does it: seconds each, with some scatter."""
    loop = asyncio.get_running_loop()
    until, n = loop.time() + seconds, 0
    while loop.time() < until:
        key = TEXT[n % len(TEXT)]
        n += 1
        long = held * dice.lognormvariate(0, 0.15)
        await page.keyboard.down(key)
        await asyncio.sleep(long)
        await page.keyboard.up(key)
        await asyncio.sleep(max(0.005, between * dice.lognormvariate(0, 0.2) - long))


async def _answered(organizer: Door, row: dict[str, Any]) -> list[dict[str, Any]]:
    await asyncio.sleep(PASSED_S)
    return await _violations(organizer, row, "keystrokes")


async def test_another_rhythm_of_typing_is_raised_and_the_students_own_is_not(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await _seat(organizer, TASKS, keystrokes={"parameters": QUICK_RHYTHM})
    page = await (await new_browser()).new_page()
    await _enter(server, page, row)
    await page.get_by_label("Your answer").click()
    dice = random.Random(4)
    await _type(page, 40, 0.075, 0.13, dice)
    assert await _answered(organizer, row) == []
    kept = await api(page, f"{server.url}/api/sitting/typing")
    assert kept["kept"]
    assert 7 <= len(kept["own"]) <= 40
    assert {name.split(".")[0] for block in kept["own"] for name in block} == {"dwell", "press"}
    await _type(page, 25, 0.03, 0.3, dice)
    (raised,) = await _answered(organizer, row)
    assert raised["detail"]["over_bound"] > 1
    assert set(raised["detail"]) == {"over_bound"}
    await _type(page, 17, 0.075, 0.13, dice)
    (raised,) = await _answered(organizer, row)
    assert raised["ended_at"] is not None
