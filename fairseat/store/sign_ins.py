"""Sign-ins, attempts that failed or are being tried, and from where a person is known."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fairseat.store.database import Connection, Row

# The first key of an advisory lock says what is locked. Always in this order, so that nobody waits in a circle.
_ACCOUNT, _ADDRESS = 1, 2


async def insert_sign_in(
    c: Connection, token_hash: bytes, person: UUID, session: UUID | None, expires_at: datetime
) -> None:
    await c.execute(
        "INSERT INTO sign_in (token_hash, person_id, session_id, expires_at) VALUES ($1, $2, $3, $4)",
        token_hash, person, session, expires_at,
    )  # fmt: skip


async def signed_in(c: Connection, token_hash: bytes, now: datetime) -> Row | None:
    return await c.fetchrow(
        """SELECT p.id, p.name, p.email, p.roles, s.session_id, s.expires_at
        FROM sign_in s JOIN person p ON p.id = s.person_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.disabled_at IS NULL""",
        token_hash, now,
    )  # fmt: skip


async def ends_of_sign_ins(c: Connection, hashes: Sequence[bytes], now: datetime) -> dict[bytes, datetime]:
    """Of those that are not over: hash of the token -> when it will be."""
    rows = await c.fetch(
        "SELECT token_hash, expires_at FROM sign_in WHERE token_hash = ANY($1) AND expires_at > $2", list(hashes), now
    )
    return {row["token_hash"]: row["expires_at"] for row in rows}


async def delete_sign_in(c: Connection, token_hash: bytes) -> list[bytes]:
    return _hashes(await c.fetch("DELETE FROM sign_in WHERE token_hash = $1 RETURNING token_hash", token_hash))


async def delete_sign_ins_of_person(c: Connection, person: UUID) -> list[bytes]:
    return _hashes(await c.fetch("DELETE FROM sign_in WHERE person_id = $1 RETURNING token_hash", person))


async def delete_sign_ins_of_sessions(c: Connection, sessions: list[UUID]) -> list[bytes]:
    return _hashes(await c.fetch("DELETE FROM sign_in WHERE session_id = ANY($1) RETURNING token_hash", sessions))


async def sign_ins_of_person(c: Connection, person: UUID) -> list[bytes]:
    return _hashes(await c.fetch("SELECT token_hash FROM sign_in WHERE person_id = $1", person))


def _hashes(rows: list[Row]) -> list[bytes]:
    return [row["token_hash"] for row in rows]


async def sweep(c: Connection, now: datetime, failures_before: datetime, known_before: datetime) -> None:
    """What nobody asks for any more."""
    await c.execute("DELETE FROM sign_in WHERE expires_at < $1", now)
    await c.execute("DELETE FROM sign_in_failure WHERE at < $1", failures_before)
    await c.execute("DELETE FROM sign_in_address WHERE last_at < $1", known_before)


async def lock_attempts(c: Connection, account: str, address: str) -> None:
    """Until the end of the transaction nobody else counts or reserves attempts on this account or from there."""
    await c.execute("SELECT pg_advisory_xact_lock($1, hashtext($2))", _ACCOUNT, account)
    await c.execute("SELECT pg_advisory_xact_lock($1, hashtext($2))", _ADDRESS, address)


async def attempts(c: Connection, account: str, address: str, since: datetime, pending_since: datetime) -> Row:
    """Since then: failed ones on the account from this address (`pair`), on the account from anywhere, from this
    address on any account; and how many of each are being tried. One that was begun before `pending_since` and never
    ended is a failed one."""
    [row] = await c.fetch(
        """WITH one AS (
            SELECT account = $1 AS own, address = $2 AS here, pending AND at > $4 AS pending FROM sign_in_failure
            WHERE (account = $1 OR address = $2) AND at > $3)
        SELECT count(*) FILTER (WHERE own AND here AND NOT pending) AS pair,
            count(*) FILTER (WHERE own AND NOT pending) AS account,
            count(*) FILTER (WHERE here AND NOT pending) AS address,
            count(*) FILTER (WHERE own AND here AND pending) AS pair_pending,
            count(*) FILTER (WHERE own AND pending) AS account_pending,
            count(*) FILTER (WHERE here AND pending) AS address_pending FROM one""",
        account, address, since, pending_since,
    )  # fmt: skip
    return row


async def reserve_attempt(c: Connection, ident: UUID, account: str, address: str, at: datetime) -> None:
    await c.execute(
        "INSERT INTO sign_in_failure (id, account, address, at, pending) VALUES ($1, $2, $3, $4, true)",
        ident, account, address, at,
    )  # fmt: skip


async def settle_attempt(c: Connection, ident: UUID) -> None:
    """It has failed."""
    await c.execute("UPDATE sign_in_failure SET pending = false WHERE id = $1", ident)


async def forgive_attempts(c: Connection, ident: UUID, account: str, address: str) -> None:
    """It was the right password: what was mistyped from there before is forgotten. What others are trying is not."""
    await c.execute(
        "DELETE FROM sign_in_failure WHERE id = $1 OR (account = $2 AND address = $3 AND NOT pending)",
        ident, account, address,
    )  # fmt: skip


async def is_known_from(c: Connection, account: str, address: str, since: datetime) -> bool:
    return bool(
        await c.fetchval(
            """SELECT EXISTS (SELECT FROM sign_in_address a JOIN person p ON p.id = a.person_id
            WHERE p.email = $1 AND a.address = $2 AND a.last_at > $3)""",
            account, address, since,
        )
    )  # fmt: skip


async def remember_address(c: Connection, person: UUID, address: str, at: datetime) -> None:
    await c.execute(
        """INSERT INTO sign_in_address VALUES ($1, $2, $3)
        ON CONFLICT (person_id, address) DO UPDATE SET last_at = excluded.last_at""",
        person, address, at,
    )  # fmt: skip
