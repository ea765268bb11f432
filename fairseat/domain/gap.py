"""The gap of a session that was reopened: from its end until the student sits again."""

from collections.abc import Iterable, Mapping
from math import inf

NEEDS_A_CLICK = ("screen_share", "fullscreen")  # no browser lets a page do these by itself
Stretch = tuple[float, float | None]  # seconds; without an end while nobody is back


def lies_in(gaps: Iterable[Stretch], at: float) -> bool:
    return any(begun <= at < (inf if until is None else until) for begun, until in gaps)


def is_seated(values: Mapping[str, float | None], recorded: Iterable[bool]) -> bool:
    """Whether the exam goes on as before: every source is recorded, and nothing waits for the student's click by what
    the page told of its last second."""
    return bool(values) and all(recorded) and not any(values.get(name) for name in NEEDS_A_CLICK)
