"""Whom to ask, for a page that knows no exam: the link was refused."""

from fastapi import APIRouter

from fairseat.api import shapes
from fairseat.api.who import Ctx
from fairseat.flow.whom import contact_behind

router = APIRouter(prefix="/api", tags=["contact"])


@router.get("/contact")
async def contact(context: Ctx) -> shapes.Contact:
    return shapes.Contact(contact=context.settings.contact)


@router.post("/contact")
async def contact_of_link(body: shapes.ContactIn, context: Ctx) -> shapes.Contact:
    """For the holder of a link that opens nothing (any more). The token stands in the body: addresses are logged."""
    return shapes.Contact(contact=await contact_behind(context, body.token))
