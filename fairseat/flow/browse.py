"""Lists, page by page: people, templates, exams, sessions, the audit log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.flow.context import Actor, Context
from fairseat.store import audit, exams, people, sessions
from fairseat.store.database import Row
from fairseat.store.pages import PAGE, cursor_of, key_of

Listed = tuple[list[Row], str | None]


def _cut(rows: Sequence[Row], *key: str) -> Listed:
    """One row more than a page was asked for: it says whether there is a next one."""
    shown = list(rows[:PAGE])
    more = len(rows) > PAGE
    return shown, cursor_of(*(shown[-1][name] for name in key)) if more else None


def _key(after: str | None, *types: type) -> Any:
    return tuple(key_of(after, types)) if after else None


async def list_people(context: Context, role: str | None, q: str | None, after: str | None) -> Listed:
    key = _key(after, str, UUID)
    async with context.database.unit() as c:
        return _cut(await people.list_people(c, role, people.prefix_query(q or ""), key), "sort_key", "id")


async def list_templates(context: Context) -> list[Row]:
    async with context.database.unit() as c:
        return await exams.list_templates(c)


async def list_exams(context: Context, after: str | None) -> Listed:
    key = _key(after, datetime, UUID)
    async with context.database.unit() as c:
        return _cut(await exams.list_exams(c, key), "opens_at", "id")


async def list_sessions(
    context: Context, actor: Actor, *, exam: UUID | None, state: str | None, q: str | None, for_review: bool,
    after: str | None,
) -> Listed:  # fmt: skip
    """All of them for an organizer, the assigned ones for a proctor."""
    proctor = None if "organizer" in actor.roles else actor.id
    key = _key(after, str, UUID)
    async with context.database.unit() as c:
        rows = await sessions.list_sessions(
            c, proctor=proctor, exam=exam, state=state, q=people.prefix_query(q or ""), for_review=for_review,
            after=key,
        )  # fmt: skip
    return _cut(rows, "sort_key", "id")


async def list_audit(context: Context, session: UUID | None, action: str | None, after: str | None) -> Listed:
    key = _key(after, int)
    async with context.database.unit() as c:
        return _cut(await audit.list_audit(c, session, action, key[0] if key else None), "id")
