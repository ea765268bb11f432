"""Cuts a WebM file into the chunks that a browser's recorder would have handed out."""

from collections.abc import Iterator

CHUNK_MS = 500
_EARLY_MS = 100  # a cluster begins with the first sound packet of its half second or up to this much before
_SEGMENT, _CLUSTER, _TIMESTAMP = 0x18538067, 0x1F43B675, 0xE7


def _length(first: int) -> int:
    """Bytes of a variable-length number whose first byte this is."""
    return 9 - first.bit_length()


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """Id, where the content begins, and its size (-1: unknown) of the element at `at`."""
    width = _length(data[at])
    ident = int.from_bytes(data[at : at + width], "big")
    at += width
    width = _length(data[at])
    size = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    return ident, at + width, -1 if size == (1 << 7 * width) - 1 else size


def _clusters(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each cluster begins and its time in milliseconds."""
    at = 0
    while at < len(data):
        ident, body, size = _element(data, at)
        if ident == _CLUSTER:
            inner, start, width = _element(data, body)
            assert inner == _TIMESTAMP, "a cluster begins with its time"
            yield at, int.from_bytes(data[start : start + width], "big")
        at = body if ident == _SEGMENT else body + size


def chunks_of(data: bytes, length_ms: int) -> list[bytes]:
    """The file in pieces of 500 ms, cut where clusters begin; a piece may be empty where nothing was recorded."""
    starts = list(_clusters(data))
    cuts = [0]
    for n in range(1, length_ms // CHUNK_MS):
        cuts.append(next((at for at, ms in starts if ms >= n * CHUNK_MS - _EARLY_MS), len(data)))
    return [data[a:b] for a, b in zip(cuts, [*cuts[1:], len(data)], strict=True)]
