"""Which characters the report's fonts can show.

PDF/A forbids a character without a glyph, and one of them in a chat message would cost the whole report. So what no
font has is written out as [U+1F9FF]: nothing is lost, and nothing is passed over in silence.
"""

import struct
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

UNICODE_TABLES = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
LONG_RUN = 44  # letters in one piece that fit any place but narrow columns; longer ones may be broken anywhere
BREAK = "\u200b"
BARRED = {0x0, 0xFEFF, 0xFFFE}  # by PDF/A and PDF/UA, glyph or not
INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufe0e", "\ufe0f", "\n"}
TURNING = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # would show a text other than it is


def coverage(fonts: Iterable[Path]) -> frozenset[int]:
    return frozenset().union(*(_code_points(path.read_bytes()) for path in fonts)) - BARRED


def _code_points(font: bytes) -> set[int]:
    """The characters a TrueType or OpenType font maps to a glyph, from its cmap (formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[o : o + 4]: struct.unpack_from(">I", font, o + 8)[0] for o in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        if (platform, encoding) in UNICODE_TABLES:
            found |= _subtable(font, start + offset)
    return found


def _subtable(font: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", font, at)[0]
    if kind == 12:
        groups = struct.unpack_from(">I", font, at + 12)[0]
        spans = [struct.unpack_from(">III", font, at + 16 + 12 * i) for i in range(groups)]
        return {c for first, last, glyph in spans for c in range(first, last + 1) if glyph + c - first}
    return _segments(font, at) if kind == 4 else set()


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, at + 14 + 2 * count * row + (2 if row else 0)) for row in range(4)
    )
    found: set[int] = set()
    for i in range(count):
        for c in range(starts[i], ends[i] + 1):
            glyph = c + deltas[i]
            if offsets[i]:
                place = at + 16 + 6 * count + 2 * i + offsets[i] + 2 * (c - starts[i])
                glyph = struct.unpack_from(">H", font, place)[0] if place + 2 <= len(font) else 0
            if glyph & 0xFFFF and c != 0xFFFF:
                found.add(c)
    return found


class Script:
    """Makes any text printable with the fonts at hand."""

    def __init__(self, fonts: Iterable[Path]) -> None:
        self._known = coverage(fonts)

    def printable(self, value: Any, refused: frozenset[str] = frozenset()) -> Any:
        """The same JSON value with every text in it made printable; `refused` are characters the compiler did not
        take although a font has them."""
        if isinstance(value, str):
            return self._text(value, refused)
        if isinstance(value, list | tuple):
            return [self.printable(item, refused) for item in value]
        if isinstance(value, dict):
            return {key: self.printable(item, refused) for key, item in value.items()}
        return value

    def _text(self, text: str, refused: frozenset[str]) -> str:
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
        if text.isascii() and text.isprintable() and len(text) <= LONG_RUN and not refused:
            return text
        return breakable("".join(self._shown(c, refused) for c in text))

    def _shown(self, c: str, refused: frozenset[str]) -> str:
        if c not in refused and c not in TURNING and (c in INVISIBLE or ord(c) in self._known):
            return c
        return " " if unicodedata.category(c) == "Zs" and c not in refused else f"[U+{ord(c):04X}]"


def breakable(text: str, most: int = LONG_RUN) -> str:
    """Chances to break inside words of more than `most` letters, which would run out of their place."""
    out, run = [], 0
    for c in text:
        joins = c.isalnum() or not (c.isspace() or c in "-/" or c == BREAK)
        run = run + 1 if joins else 0
        if run > most and not unicodedata.combining(c) and c not in INVISIBLE and run % 4 == 1:
            out.append(BREAK)
        out.append(c)
    return "".join(out)
