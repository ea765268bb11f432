"""The score of a session from what is stored: readings, violations, and evidence missing after outages."""

from uuid import UUID

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, Interval, Score, Span, score_of
from fairseat.domain.evidence import holes
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context, ms
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
    wanted = settings_of(row).sources
    sources = [n for n, on in (("camera", wanted.camera or wanted.microphone), ("screen", wanted.screen)) if on]
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


def _network(intervals: list[Interval], lost: list[tuple[float, float]]) -> list[Interval]:
    """The intervals with the server's own tracker: 1 for a second of which evidence is missing, else 0."""
    seconds = {s for a, b in lost for s in range(round(a), round(b))}
    out = []
    for interval in intervals:
        columns = list(interval.seconds.values())
        line = bytearray([GAP]) * INTERVAL_S
        for i in range(INTERVAL_S):
            if any(column[i] != GAP for column in columns):
                line[i] = SCALE if interval.at + i in seconds else 0
        out.append(Interval(interval.at, {**interval.seconds, "network": bytes(line)}))
    known = {interval.at for interval in intervals}
    for at in sorted({s - s % INTERVAL_S for s in seconds} - known):
        line = bytearray(SCALE if at + i in seconds else GAP for i in range(INTERVAL_S))
        out.append(Interval(at, {"network": bytes(line)}))
    return sorted(out, key=lambda interval: interval.at)


async def score_session(context: Context, c: Connection, row: Row) -> Score:
    """The score as it stands now."""
    session, settings = row["id"], settings_of(row)
    spans_by_source = await covered(context, c, session)
    end = row["finished_at"].timestamp() if row["finished_at"] else context.clock()
    lost = [
        hole
        for a, b, missing in await outages_with_missing(context, c, row)
        for source in missing
        for hole in holes(spans_by_source.get(source, []), a, min(b or end, end), HOLE_S)
    ]
    intervals = await records.intervals_of(c, session)
    if settings.trackers.get("network") and settings.trackers["network"].on:
        intervals = _network(intervals, lost)
    now = (ms(context.now()) or 0) // 1000
    spans = [
        Span(
            v["tracker"], int(v["started_at"].timestamp()),
            int(v["ended_at"].timestamp()) if v["ended_at"] else now, v["dismissed"] is not None,
        )
        for v in await records.violations_of(c, session)
    ]  # fmt: skip
    return score_of(settings.trackers, intervals, spans, frozenset(row["unavailable"]))
