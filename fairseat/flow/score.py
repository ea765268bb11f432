"""The score of a session from what is stored: readings, violations, and the evidence that is missing."""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from fairseat.domain.credibility import Interval, Score, Span, found_once, score_of
from fairseat.domain.missing import charged
from fairseat.domain.template import looking
from fairseat.domain.trackers import APART, FIND, TrackerSetting
from fairseat.flow.board import settings_of
from fairseat.flow.context import Context, ms
from fairseat.flow.missing import Missing
from fairseat.store import prints, records
from fairseat.store.database import Connection, Row


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
    context: Context, c: Connection, row: Row, violations: Sequence[Row], missing: Missing
) -> Score:
    """The score of the session of `row` as it stands now."""
    session = row["id"]
    intervals = await records.intervals_of(c, session)
    rules = as_sat(looking(settings_of(row)), row["settings"]["trackers"], intervals)
    outages = [(one.from_at, one.to_at or inf) for one in missing.outages]
    intervals = charged(intervals, missing.holes, outages, missing.devices, rules)
    confirmed = any(v["confirmed"] for v in violations)
    # The print is deleted one day; what a person has confirmed stays.
    if confirmed or await prints.was_compared(c, session):
        intervals = found_once(intervals, FIND, confirmed)
    now = (ms(context.now()) or 0) // 1000
    spans = [_span(v, now) for v in violations]
    return score_of(rules, intervals, spans, frozenset(row["unavailable"]))
