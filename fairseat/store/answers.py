"""Answers to the tasks of an exam: those in time, on the session's row, and those that came in after the end."""

from datetime import datetime
from uuid import UUID

from fairseat.store.database import Connection, Row


async def save_answer(c: Connection, session: UUID, task: str, text: str, at: datetime) -> None:
    """The same text again keeps the time of the first."""
    await c.execute(
        """UPDATE session SET answers = answers || jsonb_build_object($2::text, $3::text),
        answered_at = CASE WHEN answers->>$2 = $3 AND answered_at ? $2 THEN answered_at
                           ELSE answered_at || jsonb_build_object($2::text, $4::timestamptz) END
        WHERE id = $1""",
        session, task, text, at,
    )  # fmt: skip


async def add_late(
    c: Connection, session: UUID, task: str, digest: bytes, text: str, received_at: datetime,
    written_at: datetime | None,
) -> bool:  # fmt: skip
    """False when this text is here already."""
    status: str = await c.execute(
        "INSERT INTO late_answer VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        session, task, digest, text, received_at, written_at,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def late_answers(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch(
        """SELECT task, text, received_at, written_at FROM late_answer WHERE session_id = $1
        ORDER BY received_at, digest""",
        session,
    )


async def count_late(c: Connection, session: UUID, task: str | None = None) -> int:
    return int(
        await c.fetchval(
            "SELECT count(*) FROM late_answer WHERE session_id = $1 AND ($2::text IS NULL OR task = $2)", session, task
        )
    )
