"""Something to look at from the first minute: an organizer, two proctors, three students, a template, an exam."""

import json
import logging
import secrets
from datetime import timedelta
from typing import Any

import msgspec

from fairseat.domain.need import Role
from fairseat.domain.template import TemplateSettings
from fairseat.domain.tokens import link_token
from fairseat.flow import assign, enrol, manage_exams, manage_people, manage_templates
from fairseat.flow.context import Context
from fairseat.store import exams, people
from fairseat.store.database import Row

log = logging.getLogger(__name__)

STAFF: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("Olga Organizer", "organizer@fairseat.example", ("organizer",)),
    ("Paul Proctor", "paul@fairseat.example", ("proctor",)),
    ("Petra Proctor", "petra@fairseat.example", ("proctor",)),
)
STUDENTS = (
    ("Ada Almeida", "ada@students.example"),
    ("Ben Brandt", "ben@students.example"),
    ("Chen Cao", "chen@students.example"),
)
TASKS = (
    ("Tides", "Why do the tides follow the moon? Answer in five to ten sentences."),
    ("Prices", "What makes a market price settle? Give an example in which it does not."),
    ("Tables", "Explain how a hash table finds an entry, and what happens when two keys meet in one place."),
)
CONTACT = "Olga Organizer, organizer@fairseat.example"
OPEN_DAYS, DURATION_MIN = 365, 90


async def _person(context: Context, name: str, email: str, roles: tuple[Role, ...], password: str | None) -> Row:
    return await manage_people.add_person(context, None, name, email, roles, password)


async def _is_empty(context: Context) -> bool:
    async with context.database.unit() as c:
        return not await people.list_people(c, None, None, None)


async def _exam(context: Context) -> Row:
    settings: dict[str, Any] = msgspec.to_builtins(TemplateSettings())
    template = await manage_templates.add_template(context, None, "Written exam", settings)
    tasks = [{"id": str(n), "title": title, "text": text} for n, (title, text) in enumerate(TASKS, 1)]
    now = context.now()
    return await manage_exams.add_exam(
        context, None, "General Studies, demo exam", template["id"], now - timedelta(minutes=1),
        now + timedelta(days=OPEN_DAYS), DURATION_MIN, {"kind": "tasks", "tasks": tasks}, CONTACT,
    )  # fmt: skip


async def make_demo(context: Context) -> None:
    """Once, in an empty database; the accounts are written to demo.json in the data folder (0600)."""
    if not await _is_empty(context):
        return
    passwords = {email: secrets.token_urlsafe(9) for _, email, _ in STAFF}
    staff = [await _person(context, name, email, roles, passwords[email]) for name, email, roles in STAFF]
    students = [await _person(context, name, email, ("student",), None) for name, email in STUDENTS]
    exam = await _exam(context)
    await enrol.add_to_roster(context, None, exam["id"], [row["id"] for row in students])
    await assign.share_out(context, None, exam["id"], [row["id"] for row in staff[1:]], 30, True)
    await _write(context, exam, passwords)


async def _write(context: Context, exam: Row, passwords: dict[str, str]) -> None:
    async with context.database.unit() as c:
        rows = await exams.roster(c, exam["id"])
    accounts = [{"name": name, "email": email, "password": passwords[email]} for name, email, _ in STAFF]
    demo = {
        "organizer": accounts[0],
        "proctors": accounts[1:],
        "students": [
            {"name": row["name"], "email": row["email"], "link": f"/sit/{link_token(context.secret, row['id'])}"}
            for row in rows
        ],
        "exam": str(exam["id"]),
    }
    path = context.settings.data / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(demo, indent=2) + "\n")
