"""Rosters: who sits an exam."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from fairseat.domain.errors import Refusal
from fairseat.domain.headings import Field
from fairseat.flow.context import Context
from fairseat.flow.import_people import CsvResult, take_csv
from fairseat.flow.manage_exams import exam_of
from fairseat.store import exams, people


async def add_to_roster(context: Context, exam: UUID, students: list[UUID]) -> tuple[int, int]:
    """How many were added, and how many were on it already."""
    async with context.database.unit() as c:
        await exam_of(c, exam)
        added = await exams.add_to_roster(c, exam, students, [uuid4() for _ in students], context.now())
    return added, len(students) - added


async def import_roster(
    context: Context, exam: UUID, text: str, apply: str, columns: Sequence[Field | None] | None = None
) -> CsvResult:
    """As `import_people`; who is taken is put on the roster."""
    async with context.database.unit() as c:
        await exam_of(c, exam)
        result = await take_csv(context, text, apply, columns, c)
        there = await people.people_by_email(c, result.emails)
        idents = [row["id"] for row in there.values()]
        await exams.add_to_roster(c, exam, idents, [uuid4() for _ in idents], context.now())
    return result


async def remove_from_roster(context: Context, exam: UUID, session: UUID) -> None:
    async with context.database.unit() as c:
        if not await exams.remove_from_roster(c, exam, session):
            raise Refusal("session_begun", "The student has begun, or is not on this roster.")
