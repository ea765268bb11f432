"""Is it alive, and can it work?"""

from typing import Any

from fastapi import APIRouter, Response

from fairseat.api.who import Ctx
from fairseat.domain.errors import Refusal

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> dict[str, str]:
    return {"state": "alive"}


@router.get("/ready")
async def ready(context: Ctx, response: Response) -> dict[str, Any]:
    """Whether the database answers and the disk has room; 503 when not."""
    database = await _database(context)
    disk = _disk(context)
    response.status_code = 200 if database and disk == "has room" else 503
    return {"database": "answers" if database else "away", "disk": disk}


def _disk(context: Ctx) -> str:
    try:
        return "has room" if context.free_bytes() > context.settings.least_free else "full"
    except (Refusal, OSError):
        return "gone"


async def _database(context: Ctx) -> bool:
    try:
        async with context.database.unit() as c:
            return bool(await c.fetchval("SELECT true"))
    except Refusal:
        return False
