"""Templates, exams, rosters and assignments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection, Row
from fairseat.store.pages import PAGE

_TEMPLATE = """SELECT t.*, (SELECT count(*) FROM exam e WHERE e.template_id = t.id) AS exams FROM template t"""


async def list_templates(c: Connection) -> list[Row]:
    """All of them: an institution has dozens, not thousands."""
    return await c.fetch(f"{_TEMPLATE} ORDER BY archived_at IS NOT NULL, name, id")


async def template_by_id(c: Connection, ident: UUID, lock: bool = False) -> Row | None:
    return await c.fetchrow(f"{_TEMPLATE} WHERE t.id = $1{' FOR NO KEY UPDATE OF t' if lock else ''}", ident)


async def insert_template(c: Connection, ident: UUID, name: str, settings: Any, at: datetime) -> None:
    await c.execute("INSERT INTO template VALUES ($1, $2, $3, $4)", ident, name, settings, at)


async def update_template(c: Connection, ident: UUID, name: str, settings: Any, at: datetime) -> None:
    await c.execute(
        "UPDATE template SET name = $2, settings = $3, updated_at = $4 WHERE id = $1", ident, name, settings, at
    )


async def archive_template(c: Connection, ident: UUID, at: datetime) -> None:
    """Archives, or restores what is archived."""
    await c.execute(
        "UPDATE template SET archived_at = CASE WHEN archived_at IS NULL THEN $2::timestamptz END WHERE id = $1",
        ident, at,
    )  # fmt: skip


_EXAM = """SELECT e.*, t.name AS template_name, n.sessions, n.unassigned, n.running
    FROM exam e JOIN template t ON t.id = e.template_id
    CROSS JOIN LATERAL (SELECT count(*) AS sessions, count(*) FILTER (WHERE proctor_id IS NULL) AS unassigned,
        count(*) FILTER (WHERE state = 'running') AS running FROM session s WHERE s.exam_id = e.id) n"""


async def list_exams(c: Connection, after: tuple[datetime, UUID] | None) -> list[Row]:
    return await c.fetch(
        f"""{_EXAM} WHERE $1::timestamptz IS NULL OR (e.opens_at, e.id) < ($1, $2::uuid)
        ORDER BY e.opens_at DESC, e.id DESC LIMIT $3""",
        after[0] if after else None, after[1] if after else None, PAGE + 1,
    )  # fmt: skip


async def exam_by_id(c: Connection, ident: UUID, lock: bool = False) -> Row | None:
    return await c.fetchrow(f"{_EXAM} WHERE e.id = $1{' FOR NO KEY UPDATE OF e' if lock else ''}", ident)


async def begun(c: Connection, exam: UUID) -> bool:
    """Whether any of its sessions has left `scheduled`."""
    return bool(
        await c.fetchval("SELECT EXISTS (SELECT FROM session WHERE exam_id = $1 AND state <> 'scheduled')", exam)
    )


async def insert_exam(
    c: Connection, ident: UUID, title: str, template: UUID, settings: Any, opens_at: datetime,
    closes_at: datetime, duration_min: int, content: Any, at: datetime, contact: str,
) -> None:  # fmt: skip
    await c.execute(
        "INSERT INTO exam VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        ident, title, template, settings, opens_at, closes_at, duration_min, content, at, contact,
    )  # fmt: skip


async def update_exam(
    c: Connection, ident: UUID, title: str, template: UUID, settings: Any, opens_at: datetime,
    closes_at: datetime, duration_min: int, content: Any, contact: str,
) -> None:  # fmt: skip
    await c.execute(
        """UPDATE exam SET title = $2, template_id = $3, settings = $4, opens_at = $5, closes_at = $6,
        duration_min = $7, content = $8, contact = $9 WHERE id = $1""",
        ident, title, template, settings, opens_at, closes_at, duration_min, content, contact,
    )  # fmt: skip


async def add_to_roster(
    c: Connection, exam: UUID, students: Sequence[UUID], idents: Sequence[UUID], at: datetime
) -> list[Row]:
    """Makes a scheduled session for each student that has none; returns their ids and the students' names."""
    return await c.fetch(
        """WITH added AS (
            INSERT INTO session (id, exam_id, student_id, sort_key, created_at, accommodations)
            SELECT x.id, $1, p.id, p.sort_key, $4, coalesce(a.items, '[]')
            FROM unnest($2::uuid[], $3::uuid[]) AS x(student, id)
            JOIN person p ON p.id = x.student AND 'student' = ANY(p.roles)
            LEFT JOIN accommodation a ON a.person_id = p.id
            ON CONFLICT (exam_id, student_id) DO NOTHING RETURNING id, student_id)
        SELECT added.id, p.name FROM added JOIN person p ON p.id = added.student_id""",
        exam, list(students), list(idents), at,
    )  # fmt: skip


async def roster(c: Connection, exam: UUID) -> list[Row]:
    """Session, name and address of each student, by name."""
    return await c.fetch(
        """SELECT s.id, p.name, p.email FROM session s JOIN person p ON p.id = s.student_id
        WHERE s.exam_id = $1 ORDER BY s.sort_key, s.id""",
        exam,
    )


async def remove_from_roster(c: Connection, exam: UUID, session: UUID) -> str | None:
    """The student's name; None where nothing could be removed."""
    name: str | None = await c.fetchval(
        """DELETE FROM session s USING person p
        WHERE s.id = $1 AND s.exam_id = $2 AND s.state = 'scheduled' AND p.id = s.student_id RETURNING p.name""",
        session, exam,
    )  # fmt: skip
    return name


async def unassigned(c: Connection, exam: UUID, keep: bool) -> list[UUID]:
    rows = await c.fetch(
        """SELECT id FROM session WHERE exam_id = $1 AND (proctor_id IS NULL OR NOT $2)
        AND state IN ('scheduled', 'checking', 'running') ORDER BY sort_key, id""",
        exam, keep,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def loads(c: Connection, exam: UUID, proctors: Sequence[UUID]) -> dict[UUID, int]:
    rows = await c.fetch(
        """SELECT p.id, count(s.id) AS n FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, place)
        JOIN person p ON p.id = x.id AND 'proctor' = ANY(p.roles)
        LEFT JOIN session s ON s.proctor_id = p.id AND s.exam_id = $1 GROUP BY p.id, x.place ORDER BY x.place""",
        exam, list(proctors),
    )  # fmt: skip
    return {row["id"]: row["n"] for row in rows}


async def assign(c: Connection, exam: UUID, sessions: Sequence[UUID], proctors: Sequence[UUID | None]) -> list[Row]:
    """Sets each session's proctor; returns id, old and new proctor, and the names of both and of the student, of the
    sessions of this exam that were changed."""
    return await c.fetch(
        """WITH changed AS (
            UPDATE session SET proctor_id = x.proctor
            FROM unnest($2::uuid[], $3::uuid[]) AS x(id, proctor) JOIN session before ON before.id = x.id
            WHERE session.id = x.id AND session.exam_id = $1 AND session.proctor_id IS DISTINCT FROM x.proctor
            RETURNING session.id, session.student_id, before.proctor_id AS old, x.proctor AS new)
        SELECT changed.id, old, new, s.name AS student, o.name AS old_name, n.name AS new_name FROM changed
        JOIN person s ON s.id = student_id LEFT JOIN person o ON o.id = old LEFT JOIN person n ON n.id = new""",
        exam, list(sessions), list(proctors),
    )  # fmt: skip
