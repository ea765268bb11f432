"""Who watches whom: by hand, or shared out evenly."""

from collections.abc import Mapping
from uuid import UUID

from fairseat.domain.assignment import shared_out
from fairseat.domain.errors import Place, invalid
from fairseat.flow.board import reassigned
from fairseat.flow.context import Actor, Context
from fairseat.flow.note import note_each
from fairseat.store import exams
from fairseat.store.database import Connection, Row


async def share_out(
    context: Context, actor: Actor | None, exam: UUID, proctors: list[UUID], at_most: int, keep: bool
) -> tuple[int, int, dict[UUID, int]]:
    """Shares the exam's sessions out evenly. Returns how many were assigned, how many found no place, and each
    proctor's load."""
    async with context.database.unit() as c:
        load = await exams.loads(c, exam, proctors)
        if len(load) < len(set(proctors)):
            raise invalid(Place("proctors", "Somebody in the list is no proctor."))
        waiting = await exams.unassigned(c, exam, keep)
        given, left = shared_out(waiting, load if keep else dict.fromkeys(load, 0), at_most)
        changed = await _assigned(context, c, actor, exam, given)
        loads = await exams.loads(c, exam, proctors)
    await reassigned(context, changed)
    return len(given), len(left), loads


async def assign(context: Context, actor: Actor, exam: UUID, sessions: list[UUID], proctor: UUID | None) -> None:
    async with context.database.unit() as c:
        if proctor and not await exams.loads(c, exam, [proctor]):
            raise invalid(Place("proctor", "This person is no proctor."))
        changed = await _assigned(context, c, actor, exam, dict.fromkeys(sessions, proctor))
    await reassigned(context, changed)


async def _assigned(
    context: Context, c: Connection, actor: Actor | None, exam: UUID, wanted: Mapping[UUID, UUID | None]
) -> list[Row]:
    changed = await exams.assign(c, exam, list(wanted), list(wanted.values()))
    entries = [
        (row["id"], {"student": row["student"], "changes": {"proctor": (row["old_name"], row["new_name"])}})
        for row in changed
    ]
    await note_each(context, c, actor, "assigned", entries)
    return changed
