"""Face prints, sealed, and finds of similar ones."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fairseat.store.database import Connection, Row


async def save_print(
    c: Connection, session: UUID, person: UUID, photo: UUID, sealed: bytes, at: datetime, delete_at: datetime,
    comparable: bool,
) -> None:  # fmt: skip
    """A newer photo replaces the one before."""
    await c.execute(
        """INSERT INTO face_print VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (session_id) DO UPDATE SET
        photo_id = $3, sealed = $4, made_at = $5, delete_at = $6, comparable = $7, compared_at = NULL""",
        session, person, photo, sealed, at, delete_at, comparable,
    )  # fmt: skip


async def print_of(c: Connection, session: UUID) -> Row | None:
    return await c.fetchrow("SELECT * FROM face_print WHERE session_id = $1", session)


async def delete_prints(c: Connection, now: datetime) -> int:
    status: str = await c.execute("DELETE FROM face_print WHERE delete_at < $1", now)
    return int(status.split()[-1])


async def waiting_prints(c: Connection) -> list[Row]:
    """Those that are to be compared with all others."""
    return await c.fetch(
        """SELECT session_id, person_id, photo_id, sealed FROM face_print WHERE comparable AND compared_at IS NULL
        ORDER BY made_at LIMIT 500"""
    )


async def comparable_prints(c: Connection, after: UUID | None, most: int) -> list[Row]:
    return await c.fetch(
        """SELECT session_id, person_id, sealed FROM face_print
        WHERE comparable AND ($1::uuid IS NULL OR session_id > $1) ORDER BY session_id LIMIT $2""",
        after, most,
    )  # fmt: skip


async def set_compared(c: Connection, sessions: Sequence[UUID], at: datetime | None) -> None:
    await c.execute("UPDATE face_print SET compared_at = $2 WHERE session_id = ANY($1)", list(sessions), at)


async def save_find(c: Connection, ident: UUID, session: UUID, other: UUID, similarity: float, at: datetime) -> bool:
    """False when it was found before, or is forgotten meanwhile."""
    status: str = await c.execute(
        """INSERT INTO face_find SELECT $1, $2, session_id, $4, $5, photo_id FROM face_print WHERE session_id = $3
        ON CONFLICT (session_id, other_id) DO NOTHING""",
        ident, session, other, similarity, at,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def find_by_id(c: Connection, session: UUID, ident: UUID) -> Row | None:
    """The find with the other session's student, exam, and photo."""
    return await c.fetchrow(
        """SELECT f.*, p.name AS other_name, p.email AS other_email, e.title AS other_exam, n.object AS other_photo_key
        FROM face_find f JOIN session t ON t.id = f.other_id JOIN person p ON p.id = t.student_id
        JOIN exam e ON e.id = t.exam_id LEFT JOIN snapshot n ON n.id = f.other_photo
        WHERE f.session_id = $1 AND f.id = $2""",
        session, ident,
    )  # fmt: skip


async def was_compared(c: Connection, session: UUID) -> bool:
    return bool(
        await c.fetchval(
            "SELECT true FROM face_print WHERE session_id = $1 AND comparable AND compared_at IS NOT NULL", session
        )
    )
