"""Templates and the catalogue of trackers."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fairseat.api.shapes.base import Name, Shape


class TemplateIn(Shape):
    name: Name
    settings: dict[str, Any]  # TemplateSettings, checked by the domain


class Template(Shape):
    id: UUID
    name: str
    settings: dict[str, Any]
    updated_at: datetime
    exams: int
    archived: bool


class TrackerInfo(Shape):
    """One entry of the catalogue with its start values."""

    name: str
    code: str
    needs: Literal["camera", "microphone", "screen", "phone", "page", "server"]
    severity: Literal["hint", "minor", "serious"]
    available: bool = True  # false: this server lacks what it needs
    defaults: dict[str, Any]  # TrackerSetting


class Catalogue(Shape):
    trackers: list[TrackerInfo]
    settings: dict[str, Any]  # TemplateSettings with all start values
