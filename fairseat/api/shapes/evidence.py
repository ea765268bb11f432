"""The index of what is recorded."""

from typing import Literal
from uuid import UUID

from fairseat.api.shapes.base import Shape


class Segment(Shape):
    """One piece of recording, playable by itself. Times are on the server's clock (`started_ms` already includes
    the device's offset; the raw device time and the offset are kept in the evidence)."""

    id: str  # "{recorder}-{number}"
    source: Literal["camera", "screen", "phone"]
    mime: str
    started_ms: float
    duration_ms: float
    width: int
    height: int
    bytes: int
    chunks: int
    closed: bool
    missing: int  # chunks not (yet) here


class SegmentIndex(Shape):
    session: UUID
    started_ms: float | None
    ended_ms: float | None
    server_ms: float
    segments: list[Segment]
