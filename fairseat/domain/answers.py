"""Answers to the tasks of an exam, in time and late. What came in after the end stays apart from what was there:
whether it counts is for a person to say."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

MOST_VERSIONS = 3  # late texts of one task: of two devices, and one written anew after a reopening
CLOCKS_APART = timedelta(minutes=1)  # a device that has never measured may be wrong by so much without lying
# A page saves after a pause, at the latest after eight seconds: what was written just before a line broke is late, too.
SAVED_WITHIN_S = 10.0


class LateAnswer(Struct, kw_only=True, frozen=True):
    text: str
    received_at: datetime
    written_at: datetime | None  # as the device tells
    line_down: bool | None = None  # whether the server had lost the page when this was written; None: not known


class Answer(Struct, kw_only=True, frozen=True):
    task: str
    title: str
    text: str  # what was there in time
    saved_at: datetime | None
    late: list[LateAnswer]


def believable(written_at: datetime, started_at: datetime, received_at: datetime) -> datetime | None:
    """What a device says of when a text was written, unless that was before the start or has not come yet."""
    fits = started_at - CLOCKS_APART <= written_at <= received_at + CLOCKS_APART
    return min(written_at, received_at) if fits else None


def line_was_down(written_at: datetime | None, outages: Iterable[tuple[float, float | None]]) -> bool | None:
    """Whether the page could not have sent at once what it says was written then. Outages in seconds since the epoch;
    one that lasts has no end."""
    if written_at is None:
        return None
    at = written_at.timestamp()
    return any(begun - SAVED_WITHIN_S <= at and (until is None or at <= until) for begun, until in outages)


def by_task(
    row: Mapping[str, Any], late: Iterable[Mapping[str, Any]], outages: Iterable[tuple[float, float | None]]
) -> list[Answer]:
    """Every task of the session's exam with its answers, in the order of the exam. `row`: content, answers,
    answered_at."""
    late_of: dict[str, list[LateAnswer]] = {}
    known = list(outages)
    for one in late:
        late_of.setdefault(one["task"], []).append(
            LateAnswer(
                text=one["text"], received_at=one["received_at"], written_at=one["written_at"],
                line_down=line_was_down(one["written_at"], known),
            )
        )  # fmt: skip
    return [
        Answer(
            task=task["id"],
            title=task["title"],
            text=row["answers"].get(task["id"], ""),
            saved_at=_instant(row["answered_at"].get(task["id"])),
            late=late_of.get(task["id"], []),
        )
        for task in row["content"].get("tasks", [])
    ]


def _instant(stored: str | None) -> datetime | None:
    """Instants inside stored JSON come back as text."""
    return datetime.fromisoformat(stored) if stored else None
