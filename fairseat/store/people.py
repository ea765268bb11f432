"""People."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from fairseat.domain.people import sort_key
from fairseat.store.database import Connection, Row
from fairseat.store.pages import PAGE

_ORGANIZERS = 3  # of an advisory lock; 1 and 2 are those of attempts to sign in


async def person_by_email(c: Connection, email: str) -> Row | None:
    return await c.fetchrow("SELECT * FROM person WHERE email = $1", email)


async def person_by_id(c: Connection, ident: UUID) -> Row | None:
    return await c.fetchrow(
        """SELECT p.*, t.delete_at AS forget_typing_at FROM person p LEFT JOIN typing_rhythm t ON t.person_id = p.id
        WHERE p.id = $1""",
        ident,
    )


async def people_by_email(c: Connection, emails: Sequence[str]) -> dict[str, Row]:
    rows = await c.fetch("SELECT * FROM person WHERE email = ANY($1)", list(emails))
    return {row["email"]: row for row in rows}


def prefix_query(q: str) -> str | None:
    """ "Ann Lee" -> "ann:* & lee:*"; None when no word is left."""
    plain = sort_key(q).replace("@", " ").replace(".", " ")
    words = ["".join(ch for ch in word if ch.isalnum()) for word in plain.split()]
    return " & ".join(f"'{word}':*" for word in words if word) or None


async def list_people(c: Connection, role: str | None, q: str | None, after: tuple[str, UUID] | None) -> list[Row]:
    return await c.fetch(
        """SELECT id, name, email, roles, created_at, disabled_at, sort_key, t.delete_at AS forget_typing_at
        FROM person LEFT JOIN typing_rhythm t ON t.person_id = id
        WHERE ($1::text IS NULL OR $1 = ANY(roles)) AND ($2::text IS NULL OR words @@ to_tsquery('simple', $2))
          AND ($3::text IS NULL OR (sort_key, id) > ($3, $4::uuid))
        ORDER BY sort_key, id LIMIT $5""",
        role, q, after[0] if after else None, after[1] if after else None, PAGE + 1,
    )  # fmt: skip


async def insert_person(
    c: Connection, ident: UUID, name: str, email: str, roles: Sequence[str], password_hash: str | None, at: datetime
) -> bool:
    """False where somebody has the address already, be it since a moment."""
    status: str = await c.execute(
        """INSERT INTO person (id, name, sort_key, email, roles, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING""",
        ident, name, sort_key(name), email, list(roles), password_hash, at,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def lock_person(c: Connection, ident: UUID) -> Row | None:
    """As it stands, and as nobody else changes it until the end of the transaction."""
    return await c.fetchrow("SELECT * FROM person WHERE id = $1 FOR NO KEY UPDATE", ident)


async def lock_person_by_email(c: Connection, email: str) -> Row | None:
    return await c.fetchrow("SELECT * FROM person WHERE email = $1 FOR NO KEY UPDATE", email)


async def held_person(c: Connection, ident: UUID) -> Row | None:
    """For whoever opens a sign-in: the account cannot be closed, nor get another password, in the same moment."""
    return await c.fetchrow("SELECT * FROM person WHERE id = $1 FOR SHARE", ident)


async def rename_person(c: Connection, ident: UUID, name: str) -> None:
    await c.execute("UPDATE person SET name = $2, sort_key = $3 WHERE id = $1", ident, name, sort_key(name))
    await c.execute("UPDATE session SET sort_key = $2 WHERE student_id = $1", ident, sort_key(name))


async def set_email(c: Connection, ident: UUID, email: str) -> bool:
    """False where somebody has the address already, be it since a moment."""
    try:
        await c.execute("UPDATE person SET email = $2 WHERE id = $1", ident, email)
    except asyncpg.UniqueViolationError:  # the transaction is of no more use: whoever calls refuses
        return False
    return True


async def set_roles(c: Connection, ident: UUID, roles: Sequence[str]) -> None:
    await c.execute("UPDATE person SET roles = $2 WHERE id = $1", ident, list(roles))


async def set_password(c: Connection, ident: UUID, password_hash: str) -> None:
    await c.execute("UPDATE person SET password_hash = $2 WHERE id = $1", ident, password_hash)


async def set_disabled(c: Connection, ident: UUID, at: datetime | None) -> None:
    """`at` null: the account is open."""
    await c.execute("UPDATE person SET disabled_at = $2 WHERE id = $1", ident, at)


async def lock_organizers(c: Connection) -> None:
    """Until the end of the transaction nobody else takes an organizer away."""
    await c.execute("SELECT pg_advisory_xact_lock($1, 0)", _ORGANIZERS)


async def other_organizers(c: Connection, ident: UUID) -> int:
    """How many organizers there are who can sign in, this one not counted."""
    return int(
        await c.fetchval(
            """SELECT count(*) FROM person WHERE id <> $1 AND 'organizer' = ANY(roles) AND disabled_at IS NULL
            AND password_hash IS NOT NULL""",
            ident,
        )
    )
