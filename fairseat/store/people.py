"""People, sign-ins and failed attempts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.domain.people import sort_key
from fairseat.store.database import Connection, Row
from fairseat.store.pages import PAGE


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


async def insert_people(c: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of id, name, sort_key, email, roles, password_hash, created_at."""
    await c.executemany(
        """INSERT INTO person (id, name, sort_key, email, roles, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        rows,
    )


async def update_person(
    c: Connection, ident: UUID, name: str, key: str, roles: Sequence[str], password_hash: str | None,
    disabled_at: datetime | None,
) -> None:  # fmt: skip
    await c.execute(
        """UPDATE person SET name = $2, sort_key = $3, roles = $4, password_hash = $5, disabled_at = $6
        WHERE id = $1""",
        ident, name, key, list(roles), password_hash, disabled_at,
    )  # fmt: skip
    await c.execute("UPDATE session SET sort_key = $2 WHERE student_id = $1", ident, key)


async def insert_sign_in(
    c: Connection, token_hash: bytes, person: UUID, session: UUID | None, expires_at: datetime
) -> None:
    await c.execute("INSERT INTO sign_in VALUES ($1, $2, $3, $4)", token_hash, person, session, expires_at)


async def signed_in(c: Connection, token_hash: bytes, now: datetime) -> Row | None:
    return await c.fetchrow(
        """SELECT p.id, p.name, p.email, p.roles, s.session_id FROM sign_in s JOIN person p ON p.id = s.person_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.disabled_at IS NULL""",
        token_hash, now,
    )  # fmt: skip


async def ends_of_sign_ins(c: Connection, hashes: Sequence[bytes], now: datetime) -> dict[bytes, datetime]:
    """Of those that are not over: hash of the token -> when it will be."""
    rows = await c.fetch(
        "SELECT token_hash, expires_at FROM sign_in WHERE token_hash = ANY($1) AND expires_at > $2", list(hashes), now
    )
    return {row["token_hash"]: row["expires_at"] for row in rows}


async def delete_sign_in(c: Connection, token_hash: bytes) -> None:
    await c.execute("DELETE FROM sign_in WHERE token_hash = $1", token_hash)


async def delete_sign_ins_of(c: Connection, person: UUID) -> None:
    await c.execute("DELETE FROM sign_in WHERE person_id = $1", person)


async def sweep_sign_ins(c: Connection, now: datetime) -> None:
    await c.execute("DELETE FROM sign_in WHERE expires_at < $1", now)


async def failures(c: Connection, account: str, address: str, since: datetime) -> tuple[int, int]:
    """Failed attempts on the account from this address, and from this address on any account, since then."""
    [row] = await c.fetch(
        """SELECT count(*) FILTER (WHERE account = $1) AS account, count(*) AS address
        FROM sign_in_failure WHERE address = $2 AND at > $3""",
        account, address, since,
    )  # fmt: skip
    return row["account"], row["address"]


async def insert_failure(c: Connection, account: str, address: str, at: datetime) -> None:
    await c.execute("INSERT INTO sign_in_failure VALUES ($1, $2, $3)", account, address, at)


async def clear_failures(c: Connection, account: str, address: str, before: datetime) -> None:
    await c.execute(
        "DELETE FROM sign_in_failure WHERE (account = $1 AND address = $2) OR at < $3", account, address, before
    )
