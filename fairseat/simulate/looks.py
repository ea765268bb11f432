"""What the simulated students look like and what they are called. All invented."""

from dataclasses import dataclass
from typing import Literal

Hair = Literal["short", "long", "bun", "curly", "bald", "scarf"]


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as `#rrggbb`."""

    skin: str
    hair: Hair
    hair_colour: str
    shirt: str
    wall: str
    furniture: str
    glasses: bool = False
    beard: bool = False


LOOKS: tuple[Look, ...] = (
    Look("#e8b998", "short", "#4a3222", "#3f6fb5", "#cfd8dc", "#8d6e63", glasses=True),
    Look("#8d5a3b", "curly", "#1d1512", "#d98e32", "#e6ddcf", "#5d7a6a"),
    Look("#f0c9a8", "long", "#b5652a", "#4f8a5b", "#d9e2ea", "#7b6a58"),
    Look("#c68b5f", "scarf", "#7a3f6d", "#7a3f6d", "#dfe6dc", "#9a8468"),
    Look("#f3d3b8", "bun", "#d8b65c", "#8c4a55", "#d4d9e6", "#6b7f94"),
    Look("#a9714b", "bald", "#2b1d16", "#4a4f5c", "#e3dcd6", "#7d5f4b", beard=True),
    Look("#e3b48c", "long", "#191919", "#c05b4d", "#d3dfdb", "#86714f", glasses=True),
    Look("#71452c", "short", "#140f0d", "#2f8f8b", "#e2e0d4", "#6d6a75", beard=True),
)

_FIRST = (
    "Amara", "Bilal", "Chiara", "Daniel", "Elif", "Fatima", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Liam",
    "Mei", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Samuel", "Tereza", "Uma", "Viktor", "Wanjiru", "Yusuf",
)  # fmt: skip
_LAST = (
    "Adeyemi", "Berg", "Castillo", "Dvořák", "Eriksen", "Ferrari", "García", "Haddad", "Ivanova", "Jansen", "Kim",
    "Lindqvist", "Moreau", "Nakamura", "Okafor", "Popescu", "Rahman", "Silva", "Tanaka", "Weber", "Yılmaz",
)  # fmt: skip


def name_of(number: int) -> str:
    """A name for the student of this number; the first 504 differ."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[(number * 5 + number // 21) % len(_LAST)]}"
