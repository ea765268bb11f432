"""Pictures come from a student's browser: none may cost the report, or the memory of a machine that shows it."""

import struct
from typing import NamedTuple

MOST_PIXELS = 25_000_000
MOST_BYTES = 8_000_000
STANDALONE = {0x01, *range(0xD0, 0xD8)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class Picture(NamedTuple):
    kind: str  # jpg, png
    width: int
    height: int


def looked_at(data: bytes) -> Picture | None:
    """Kind and size from the header alone; None for what is no JPEG or PNG, or too large to be a snapshot."""
    found = _sized(data) if len(data) <= MOST_BYTES else None
    return found if found and 0 < found.width * found.height <= MOST_PIXELS else None


def is_too_large(data: bytes) -> bool:
    """A few bytes can claim a picture that fills the memory of whoever looks at it."""
    found = _sized(data)
    return found is not None and found.width * found.height > MOST_PIXELS


def _sized(data: bytes) -> Picture | None:
    try:
        return _png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _jpeg(data)
    except (struct.error, IndexError):
        return None


def _png(data: bytes) -> Picture:
    width, height = struct.unpack_from(">II", data, 16)
    return Picture("png", width, height)


def _jpeg(data: bytes) -> Picture | None:
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Picture("jpg", width, height)
        if marker == 0xFF:
            at += 1
        elif marker in STANDALONE:
            at += 2
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return None
