"""Readings, violations, snapshots, segments and outages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.credibility import Interval
from fairseat.store.database import Connection, Row

_DECODE = msgspec.msgpack.Decoder(dict[str, bytes])


def _interval(row: Row) -> Interval:
    return Interval(row["at"], _DECODE.decode(row["seconds"]))


async def intervals_of(c: Connection, session: UUID) -> list[Interval]:
    rows = await c.fetch("SELECT at, seconds FROM reading WHERE session_id = $1 ORDER BY at", session)
    return [_interval(row) for row in rows]


async def last_reading_of(c: Connection, session: UUID) -> int:
    """Where the newest stored interval begins; 0 where none is."""
    return int(await c.fetchval("SELECT coalesce(max(at), 0) FROM reading WHERE session_id = $1", session))


async def intervals_at(c: Connection, keys: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], dict[str, bytes]]:
    rows = await c.fetch(
        """SELECT r.session_id, r.at, r.seconds FROM reading r
        JOIN unnest($1::uuid[], $2::int[]) AS x(session, at) ON r.session_id = x.session AND r.at = x.at""",
        [k[0] for k in keys], [k[1] for k in keys],
    )  # fmt: skip
    return {(row["session_id"], row["at"]): _DECODE.decode(row["seconds"]) for row in rows}


async def save_intervals(c: Connection, rows: Sequence[tuple[UUID, int, dict[str, bytes]]]) -> None:
    """Writes whole intervals; one that is here already is replaced (the caller has merged it)."""
    encode = msgspec.msgpack.encode
    await c.execute(
        """INSERT INTO reading (session_id, at, seconds) SELECT * FROM unnest($1::uuid[], $2::int[], $3::bytea[])
        ON CONFLICT (session_id, at) DO UPDATE SET seconds = excluded.seconds""",
        [r[0] for r in rows], [r[1] for r in rows], [encode(r[2]) for r in rows],
    )  # fmt: skip


async def insert_violations(c: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of id, session, tracker, started_at, raised_at, alerted, late, detail (JSON text)."""
    columns = list(zip(*rows, strict=True))
    await c.execute(
        """INSERT INTO violation (id, session_id, tracker, started_at, raised_at, alerted, late, detail)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::bool[],
                             $7::bool[], $8::jsonb[])""",
        *columns,
    )  # fmt: skip


async def close_violations(c: Connection, rows: Sequence[tuple[UUID, datetime, float, float, float]]) -> None:
    """Rows of id, ended_at, peak, seconds, coverage."""
    columns = list(zip(*rows, strict=True))
    await c.execute(
        """UPDATE violation v SET ended_at = x.ended, peak = x.peak, seconds = x.seconds, coverage = x.coverage
        FROM unnest($1::uuid[], $2::timestamptz[], $3::float[], $4::float[], $5::float[])
            AS x(id, ended, peak, seconds, coverage) WHERE v.id = x.id""",
        *columns,
    )  # fmt: skip


async def change_violation(
    c: Connection, ident: UUID, started: datetime, ended: datetime | None, peak: float, seconds: float,
    coverage: float,
) -> None:  # fmt: skip
    await c.execute(
        """UPDATE violation SET started_at = $2, ended_at = $3, peak = $4, seconds = $5, coverage = $6
        WHERE id = $1""",
        ident, started, ended, peak, seconds, coverage,
    )  # fmt: skip


async def withdraw_violations(c: Connection, idents: Sequence[UUID]) -> None:
    await c.execute("UPDATE violation SET withdrawn = true WHERE id = ANY($1)", list(idents))


async def violations_of(c: Connection, session: UUID, tracker: str | None = None) -> list[Row]:
    return await c.fetch(
        """SELECT * FROM violation WHERE session_id = $1 AND NOT withdrawn AND ($2::text IS NULL OR tracker = $2)
        ORDER BY started_at, id""",
        session, tracker,
    )  # fmt: skip


async def violation_by_id(c: Connection, session: UUID, ident: UUID) -> Row | None:
    return await c.fetchrow(
        "SELECT * FROM violation WHERE session_id = $1 AND id = $2 AND NOT withdrawn", session, ident
    )


async def set_ruling(c: Connection, ident: UUID, dismissed: Any, confirmed: Any) -> None:
    await c.execute("UPDATE violation SET dismissed = $2, confirmed = $3 WHERE id = $1", ident, dismissed, confirmed)


async def request_snapshots(c: Connection, rows: Sequence[tuple[UUID, UUID, UUID | None, str, datetime]]) -> None:
    """Rows of id, session, violation, source, requested_at."""
    columns = list(zip(*rows, strict=True))
    await c.execute(
        """INSERT INTO snapshot (id, session_id, violation_id, source, requested_at)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])""",
        *columns,
    )


async def store_snapshot(
    c: Connection, ident: UUID, session: UUID, source: str, at: datetime, key: str, sha256: bytes
) -> Row | None:
    """The request it answers; None when nobody asked for it."""
    return await c.fetchrow(
        """UPDATE snapshot SET taken_at = $4, object = $5, sha256 = $6 WHERE id = $1 AND session_id = $2 AND source = $3
        RETURNING violation_id""",
        ident, session, source, at, key, sha256,
    )  # fmt: skip


async def snapshots_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch(
        "SELECT * FROM snapshot WHERE session_id = $1 AND object IS NOT NULL ORDER BY taken_at", session
    )


async def insert_segments(c: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    await c.executemany(
        """INSERT INTO segment (session_id, source, recorder, number, mime, width, height, started_device_ms, offset_ms,
            error_ms, duration_ms, chunks, missing, object, object_from, bytes, digests, chain, object_sha256,
            plausible, stretches)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        ON CONFLICT DO NOTHING""",
        rows,
    )


async def segments_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch("SELECT * FROM segment WHERE session_id = $1 ORDER BY source, started_device_ms", session)


async def recorded_spans(c: Connection, session: UUID) -> list[Row]:
    """When the packed segments were recorded; without their digests, which are many."""
    return await c.fetch(
        """SELECT source, started_device_ms, duration_ms, offset_ms, plausible, stretches FROM segment
        WHERE session_id = $1""",
        session,
    )


async def segment_by_id(c: Connection, session: UUID, source: str, recorder: str, number: int) -> Row | None:
    return await c.fetchrow(
        "SELECT * FROM segment WHERE session_id = $1 AND source = $2 AND recorder = $3 AND number = $4",
        session, source, recorder, number,
    )  # fmt: skip


async def chain_heads(c: Connection, session: UUID) -> dict[str, bytes]:
    """The head of each recorder's chain after its last packed segment."""
    rows = await c.fetch(
        """SELECT DISTINCT ON (recorder) recorder, chain FROM segment WHERE session_id = $1
        ORDER BY recorder, number DESC""",
        session,
    )
    return {row["recorder"]: row["chain"] for row in rows}


async def insert_checkpoint(c: Connection, session: UUID, at: datetime, body: bytes, signature: bytes) -> None:
    await c.execute(
        "INSERT INTO checkpoint VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", session, at, body, signature
    )


async def checkpoints_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch("SELECT at, body, signature FROM checkpoint WHERE session_id = $1 ORDER BY at", session)


async def open_outage(c: Connection, session: UUID, from_at: datetime) -> None:
    await c.execute("INSERT INTO outage VALUES ($1, $2) ON CONFLICT DO NOTHING", session, from_at)


async def close_outage(c: Connection, session: UUID, to_at: datetime) -> None:
    await c.execute("UPDATE outage SET to_at = $2 WHERE session_id = $1 AND to_at IS NULL", session, to_at)


async def offline_since(c: Connection, session: UUID) -> datetime | None:
    """When the outage began that still lasts; None when none does."""
    found: datetime | None = await c.fetchval(
        "SELECT min(from_at) FROM outage WHERE session_id = $1 AND to_at IS NULL", session
    )
    return found


async def outages_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch("SELECT from_at, to_at FROM outage WHERE session_id = $1 ORDER BY from_at", session)
