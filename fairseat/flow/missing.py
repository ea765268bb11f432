"""Evidence that is missing although it should be there: what an outage has left when the backlog is in."""

from dataclasses import dataclass
from uuid import UUID

from fairseat.domain.evidence import holes
from fairseat.domain.template import required_sources
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context
from fairseat.store import records, times
from fairseat.store.database import Connection, Row

HOLE_S = 1.5  # a gap shorter than three chunks is the seam of two segments, not lost evidence


async def _covered(context: Context, c: Connection, session: UUID) -> dict[str, list[tuple[float, float]]]:
    """Per source the stretches of time that are recorded, seconds on the server's clock."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for row in await records.segments_of(c, session):
        start = (row["started_device_ms"] + row["offset_ms"]) / 1000
        spans.setdefault(row["source"], []).append((start, start + row["duration_ms"] / 1000))
    for key, part in context.spool.parts.get(session, {}).items():
        start = (part.started_device_ms + part.offset_ms) / 1000
        length = (part.until_device_ms - part.started_device_ms) / 1000
        spans.setdefault(key[1], []).append((start, start + length))
    return spans


@dataclass(frozen=True, slots=True)
class Outage:
    """Seconds on the server's clock; `to_at` is None while it lasts. `holes` are, by required source, the stretches of
    it that are still missing."""

    from_at: float
    to_at: float | None
    holes: dict[str, list[tuple[float, float]]]

    @property
    def missing_s(self) -> dict[str, float]:
        return {source: sum(b - a for a, b in stretches) for source, stretches in self.holes.items()}


async def gaps_of(c: Connection, row: Row, end: float) -> list[tuple[float, float]]:
    """Stretches in which the session was over before it was reopened, up to the student's return; seconds on the
    server's clock. Nothing is missing in them."""
    rows = await times.gaps_of(c, row["id"])
    return [(r["from_at"].timestamp(), r["to_at"].timestamp() if r["to_at"] else end) for r in rows]


async def outages_of(context: Context, c: Connection, row: Row) -> list[Outage]:
    spans = await _covered(context, c, row["id"])
    wanted = required_sources(settings_of(row).sources)
    sources = [
        name for name in wanted if name != "phone" or name in spans
    ]  # a phone that was never paired lacks nothing
    end = row["finished_at"].timestamp() if row["finished_at"] else context.clock()
    gaps = await gaps_of(c, row, end)
    out = []
    for outage in await records.outages_of(c, row["id"]):
        a, b = outage["from_at"].timestamp(), outage["to_at"].timestamp() if outage["to_at"] else None
        until = min(b or end, end)
        out.append(
            Outage(a, b, {source: holes([*spans.get(source, []), *gaps], a, until, HOLE_S) for source in sources})
        )
    return out
