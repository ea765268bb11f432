"""People out of a CSV file: checked, then the good rows taken, the others left to be corrected."""

from collections.abc import Sequence
from uuid import uuid4

import msgspec

from fairseat.domain.errors import Place
from fairseat.domain.headings import Field
from fairseat.domain.people import NewPerson, sort_key
from fairseat.domain.people_file import Column, PeopleFile, Row, read_people, rest_of
from fairseat.flow.context import Context
from fairseat.flow.manage_people import hash_of
from fairseat.store import people
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record

PREVIEW_ROWS = 20  # enough to see that the columns are the right ones


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
    columns: list[Column]
    preview: list[tuple[int, NewPerson]]  # the first good rows with their lines, as they were understood
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


def _undecided(file: PeopleFile) -> list[Place]:
    """Columns may be left out, but by somebody's choice."""
    unsure = ", ".join(f"“{column.heading or column.sample}”" for column in file.unsure)
    sentence = f"Unknown column {unsure}. Say what it holds, or that it is left out."
    return [Place("line 1", sentence, 1)] if unsure else []


async def take_csv(
    context: Context, text: str, apply: str, columns: Sequence[Field | None] | None, c: Connection
) -> CsvResult:
    """Checks the file and takes its good rows (`good`), all or none (`all`), or nothing (`no`)."""
    file = read_people(text, columns)
    faults = file.faults or ([] if apply == "no" else _undecided(file))
    bad = [row for row in file.rows if row.person is None]
    places = faults + [place for row in bad for place in row.places]
    good = [(row.line, row.person) for row in file.rows if row.person]
    emails = [person.email for _, person in good]
    there = await people.people_by_email(c, emails)
    create, update, same = _merge(file.rows, there)
    taken = not faults and (apply == "good" or (apply == "all" and not places))
    if taken:
        for person in (*create, *update):
            await _save(context, c, person, there.get(person.email))
    rest = text if faults else rest_of(file, bad if taken else file.rows)
    return CsvResult(
        len(file.rows), len(create), len(update), same, places, rest, file.columns, good[:PREVIEW_ROWS],
        emails if taken else [],
    )  # fmt: skip


async def import_people(
    context: Context, text: str, apply: str, columns: Sequence[Field | None] | None = None
) -> CsvResult:
    async with context.database.unit() as c:
        return await take_csv(context, text, apply, columns, c)
