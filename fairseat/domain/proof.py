"""What a third party checks: lists of hashes that `sha256sum -c` reads, and heads of chains, both signed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import json

DIGEST = 32  # bytes of a SHA-256
ENTRY = 4 + DIGEST  # a chunk in a segment's row: its sequence (big endian) and the SHA-256 of its payload


def sums(files: Mapping[str, bytes]) -> str:
    """`sha256sum -c` reads this, in the folder that the names are relative to."""
    return "".join(f"{digest.hex()}  {name}\n" for name, digest in sorted(files.items()))


def checkpoint(session: str, at: datetime, heads: Mapping[str, bytes]) -> bytes:
    """The heads of all chains of a session at a moment; the same facts give the same bytes."""
    facts = {"session": session, "at": at.isoformat(), "heads": {name: head.hex() for name, head in heads.items()}}
    return json.encode(facts, order="deterministic")


def entries(digests: bytes) -> list[tuple[int, bytes]]:
    """Sequence and digest of each chunk of a segment."""
    return [
        (int.from_bytes(digests[at : at + 4], "big"), digests[at + 4 : at + ENTRY])
        for at in range(0, len(digests), ENTRY)
    ]


def faults_of_object(name: str, data: bytes, expected: bytes) -> list[str]:
    if hashlib.sha256(data).digest() == expected:
        return []
    return [f"{name}: the bytes are not those that were stored"]


def faults_of_order(name: str, segments: Sequence[Mapping[str, Any]]) -> list[str]:
    """The segments of one recorder follow one another; a hole must be one that was known when it was packed."""
    faults, following = [], None
    for segment in segments:
        found = [sequence for sequence, _ in entries(segment["digests"])]
        if found != sorted(set(found)):
            faults.append(f"{name}: chunks of segment {segment['number']} are out of order")
        if following is not None and found and found[0] != following and not segment["missing"]:
            faults.append(f"{name}: between segments something is missing before segment {segment['number']}")
        following = found[-1] + 1 if found else following
    return faults


def manifest(files: Iterable[tuple[str, bytes]], about: bytes) -> dict[str, bytes]:
    """All that is signed at the end: every object and picture, and `evidence.json` that tells what they are."""
    return {**dict(files), "evidence.json": hashlib.sha256(about).digest()}
