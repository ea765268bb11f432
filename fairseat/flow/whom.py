"""Whom a student may ask."""

from fairseat.domain.tokens import link_of
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context
from fairseat.store import sessions
from fairseat.store.database import Row


def contact_of(context: Context, row: Row) -> str:
    """The exam's before the template's before the whole product's."""
    return str(row["contact"] or settings_of(row).contact or context.settings.contact)


async def contact_behind(context: Context, token: str) -> str:
    """Of the exam for which this personal link was made, also when it opens nothing any more: whoever holds it was told
    of that exam by us. Nothing else is said of it, and of any other text no more than of none."""
    link = link_of(context.secret, token) if token else None
    if link is None:
        return context.settings.contact
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, link.session)
    return contact_of(context, row) if row else context.settings.contact
