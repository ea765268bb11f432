"""Students' rhythms of typing. A row is the student's consent; without one nothing is kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection


async def allow_rhythm(c: Connection, person: UUID, at: datetime, delete_at: datetime) -> None:
    """The student agrees, perhaps once more: what is kept stays."""
    await c.execute(
        """INSERT INTO typing_rhythm (person_id, consented_at, delete_at) VALUES ($1, $2, $3)
        ON CONFLICT (person_id) DO UPDATE SET consented_at = excluded.consented_at, delete_at = excluded.delete_at""",
        person, at, delete_at,
    )  # fmt: skip


async def rhythm_of(c: Connection, person: UUID) -> Any | None:
    """None where the student has not agreed; {} where nothing is learned yet."""
    return await c.fetchval("SELECT model FROM typing_rhythm WHERE person_id = $1", person)


async def rhythm_to_change(c: Connection, person: UUID) -> Any | None:
    """As `rhythm_of`; whoever else wants to change it waits."""
    return await c.fetchval("SELECT model FROM typing_rhythm WHERE person_id = $1 FOR UPDATE", person)


async def save_rhythm(c: Connection, person: UUID, model: Any, delete_at: datetime) -> None:
    await c.execute(
        "UPDATE typing_rhythm SET model = $2, delete_at = $3 WHERE person_id = $1", person, model, delete_at
    )


async def forget_rhythm(c: Connection, person: UUID) -> None:
    await c.execute("DELETE FROM typing_rhythm WHERE person_id = $1", person)


async def forget_old_rhythms(c: Connection, now: datetime) -> None:
    await c.execute("DELETE FROM typing_rhythm WHERE delete_at <= $1", now)
