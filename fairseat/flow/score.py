"""The score of a session from what is stored: readings, violations, and evidence missing after outages."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, Interval, Score, Span, found_once, observed, score_of
from fairseat.domain.template import looking
from fairseat.domain.trackers import APART, FIND, TrackerSetting, is_on
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context, ms
from fairseat.flow.missing import Outage
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


def _span(violation: Row, now: int) -> Span:
    begin = int(violation["started_at"].timestamp())
    end = int(violation["ended_at"].timestamp()) if violation["ended_at"] else now
    # A find has no length: one that is dismissed excuses no second of another that is confirmed.
    return Span(
        violation["tracker"], begin, begin if violation["tracker"] == FIND else end, violation["dismissed"] is not None
    )


def as_sat(
    rules: dict[str, TrackerSetting], kept: Mapping[str, Any], intervals: Sequence[Interval]
) -> dict[str, TrackerSetting]:
    """Without a half that was told apart after the session was sat: the whole has told both."""
    told = {name for interval in intervals for name in interval.seconds}
    unseen = {half for half, whole in APART.items() if half not in kept and half not in told and whole in told}
    return {name: rule for name, rule in rules.items() if name not in unseen}


async def score_session(
    context: Context, c: Connection, row: Row, violations: Sequence[Row], outages: Sequence[Outage]
) -> Score:
    """The score of the session of `row` as it stands now."""
    session = row["id"]
    intervals = await records.intervals_of(c, session)
    rules = as_sat(looking(settings_of(row)), row["settings"]["trackers"], intervals)
    if is_on(rules, "network"):
        lost = [hole for outage in outages for stretches in outage.holes.values() for hole in stretches]
        intervals = _network(intervals, lost)
    confirmed = any(v["confirmed"] for v in violations)
    # The print is deleted one day; what a person has confirmed stays.
    if confirmed or await prints.was_compared(c, session):
        intervals = found_once(intervals, FIND, confirmed)
    now = (ms(context.now()) or 0) // 1000
    spans = [_span(v, now) for v in violations]
    return score_of(rules, intervals, spans, frozenset(row["unavailable"]))
