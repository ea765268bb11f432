"""People out of a CSV file: checked, then the good rows taken, the others left to be corrected."""

import msgspec

from fairseat.domain.errors import Place
from fairseat.domain.people import (
    NewPerson,
    Row,
    read_csv,
    rest_csv,
)
from fairseat.flow.context import Actor, Context
from fairseat.flow.leave import tell
from fairseat.flow.manage_people import Change, News, apply_change, hash_of, insert_person
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
    news: list[News]


async def _save(context: Context, c: Connection, actor: Actor, person: NewPerson) -> News | None:
    """Somebody new, or what is new about somebody."""
    hashed = await hash_of(context, person.password)
    if await insert_person(context, c, actor, person.name, person.email, person.roles, hashed):
        return None
    old = await people.lock_person_by_email(c, person.email)
    assert old is not None  # people are never deleted
    roles = {*old["roles"], *person.roles}
    return await apply_change(context, c, actor, old, Change(person.name, tuple(roles), person.password), hashed)


async def take_csv(context: Context, actor: Actor, text: str, apply: str, c: Connection) -> CsvResult:
    """Checks the file and takes its good rows (`good`), all or none (`all`), or nothing (`no`)."""
    head, rows, faults = read_csv(text)
    bad = [row for row in rows if row.person is None]
    places = faults + [place for row in bad for place in row.places]
    good = [row for row in rows if row.person]
    there = await people.people_by_email(c, [row.person.email for row in good if row.person])
    create, update, same = _merge(good, there)
    taken = apply == "good" or (apply == "all" and not places)
    # In one order, so that two files with the same people do not wait for each other.
    todo = sorted((*create, *update), key=lambda person: person.email) if taken else []
    news = [await _save(context, c, actor, person) for person in todo]
    rest = rest_csv(head, bad if taken else rows) if not faults else text
    emails = [row.person.email for row in good if row.person]
    return CsvResult(
        len(rows), len(create), len(update), same, places, rest, emails if taken else [], [n for n in news if n]
    )


async def import_people(context: Context, actor: Actor, text: str, apply: str) -> CsvResult:
    async with context.database.unit() as c:
        result = await take_csv(context, actor, text, apply, c)
    tell_news(context, result)
    return result


def tell_news(context: Context, result: CsvResult) -> None:
    """After the commit: passwords and roles that the file has changed."""
    for news in result.news:
        tell(context, *news)
