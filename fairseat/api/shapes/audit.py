"""The audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fairseat.api.shapes.base import Shape


class AuditRow(Shape):
    id: int
    at: datetime
    actor: str
    action: str
    session: UUID | None
    address: str  # from where; empty where the product itself acts
    detail: dict[str, Any]
