"""The audit log: who did what, from where, and what was before. Secrets are never in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fairseat.flow.context import Actor, Context
from fairseat.store import audit
from fairseat.store.database import Connection

PRODUCT = "Fairseat"  # where nobody is signed in: the demo's people, the command line


async def note(
    context: Context, c: Connection, actor: Actor | None, action: str, session: UUID | None = None, **detail: Any
) -> None:
    """In the transaction of what it tells of: the one is not stored without the other."""
    await note_each(context, c, actor, action, [(session, detail)])


async def note_each(
    context: Context, c: Connection, actor: Actor | None, action: str,
    entries: Sequence[tuple[UUID | None, dict[str, Any]]],
) -> None:  # fmt: skip
    """One entry for each session, or person, that was concerned."""
    ident, name, address = (actor.id, actor.name, actor.address) if actor else (None, PRODUCT, "")
    await audit.add_audits(c, context.now(), ident, name, action, address, entries)
