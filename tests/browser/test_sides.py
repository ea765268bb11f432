"""Several exams in one browser, and what the line keeps back until the time is over."""

import asyncio
import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import Page, Route, WebSocketRoute, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import NewBrowser
from tests.browser.people import SLOW_MS, api, seat_on_new_exam, shot, staff_page
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SEAM_MS = 150  # between two segments of one recorder; a chunk is 500 ms


async def _seat(organizer: Door, name: str, camera: bool = True, minutes: int = 60) -> dict[str, Any]:
    """A session of an exam of its own, without steps, with its link."""
    settings = {"sources": {"camera": camera, "microphone": False, "screen": False}, "steps": []}
    return await seat_on_new_exam(organizer, name, settings, duration_min=minutes)


class Line:
    """The line of one page alone: other tabs of the browser keep theirs."""

    def __init__(self, page: Page) -> None:
        self.page, self.up = page, True
        self._open: list[WebSocketRoute] = []

    async def take(self) -> "Line":
        await self.page.route("**/api/**", self._ask)
        await self.page.route_web_socket(re.compile("/live/student"), self._socket)
        return self

    async def _ask(self, route: Route) -> None:
        await (route.continue_() if self.up else route.abort("internetdisconnected"))

    async def _socket(self, socket: WebSocketRoute) -> None:
        if self.up:
            socket.connect_to_server()
            self._open.append(socket)
        else:
            await socket.close()

    async def cut(self) -> None:
        self.up = False
        for socket in self._open:
            await socket.close()
        self._open.clear()

    def mend(self) -> None:
        self.up = True


async def _start(page: Page, server: Server, row: dict[str, Any]) -> None:
    await page.goto(server.url + row["link"].removeprefix(server.url))
    await page.get_by_role("button", name="Start the exam").click(timeout=SLOW_MS)
    await expect(page.get_by_text("Time left")).to_be_visible(timeout=SLOW_MS)


def _answer(page: Page) -> Any:
    return page.get_by_label("Your answer")


async def _whole(organizer: Door, session: str) -> list[dict[str, Any]]:
    """The camera's segments, when all that was on its way has come."""
    for _ in range(80):
        segments = (await organizer.get(f"/api/sessions/{session}/segments"))["segments"]
        if segments and all(s["closed"] and not s["missing"] for s in segments):
            return sorted(segments, key=lambda s: float(s["started_ms"]))
        await asyncio.sleep(0.25)
    raise AssertionError(segments)


async def _until_over(organizer: Door, session: str) -> None:
    for _ in range(120):
        if (await organizer.get(f"/api/sessions/{session}"))["session"]["state"] == "finished":
            return
        await asyncio.sleep(0.5)
    raise AssertionError("the session does not end")


async def _finish(page: Page) -> None:
    await page.bring_to_front()
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish the exam").click()
    await expect(page.get_by_text("Everything has arrived")).to_be_visible(timeout=60_000)


async def test_two_exams_in_one_browser_stay_apart_also_when_the_line_of_one_is_cut(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    rows = [await _seat(organizer, name) for name in ("Ada", "Bob")]
    context = await new_browser("face.mjpeg", "speech.wav")
    pages = [await context.new_page() for _ in rows]
    line = await Line(pages[0]).take()
    for page, row in zip(pages, rows, strict=True):
        await _start(page, server, row)
        await asyncio.sleep(3)
    await line.cut()
    await _answer(pages[0]).fill("Written by Ada while her line was cut.")
    await _answer(pages[1]).fill("Written by Bob.")
    await asyncio.sleep(10)
    line.mend()
    await expect(pages[0].get_by_text("Exam of Ada").first).to_be_visible()
    await expect(pages[0].get_by_text("Connected").first).to_be_visible(timeout=SLOW_MS)
    await asyncio.sleep(3)
    for page, said in zip(pages, ("Written by Ada while her line was cut.", "Written by Bob."), strict=True):
        await _finish(page)
        await expect(page.get_by_text("What you have handed in")).to_be_visible()
        assert [a["text"] for a in (await api(page, f"{server.url}/api/sitting"))["receipt"]] == [said]
    await shot(pages[0], "receipt")
    recorders = []
    for row in rows:
        segments = await _whole(organizer, row["id"])
        recorders.append({s["id"].split("-")[0] for s in segments})
        gaps = [b["started_ms"] - a["started_ms"] - a["duration_ms"] for a, b in pairwise(segments)]
        assert all(gap < SEAM_MS for gap in gaps), gaps
        found = await organizer.get(f"/api/sessions/{row['id']}")
        assert (found["session"]["state"], len(found["outages"])) == ("finished", 1 if row is rows[0] else 0)
    assert [len(one) for one in recorders] == [1, 1]
    assert not recorders[0] & recorders[1]


async def test_answers_written_offline_at_the_end_come_in_late_also_after_the_page_was_closed(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await _seat(organizer, "Cleo", camera=False, minutes=1)
    address = server.url + row["link"].removeprefix(server.url)
    context = await new_browser()
    page = await context.new_page()
    line = await Line(page).take()
    await _start(page, server, row)
    await _answer(page).fill("In time.")
    await asyncio.sleep(3)
    await line.cut()
    await _answer(page).fill("In time. And this while the line was down.")
    await expect(page.get_by_role("heading", name="Your time is over")).to_be_visible(timeout=70_000)
    await expect(page.get_by_text("1 answer still to be handed in")).to_be_visible(timeout=SLOW_MS)
    await shot(page, "ending-offline")
    await page.close(run_before_unload=False)
    await _until_over(organizer, row["id"])
    again = await context.new_page()
    await again.goto(address)
    await expect(again.get_by_text("Everything has arrived")).to_be_visible(timeout=SLOW_MS)
    await expect(again.get_by_text("arrived after the end")).to_be_visible()
    await again.get_by_text("Read it").last.click()
    await again.set_viewport_size({"width": 390, "height": 844})
    await shot(again, "receipt-late")
    (answer,) = await organizer.get(f"/api/sessions/{row['id']}/answers")
    assert answer["text"] == "In time."
    (late,) = answer["late"]
    assert (late["text"], late["line_down"]) == ("In time. And this while the line was down.", True)
    ended = (await organizer.get(f"/api/sessions/{row['id']}"))["ends_at"]
    assert late["written_at"] < ended < late["received_at"]
    staff = await staff_page(await new_browser(), server, server.demo["organizer"])
    await staff.goto(f"{server.url}/staff/sessions/{row['id']}")
    await expect(staff.get_by_text("And this while the line was down.")).to_be_visible(timeout=SLOW_MS)
    await staff.get_by_text("And this while the line was down.").scroll_into_view_if_needed()
    await shot(staff, "answers-late")


async def test_a_member_of_staff_is_asked_before_a_students_exam_opens(
    server: Server, new_browser: NewBrowser, organizer: Door
) -> None:
    row = await _seat(organizer, "Dora", camera=False)
    context = await new_browser()
    staff = await staff_page(context, server, server.demo["organizer"])
    page = await context.new_page()
    await page.goto(server.url + row["link"].removeprefix(server.url))
    await expect(page.get_by_role("heading", name="This is a student’s exam")).to_be_visible(timeout=SLOW_MS)
    await expect(page.get_by_text("of Dora here?")).to_be_visible()
    await shot(page, "asked")
    await page.get_by_role("button", name="Open the exam here").click()
    await expect(page.get_by_role("button", name="Start the exam")).to_be_visible(timeout=SLOW_MS)
    await page.reload()
    await expect(page.get_by_role("button", name="Start the exam")).to_be_visible(timeout=SLOW_MS)
    await staff.reload()
    await expect(staff.get_by_role("button", name="Sign out")).to_be_visible(timeout=SLOW_MS)
