"""Face prints, looks at faces, and finds of similar ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
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
        """SELECT session_id, person_id, sealed FROM face_print WHERE comparable AND compared_at IS NULL
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


async def add_look(
    c: Connection, ident: UUID, session: UUID, taken_at: datetime, came_at: datetime, key: str, sha256: bytes
) -> bool:
    """False when it is here already."""
    status: str = await c.execute(
        "INSERT INTO face_look VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
        ident, session, taken_at, came_at, key, sha256,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def waiting_looks(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch(
        "SELECT * FROM face_look WHERE session_id = $1 AND judged_at IS NULL ORDER BY taken_at", session
    )


async def sessions_waiting(c: Connection, before: datetime) -> list[UUID]:
    """Whose looks have waited since then: their job was never queued, or is lost."""
    rows = await c.fetch(
        "SELECT DISTINCT session_id FROM face_look WHERE judged_at IS NULL AND came_at < $1 LIMIT 500", before
    )
    return [row["session_id"] for row in rows]


async def set_judged(c: Connection, ident: UUID, at: datetime, similarity: float | None, keep: bool) -> None:
    await c.execute(
        """UPDATE face_look SET judged_at = $2, similarity = $3, object = CASE WHEN $4 THEN object END
        WHERE id = $1""",
        ident, at, similarity, keep,
    )  # fmt: skip


async def judged_looks(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch(
        """SELECT id, taken_at, similarity FROM face_look WHERE session_id = $1 AND judged_at IS NOT NULL
        ORDER BY taken_at""",
        session,
    )


async def keep_picture(
    c: Connection, ident: UUID, session: UUID, at: datetime, taken_at: datetime, key: str, sha256: bytes
) -> None:
    """A picture that nobody had to ask for, as evidence beside the others."""
    await c.execute(
        """INSERT INTO snapshot (id, session_id, source, requested_at, taken_at, object, sha256)
        VALUES ($1, $2, 'camera', $3, $4, $5, $6) ON CONFLICT DO NOTHING""",
        ident, session, at, taken_at, key, sha256,
    )  # fmt: skip


def at_of(row: Any) -> float:
    return float(row["taken_at"].timestamp())
