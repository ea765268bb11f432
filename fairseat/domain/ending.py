"""When a session ends, and what a change of its exam does to that."""

from collections.abc import Iterable
from dataclasses import dataclass

MINUTE_MS = 60_000
EXTENSION_MOST_MIN = 480  # at once: a whole working day; more than that is a slip of the finger
EXTRA_MOST_MIN = 1440  # of one session, all extensions together: as long as an exam may be
NOTICE_MIN = 5  # who gets less time keeps at least this much, or what was left if that is less


def ends_at_ms(
    started_at_ms: int, duration_min: int, closes_at_ms: int, extra_min: int = 0, shifted_ms: int = 0
) -> int:
    """A session ends after its duration, at the latest when the exam's window closes. Minutes that were added come on
    top, past the closing too: the closing is for entering, and for those who have none. `shifted_ms`: by how much a
    reopening moved the end."""
    return min(started_at_ms + duration_min * MINUTE_MS, closes_at_ms) + extra_min * MINUTE_MS + shifted_ms


def moved_end_ms(now_ms: int, ends_ms: int, wanted_ms: int) -> int:
    """The end after a change. Nobody is ended without notice: who gets less keeps `NOTICE_MIN`."""
    return max(wanted_ms, min(ends_ms, now_ms + NOTICE_MIN * MINUTE_MS))


def returnable_min(now_ms: int, ends_ms: int | None, extra_min: int) -> int:
    """How many of the added minutes can be taken back: whoever is inside keeps `NOTICE_MIN`. `ends_ms`: None before
    the start."""
    if ends_ms is None:
        return extra_min
    return min(extra_min, max(0, (ends_ms - now_ms) // MINUTE_MS - NOTICE_MIN))


@dataclass(frozen=True, slots=True)
class Moved:
    """So many running sessions get so many minutes more (or less), and end between these instants."""

    minutes: int
    sessions: int
    first_ms: int
    last_ms: int


def minutes_between(ends_ms: int, new_ms: int) -> int:
    """Whole minutes, rounded away from zero: a change is never told as none."""
    whole, rest = divmod(abs(new_ms - ends_ms), MINUTE_MS)
    return (whole + (rest > 0)) * (1 if new_ms > ends_ms else -1)


def moves_of(ends: Iterable[tuple[int, int]]) -> list[Moved]:
    """Of old and new ends (ms): those that change alike together, the largest loss first."""
    groups: dict[int, list[int]] = {}
    for old, new in ends:
        if old != new:
            groups.setdefault(minutes_between(old, new), []).append(new)
    return [Moved(minutes, len(new), min(new), max(new)) for minutes, new in sorted(groups.items())]
