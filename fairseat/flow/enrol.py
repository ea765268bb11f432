"""Rosters: who sits an exam."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from fairseat.domain.errors import Refusal
from fairseat.domain.headings import Field
from fairseat.flow.context import Actor, Context
from fairseat.flow.import_people import CsvResult, take_csv, tell_news
from fairseat.flow.leave import SignInEnded, tell
from fairseat.flow.manage_exams import exam_of
from fairseat.flow.note import note_each
from fairseat.store import exams, people, sign_ins
from fairseat.store.database import Connection, Row


async def add_to_roster(context: Context, actor: Actor | None, exam: UUID, students: list[UUID]) -> tuple[int, int]:
    """How many were added, and how many were on it already."""
    async with context.database.unit() as c:
        added = await _add(context, c, actor, exam, students)
    return added, len(students) - added


async def _add(context: Context, c: Connection, actor: Actor | None, exam: UUID, students: Sequence[UUID]) -> int:
    row = await exam_of(c, exam)
    added = await exams.add_to_roster(c, exam, students, [uuid4() for _ in students], context.now())
    await note_each(context, c, actor, "roster_added", [_entry(one["id"], one["name"], row) for one in added])
    return len(added)


def _entry(session: UUID, student: str, exam: Row) -> tuple[UUID, dict[str, str]]:
    return session, {"student": student, "exam": exam["title"]}


async def import_roster(
    context: Context, actor: Actor, exam: UUID, text: str, apply: str, columns: Sequence[Field | None] | None = None
) -> CsvResult:
    """As `import_people`; who is taken is put on the roster."""
    async with context.database.unit() as c:
        await exam_of(c, exam)
        result = await take_csv(context, actor, text, apply, columns, c)
        there = await people.people_by_email(c, result.emails)
        await _add(context, c, actor, exam, [row["id"] for row in there.values()])
    tell_news(context, result)
    return result


async def remove_from_roster(context: Context, actor: Actor, exam: UUID, session: UUID) -> None:
    """The link dies with the session, and so do the sign-ins that were made by it."""
    async with context.database.unit() as c:
        title = await exam_of(c, exam)
        student = await exams.remove_from_roster(c, exam, session)
        if student is None:
            raise Refusal("session_begun", "The student has begun, or is not on this roster.")
        ended = await sign_ins.delete_sign_ins_of_sessions(c, [session])
        await note_each(context, c, actor, "roster_removed", [_entry(session, student, title)])
    tell(context, ended, SignInEnded("off_roster"))
