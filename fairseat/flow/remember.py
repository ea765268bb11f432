"""A student's rhythm of typing: remembered with consent, forgotten on a word or by date."""

from datetime import datetime, timedelta
from uuid import UUID

from fairseat.domain.template import TemplateSettings
from fairseat.domain.trackers import is_on
from fairseat.flow.context import Actor, Context
from fairseat.flow.note import note
from fairseat.store import rhythms
from fairseat.store.database import Connection


def is_asked(settings: TemplateSettings) -> bool:
    """Whether this exam looks at the rhythm of typing at all."""
    return is_on(settings.trackers, "keystrokes")


def delete_at(context: Context) -> datetime:
    return context.now() + timedelta(days=context.settings.typing_keep_days)


async def decide(context: Context, c: Connection, person: UUID, keep: bool) -> None:
    """The student's word on whether the rhythm may be kept beyond the session."""
    if keep:
        await rhythms.allow_rhythm(c, person, context.now(), delete_at(context))
    else:
        await rhythms.forget_rhythm(c, person)


async def forget(context: Context, actor: Actor, person: UUID) -> None:
    """Asked for by the student, or for the student by an organizer."""
    async with context.database.unit() as c:
        await rhythms.forget_rhythm(c, person)
        await note(context, c, actor, "typing_deleted", person=str(person))


async def forget_old(context: Context) -> None:
    """Rhythms whose date has come."""
    async with context.database.unit() as c:
        await rhythms.forget_old_rhythms(c, context.now())
