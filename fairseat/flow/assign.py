"""Who watches whom: by hand, or shared out evenly."""

from uuid import UUID

from fairseat.domain.assignment import shared_out
from fairseat.domain.errors import Place, invalid
from fairseat.flow.board import reassigned
from fairseat.flow.context import Context
from fairseat.store import exams


async def share_out(
    context: Context, exam: UUID, proctors: list[UUID], at_most: int, keep: bool
) -> tuple[int, int, dict[UUID, int]]:
    """Shares the exam's sessions out evenly. Returns how many were assigned, how many found no place, and each
    proctor's load."""
    async with context.database.unit() as c:
        load = await exams.loads(c, exam, proctors)
        if len(load) < len(set(proctors)):
            raise invalid(Place("proctors", "Somebody in the list is no proctor."))
        waiting = await exams.unassigned(c, exam, keep)
        given, left = shared_out(waiting, load if keep else dict.fromkeys(load, 0), at_most)
        changed = await exams.assign(c, exam, list(given), list(given.values()))
        loads = await exams.loads(c, exam, proctors)
    await reassigned(context, changed)
    return len(given), len(left), loads


async def assign(context: Context, exam: UUID, sessions: list[UUID], proctor: UUID | None) -> None:
    async with context.database.unit() as c:
        if proctor and not await exams.loads(c, exam, [proctor]):
            raise invalid(Place("proctor", "This person is no proctor."))
        changed = await exams.assign(c, exam, sessions, [proctor] * len(sessions))
    await reassigned(context, changed)
