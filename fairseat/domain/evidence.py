"""The chain that proves a recording: h(i) = SHA-256(h(i-1), source, sequence, times, SHA-256(chunk))."""

import hashlib
import struct
from collections.abc import Iterable, Sequence

from fairseat.domain.frames import SOURCES, Chunk

START = bytes(32)
_LINK = struct.Struct(">BIdI")


def linked(head: bytes, chunk: Chunk) -> bytes:
    """The chain's head after this chunk; 32 bytes."""
    facts = _LINK.pack(SOURCES.index(chunk.source), chunk.sequence, chunk.started_device_ms, chunk.duration_ms)
    return hashlib.sha256(head + facts + hashlib.sha256(chunk.payload).digest()).digest()


def head_of(chunks: Iterable[Chunk], head: bytes = START) -> bytes:
    for chunk in chunks:
        head = linked(head, chunk)
    return head


def merged(stretches: Iterable[Sequence[float]], tolerance: float) -> list[tuple[float, float]]:
    """The stretches of time in order, those that meet within the tolerance as one."""
    out: list[tuple[float, float]] = []
    for a, b in sorted((a, b) for a, b in stretches):
        if out and a - out[-1][1] <= tolerance:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def holes(
    spans: Iterable[tuple[float, float]], start: float, end: float, tolerance: float
) -> list[tuple[float, float]]:
    """The parts of [start, end] that no span covers, longer than the tolerance; any one unit of time."""
    out, at = [], start
    for a, b in sorted(spans):
        if min(a, end) - at > tolerance:
            out.append((at, min(a, end)))
        at = max(at, b)
    if end - at > tolerance:
        out.append((at, end))
    return out
