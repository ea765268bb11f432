"""The audit log: who looked at what, who changed what, and what was refused evidence."""

from uuid import UUID

from fastapi import APIRouter, Depends

from fairseat.api import shapes
from fairseat.api.who import Ctx, Needs
from fairseat.flow import browse

router = APIRouter(prefix="/api/audit", tags=["audit"], dependencies=[Depends(Needs("see_audit"))])


@router.get("")
async def list_audit(
    context: Ctx, session: UUID | None = None, action: str | None = None, after: str | None = None
) -> shapes.Page[shapes.AuditRow]:
    rows, following = await browse.list_audit(context, session, action, after)
    items = [
        shapes.AuditRow(
            id=row["id"], at=row["at"], actor=row["actor"], action=row["action"], session=row["session_id"],
            address=row["address"], detail=row["detail"],
        )
        for row in rows
    ]  # fmt: skip
    return shapes.Page(items=items, next=following)
