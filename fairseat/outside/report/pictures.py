"""Pictures come from a student's browser: none may cost the report, or the memory of the machine."""

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
    if len(data) > MOST_BYTES:
        return None
    try:
        found = _png(data) if data.startswith(b"\x89PNG\r\n\x1a\n") else _jpeg(data)
    except (struct.error, IndexError):
        return None
    if found is None or not 0 < found.width * found.height <= MOST_PIXELS:
        return None
    return found


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
