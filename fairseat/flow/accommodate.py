"""Accommodations: an organizer says what is different for a student, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.accommodation import Accommodation, faults_of
from fairseat.domain.audit import changes_of
from fairseat.domain.errors import invalid, not_found
from fairseat.flow.board import renew_rules
from fairseat.flow.context import Actor, Context
from fairseat.flow.note import note
from fairseat.store import accommodations, people


async def read(context: Context, person: UUID) -> list[Accommodation]:
    async with context.database.unit() as c:
        return msgspec.convert(await accommodations.accommodations_of(c, person), list[Accommodation])


async def save(context: Context, actor: Actor, person: UUID, wanted: Sequence[dict[str, Any]]) -> list[Accommodation]:
    """All of the student's, in place of those before. What is as it was keeps its author. They hold in every session
    that has not begun; one that runs is judged by what held at its beginning."""
    before = await read(context, person)
    made = [Accommodation(**one, author=actor.name, at=context.now()) for one in wanted]
    if faults := faults_of(made):
        raise invalid(*faults)
    kept = [next(filter(one.same_as, before), one) for one in made]
    changes = changes_of(_told(before), _told(kept))
    async with context.database.unit() as c:
        row = await people.person_by_id(c, person)
        if row is None:
            raise not_found("person")
        changed = await accommodations.save_accommodations(c, person, msgspec.to_builtins(kept))
        about = {"person": str(person), "name": row["name"], "email": row["email"]}
        await note(context, c, actor, "accommodations_changed", **about, changes=changes)
    for session in changed:
        await renew_rules(context, session)
    return kept


def _told(items: Sequence[Accommodation]) -> dict[str, Any]:
    """Why is a matter of health, often, and stays with the accommodation itself."""
    return {one.tracker: {"on": one.on, "weight": one.weight, "raise_s": one.raise_s} for one in items}
