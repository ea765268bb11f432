"""Fills an exam with students and proctors, all signed in and running, by the same HTTP as the pages use."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.procs import rss_kb
from bench.product import Product
from bench.web import Person, Wire, each

PER_PROCTOR = 30
PASSWORD = "a long bench password"
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Seat:
    """A running session and the cookie of who sits in it."""

    session: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Crowd:
    exam: str
    students: list[Seat]
    proctors: dict[str, list[str]]  # cookie -> sessions
    before_kb: float  # the server's memory while everybody was still outside


def _csv(kind: str, count: int, role: str, password: str = "") -> str:
    rows = [f"{kind.title()} {n:05d},{kind}{n:05d}@bench.example,{role},{password}" for n in range(count)]
    return "\n".join(["name,email,roles,password", *rows]) + "\n"


Rules = dict[str, dict[str, Any]]  # tracker -> fields that are not the start values


async def _settings(wire: Wire, organizer: Person, rules: Rules, sources: dict[str, bool]) -> dict[str, Any]:
    """The catalogue's start values without steps, changed by `rules` and `sources`."""
    settings: dict[str, Any] = (await wire.ask("GET", "/api/catalogue", person=organizer))["settings"]
    settings["steps"] = []
    settings["sources"] |= sources
    for tracker, fields in rules.items():
        settings["trackers"][tracker] |= fields
    return settings


async def _exam(wire: Wire, organizer: Person, rules: Rules, sources: dict[str, bool]) -> str:
    settings = await _settings(wire, organizer, rules, sources)
    template = await wire.ask("POST", "/api/templates", {"name": "Bench", "settings": settings}, organizer)
    now = datetime.now(UTC)
    body = {
        "title": "Bench",
        "template": template["id"],
        "opens_at": (now - timedelta(minutes=1)).isoformat(),
        "closes_at": (now + timedelta(hours=6)).isoformat(),
        "duration_min": 300,
        "content": {"kind": "tasks", "tasks": [{"id": "1", "title": "Task", "text": "Text"}]},
    }
    return str((await wire.ask("POST", "/api/exams", body, organizer))["id"])


async def _proctors(wire: Wire, organizer: Person, count: int) -> list[Person]:
    text = _csv("proctor", count, "proctor", PASSWORD)
    await wire.ask("POST", "/api/people/csv", {"text": text, "apply": "all"}, organizer)
    emails = [f"proctor{n:05d}@bench.example" for n in range(count)]
    return await each(wire.host, wire.port, emails, lambda w, email: w.sign_in(email, PASSWORD), 4)


async def _sit(wire: Wire, row: dict[str, Any]) -> Seat:
    student = await wire.sign_in_by_link(row["link"])
    await wire.ask("GET", "/api/sitting", person=student)
    await wire.ask("POST", "/api/sitting/start", {}, person=student)
    return Seat(row["id"], student.cookie)


async def gather_crowd(
    product: Product,
    students: int,
    rules: Rules | None = None,
    sources: dict[str, bool] | None = None,
    per_proctor: int = PER_PROCTOR,
) -> Crowd:
    """`students` running sessions, shared out to just enough proctors. Notes the server's memory before the first
    of them comes in."""
    wire = Wire(product.host, product.port)
    account = product.demo["organizer"]
    organizer = await wire.sign_in(account["email"], account["password"])
    exam = await _exam(wire, organizer, rules or {}, sources or {})
    roster = {"text": _csv("student", students, "student"), "apply": "all"}
    await wire.ask("POST", f"/api/exams/{exam}/roster/csv", roster, organizer)
    staff = await _proctors(wire, organizer, math.ceil(students / per_proctor))
    share = {"proctors": [p.me["id"] for p in staff], "at_most": per_proctor, "keep": True}
    await wire.ask("POST", f"/api/exams/{exam}/share", share, organizer)
    rows = await wire.all_of(f"/api/sessions?exam={exam}", organizer)
    before_kb = rss_kb(product.pid)
    seats = await each(product.host, product.port, rows, _sit, _AT_ONCE)
    cookies = {p.me["id"]: p.cookie for p in staff}
    watched: dict[str, list[str]] = {cookie: [] for cookie in cookies.values()}
    for row in rows:
        watched[cookies[row["proctor"]]].append(row["id"])
    wire.close()
    return Crowd(exam, seats, watched, before_kb)
