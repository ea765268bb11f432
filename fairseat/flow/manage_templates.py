"""Templates: made, changed, archived."""

from typing import Any
from uuid import UUID, uuid4

import msgspec

from fairseat.domain.audit import changes_of
from fairseat.domain.errors import Place, invalid, not_found
from fairseat.domain.template import TemplateSettings
from fairseat.domain.trackers import BY_NAME, LIMITS
from fairseat.flow.context import Actor, Context
from fairseat.flow.note import note
from fairseat.store import exams
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record


def checked_settings(raw: dict[str, Any]) -> dict[str, Any]:
    """The template's settings as they are kept; refuses with the place of what is wrong."""
    try:
        settings = msgspec.convert(raw, TemplateSettings, strict=True)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        raise invalid(Place(where.strip("`").replace("$.", "settings."), message)) from error
    places = list(_setting_faults(settings))
    if places:
        raise invalid(*places)
    kept: dict[str, Any] = msgspec.to_builtins(settings)
    return kept


def _setting_faults(settings: TemplateSettings) -> list[Place]:
    places = []
    for name, rule in settings.trackers.items():
        where = f"settings.trackers.{name}"
        if name not in BY_NAME:
            places.append(Place(where, "There is no such tracker."))
        for field, (low, high) in LIMITS.items():
            if not low <= getattr(rule, field) <= high:
                places.append(Place(f"{where}.{field}", f"Must lie between {low} and {high}."))
        unknown = set(rule.parameters) - set(BY_NAME[name].parameters) if name in BY_NAME else set()
        places += [Place(f"{where}.parameters.{key}", "There is no such threshold.") for key in unknown]
    if "rules" in settings.steps and not settings.rules.strip():
        places.append(Place("settings.rules", "The rules step needs a text."))
    return places


async def add_template(context: Context, actor: Actor | None, name: str, raw: dict[str, Any]) -> Record:
    settings, ident = checked_settings(raw), uuid4()
    async with context.database.unit() as c:
        await exams.insert_template(c, ident, name, settings, context.now())
        await note(context, c, actor, "template_added", template=str(ident), name=name)
        return await template_of(c, ident)


async def template_of(c: Connection, ident: UUID, lock: bool = False) -> Record:
    row = await exams.template_by_id(c, ident, lock)
    if row is None:
        raise not_found("template")
    return row


async def change_template(context: Context, actor: Actor, ident: UUID, name: str, raw: dict[str, Any]) -> Record:
    """Exams that have begun keep the settings they began with; the others take the new ones when saved."""
    settings = checked_settings(raw)
    async with context.database.unit() as c:
        old = await template_of(c, ident, lock=True)
        await exams.update_template(c, ident, name, settings, context.now())
        new = await template_of(c, ident)
        if changes := changes_of(_told(old), _told(new)):
            await note(context, c, actor, "template_changed", template=str(ident), name=old["name"], changes=changes)
        return new


def _told(row: Record) -> dict[str, Any]:
    return {"name": row["name"], "settings": row["settings"]}


async def archive_template(context: Context, actor: Actor, ident: UUID) -> Record:
    async with context.database.unit() as c:
        old = await template_of(c, ident, lock=True)
        await exams.archive_template(c, ident, context.now())
        kind = "template_archived" if old["archived_at"] is None else "template_restored"
        await note(context, c, actor, kind, template=str(ident), name=old["name"])
        return await template_of(c, ident)
