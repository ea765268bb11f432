"""Evidence that is missing although it should be there: what an outage has left when the backlog is in."""

from uuid import UUID

from fairseat.domain.evidence import holes
from fairseat.domain.template import required_sources
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context
from fairseat.store import records
from fairseat.store.database import Connection, Row

HOLE_S = 1.5  # a gap shorter than three chunks is the seam of two segments, not lost evidence


async def covered(context: Context, c: Connection, session: UUID) -> dict[str, list[tuple[float, float]]]:
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


async def outages_with_missing(
    context: Context, c: Connection, row: Row
) -> list[tuple[float, float | None, dict[str, float]]]:
    """Each outage: from, to (None: lasts), and per required source the seconds still missing."""
    spans = await covered(context, c, row["id"])
    wanted = required_sources(settings_of(row).sources)
    sources = [
        name for name in wanted if name != "phone" or name in spans
    ]  # a phone that was never paired lacks nothing
    end = row["finished_at"].timestamp() if row["finished_at"] else context.clock()
    out = []
    for outage in await records.outages_of(c, row["id"]):
        a, b = outage["from_at"].timestamp(), outage["to_at"].timestamp() if outage["to_at"] else None
        missing = {
            source: sum(y - x for x, y in holes(spans.get(source, []), a, min(b or end, end), HOLE_S))
            for source in sources
        }
        out.append((a, b, missing))
    return out
