"""People out of a CSV file: checked, then the good rows taken, the others left to be corrected."""

from collections.abc import Sequence

import msgspec

from fairseat.domain.errors import Place
from fairseat.domain.headings import Field
from fairseat.domain.people import NewPerson
from fairseat.domain.people_file import Column, PeopleFile, Row, read_people, rest_of
from fairseat.flow.context import Actor, Context
from fairseat.flow.leave import tell
from fairseat.flow.manage_people import Change, News, apply_change, hash_of, insert_person
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
    news: list[News]


async def _save(context: Context, c: Connection, actor: Actor, person: NewPerson) -> News | None:
    """Somebody new, or what is new about somebody."""
    hashed = await hash_of(context, person.password)
    if await insert_person(context, c, actor, person.name, person.email, person.roles, hashed):
        return None
    old = await people.lock_person_by_email(c, person.email)
    assert old is not None  # people are never deleted
    change = Change(person.name, roles=tuple({*old["roles"], *person.roles}), password=person.password)
    return await apply_change(context, c, actor, old, change, hashed)


def _undecided(file: PeopleFile) -> list[Place]:
    """Columns may be left out, but by somebody's choice."""
    unsure = ", ".join(f"“{column.heading or column.sample}”" for column in file.unsure)
    sentence = f"Unknown column {unsure}. Say what it holds, or that it is left out."
    return [Place("line 1", sentence, 1)] if unsure else []


async def take_csv(
    context: Context, actor: Actor, text: str, apply: str, columns: Sequence[Field | None] | None, c: Connection
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
    # In one order, so that two files with the same people do not wait for each other.
    todo = sorted((*create, *update), key=lambda person: person.email) if taken else []
    news = [await _save(context, c, actor, person) for person in todo]
    rest = text if faults else rest_of(file, bad if taken else file.rows)
    return CsvResult(
        len(file.rows), len(create), len(update), same, places, rest, file.columns, good[:PREVIEW_ROWS],
        emails if taken else [], [n for n in news if n],
    )  # fmt: skip


async def import_people(
    context: Context, actor: Actor, text: str, apply: str, columns: Sequence[Field | None] | None = None
) -> CsvResult:
    async with context.database.unit() as c:
        result = await take_csv(context, actor, text, apply, columns, c)
    tell_news(context, result)
    return result


def tell_news(context: Context, result: CsvResult) -> None:
    """After the commit: passwords and roles that the file has changed."""
    for news in result.news:
        tell(context, *news)
