"""Accommodations: an organizer says what is different for a student, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.accommodation import Accommodation, faults_of
from fairseat.domain.errors import invalid, not_found
from fairseat.flow.board import renew_rules
from fairseat.flow.context import Actor, Context
from fairseat.store import accommodations, people, sessions


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
    detail = {"person": str(person), "trackers": [one.tracker for one in kept]}
    async with context.database.unit() as c:
        row = await people.person_by_id(c, person)
        if row is None:
            raise not_found("person")
        changed = await accommodations.save_accommodations(c, person, msgspec.to_builtins(kept))
        await sessions.add_audit(
            c, context.now(), actor.id, actor.name, "accommodations_changed", None, actor.address, detail
        )
    for session in changed:
        await renew_rules(context, session)
    return kept
