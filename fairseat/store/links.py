"""Personal links, as they stand in their sessions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fairseat.store.database import Connection, Row


async def lock_links(c: Connection, exam: UUID, sessions: Sequence[UUID] | None) -> list[Row]:
    """Of these sessions of the exam, or of all; in one order, so that two at once do not wait for each other."""
    return await c.fetch(
        """SELECT s.id, s.state, s.finished_at, s.ends_at, s.link_version, s.link_withdrawn_at, e.closes_at,
            e.title AS exam_title, p.name AS student_name
        FROM session s JOIN exam e ON e.id = s.exam_id JOIN person p ON p.id = s.student_id
        WHERE s.exam_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY($2)) ORDER BY s.id FOR UPDATE OF s""",
        exam, None if sessions is None else list(sessions),
    )  # fmt: skip


async def renew_links(c: Connection, sessions: Sequence[UUID]) -> None:
    await c.execute(
        "UPDATE session SET link_version = link_version + 1, link_withdrawn_at = NULL WHERE id = ANY($1)",
        list(sessions),
    )


async def withdraw_links(c: Connection, sessions: Sequence[UUID], at: datetime) -> None:
    await c.execute("UPDATE session SET link_withdrawn_at = $2 WHERE id = ANY($1)", list(sessions), at)
