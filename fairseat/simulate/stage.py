"""The organizer's part: simulated students are made, put on the roster and shared out."""

import math
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from fairseat.simulate.door import Door, Turned
from fairseat.simulate.looks import name_of
from fairseat.simulate.sitting import Place

AT_MOST = 30  # sessions of one proctor, as long as there are proctors enough


@dataclass(frozen=True, slots=True)
class Organizer:
    email: str
    password: str
    exam: str | None = None  # the exam's id; None: the first that is open


def organizer_of(demo: Path) -> Organizer:
    """From the file that the product writes beside its demo data; raises FileNotFoundError."""
    known = msgspec.json.decode(demo.read_bytes())
    person = known["organizer"]
    return Organizer(person["email"], person["password"], known.get("exam"))


async def _exam(door: Door, wanted: str | None) -> str:
    if wanted:
        return wanted
    exams = await door.all_of("/api/exams")
    if not exams:
        raise Turned("no_exam", "There is no exam to sit")
    return str(exams[0]["id"])


def _csv(run: str, count: int) -> tuple[str, dict[str, int]]:
    """The roster's text, and which number each address has."""
    emails = {f"sim-{run}-{number:03d}@students.example": number for number in range(count)}
    rows = [f"{name_of(number)},{email},student" for email, number in emails.items()]
    return "\n".join(["name,email,roles", *rows]) + "\n", emails


async def _share(door: Door, exam: str) -> dict[str, Any]:
    proctors = [person["id"] for person in await door.all_of("/api/people", role="proctor")]
    if not proctors:
        return {"assigned": 0, "unassigned": 0}
    sessions = (await door.get(f"/api/exams/{exam}"))["sessions"]
    at_most = max(AT_MOST, math.ceil(sessions / len(proctors)))
    body = {"proctors": proctors, "at_most": min(500, at_most), "keep": True}
    shared: dict[str, Any] = await door.post(f"/api/exams/{exam}/share", body)
    return shared


def _token(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


async def set_up(url: str, organizer: Organizer, count: int) -> tuple[list[Place], dict[str, Any]]:
    """Makes `count` students with places in the exam; returns them and how they were shared out."""
    door = Door(url)
    try:
        await door.sign_in(organizer.email, organizer.password)
        exam = await _exam(door, organizer.exam)
        text, numbers = _csv(secrets.token_hex(3), count)
        await door.post(f"/api/exams/{exam}/roster/csv", {"text": text, "apply": "all"})
        shared = await _share(door, exam)
        rows = await door.all_of("/api/sessions", exam=exam)
        found = {numbers[row["student_email"]]: row for row in rows if row["student_email"] in numbers}
        return [Place(n, row["student_name"], _token(row["link"])) for n, row in sorted(found.items())], shared
    finally:
        await door.close()
