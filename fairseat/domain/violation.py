"""Readings into violations: one pure state machine for all trackers.

Seconds come in as (at, value): `at` whole seconds since the epoch, `value` the share of that second in which the
behaviour was present, or None where nobody could look. A violation opens when the behaviour has filled the share
`fill` of a window of the raise time and a third more; it closes when it has been away for the clear time.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from sys import float_info
from typing import TypeVar

from fairseat.domain.trackers import TrackerSetting

K = TypeVar("K")

WINDOW = 4 / 3  # window over raise time: lets a detector err in every fifth look
LEAST_ON_S = 0.5  # even with a raise time of 0, half a second must be seen: a single look may err
AWAY_BELOW = 0.2  # a second counts as away when the behaviour filled less than this share of it
UNKNOWN_CLOSES_S = 10  # nobody could look for one whole interval: the violation is no longer known to last
ALERT_EVERY_S = 30  # at most one alert per tracker in this time
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Opened:
    started_at: int
    at: int  # the second that filled the window


@dataclass(frozen=True, slots=True)
class Closed:
    started_at: int
    ended_at: int
    peak: float
    seconds: float  # how long the behaviour lasted within it
    coverage: float  # share of its seconds in which somebody could look


@dataclass(slots=True)
class Watch:
    """Where one tracker of one session stands."""

    recent: deque[tuple[int, float]] = field(default_factory=deque)  # the window's looks; the first saw something
    last_at: int = 0
    started_at: int | None = None
    last_on: int = 0
    away_s: int = 0
    unknown_s: int = 0
    peak: float = 0.0
    amount: float = 0.0
    looked: int = 0

    @property
    def calm(self) -> bool:
        """Nothing open and nothing on the way: forgetting this watch loses nothing."""
        return self.started_at is None and not self.recent


def clean(value: float | None) -> float | None:
    """A value from outside: clamped to 0..1; what is no number means that nobody looked."""
    if not isinstance(value, int | float) or not abs(value) <= float_info.max:
        return None
    return min(1.0, max(0.0, float(value)))


def _span(rule: TrackerSetting) -> int:
    return max(1, ceil(rule.raise_s * WINDOW))


def _needed(rule: TrackerSetting) -> float:
    return max(LEAST_ON_S, rule.fill * rule.raise_s * WINDOW)


def _closed(watch: Watch) -> Closed:
    assert watch.started_at is not None
    ended_at = watch.last_on + 1
    length = ended_at - watch.started_at
    closed = Closed(watch.started_at, ended_at, watch.peak, watch.amount, min(1.0, watch.looked / length))
    watch.started_at = None
    watch.recent.clear()
    watch.away_s = watch.unknown_s = 0
    return closed


def _open_if_filled(rule: TrackerSetting, watch: Watch, at: int) -> Opened | None:
    while watch.recent and (watch.recent[0][0] <= at - _span(rule) or not watch.recent[0][1]):
        watch.recent.popleft()
    if sum(value for _, value in watch.recent) < _needed(rule) - _EPSILON:
        return None
    watch.started_at = watch.recent[0][0]
    watch.last_on = watch.recent[-1][0]
    watch.peak = max(value for _, value in watch.recent)
    watch.amount = sum(value for _, value in watch.recent)
    watch.looked = len(watch.recent)
    watch.away_s = watch.unknown_s = 0
    return Opened(watch.started_at, at)


def _carry_on(rule: TrackerSetting, watch: Watch, at: int, value: float | None) -> Closed | None:
    if value is None:
        watch.unknown_s += 1
        return _closed(watch) if watch.unknown_s >= UNKNOWN_CLOSES_S else None
    watch.unknown_s = 0
    if value < AWAY_BELOW:
        watch.away_s += 1
        return _closed(watch) if watch.away_s >= max(1, ceil(rule.clear_s)) else None
    # Seconds of doubt between two sightings belong to the violation.
    watch.looked += 1 + watch.away_s
    watch.away_s = 0
    watch.last_on, watch.peak = at, max(watch.peak, value)
    watch.amount += value
    return None


def advance(rule: TrackerSetting, watch: Watch, at: int, value: float | None) -> list[Opened | Closed]:
    """Takes the next second. Seconds must come in order; one that is not after the last is ignored (late seconds
    are folded anew with `violations_of`)."""
    if at <= watch.last_at:
        return []
    out: list[Opened | Closed] = []
    gap = at - watch.last_at - 1 if watch.last_at else 0
    watch.last_at = at
    if watch.started_at is not None:
        watch.unknown_s += gap
        if watch.unknown_s >= UNKNOWN_CLOSES_S:
            out.append(_closed(watch))
    if watch.started_at is not None:
        closed = _carry_on(rule, watch, at, value)
        return [closed] if closed else []
    if value or (value is not None and watch.recent):
        watch.recent.append((at, value))
    opened = _open_if_filled(rule, watch, at) if watch.recent else None
    return [*out, opened] if opened else out


def settle(watch: Watch) -> Closed | None:
    """The end of the session: what is open closes with its last sighting."""
    return _closed(watch) if watch.started_at is not None else None


def merged(seconds: Iterable[tuple[int, float | None]]) -> dict[int, float | None]:
    """One value a second, whatever the order of arrival: of repeats the larger one, and a look beats none."""
    out: dict[int, float | None] = {}
    for at, raw in seconds:
        value, known = clean(raw), out.get(at)
        out[at] = value if known is None else known if value is None else max(known, value)
    return out


def violations_of(rule: TrackerSetting, seconds: Iterable[tuple[int, float | None]]) -> tuple[list[Closed], Watch]:
    """All closed violations of a whole history in any order, and the watch as it stands at its end."""
    watch, closed = Watch(), []
    history = merged(seconds)
    for at in sorted(history):
        closed += [move for move in advance(rule, watch, at, history[at]) if isinstance(move, Closed)]
    return closed, watch


@dataclass(frozen=True, slots=True)
class Found:
    """A violation by its span, as folded or as stored; `ended_at` None while open."""

    started_at: int
    ended_at: int | None
    peak: float = 0.0
    seconds: float = 0.0
    coverage: float = 1.0


def _overlap(a: Found, b: Found) -> bool:
    far = 1 << 62
    return a.started_at < (b.ended_at or far) and b.started_at < (a.ended_at or far)


def reconcile(stored: dict[K, Found], found: list[Found]) -> tuple[dict[K, Found], list[Found], list[K]]:
    """After late readings: what to change (by key), what to add, what to withdraw."""
    change: dict[K, Found] = {}
    add: list[Found] = []
    free = dict(stored)
    for one in found:
        key = next((k for k, s in free.items() if _overlap(s, one)), None)
        if key is None:
            add.append(one)
        elif free.pop(key) != one:
            change[key] = one
    return change, add, list(free)
