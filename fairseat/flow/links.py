"""Personal links: opened, made new, withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from fairseat.domain.errors import not_found
from fairseat.domain.links import dead, fault_of, link_state
from fairseat.domain.tokens import link_of
from fairseat.flow.context import Actor, Context
from fairseat.flow.leave import SignInEnded, tell
from fairseat.flow.note import note_each
from fairseat.store import links, people, sessions, sign_ins
from fairseat.store.database import Connection, Row

NOT_BEGUN, INSIDE = ("scheduled",), ("scheduled", "checking", "running")


def after_of(context: Context) -> timedelta:
    """How long a link goes on after the end: while late evidence is taken, and a time to see that all has arrived."""
    return timedelta(hours=context.settings.late_evidence_h + context.settings.link_after_h)


async def opened(context: Context, c: Connection, token: str) -> tuple[Row, Row]:
    """The session and the person behind a link that is good; both stay as they are until the end of the transaction,
    so that a link is not withdrawn, nor an account closed, while a sign-in is made by it."""
    link = link_of(context.secret, token)
    first = await sessions.session_by_id(c, link.session) if link else None
    if link is None:
        raise dead("link_invalid")
    person = await people.held_person(c, first["student_id"]) if first else None
    row = await sessions.session_by_id(c, link.session, lock=True) if person else None
    if fault := fault_of(row, link.version, after_of(context), context.now()):
        raise dead(fault)
    assert row is not None
    assert person is not None
    if person["disabled_at"]:
        raise dead("account_closed")
    return row, person


async def renew(context: Context, actor: Actor, exam: UUID, wanted: Sequence[UUID] | None, inside: bool) -> int:
    """New links, the old ones dead at once, with the sign-ins that were made by them; returns how many. `wanted` null:
    for all who have not begun, and with `inside` for those who have, too; who is over, and whose link was withdrawn,
    is left alone."""
    states = None if wanted is not None else (INSIDE if inside else NOT_BEGUN)
    async with context.database.unit() as c:
        rows = await _chosen(context, c, exam, wanted, states)
        idents = [row["id"] for row in rows]
        await links.renew_links(c, idents)
        ended = await sign_ins.delete_sign_ins_of_sessions(c, idents)
        await _note(context, c, actor, "link_renewed", rows)
    tell(context, ended, SignInEnded("link_replaced"))
    return len(rows)


async def withdraw(context: Context, actor: Actor, exam: UUID, wanted: Sequence[UUID]) -> int:
    """These links open nothing from now on, and whoever is inside by one of them is put out; returns how many."""
    async with context.database.unit() as c:
        rows = [row for row in await _chosen(context, c, exam, wanted, None) if not row["link_withdrawn_at"]]
        idents = [row["id"] for row in rows]
        await links.withdraw_links(c, idents, context.now())
        ended = await sign_ins.delete_sign_ins_of_sessions(c, idents)
        await _note(context, c, actor, "link_withdrawn", rows)
    tell(context, ended, SignInEnded("link_withdrawn"))
    return len(rows)


async def _chosen(
    context: Context, c: Connection, exam: UUID, wanted: Sequence[UUID] | None, states: Iterable[str] | None
) -> list[Row]:
    """Locked. A link that has ended stays as it is."""
    rows = await links.lock_links(c, exam, wanted)
    if wanted is not None and not rows:
        raise not_found("session")
    after, now = after_of(context), context.now()
    found = [(row, link_state(row, after, now)) for row in rows]
    if states is not None:
        return [row for row, state in found if state == "open" and row["state"] in states]
    return [row for row, state in found if state != "ended"]


async def _note(context: Context, c: Connection, actor: Actor, kind: str, rows: Sequence[Row]) -> None:
    about: list[tuple[UUID | None, dict[str, Any]]] = [
        (row["id"], {"student": row["student_name"], "exam": row["exam_title"]}) for row in rows
    ]
    await sessions.add_events(c, [row["id"] for row in rows], context.now(), kind, actor.name)
    await note_each(context, c, actor, kind, about)
