"""People out of a CSV file: checked, then the good rows taken, the others left to be corrected."""

from uuid import uuid4

import msgspec

from fairseat.domain.errors import Place
from fairseat.domain.people import (
    NewPerson,
    Row,
    read_csv,
    rest_csv,
    sort_key,
)
from fairseat.flow.context import Context
from fairseat.flow.manage_people import hash_of
from fairseat.store import people
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record


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
    hashed = await hash_of(context, person.password)
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
