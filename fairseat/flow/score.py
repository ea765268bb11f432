"""The score of a session from what is stored: readings, violations, and evidence missing after outages."""

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, Interval, Score, Span, observed, score_of
from fairseat.domain.evidence import holes
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context, ms
from fairseat.flow.missing import HOLE_S, covered, outages_with_missing
from fairseat.store import prints, records
from fairseat.store.database import Connection, Row


def _network(intervals: list[Interval], lost: list[tuple[float, float]]) -> list[Interval]:
    """The intervals with the server's own tracker: 1 for a second of which evidence is missing, else 0."""
    seconds = {s for a, b in lost for s in range(round(a), round(b))}
    out = []
    for interval in intervals:
        line = bytearray([GAP]) * INTERVAL_S
        for i, seen in enumerate(observed(interval)):
            if seen:
                line[i] = SCALE if interval.at + i in seconds else 0
        out.append(Interval(interval.at, {**interval.seconds, "network": bytes(line)}))
    known = {interval.at for interval in intervals}
    for at in sorted({s - s % INTERVAL_S for s in seconds} - known):
        line = bytearray(SCALE if at + i in seconds else GAP for i in range(INTERVAL_S))
        out.append(Interval(at, {"network": bytes(line)}))
    return sorted(out, key=lambda interval: interval.at)


def _compared(intervals: list[Interval]) -> list[Interval]:
    """The intervals with the tracker that looks once for the whole session. It has no length, so it costs nothing;
    what it finds is a violation for a person to judge."""
    out = []
    for interval in intervals:
        line = bytes(0 if seen else GAP for seen in observed(interval))
        out.append(Interval(interval.at, {**interval.seconds, "similar_profile": line}))
    return out


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
    if await prints.was_compared(c, session):
        intervals = _compared(intervals)
    now = (ms(context.now()) or 0) // 1000
    spans = [
        Span(
            v["tracker"], int(v["started_at"].timestamp()),
            int(v["ended_at"].timestamp()) if v["ended_at"] else now, v["dismissed"] is not None,
        )
        for v in await records.violations_of(c, session)
    ]  # fmt: skip
    return score_of(settings.trackers, intervals, spans, frozenset(row["unavailable"]))
