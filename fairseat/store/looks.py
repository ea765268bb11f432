"""Looks at faces, and the pictures that are kept of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection, Row


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
