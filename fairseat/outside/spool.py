"""Chunks on their way to the vault: one append-only file a segment, written before anything is acknowledged.

A file is a row of records: length (u32), CRC-32 (u32), the chunk's frame as it came. A record that a crash cut
short is dropped at the next start; it was never acknowledged. Writes go to the kernel, so a killed server loses
nothing; a power cut can lose what the kernel had not written, at most some 30 s.
"""

import hashlib
import os
import shutil
import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from uuid import UUID

from fairseat.domain.errors import Refusal
from fairseat.domain.frames import Chunk, read_chunk
from fairseat.domain.recorded import SEAM_MS, STILL_MOST_MS, is_enough
from fairseat.domain.recording import STILL, begins_as, container_of

_RECORD = struct.Struct(">II")
OPEN_FILES = 4000  # handles kept open at once; the rest are opened again when needed

Key = tuple[UUID, str, str, int]  # session, source, recorder, segment


@dataclass(slots=True)
class Part:
    """What is known of one segment in the spool."""

    source: str
    digests: dict[int, bytes] = field(default_factory=dict)  # sequence -> SHA-256 of the payload
    first: int | None = None
    last: int | None = None
    mime: str = ""
    width: int = 0
    height: int = 0
    offset_ms: float = 0.0
    error_ms: float = 0.0
    started_device_ms: float = 0.0
    until_device_ms: float = 0.0
    stretches: list[list[float]] = field(default_factory=list)  # from and to, device clock: what is here of it
    came_at: float = 0.0  # seconds, server clock: when its last chunk came; 0: before the server was started
    headed: bool = False  # begins as a recording does
    bytes: int = 0

    @property
    def complete(self) -> bool:
        if self.first is None or self.last is None:
            return False
        return len(self.digests) == self.last - self.first + 1

    @property
    def missing(self) -> int:
        """Chunks known to be missing: holes between those that are here."""
        if not self.digests:
            return 0
        low = self.first if self.first is not None else min(self.digests)
        high = self.last if self.last is not None else max(self.digests)
        return high - low + 1 - len(self.digests)

    @property
    def plausible(self) -> bool:
        """Can this be a recording? It begins as one, and has the bytes for the time that it claims."""
        length_ms = sum(b - a for a, b in self.stretches)
        if self.mime == STILL and length_ms > STILL_MOST_MS:
            return False
        return self.headed and is_enough(self.source, self.bytes, length_ms)

    def take(self, chunk: Chunk) -> None:
        self.digests[chunk.sequence] = hashlib.sha256(chunk.payload).digest()
        end = chunk.started_device_ms + chunk.counts_ms
        if not self.started_device_ms or chunk.started_device_ms < self.started_device_ms:
            self.started_device_ms = chunk.started_device_ms
        self.until_device_ms = max(self.until_device_ms, end)
        self._stretch(chunk.started_device_ms, end)
        self.bytes += len(chunk.payload)
        if chunk.last:
            self.last = chunk.sequence
        if chunk.first:
            self.first = chunk.sequence
            self._describe(chunk.details)
            self.headed = begins_as(container_of(self.mime) or "", chunk.payload)

    def _stretch(self, start: float, end: float) -> None:
        """Chunks come in order, but for those of an outage: nearly always the last stretch grows."""
        last = self.stretches[-1] if self.stretches else None
        if last and last[0] <= start <= last[1] + SEAM_MS:
            last[1] = max(last[1], end)
        else:
            self.stretches.append([start, end])

    def _describe(self, details: dict[str, object]) -> None:
        def number(name: str) -> float:
            value = details.get(name, 0)
            return float(value) if isinstance(value, int | float) else 0.0

        self.mime = str(details.get("mime", ""))[:200]
        self.width, self.height = int(number("width")), int(number("height"))
        self.offset_ms, self.error_ms = number("offset_ms"), number("error_ms")


class Spool:
    def __init__(self, folder: Path, recover: bool = True) -> None:
        """`recover` reads what is there and cuts off what a crash left half written."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._files: OrderedDict[Key, FileIO] = OrderedDict()
        self.parts: dict[UUID, dict[Key, Part]] = {}
        self._newest: dict[tuple[UUID, str], Key] = {}  # as far as it is known; asked for with each chunk
        if recover:
            self._recover()

    def path(self, key: Key) -> Path:
        session, source, recorder, segment = key
        return self._folder / str(session) / f"{source}-{recorder}-{segment}"

    def add(self, session: UUID, chunk: Chunk, frame: bytes) -> bool:
        """Writes the chunk; False when it is here already. Refuses other bytes under a key that is taken
        (`chunk_conflict`) and a full disk (`disk_full`)."""
        key = (session, chunk.source, chunk.recorder, chunk.segment)
        part = self.parts.get(session, {}).get(key) or Part(chunk.source)
        known = part.digests.get(chunk.sequence)
        if known is not None:
            if known != hashlib.sha256(chunk.payload).digest():
                raise Refusal("chunk_conflict", "Other bytes are stored under this key.")
            return False
        self._write(key, _RECORD.pack(len(frame), zlib.crc32(frame)) + frame)
        part.take(chunk)
        self.parts.setdefault(session, {})[key] = part  # not before: what was refused has left nothing
        self._note_newest(key, chunk)
        return True

    def _write(self, key: Key, record: bytes) -> None:
        file = self._file(key)
        end = file.tell()
        try:
            written = file.write(record)
        except OSError as error:
            written = -1
            cause: OSError | None = error
        else:
            cause = None
        if written != len(record):  # a full disk may take a part: cut it off, so that the next record starts clean
            os.ftruncate(file.fileno(), end)
            file.seek(end)
            raise Refusal("disk_full", "The server's disk is full.", 507) from cause

    def _file(self, key: Key) -> FileIO:
        file = self._files.get(key)
        if file is None:
            path = self.path(key)
            path.parent.mkdir(exist_ok=True)
            file = FileIO(path, "ab")
            self._files[key] = file
            if len(self._files) > OPEN_FILES:
                self._files.popitem(last=False)[1].close()
        else:
            self._files.move_to_end(key)
        return file

    def frames(self, key: Key) -> list[bytes]:
        """The frames of a segment in the order of their sequence."""
        found = [(read_chunk(frame).sequence, frame) for frame, _ in _records(self.path(key))]
        return [frame for _, frame in sorted(found, key=lambda pair: pair[0])]

    def chunks(self, key: Key) -> list[Chunk]:
        return [read_chunk(frame) for frame in self.frames(key)]

    def newest(self, session: UUID, source: str) -> Key | None:
        """The segment of the source that began last; of two, the one with the higher number."""
        known = self._newest.get((session, source))
        if known is not None:
            return known
        keys = [key for key in self.parts.get(session, {}) if key[1] == source]
        found = max(keys, key=self._rank, default=None)
        if found is not None:
            self._newest[session, source] = found
        return found

    def _rank(self, key: Key) -> tuple[float, int]:
        return self.parts[key[0]][key].started_device_ms, key[3]

    def _note_newest(self, key: Key, chunk: Chunk) -> None:
        """Of all segments the newest is looked for again only when it turns out to have begun earlier."""
        known = self._newest.get(key[:2])
        if known == key and self._rank(key)[0] == chunk.started_device_ms:
            del self._newest[key[:2]]  # this chunk, late, is the earliest of it
        elif known is not None and known != key and self._rank(key) > self._rank(known):
            self._newest[key[:2]] = key

    def drop(self, key: Key) -> None:
        """Forgets a segment that is safe in the vault."""
        self._close(key)
        self.path(key).unlink(missing_ok=True)
        there = self.parts.get(key[0], {})
        there.pop(key, None)
        if self._newest.get(key[:2]) == key:
            del self._newest[key[:2]]
        if not there:
            self.parts.pop(key[0], None)
            shutil.rmtree(self._folder / str(key[0]), ignore_errors=True)

    def _close(self, key: Key) -> None:
        file = self._files.pop(key, None)
        if file:
            file.close()

    def close(self) -> None:
        for key in list(self._files):
            self._close(key)

    def _recover(self) -> None:
        for path in self._folder.glob("*/*-*-*"):
            source, recorder, segment = path.name.split("-")
            key = (UUID(path.parent.name), source, recorder, int(segment))
            part, whole = Part(source), 0
            for frame, end in _records(path):
                part.take(read_chunk(frame))
                whole = end
            if whole < path.stat().st_size:
                os.truncate(path, whole)
            if part.digests:
                self.parts.setdefault(key[0], {})[key] = part
            else:
                path.unlink()


def _records(path: Path) -> Iterator[tuple[bytes, int]]:
    """Each whole record's frame and where it ends; stops at the first that is cut short or damaged."""
    if not path.exists():
        return
    data = path.read_bytes()
    at = 0
    while at + _RECORD.size <= len(data):
        length, crc = _RECORD.unpack_from(data, at)
        end = at + _RECORD.size + length
        frame = data[at + _RECORD.size : end]
        if len(frame) < length or zlib.crc32(frame) != crc:
            return
        yield frame, end
        at = end
