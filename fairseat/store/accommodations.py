"""What is different for one student: kept with the person, copied into each session until it begins."""

from typing import Any
from uuid import UUID

from fairseat.store.database import Connection


async def accommodations_of(c: Connection, person: UUID) -> Any:
    return await c.fetchval("SELECT items FROM accommodation WHERE person_id = $1", person) or []


async def save_accommodations(c: Connection, person: UUID, items: Any) -> list[UUID]:
    """Returns the sessions that they hold in from now on: those that have not begun."""
    await c.execute(
        """INSERT INTO accommodation (person_id, items) VALUES ($1, $2)
        ON CONFLICT (person_id) DO UPDATE SET items = excluded.items""",
        person, items,
    )  # fmt: skip
    rows = await c.fetch(
        """UPDATE session SET accommodations = $2 WHERE student_id = $1 AND state IN ('scheduled', 'checking')
        RETURNING id""",
        person, items,
    )  # fmt: skip
    return [row["id"] for row in rows]
