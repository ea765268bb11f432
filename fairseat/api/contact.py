"""Whom to ask, for a page that knows no exam: the link was refused."""

from fastapi import APIRouter

from fairseat.api import shapes
from fairseat.api.who import Ctx

router = APIRouter(prefix="/api", tags=["contact"])


@router.get("/contact")
async def contact(context: Ctx) -> shapes.Contact:
    return shapes.Contact(contact=context.settings.contact)
