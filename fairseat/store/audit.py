"""The audit log. Rows are written, and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.store.database import Connection, Row
from fairseat.store.pages import PAGE


async def add_audits(
    c: Connection, at: datetime, actor: UUID | None, name: str, action: str, address: str,
    entries: Sequence[tuple[UUID | None, Any]],
) -> None:  # fmt: skip
    """Of one act; each entry is a session, if one is concerned, and the particulars."""
    await c.execute(
        """INSERT INTO audit (at, actor_id, actor, action, address, session_id, detail)
        SELECT $1::timestamptz, $2::uuid, $3, $4, $5, x.session, x.detail
        FROM unnest($6::uuid[], $7::jsonb[]) AS x(session, detail)""",
        at, actor, name, action, address, [session for session, _ in entries], [detail for _, detail in entries],
    )  # fmt: skip


async def list_audit(c: Connection, session: UUID | None, action: str | None, after: int | None) -> list[Row]:
    return await c.fetch(
        """SELECT id, at, actor, action, session_id, address, detail FROM audit
        WHERE ($1::uuid IS NULL OR session_id = $1) AND ($2::text IS NULL OR action = $2)
          AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4""",
        session, action, after, PAGE + 1,
    )  # fmt: skip
