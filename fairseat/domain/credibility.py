"""Credibility, so that every point can be traced: 100 minus the sum of weight x share over the trackers.

The share of a tracker is 100 x the sum of its values over the session's observed seconds. Source: the formula that
systems of the field use, so that scores compare (docs/trackers.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fairseat.domain.trackers import CATALOGUE, TrackerSetting

INTERVAL_S = 10
SCALE = 200  # a second's value is kept as one byte: 0..200
GAP, UNKNOWN = 254, 255  # no reading for this second; nobody could look
LOW_COVERAGE = 0.8  # printed in red below this

Seconds = bytes  # one byte a second of one interval and tracker


def packed(value: float | None) -> int:
    return UNKNOWN if value is None else round(value * SCALE)


def unpacked(byte: int) -> float | None:
    return None if byte >= GAP else byte / SCALE


@dataclass(frozen=True, slots=True)
class Interval:
    at: int  # whole seconds since the epoch, a multiple of INTERVAL_S
    seconds: Mapping[str, Seconds]


def seconds_of(intervals: Iterable[Interval], tracker: str) -> list[tuple[int, float | None]]:
    """The seconds of one tracker of which there is a reading."""
    return [
        (interval.at + i, unpacked(byte))
        for interval in intervals
        for i, byte in enumerate(interval.seconds.get(tracker, b""))
        if byte != GAP
    ]


@dataclass(frozen=True, slots=True)
class Share:
    tracker: str
    code: str
    on: bool
    weight: float
    share: float
    loss: float
    seconds: float
    coverage: float
    available: bool
    violations: int


@dataclass(frozen=True, slots=True)
class Minute:
    at: int
    value: float | None
    tracker: str | None


@dataclass(frozen=True, slots=True)
class Score:
    credibility: float | None
    observed_s: int
    shares: list[Share]
    dismissed: int
    minutes: list[Minute]


@dataclass(frozen=True, slots=True)
class Span:
    """A violation as far as the score is concerned."""

    tracker: str
    started_at: int
    ended_at: int
    dismissed: bool


def observed(interval: Interval) -> list[bool]:
    """Of each second of the interval, whether there is any reading."""
    columns = list(interval.seconds.values())
    return [any(column[i] != GAP for column in columns) for i in range(INTERVAL_S)]


def found_once(intervals: Iterable[Interval], tracker: str, confirmed: bool) -> list[Interval]:
    """The intervals with a tracker that looks once for the whole session. What it finds has no length: it holds for
    all that was observed if a person has confirmed it, and else for nothing."""
    value = SCALE if confirmed else 0
    return [
        Interval(one.at, {**one.seconds, tracker: bytes(value if seen else GAP for seen in observed(one))})
        for one in intervals
    ]


class _Tally:
    """Sums whole numbers: the same whatever the order of the intervals."""

    __slots__ = ("bytes", "looked")

    def __init__(self) -> None:
        self.looked = 0
        self.bytes = 0

    @property
    def total(self) -> float:
        return self.bytes / SCALE


def _dismissed_seconds(spans: Iterable[Span]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    for span in spans:
        if span.dismissed:
            out.setdefault(span.tracker, set()).update(range(span.started_at, span.ended_at))
    return out


def _tally(intervals: Iterable[Interval], forgiven: dict[str, set[int]]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for interval in intervals:
        for name, column in interval.seconds.items():
            tally = tallies.setdefault(name, _Tally())
            excused = forgiven.get(name, ())
            for i, byte in enumerate(column):
                if byte < GAP:
                    tally.looked += 1
                    tally.bytes += 0 if interval.at + i in excused else byte
    return tallies


def share_of(total: float, observed_s: float) -> float:
    """Percent of the observed seconds, 0 to 100."""
    return min(100.0, 100.0 * total / observed_s) if observed_s else 0.0


def credibility_of(losses: Iterable[float]) -> float:
    return max(0.0, 100.0 - sum(losses))


def _interval_value(
    settings: Mapping[str, TrackerSetting], interval: Interval, forgiven: dict[str, set[int]]
) -> tuple[float, str] | None:
    best: tuple[float, str] | None = None
    for name, column in interval.seconds.items():
        rule = settings.get(name)
        known = [(interval.at + i, byte) for i, byte in enumerate(column) if byte < GAP]
        if rule is None or not rule.on or not known:
            continue
        excused = forgiven.get(name, ())
        mean = sum(b for at, b in known if at not in excused) / SCALE / len(known)
        weighted = min(1.0, mean * min(1.0, rule.weight))
        best = max(filter(None, (best, (weighted, name))))
    return best


def minutes_of(
    settings: Mapping[str, TrackerSetting], intervals: Iterable[Interval], forgiven: dict[str, set[int]]
) -> list[Minute]:
    """Colour of each minute: the largest weighted value of its intervals."""
    minutes: dict[int, tuple[float, str] | None] = {}
    for interval in intervals:
        at = interval.at - interval.at % 60
        value = _interval_value(settings, interval, forgiven)
        known = minutes.get(at)
        minutes[at] = max(filter(None, (known, value)), default=None)
    return [
        Minute(at, found[0] if found else None, found[1] if found and found[0] > 0 else None)
        for at, found in sorted(minutes.items())
    ]


def score_of(
    settings: Mapping[str, TrackerSetting],
    intervals: list[Interval],
    spans: list[Span],
    unavailable: frozenset[str] = frozenset(),
) -> Score:
    """The whole score of a session. `settings` are the frozen template's, `spans` its violations."""
    forgiven = _dismissed_seconds(spans)
    tallies = _tally(intervals, forgiven)
    observed_s = sum(sum(observed(interval)) for interval in intervals)
    shares = []
    for tracker in CATALOGUE:
        rule = settings.get(tracker.name)
        if rule is None:
            continue
        tally = tallies.get(tracker.name, _Tally())
        share = share_of(tally.total, observed_s) if rule.on else 0.0
        shares.append(
            Share(
                tracker.name, tracker.code, rule.on, rule.weight, share, rule.weight * share, tally.total,
                tally.looked / observed_s if observed_s else 0.0,
                tracker.name not in unavailable,
                sum(s.tracker == tracker.name and not s.dismissed for s in spans),
            )
        )  # fmt: skip
    total = credibility_of(s.loss for s in shares) if observed_s else None
    dismissed = sum(s.dismissed for s in spans)
    return Score(total, observed_s, shares, dismissed, minutes_of(settings, intervals, forgiven))
