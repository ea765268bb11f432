"""People, templates, exams and rosters."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec

from fairseat.domain.errors import Place, Refusal, invalid, not_found
from fairseat.domain.need import Role
from fairseat.domain.people import (
    NewPerson,
    Row,
    email_of,
    name_of,
    password_fault,
    read_csv,
    rest_csv,
    sort_key,
)
from fairseat.domain.template import Content, TemplateSettings
from fairseat.domain.trackers import BY_NAME
from fairseat.flow.context import Context
from fairseat.store import exams, people
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record


async def _hashed(context: Context, password: str | None) -> str | None:
    """argon2id takes some 20 ms: off the loop, so that nobody's alert waits for it."""
    return await asyncio.to_thread(context.passwords.hash, password) if password else None


def _check_person(email: str, password: str | None) -> str:
    places = []
    address = email_of(email)
    if address is None:
        places.append(Place("email", f"“{email}” is no e-mail address."))
    if fault := password_fault(password):
        places.append(Place("password", fault))
    if places or address is None:
        raise invalid(*places)
    return address


async def add_person(context: Context, name: str, email: str, roles: Sequence[Role], password: str | None) -> Record:
    address = _check_person(email, password)
    hashed = await _hashed(context, password)
    ident = uuid4()
    async with context.database.unit() as c:
        if await people.person_by_email(c, address):
            raise Refusal("email_taken", "Somebody has this e-mail address already.", 409,
                          [Place("email", "Somebody has this e-mail address already.")])  # fmt: skip
        name = name_of(name)
        row = (ident, name, sort_key(name), address, list(roles), hashed, context.now())
        await people.insert_people(c, [row])
        return await _person(c, ident)


async def _person(c: Connection, ident: UUID) -> Record:
    row = await people.person_by_id(c, ident)
    if row is None:
        raise not_found("person")
    return row


async def change_person(
    context: Context, ident: UUID, name: str | None, roles: Sequence[Role] | None, password: str | None,
    disabled: bool | None,
) -> Record:  # fmt: skip
    if fault := password_fault(password):
        raise invalid(Place("password", fault))
    hashed = await _hashed(context, password)
    async with context.database.unit() as c:
        row = await _person(c, ident)
        at = row["disabled_at"] if disabled is None else (context.now() if disabled else None)
        new = name_of(name or row["name"])
        await people.update_person(
            c, ident, new, sort_key(new), list(roles or row["roles"]), hashed or row["password_hash"], at
        )
        if at or hashed:
            await people.delete_sign_ins_of(c, ident)  # a new password or a closed account ends every sign-in
        return await _person(c, ident)


def _merge(new: list[Row], there: dict[str, Record]) -> tuple[list[NewPerson], list[NewPerson], int]:
    """To create, to update, and how many are as they were."""
    create, update, same = [], [], 0
    for row in new:
        person = row.person
        if person is None:
            continue
        old = there.get(person.email)
        if old is None:
            create.append(person)
        elif old["name"] != person.name or not set(person.roles) <= set(old["roles"]) or person.password:
            update.append(person)
        else:
            same += 1
    return create, update, same


class CsvResult(msgspec.Struct):
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[Place]
    rest: str
    emails: list[str]


async def _save(context: Context, c: Connection, person: NewPerson, old: Record | None) -> None:
    hashed = await _hashed(context, person.password)
    if old is None:
        row = (uuid4(), person.name, sort_key(person.name), person.email, list(person.roles), hashed, context.now())
        await people.insert_people(c, [row])
    else:
        roles = sorted({*old["roles"], *person.roles})
        await people.update_person(
            c,
            old["id"],
            person.name,
            sort_key(person.name),
            roles,
            hashed or old["password_hash"],
            old["disabled_at"],
        )


async def take_csv(context: Context, text: str, apply: str, c: Connection) -> CsvResult:
    """Checks the file and takes its good rows (`good`), all or none (`all`), or nothing (`no`)."""
    head, rows, faults = read_csv(text)
    bad = [row for row in rows if row.person is None]
    places = faults + [place for row in bad for place in row.places]
    good = [row for row in rows if row.person]
    there = await people.people_by_email(c, [row.person.email for row in good if row.person])
    create, update, same = _merge(good, there)
    taken = apply == "good" or (apply == "all" and not places)
    if taken:
        for person in (*create, *update):
            await _save(context, c, person, there.get(person.email))
    rest = rest_csv(head, bad if taken else rows) if not faults else text
    emails = [row.person.email for row in good if row.person]
    return CsvResult(len(rows), len(create), len(update), same, places, rest, emails if taken else [])


async def import_people(context: Context, text: str, apply: str) -> CsvResult:
    async with context.database.unit() as c:
        return await take_csv(context, text, apply, c)


# --- templates -----------------------------------------------------------------------------------------------


def checked_settings(raw: dict[str, Any]) -> dict[str, Any]:
    """The template's settings as they are kept; refuses with the place of what is wrong."""
    try:
        settings = msgspec.convert(raw, TemplateSettings, strict=True)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        raise invalid(Place(where.strip("`").replace("$.", "settings."), message)) from error
    places = list(_setting_faults(settings))
    if places:
        raise invalid(*places)
    kept: dict[str, Any] = msgspec.to_builtins(settings)
    return kept


def _setting_faults(settings: TemplateSettings) -> list[Place]:
    places = []
    for name, rule in settings.trackers.items():
        where = f"settings.trackers.{name}"
        if name not in BY_NAME:
            places.append(Place(where, "There is no such tracker."))
        for field, low, high in (("weight", 0, 10), ("raise_s", 0, 600), ("clear_s", 0, 600), ("fill", 0.1, 1)):
            if not low <= getattr(rule, field) <= high:
                places.append(Place(f"{where}.{field}", f"Must lie between {low} and {high}."))
        unknown = set(rule.parameters) - set(BY_NAME[name].parameters) if name in BY_NAME else set()
        places += [Place(f"{where}.parameters.{key}", "There is no such threshold.") for key in unknown]
    if "rules" in settings.steps and not settings.rules.strip():
        places.append(Place("settings.rules", "The rules step needs a text."))
    return places


async def add_template(context: Context, name: str, raw: dict[str, Any]) -> Record:
    settings, ident = checked_settings(raw), uuid4()
    async with context.database.unit() as c:
        await exams.insert_template(c, ident, name, settings, context.now())
        return await _template(c, ident)


async def _template(c: Connection, ident: UUID) -> Record:
    row = await exams.template_by_id(c, ident)
    if row is None:
        raise not_found("template")
    return row


async def change_template(context: Context, ident: UUID, name: str, raw: dict[str, Any]) -> Record:
    """Exams that have begun keep the settings they began with; the others take the new ones when saved."""
    settings = checked_settings(raw)
    async with context.database.unit() as c:
        await _template(c, ident)
        await exams.update_template(c, ident, name, settings, context.now())
        return await _template(c, ident)


async def archive_template(context: Context, ident: UUID) -> Record:
    async with context.database.unit() as c:
        await _template(c, ident)
        await exams.archive_template(c, ident, context.now())
        return await _template(c, ident)


# --- exams ---------------------------------------------------------------------------------------------------


def checked_content(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        content = msgspec.convert(raw, Content, strict=True)
    except msgspec.ValidationError as error:
        raise invalid(Place("content", str(error))) from error
    address = urlsplit(content.address)
    if content.kind == "address" and (address.scheme not in ("http", "https") or not address.netloc):
        raise invalid(Place("content.address", "The address must begin with https:// or http://."))
    if content.kind == "tasks" and not content.tasks:
        raise invalid(Place("content.tasks", "At least one task is needed."))
    if len({task.id for task in content.tasks}) < len(content.tasks):
        raise invalid(Place("content.tasks", "Two tasks have the same id."))
    kept: dict[str, Any] = msgspec.to_builtins(content)
    return kept


def _check_window(opens_at: datetime, closes_at: datetime) -> None:
    if opens_at.tzinfo is None or closes_at.tzinfo is None:
        raise invalid(Place("opens_at", "The time needs a zone, e.g. 2026-11-24T09:00:00Z."))
    if closes_at <= opens_at:
        raise invalid(Place("closes_at", "The exam must close after it opens."))


async def _exam(c: Connection, ident: UUID) -> Record:
    row = await exams.exam_by_id(c, ident)
    if row is None:
        raise not_found("exam")
    return row


async def add_exam(
    context: Context, title: str, template: UUID, opens_at: datetime, closes_at: datetime, duration_min: int,
    content: dict[str, Any],
) -> Record:  # fmt: skip
    kept, ident = checked_content(content), uuid4()
    _check_window(opens_at, closes_at)
    async with context.database.unit() as c:
        settings = (await _template(c, template))["settings"]
        await exams.insert_exam(
            c, ident, title, template, settings, opens_at, closes_at, duration_min, kept, context.now()
        )
        return await _exam(c, ident)


async def change_exam(
    context: Context, ident: UUID, title: str, template: UUID, opens_at: datetime, closes_at: datetime,
    duration_min: int, content: dict[str, Any],
) -> Record:  # fmt: skip
    kept = checked_content(content)
    _check_window(opens_at, closes_at)
    async with context.database.unit() as c:
        old = await _exam(c, ident)
        fresh = (await _template(c, template))["settings"]
        begun = await exams.begun(c, ident)
        if begun and template != old["template_id"]:
            raise Refusal("exam_begun", "Somebody has begun this exam: its template is fixed.", 409,
                          [Place("template", "Somebody has begun this exam: its template is fixed.")])  # fmt: skip
        await exams.update_exam(
            c, ident, title, template, old["settings"] if begun else fresh, opens_at, closes_at, duration_min, kept
        )
        return await _exam(c, ident)


async def read_exam(context: Context, ident: UUID) -> Record:
    async with context.database.unit() as c:
        return await _exam(c, ident)


async def add_to_roster(context: Context, exam: UUID, students: list[UUID]) -> tuple[int, int]:
    """How many were added, and how many were on it already."""
    async with context.database.unit() as c:
        await _exam(c, exam)
        added = await exams.add_to_roster(c, exam, students, [uuid4() for _ in students], context.now())
    return added, len(students) - added


async def import_roster(context: Context, exam: UUID, text: str, apply: str) -> CsvResult:
    """As `import_people`; who is taken is put on the roster."""
    async with context.database.unit() as c:
        await _exam(c, exam)
        result = await take_csv(context, text, apply, c)
        there = await people.people_by_email(c, result.emails)
        idents = [row["id"] for row in there.values()]
        await exams.add_to_roster(c, exam, idents, [uuid4() for _ in idents], context.now())
    return result


async def remove_from_roster(context: Context, exam: UUID, session: UUID) -> None:
    async with context.database.unit() as c:
        if not await exams.remove_from_roster(c, exam, session):
            raise Refusal("session_begun", "The student has begun, or is not on this roster.")
