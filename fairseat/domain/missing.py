"""Whose charge the seconds are of which evidence is missing: each once."""

from collections.abc import Collection, Iterable, Mapping

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, UNKNOWN, Interval, observed
from fairseat.domain.recorded import told_by
from fairseat.domain.trackers import TrackerSetting, is_on

NETWORK, NOT_RECORDED = "network", "not_recorded"
Stretch = tuple[float, float]
Rules = Mapping[str, TrackerSetting]


def _told(intervals: Iterable[Interval], names: Collection[str]) -> set[int]:
    """The seconds in which all these trackers said yes: there was nothing to record, and that is charged already."""
    if not names:
        return set()
    return {
        interval.at + i
        for interval in intervals
        for i in range(INTERVAL_S)
        if all(SCALE / 2 <= interval.seconds.get(name, b"").ljust(INTERVAL_S, b"\xfe")[i] <= SCALE for name in names)
    }


def _seconds(stretches: Iterable[Stretch]) -> set[int]:
    return {at for a, b in stretches for at in range(round(a), round(b))}


def _marked(plain: bytes, at: int, missing: set[int], unknown: Iterable[Stretch]) -> bytes:
    """1 for a second of which evidence is missing, unknown for one of `unknown`, else as `plain` has it."""
    line = bytearray(plain)
    for i in range(INTERVAL_S):
        if at + i in missing:
            line[i] = SCALE
        elif line[i] == 0 and any(a <= at + i < b for a, b in unknown):
            line[i] = UNKNOWN
    return bytes(line)


def _lined(interval: Interval, by: Mapping[str, set[int]], touched: set[int], outages: list[Stretch]) -> Interval:
    """The interval with the lines of what is missing. Most intervals of an exam lack nothing: 0 wherever anything is
    known of a second."""
    plain = bytes(0 if seen else GAP for seen in observed(interval))
    lines = dict.fromkeys(by, plain)
    if interval.at in touched or any(a < interval.at + INTERVAL_S and interval.at < b for a, b in outages):
        unknown: dict[str, list[Stretch]] = {NETWORK: [], NOT_RECORDED: outages}
        lines = {name: _marked(plain, interval.at, missing, unknown[name]) for name, missing in by.items()}
    return Interval(interval.at, {**interval.seconds, **lines})


def charged(
    intervals: list[Interval], holes: Mapping[str, list[Stretch]], outages: list[Stretch], devices: Collection[str],
    rules: Rules,
) -> list[Interval]:  # fmt: skip
    """The intervals with what is missing, by required source: the seconds of an outage are charged to `network`, the
    others to `not_recorded`, or to `network` where that is off. A second that the tracker of the source's own device
    has told is charged there alone. `devices` are those that are asked for."""
    outside = NOT_RECORDED if is_on(rules, NOT_RECORDED) else NETWORK
    by: dict[str, set[int]] = {name: set() for name in (NETWORK, NOT_RECORDED) if is_on(rules, name)}
    for source, stretches in holes.items():
        names = [n for n in told_by(source, devices) if is_on(rules, n) and rules[n].weight]
        for at in _seconds(stretches) - _told(intervals, names):
            by.get(NETWORK if any(a <= at < b for a, b in outages) else outside, set()).add(at)
    touched = {at - at % INTERVAL_S for missing in by.values() for at in missing}
    bare = [Interval(at, {}) for at in touched - {interval.at for interval in intervals}]
    whole = sorted([*intervals, *bare], key=lambda one: one.at)
    return [_lined(one, by, touched, outages) for one in whole] if by else whole
