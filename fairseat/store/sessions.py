"""Sessions, their events, chat, calls for help, and the audit log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection, Row
from fairseat.store.pages import PAGE

_SESSION = """SELECT s.*, e.title AS exam_title, e.settings, e.opens_at, e.closes_at, e.duration_min, e.content,
    e.contact,
    p.name AS student_name, p.email AS student_email, w.name AS proctor_name
    FROM session s JOIN exam e ON e.id = s.exam_id JOIN person p ON p.id = s.student_id
    LEFT JOIN person w ON w.id = s.proctor_id"""

# Violations that count are stored when the session ends, and counted while it goes on.
_ROW = """SELECT s.id, s.exam_id, s.student_id, s.proctor_id, s.state, s.sort_key, s.credibility, s.rating,
    CASE WHEN s.state NOT IN ('checking', 'running') THEN s.violations ELSE (SELECT count(*) FROM violation v
        WHERE v.session_id = s.id AND NOT v.withdrawn AND v.dismissed IS NULL) END AS violations,
    s.for_review, s.decision, s.started_at, s.finished_at, s.ends_at, s.link_version, s.link_withdrawn_at,
    s.extra_min, s.sealed_at, e.closes_at, e.title AS exam_title,
    p.name AS student_name, p.email AS student_email, w.name AS proctor_name
    FROM session s JOIN exam e ON e.id = s.exam_id JOIN person p ON p.id = s.student_id
    LEFT JOIN person w ON w.id = s.proctor_id"""


async def session_by_id(c: Connection, ident: UUID, lock: bool = False) -> Row | None:
    return await c.fetchrow(f"{_SESSION} WHERE s.id = $1{' FOR UPDATE OF s' if lock else ''}", ident)


async def session_row(c: Connection, ident: UUID) -> Row | None:
    return await c.fetchrow(f"{_ROW} WHERE s.id = $1", ident)


async def list_sessions(
    c: Connection, *, proctor: UUID | None, exam: UUID | None, state: str | None, q: str | None,
    for_review: bool, after: tuple[str, UUID] | None,
) -> list[Row]:  # fmt: skip
    return await c.fetch(
        f"""{_ROW} WHERE ($1::uuid IS NULL OR s.proctor_id = $1) AND ($2::uuid IS NULL OR s.exam_id = $2)
          AND ($3::text IS NULL OR s.state = $3)
          AND ($4::text IS NULL OR p.words @@ to_tsquery('simple', $4)) AND (NOT $5 OR s.for_review)
          AND ($6::text IS NULL OR (s.sort_key, s.id) > ($6, $7::uuid))
        ORDER BY s.sort_key, s.id LIMIT $8""",
        proctor, exam, state, q, for_review, after[0] if after else None, after[1] if after else None, PAGE + 1,
    )  # fmt: skip


async def sessions_of_board(c: Connection, proctor: UUID | None, ended_after: datetime) -> list[Row]:
    """What a proctor's grid shows: all that is not over, and what ended lately."""
    return await c.fetch(
        f"""{_SESSION} WHERE ($1::uuid IS NULL OR s.proctor_id = $1)
        AND (s.state IN ('scheduled', 'checking', 'running') AND greatest(e.closes_at, s.ends_at) > $2
             OR s.finished_at > $2)
        ORDER BY s.sort_key, s.id LIMIT 500""",
        proctor, ended_after,
    )  # fmt: skip


async def running_sessions(c: Connection) -> list[UUID]:
    rows = await c.fetch("SELECT id FROM session WHERE state IN ('checking', 'running')")
    return [row["id"] for row in rows]


async def overdue(c: Connection, until: datetime) -> list[Row]:
    """Sessions whose time was over before this: running ones past their end, others past the exam's window."""
    return await c.fetch(
        """SELECT s.id, s.state FROM session s JOIN exam e ON e.id = s.exam_id
        WHERE s.state = 'running' AND s.ends_at < $1
           OR s.state IN ('scheduled', 'checking') AND e.closes_at < $1 LIMIT 500""",
        until,
    )


async def set_state(c: Connection, ident: UUID, state: str) -> None:
    await c.execute("UPDATE session SET state = $2 WHERE id = $1", ident, state)


async def set_started(c: Connection, ident: UUID, started_at: datetime, ends_at: datetime) -> None:
    await c.execute(
        "UPDATE session SET state = 'running', started_at = $2, ends_at = $3 WHERE id = $1",
        ident, started_at, ends_at,
    )  # fmt: skip


async def set_ended(
    c: Connection, ident: UUID, state: str, at: datetime, reason: str, clicked_at: datetime | None = None
) -> None:
    await c.execute(
        """UPDATE session SET state = $2, finished_at = $3, reason = $4, clicked_at = $5, report_state = 'waiting'
        WHERE id = $1""",
        ident, state, at, reason, clicked_at,
    )  # fmt: skip


async def set_consent(c: Connection, ident: UUID, version: str, at: datetime, similar: bool) -> None:
    """`similar`: the student also agrees that the face is compared with others'."""
    await c.execute(
        """UPDATE session SET consent_version = $2, consent_at = $3,
        similar_consent_at = CASE WHEN $4 THEN $3::timestamptz END WHERE id = $1""",
        ident, version, at, similar,
    )  # fmt: skip
    if not similar:
        await c.execute("UPDATE face_print SET comparable = false WHERE session_id = $1", ident)


async def set_checked(c: Connection, ident: UUID, at: datetime) -> None:
    await c.execute("UPDATE session SET checked_at = $2 WHERE id = $1", ident, at)


async def set_without(c: Connection, ident: UUID, without: dict[str, str]) -> None:
    await c.execute("UPDATE session SET without = $2 WHERE id = $1", ident, without)


async def set_unavailable(c: Connection, ident: UUID, names: list[str]) -> None:
    await c.execute("UPDATE session SET unavailable = $2 WHERE id = $1", ident, names)


async def set_rating(c: Connection, ident: UUID, rating: int) -> None:
    await c.execute("UPDATE session SET rating = $2 WHERE id = $1", ident, rating)


async def set_score(c: Connection, ident: UUID, credibility: float | None, for_review: bool) -> None:
    await c.execute(
        """UPDATE session SET credibility = $2, for_review = $3 AND decision IS NULL,
        violations = (SELECT count(*) FROM violation v WHERE v.session_id = $1 AND NOT v.withdrawn
                      AND v.dismissed IS NULL) WHERE id = $1""",
        ident, credibility, for_review,
    )  # fmt: skip


async def set_conclusion(c: Connection, ident: UUID, decision: str, conclusion: Any) -> None:
    await c.execute(
        "UPDATE session SET state = 'concluded', decision = $2, conclusion = $3, for_review = false WHERE id = $1",
        ident, decision, conclusion,
    )  # fmt: skip


async def set_report(c: Connection, ident: UUID, state: str, key: str | None) -> None:
    """Of a session that is over: one that was reopened meanwhile has none."""
    await c.execute(
        """UPDATE session SET report_state = $2, report_key = coalesce($3, report_key)
        WHERE id = $1 AND finished_at IS NOT NULL""",
        ident,
        state,
        key,
    )


async def waiting_reports(c: Connection, now: datetime) -> list[UUID]:
    """Reports waited for since a minute."""
    rows = await c.fetch(
        """SELECT id FROM session WHERE report_state = 'waiting' AND finished_at < $1::timestamptz - interval '1 minute'
        LIMIT 100""",
        now,
    )
    return [row["id"] for row in rows]


async def add_event(c: Connection, session: UUID, at: datetime, kind: str, actor: str = "", data: Any = None) -> Row:
    row = await c.fetchrow(
        """INSERT INTO event (session_id, at, kind, actor, data) VALUES ($1, $2, $3, $4, $5)
        RETURNING id, at, kind, actor, data""",
        session, at, kind, actor, data or {},
    )  # fmt: skip
    assert row is not None
    return row


async def count_events(c: Connection, session: UUID, kind: str) -> int:
    return int(await c.fetchval("SELECT count(*) FROM event WHERE session_id = $1 AND kind = $2", session, kind))


async def add_events(c: Connection, idents: Sequence[UUID], at: datetime, kind: str, actor: str) -> None:
    """The same on the timelines of many."""
    await c.execute(
        """INSERT INTO event (session_id, at, kind, actor)
        SELECT x, $2::timestamptz, $3, $4 FROM unnest($1::uuid[]) AS x""",
        list(idents), at, kind, actor,
    )  # fmt: skip


async def has_event(c: Connection, session: UUID, kind: str) -> bool:
    return bool(
        await c.fetchval("SELECT EXISTS (SELECT 1 FROM event WHERE session_id = $1 AND kind = $2)", session, kind)
    )


async def events_of_kinds(c: Connection, session: UUID, kinds: list[str]) -> list[Row]:
    return await c.fetch(
        "SELECT id, at, kind, actor, data FROM event WHERE session_id = $1 AND kind = ANY($2) ORDER BY id",
        session, kinds,
    )  # fmt: skip


async def events_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch("SELECT id, at, kind, actor, data FROM event WHERE session_id = $1 ORDER BY id", session)


async def add_chat(
    c: Connection, ident: UUID, session: UUID, at: datetime, author: UUID, name: str, role: str, text: str
) -> bool:
    """False when the message is here already (sent again after a lost line)."""
    status: str = await c.execute(
        "INSERT INTO chat VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
        ident, session, at, author, name, role, text,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def chat_of(c: Connection, session: UUID) -> list[Row]:
    return await c.fetch("SELECT id, at, author, role, text FROM chat WHERE session_id = $1 ORDER BY at, id", session)


async def unread_chat(c: Connection, session: UUID) -> int:
    return int(
        await c.fetchval(
            "SELECT count(*) FROM chat WHERE session_id = $1 AND role = 'student' AND read_at IS NULL", session
        )
    )


async def read_chat(c: Connection, session: UUID, at: datetime) -> None:
    await c.execute(
        "UPDATE chat SET read_at = $2 WHERE session_id = $1 AND role = 'student' AND read_at IS NULL", session, at
    )


async def call_help(c: Connection, ident: UUID, session: UUID, at: datetime, text: str) -> bool:
    status: str = await c.execute(
        "INSERT INTO help VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING", ident, session, at, text
    )
    return status == "INSERT 0 1"


async def answer_help(c: Connection, ident: UUID, session: UUID, at: datetime, by: str) -> bool:
    status: str = await c.execute(
        """UPDATE help SET answered_at = $3, answered_by = $4
        WHERE id = $1 AND session_id = $2 AND answered_at IS NULL AND cancelled_at IS NULL""",
        ident, session, at, by,
    )  # fmt: skip
    return status == "UPDATE 1"


async def cancel_help(c: Connection, ident: UUID, session: UUID, at: datetime) -> bool:
    status: str = await c.execute(
        """UPDATE help SET cancelled_at = $3
        WHERE id = $1 AND session_id = $2 AND answered_at IS NULL AND cancelled_at IS NULL""",
        ident, session, at,
    )  # fmt: skip
    return status == "UPDATE 1"


async def open_help(c: Connection, session: UUID) -> Row | None:
    return await c.fetchrow(
        """SELECT id, called_at, text FROM help WHERE session_id = $1 AND answered_at IS NULL
        AND cancelled_at IS NULL ORDER BY called_at LIMIT 1""",
        session,
    )


async def unsealed(c: Connection) -> list[Row]:
    return await c.fetch(
        """SELECT id, finished_at FROM session WHERE finished_at IS NOT NULL AND sealed_at IS NULL
        ORDER BY finished_at LIMIT 500"""
    )


async def set_sealed(c: Connection, ident: UUID, at: datetime) -> bool:
    """False when the session is not over any more."""
    status: str = await c.execute(
        "UPDATE session SET sealed_at = $2 WHERE id = $1 AND finished_at IS NOT NULL", ident, at
    )
    return status == "UPDATE 1"
