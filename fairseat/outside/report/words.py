"""What the report says, in words and written times. Sentences are in words_en.json."""

import json
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, Any]:
    words: dict[str, Any] = json.loads((HERE / f"words_{language}.json").read_text("utf-8"))
    return words


class Words:
    def __init__(self, language: str, zone: str, day: datetime | None) -> None:
        """`day` is the session's: times of other days are written with their date."""
        self.language = language
        self.all = catalogue(language)
        self.zone = zone_named(zone)
        self.zone_name = zone if self.zone is not UTC else "UTC"
        self._day = None if day is None else day.astimezone(self.zone).date()

    def say(self, path: str, **values: object) -> str:
        """A word by its dotted path; one with a plural takes `n`."""
        found: Any = self.all
        for step in path.split("."):
            found = found[step]
        if isinstance(found, list):
            found = found[0 if values.get("n") == 1 else 1]
        return str(found).format(**values)

    def name(self, kind: str, key: str) -> str:
        """A word for what the program calls `key`; what is unknown here is at least readable."""
        return str(self.all[kind].get(key) or key.replace("_", " ").capitalize())

    def clock(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        text = f"{local:%H:%M:%S}"
        if local.date() == self._day:
            return text
        return f"{local.day} {self.all['months_short'][local.month - 1]} {text}"

    def day_and_clock(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return f"{self.day(at)}, {local:%H:%M:%S}"

    def day(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return f"{local.day} {self.all['months'][local.month - 1]} {local.year}"

    def lasting(self, seconds: float) -> str:
        whole = round(seconds)
        if whole < 60:
            return self.say("duration.s", s=whole if seconds >= 10 or whole == seconds else round(seconds, 1))
        if whole < 3600:
            minutes, rest = divmod(whole, 60)
            return self.say("duration.min" if rest else "duration.whole_min", min=minutes, s=rest)
        hours, minutes = divmod(round(whole / 60), 60)
        return self.say("duration.h", h=hours, min=minutes)

    def offset(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        raw = f"{local:%z}" or "+0000"
        return "UTC" if raw == "+0000" else f"UTC{raw[:3]}:{raw[3:5]}".replace("-", "–")


def zone_named(name: str) -> tzinfo:
    """A name that this system does not know must not cost the report: times are then in UTC, and say so."""
    if name in ("", "UTC"):
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def number(value: float, digits: int = 1) -> str:
    """Without a needless ".0"."""
    text = f"{value:.{digits}f}"
    return f"{value:.0f}" if float(text).is_integer() else text
