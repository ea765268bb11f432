"""Exams: made and changed."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec

from fairseat.domain.audit import changes_of
from fairseat.domain.errors import Place, Refusal, invalid, not_found
from fairseat.domain.template import Content
from fairseat.flow.context import Actor, Context
from fairseat.flow.extend import move_ends, tell_ends
from fairseat.flow.manage_templates import template_of
from fairseat.flow.note import note
from fairseat.store import exams
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record

LONGEST_ADDRESS = 2000  # characters; older browsers take no more


def check_address(address: str) -> None:
    """A web address that browsers and this server read alike: no names and passwords in it, no blanks or controls."""
    where = "content.address"
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it is what finds a port that is none
    except ValueError as error:
        raise invalid(Place(where, "This is no web address.")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise invalid(Place(where, "The address must begin with https:// or http://."))
    if "@" in parts.netloc or not address.isprintable() or " " in address or len(address) > LONGEST_ADDRESS:
        raise invalid(Place(where, "The address has a blank, a sign-in or a control character in it, or is too long."))


def checked_content(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        content = msgspec.convert(raw, Content, strict=True)
    except msgspec.ValidationError as error:
        raise invalid(Place("content", str(error))) from error
    if content.kind == "address" or content.address:
        check_address(content.address)
    if content.kind == "tasks" and not content.tasks:
        raise invalid(Place("content.tasks", "At least one task is needed."))
    if len({task.id for task in content.tasks}) < len(content.tasks):
        raise invalid(Place("content.tasks", "Two tasks have the same id."))
    kept: dict[str, Any] = msgspec.to_builtins(content)
    return kept


def _check_window(opens_at: datetime, closes_at: datetime) -> None:
    if opens_at.tzinfo is None or closes_at.tzinfo is None:
        raise invalid(Place("opens_at", "The time needs a zone, e.g. 2026-11-24T09:00:00Z."))
    if closes_at <= opens_at:
        raise invalid(Place("closes_at", "The exam must close after it opens."))


async def exam_of(c: Connection, ident: UUID, lock: bool = False) -> Record:
    row = await exams.exam_by_id(c, ident, lock)
    if row is None:
        raise not_found("exam")
    return row


def _told(row: Record) -> dict[str, Any]:
    """What the audit log compares."""
    names = ("title", "opens_at", "closes_at", "duration_min", "content", "contact", "settings")
    return {name: row[name] for name in names} | {"template": row["template_name"]}


async def add_exam(
    context: Context, actor: Actor | None, title: str, template: UUID, opens_at: datetime, closes_at: datetime,
    duration_min: int, content: dict[str, Any], contact: str = "",
) -> Record:  # fmt: skip
    kept, ident = checked_content(content), uuid4()
    _check_window(opens_at, closes_at)
    async with context.database.unit() as c:
        settings = (await template_of(c, template))["settings"]
        await exams.insert_exam(
            c, ident, title, template, settings, opens_at, closes_at, duration_min, kept, context.now(), contact
        )
        row = await exam_of(c, ident)
        told = {name: value for name, value in _told(row).items() if name not in ("content", "settings")}
        await note(context, c, actor, "exam_added", exam=str(ident), **told)
        return row


async def change_exam(
    context: Context, actor: Actor, ident: UUID, title: str, template: UUID, opens_at: datetime, closes_at: datetime,
    duration_min: int, content: dict[str, Any], contact: str, *, shorten: bool,
) -> Record:  # fmt: skip
    """The clocks of those who are inside follow; `shorten`: also to less time."""
    kept = checked_content(content)
    _check_window(opens_at, closes_at)
    async with context.database.unit() as c:
        old = await exam_of(c, ident, lock=True)
        fresh = (await template_of(c, template))["settings"]
        begun = await exams.begun(c, ident)
        if begun and template != old["template_id"]:
            raise Refusal("exam_begun", "Somebody has begun this exam: its template is fixed.", 409,
                          [Place("template", "Somebody has begun this exam: its template is fixed.")])  # fmt: skip
        await exams.update_exam(
            c, ident, title, template, old["settings"] if begun else fresh, opens_at, closes_at, duration_min, kept,
            contact,
        )  # fmt: skip
        ends, events = await move_ends(context, c, actor, old, closes_at, duration_min, shorten)
        row = await exam_of(c, ident)
        if changes := changes_of(_told(old), _told(row)):
            await note(context, c, actor, "exam_changed", exam=str(ident), title=old["title"], changes=changes)
    await tell_ends(context, ends, events)
    return row


async def read_exam(context: Context, ident: UUID) -> Record:
    async with context.database.unit() as c:
        return await exam_of(c, ident)
