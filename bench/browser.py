"""What a student's and a proctor's real browser show: delay of the picture, time to the first one, line and processor.

The screen under the fake flags is Chromium's green test picture with a moving sign: every picture of it differs, so
that the screen's share of the uplink is that of a student who scrolls or types all the time, never of a still page.
The camera shows a swaying face above flickering number fields, harder to encode than a person who sits and reads.
Nothing is drawn by a graphics card (--disable-gpu): the processor's share is an upper bound.
"""

import asyncio
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.chromium import launch, prepare, proctor_page, start, student_page
from bench.counter import CountingProxy
from bench.procs import Meter
from bench.product import Product, product
from bench.tables import percentile
from bench.web import Wire

STEADY_S, LOOK_S, JOINS = 60, 45, 9
QUIET_S, QUIET_BYTES, SETTLE_S = 5, 8000, 60  # models are in when the student's line falls quiet
REPEATS_MS = 20_000  # the clip's numbers come again after 25.6 s
JOIN_S, LOOK_EVERY_MS = 30, 100
WARM_MS = 5000  # of a live picture that has just begun
TILE, SELF = "li[data-session] video", "video"

Sights = list[tuple[int, int]]  # number of the clip's picture, ms of the epoch


@dataclass(slots=True)
class Student:
    page: Page
    pid: int  # of the browser
    first_bytes: int = 0
    models_bytes: int = 0


def _proctor_of(one: Product, link: str) -> dict[str, str]:
    """The account of the proctor who watches the student with this link."""

    async def find() -> str:
        wire, account = Wire(one.host, one.port), one.demo["organizer"]
        organizer = await wire.sign_in(account["email"], account["password"])
        rows = await wire.all_of(f"/api/sessions?exam={one.demo['exam']}", organizer)
        wire.close()
        return str(next(row["proctor_name"] for row in rows if row["link"].endswith(link)))

    name = asyncio.run(find())
    account: dict[str, str] = next(a for a in one.demo["proctors"] if a["name"] == name)
    return account


def _settle(page: Page, proxy: CountingProxy) -> int:
    """Waits until the models are in; returns the bytes that had come by then."""
    until, before = time.monotonic() + SETTLE_S, proxy.counts.down
    while time.monotonic() < until:
        page.wait_for_timeout(QUIET_S * 1000)
        if proxy.counts.down - before < QUIET_BYTES:
            break
        before = proxy.counts.down
    return before


def _sit(playwright: Playwright, proxy: CountingProxy, link: str) -> Student:
    """A student whose exam runs and whose models are in."""
    browser, pid = launch(playwright, with_devices=True)
    found = Student(student_page(browser), pid)

    def recorded() -> None:
        found.first_bytes = found.first_bytes or proxy.counts.down

    found.page.expose_function("benchRecorded", recorded)
    prepare(found.page, f"http://127.0.0.1:{proxy.port}{link}")
    start(found.page)
    found.models_bytes = _settle(found.page, proxy) - found.first_bytes
    return found


def _steady(student: Student, proxy: CountingProxy) -> dict[str, float]:
    """A minute in which the student reads."""
    meter = Meter(student.pid)
    meter.look()
    up, since = proxy.counts.up, time.monotonic()
    student.page.wait_for_timeout(STEADY_S * 1000)
    seconds = time.monotonic() - since
    return {
        "uplink_kbit_s": round((proxy.counts.up - up) * 8 / 1000 / seconds, 1),
        "student_cpu_percent": round(100 * meter.look() / seconds, 1),
        "student_first_bytes_kb": round(student.first_bytes / 1000, 1),
        "models_kb": round(student.models_bytes / 1000),
    }


def _joined(page: Page) -> tuple[float, float]:
    """Asked for again and again: the page's own policy forbids the evaluation that `wait_for_function` needs."""
    until = time.monotonic() + JOIN_S
    while time.monotonic() < until:
        first, live = page.evaluate("[window.benchFirst, window.benchLive]")
        if live is not None:
            return first, live
        page.wait_for_timeout(LOOK_EVERY_MS)
    raise TimeoutError("no picture in the proctor's grid")


def _join_often(page: Page) -> dict[str, Any]:
    """A proctor who comes in anew, some time or other within a segment."""
    times = []
    for number in range(JOINS):
        page.wait_for_timeout(1300 + 370 * number)
        page.reload()
        times.append(_joined(page))
    first, live = zip(*times, strict=True)
    return {
        "first_picture_ms": round(median(first)),
        "first_picture_worst_ms": round(max(first)),
        "first_live_picture_ms": round(median(live)),
    }


def _look(page: Page, selector: str) -> None:
    page.evaluate("selector => benchEyes.look(document.querySelector(selector))", selector)


def _seen(page: Page) -> Sights:
    seen: Sights = page.evaluate("(benchEyes.open = false, benchEyes.seen)")
    return seen


def ages(there: Sights, here: Sights) -> list[int]:
    """How old each picture was that came on here: since its number was last new over there. In order."""
    found = []
    for number, at in here:
        new_at = [t for n, t in there if n == number and at - REPEATS_MS < t <= at]
        if new_at:
            found.append(at - max(new_at))
    return sorted(found)


def _glass(student: Page, proctor: Page) -> dict[str, Any]:
    """From the student's own picture to the proctor's tile."""
    _look(student, SELF)
    proctor.wait_for_timeout(WARM_MS)
    _look(proctor, TILE)
    proctor.wait_for_timeout(LOOK_S * 1000)
    here = _seen(proctor)
    found: list[float] = [*ages(_seen(student), here)]
    return {
        "glass_to_glass_p50_ms": percentile(found, 50),
        "glass_to_glass_p95_ms": percentile(found, 95),
        "pictures_matched": len(found),
        "live_pictures_per_s": round(len(here) / LOOK_S, 1),
    }


def _watch(playwright: Playwright, url: str, account: dict[str, str], student: Page) -> dict[str, Any]:
    browser, _ = launch(playwright, with_devices=False)
    page = proctor_page(browser, url, account)
    _joined(page)
    joined = _join_often(page)
    return _glass(student, page) | joined


def _measure(one: Product, link: str, account: dict[str, str]) -> dict[str, Any]:
    with CountingProxy(one.host, one.port) as proxy, sync_playwright() as playwright:
        student = _sit(playwright, proxy, link)
        print(f"  the student sits; measuring for {STEADY_S} s ...", flush=True)
        steady = _steady(student, proxy)
        print("  a proctor watches ...", flush=True)
        return _watch(playwright, one.url, account, student.page) | steady


def measure_browser() -> dict[str, Any]:
    """The values of part (c)."""
    with product() as one:
        link = one.demo["students"][0]["link"]
        return _measure(one, link, _proctor_of(one, link))
