"""What people do with the pages, step by step."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.async_api import BrowserContext, Page, expect

from fairseat.simulate.door import Door
from tests.browser.conftest import SHOTS
from tests.server import Server

SLOW_MS = 20_000  # models to load, browsers to share two cores


def watched(page: Page) -> list[str]:
    """Collects what a page complains of: errors of its own, and what it asked of other hosts."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("console", lambda m: said.append(f"console: {m.text}") if m.type == "error" else None)
    page.on(
        "request",
        lambda r: said.append(f"other host: {r.url}") if "//127.0.0.1" not in r.url and "://" in r.url else None,
    )
    return said


def complaints(said: list[str]) -> list[str]:
    """Without the one that is no fault: the first question, whether somebody is signed in, is answered by 401."""
    return [line for line in said if "401" not in line]


async def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    await page.screenshot(path=SHOTS / f"{name}.png")


async def staff_page(context: BrowserContext, server: Server, account: dict[str, str]) -> Page:
    """Signed in."""
    page = await context.new_page()
    await page.goto(f"{server.url}/staff")
    await page.get_by_label("E-mail").fill(account["email"])
    await page.get_by_label("Password", exact=True).fill(account["password"])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def _local(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


async def make_template(page: Page, name: str) -> None:
    """With the start values, but for the browser's test camera, which is left alone."""
    await page.get_by_role("link", name="Templates").click()
    await page.get_by_role("link", name="New template").or_(page.get_by_role("button", name="New template")).click()
    await page.get_by_label("Name").first.fill(name)
    await page.get_by_role("button", name="thresholds of Doubtful camera").click()
    await page.get_by_label(re.compile("^Test camera of the browser")).fill("0")
    await page.get_by_role("button", name="Create template").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def make_exam(page: Page, title: str, template: str) -> None:
    now = datetime.now(UTC)
    await page.get_by_role("link", name="Exams", exact=True).first.click()
    await page.get_by_role("link", name="New exam").or_(page.get_by_role("button", name="New exam")).first.click()
    await page.get_by_label("Title").first.fill(title)
    await page.get_by_label("Template").select_option(label=template)
    await page.get_by_label("Opens").fill(_local(now - timedelta(minutes=2)))
    await page.get_by_label("Closes").fill(_local(now + timedelta(hours=2)))
    await page.get_by_label("Duration").fill("60")
    await page.get_by_role("radio", name=re.compile("Tasks kept here")).check()
    await page.get_by_role("button", name="Add task").first.click()
    await page.get_by_label("Title").last.fill("Tides")
    await page.get_by_label(re.compile("^Text")).last.fill("Why do the tides follow the moon?")
    await page.get_by_role("button", name="Create exam").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


async def fill_roster(page: Page, rows: str) -> None:
    """By CSV; the text may have faults."""
    await page.get_by_role("link", name=re.compile("^Roster")).first.click()
    await page.get_by_role("button", name="Import CSV").click()
    await page.get_by_role("dialog").get_by_role("textbox").first.fill(rows)


async def link_of(page: Page, email: str) -> str:
    """Out of the file of all personal links."""
    async with page.expect_download() as download:
        await page.get_by_role("button", name=re.compile("Download links")).click()
    path = await (await download.value).path()
    rows = csv.DictReader(io.StringIO(path.read_text()))
    return next(row["link"] for row in rows if row["email"] == email)


class Student:
    """The way from the link into the running exam."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def arrive(self, address: str) -> None:
        await self.page.goto(address)
        await expect(self.page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW_MS)

        # Playwright makes every page believe that it has the focus, anew after each move.
        tools = await self.page.context.new_cdp_session(self.page)
        await tools.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
        await self.page.bring_to_front()

    async def consent(self) -> None:
        await self.page.get_by_role("checkbox", name="I have read the rules").check()
        await self.page.get_by_role("main").get_by_role("button").last.click()

    async def check_equipment(self) -> None:
        await self.page.get_by_role("button", name="Share your screen").click()
        await self.look_at_points()
        go = self.page.get_by_role("button", name="Continue")
        await expect(go).to_be_enabled(timeout=SLOW_MS)
        await go.click()

    async def look_at_points(self) -> None:
        await self.page.get_by_role("button", name="Show the points").click(timeout=SLOW_MS)
        await expect(self.page.get_by_role("dialog", name="Look at the point")).to_be_visible()
        await expect(self.page.get_by_role("button", name="Once more")).to_be_visible(timeout=SLOW_MS)

    async def start(self) -> None:
        await self.page.get_by_role("button", name="Start the exam").click()
        await expect(self.page.get_by_text("Time left")).to_be_visible(timeout=SLOW_MS)

    async def enter(self, address: str) -> None:
        await self.arrive(address)
        await self.consent()
        await self.check_equipment()
        await self.start()


TASKS = {"kind": "tasks", "tasks": [{"id": "1", "title": "Tides", "text": "Why do they follow the moon?"}]}


async def seat_on_new_exam(
    organizer: Door, name: str, settings: dict[str, Any], trackers: dict[str, Any] | None = None, **exam: Any
) -> dict[str, Any]:
    """A session of an exam of its own, with its link; `settings` is laid over the template's."""
    whole = (await organizer.get("/api/catalogue"))["settings"] | settings
    for tracker, fields in (trackers or {}).items():
        whole["trackers"][tracker] |= fields
    template = await organizer.post("/api/templates", {"name": f"T {uuid4()}", "settings": whole})
    now = datetime.now(UTC)
    body = {
        "title": f"Exam of {name}", "template": template["id"], "opens_at": (now - timedelta(minutes=5)).isoformat(),
        "closes_at": (now + timedelta(hours=3)).isoformat(), "duration_min": 60, "content": TASKS, **exam,
    }  # fmt: skip
    made = (await organizer.post("/api/exams", body))["id"]
    text = f"name,email\n{name},{uuid4().hex[:8]}@students.example\n"
    await organizer.post(f"/api/exams/{made}/roster/csv", {"text": text, "apply": "all"})
    row: dict[str, Any] = (await organizer.all_of("/api/sessions", exam=made))[0]
    return row


async def api(page: Page, path: str) -> Any:
    """As the signed-in person of the page; a student's page names its session."""
    _, _, session = page.url.partition("?session=")
    answer = await page.request.get(path, headers={"X-Fairseat-Session": session} if session else {})
    assert answer.ok, await answer.text()
    return await answer.json() if "json" in answer.headers["content-type"] else await answer.body()
