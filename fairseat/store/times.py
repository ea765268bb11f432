"""When sessions end: minutes that are added, ends that move with their exam, gaps before a reopening."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection, Row


async def hold_times(c: Connection, session: UUID) -> None:
    """Until the transaction ends nobody changes duration and closing of the session's exam. Taken before the
    session's own lock, as in a change of the exam, so that the two never wait for each other."""
    await c.fetchval("SELECT 1 FROM exam WHERE id = (SELECT exam_id FROM session WHERE id = $1) FOR SHARE", session)


_RUNNING = """SELECT id, started_at, ends_at, extra_min, shifted_ms FROM session
    WHERE exam_id = $1 AND state = 'running' ORDER BY id"""


async def running_of(c: Connection, exam: UUID) -> list[Row]:
    return await c.fetch(_RUNNING, exam)


async def running_to_change(c: Connection, exam: UUID) -> list[Row]:
    return await c.fetch(f"{_RUNNING} FOR UPDATE", exam)


async def not_begun(c: Connection, exam: UUID) -> int:
    return int(
        await c.fetchval("SELECT count(*) FROM session WHERE exam_id = $1 AND state IN ('scheduled', 'checking')", exam)
    )


async def set_ends(c: Connection, idents: Sequence[UUID], ends: Sequence[datetime]) -> None:
    await c.execute(
        """UPDATE session s SET ends_at = x.ends FROM unnest($1::uuid[], $2::timestamptz[]) AS x(id, ends)
        WHERE s.id = x.id""",
        list(idents), list(ends),
    )  # fmt: skip


async def to_extend(c: Connection, exam: UUID | None, sessions: Sequence[UUID] | None) -> list[Row]:
    """The sessions, locked."""
    return await c.fetch(
        """SELECT id, state, extra_min, ends_at FROM session
        WHERE ($1::uuid IS NULL OR exam_id = $1) AND ($2::uuid[] IS NULL OR id = ANY($2)) ORDER BY id FOR UPDATE""",
        exam, list(sessions) if sessions is not None else None,
    )  # fmt: skip


async def named_by(c: Connection, kind: str, sessions: Sequence[UUID], request: UUID) -> set[UUID]:
    """Those on whose timeline this very request stands already; asked once they are locked."""
    rows = await c.fetch(
        """SELECT session_id FROM event WHERE session_id = ANY($1) AND kind = $3
        AND data ->> 'request' = $2""",
        list(sessions), str(request), kind,
    )  # fmt: skip
    return {row["session_id"] for row in rows}


async def extend(c: Connection, idents: Sequence[UUID], minutes: int) -> dict[UUID, datetime | None]:
    """The new ends; None where nobody has begun."""
    rows = await c.fetch(
        """UPDATE session SET extra_min = extra_min + $2, ends_at = ends_at + make_interval(mins => $2)
        WHERE id = ANY($1) RETURNING id, ends_at""",
        list(idents), minutes,
    )  # fmt: skip
    return {row["id"]: row["ends_at"] for row in rows}


async def add_events(
    c: Connection, at: datetime, kind: str, actor: str, sessions: Sequence[UUID], data: Sequence[Any]
) -> dict[UUID, Row]:
    """One event on each timeline."""
    rows = await c.fetch(
        """INSERT INTO event (session_id, at, kind, actor, data)
        SELECT x.session, $1, $2, $3, x.data FROM unnest($4::uuid[], $5::jsonb[]) AS x(session, data)
        RETURNING session_id, id, at, kind, actor, data""",
        at, kind, actor, list(sessions), list(data),
    )  # fmt: skip
    return {row["session_id"]: row for row in rows}


# --- reopening ------------------------------------------------------------------------------------------------


async def set_reopened(c: Connection, ident: UUID, state: str, ends_at: datetime | None, shifted_ms: int) -> None:
    """As if it had not been over: what was concluded and reported stands on the timeline alone."""
    await c.execute(
        """UPDATE session SET state = $2, ends_at = $3, shifted_ms = $4, finished_at = NULL, clicked_at = NULL,
        reason = '', report_state = 'none', report_key = NULL, credibility = NULL, for_review = false, decision = NULL,
        conclusion = NULL WHERE id = $1""",
        ident, state, ends_at, shifted_ms,
    )  # fmt: skip


async def open_gap(c: Connection, session: UUID, from_at: datetime) -> None:
    await c.execute("INSERT INTO gap VALUES ($1, $2) ON CONFLICT DO NOTHING", session, from_at)


async def close_gap(c: Connection, session: UUID, to_at: datetime) -> None:
    """Also one whose end is known and has not come yet."""
    await c.execute("UPDATE gap SET to_at = $2 WHERE session_id = $1 AND (to_at IS NULL OR to_at > $2)", session, to_at)


async def gaps_of(c: Connection, session: UUID) -> list[Row]:
    """Stretches in which the session was over, or reopened and not yet sat again."""
    return await c.fetch("SELECT from_at, to_at FROM gap WHERE session_id = $1 ORDER BY from_at", session)
