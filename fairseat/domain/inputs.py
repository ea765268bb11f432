"""Camera and microphone of a student: what may be gone without, and what is told of the devices. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

from fairseat.domain.accommodation import Accommodation
from fairseat.domain.template import Input, SourceSetting

Change = Literal["changed", "lost", "added"]
REASON_LIMIT = 500
LABEL_LIMIT = 120  # letters of a device's name; those of real ones stay under 80
MOST_CHANGES = 200  # told of one session: a loose plug gives some dozens

_JOINERS = frozenset("\u200c\u200d")  # written Persian and Hindi need them
_LINE_ENDS = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def one_line(text: str, limit: int) -> str:
    """What came from outside, as one line that shows what it says: no control characters, no direction overrides, no
    lone surrogates (all of category C), cut to the limit."""
    spaced = "".join(" " if letter in _LINE_ENDS else letter for letter in text[: 4 * limit])
    plain = "".join(letter for letter in spaced if letter in _JOINERS or unicodedata.category(letter)[0] != "C")
    return " ".join(plain.split())[:limit].rstrip()


def excused(sources: SourceSetting, own: Sequence[Accommodation]) -> frozenset[str]:
    """What is not asked of this student at all: an accommodation says that the microphone is not looked at."""
    off = any(one.tracker == "microphone" and not one.on for one in own)
    return frozenset({"microphone"}) if off and sources.microphone else frozenset()


def asked_of(sources: SourceSetting, without: frozenset[str]) -> dict[str, bool]:
    """By field of the template's sources: whether this student must have it, or, for `stills`, may make do with it."""
    wanted = {name: bool(getattr(sources, name)) for name in SourceSetting.__struct_fields__}
    return {name: on and name not in without for name, on in wanted.items()}


def may_still_go_without(
    sources: SourceSetting, allowed: Sequence[Input], known: Mapping[str, str], own: frozenset[str]
) -> list[Input]:
    """`known`: source -> reason, on record. `own`: what is not asked of the student anyway."""
    return [name for name in allowed if getattr(sources, name) and name not in known and name not in own]
