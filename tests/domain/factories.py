"""Histories as strings, one character a second: `#` the behaviour was there, `.` it was not, `5` half the second,
`?` nobody could look, a space: no reading at all."""

from typing import Any
from uuid import UUID

from fairseat.domain.credibility import GAP, INTERVAL_S, Interval, packed
from fairseat.domain.frames import Chunk
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import TrackerSetting, default_settings, heeded
from fairseat.domain.violation import Closed, Opened, Watch, advance

T0 = 1_800_000_000  # a whole minute
SESSION = UUID("7b1c9d2e-0f6a-4a39-8c55-3f1d2a9b0e11")


def value_of(sign: str) -> float | None:
    return {"#": 1.0, ".": 0.0, "?": None}[sign] if sign in "#.?" else int(sign) / 10


def line(text: str, start: int = T0) -> list[tuple[int, float | None]]:
    return [(start + i, value_of(sign)) for i, sign in enumerate(text) if sign != " "]


def rule(raise_s: float = 3, clear_s: float = 1, **more: Any) -> TrackerSetting:
    return TrackerSetting(raise_s=raise_s, clear_s=clear_s, **more)


def told(move: Opened | Closed) -> str:
    if isinstance(move, Opened):
        return f"opened {move.started_at - T0} at {move.at - T0}"
    return f"closed {move.started_at - T0}-{move.ended_at - T0}"


def story(setting: TrackerSetting, text: str) -> list[str]:
    """What happens, second by second."""
    watch = Watch()
    return [told(move) for at, value in line(text) for move in advance(setting, watch, at, value)]


def column(text: str) -> bytes:
    seconds = [GAP if sign == " " else packed(value_of(sign)) for sign in text]
    return bytes(seconds).ljust(INTERVAL_S, bytes([GAP]))


def interval(number: int = 0, **columns: str) -> Interval:
    """The interval of that number, each tracker's seconds as a string."""
    return Interval(T0 + number * INTERVAL_S, {name: column(text) for name, text in columns.items()})


def chunk(**changed: Any) -> Chunk:
    facts: dict[str, Any] = {
        "source": "camera", "first": False, "last": False, "recorder": "00112233aabbccdd", "segment": 3,
        "sequence": 61, "started_device_ms": 1.8e12 + 0.25, "duration_ms": 500, "payload": b"\x1aE\xdf\xa3 sound",
    }  # fmt: skip
    return Chunk(**{**facts, **changed})


def seat(**changed: Any) -> Seat:
    facts: dict[str, Any] = {
        "session": SESSION, "exam": UUID(int=1), "exam_title": "Algebra", "student": "Ann Lee",
        "email": "ann@example.edu",
        "proctor": None, "state": "running", "rules": default_settings(),
        "tools": frozenset(), "review_below": 80.0, "sources": ("camera", "screen"),
    }  # fmt: skip
    facts |= changed
    return Seat(**{"heeded": heeded(facts["rules"]), **facts})
