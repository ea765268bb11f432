"""A recorder as the page has one: segments without end, cut into chunks, numbered without gaps."""

import secrets
from dataclasses import dataclass, field

from fairseat.domain.frames import Chunk, write_chunk
from fairseat.domain.messages import Source
from fairseat.simulate.loops import Loop
from fairseat.simulate.webm import CHUNK_MS


@dataclass(slots=True)
class Recorder:
    source: Source
    ident: str = field(default_factory=lambda: secrets.token_hex(8))
    sequence: int = 0

    def frame(self, loop: Loop, segment: int, part: int, started_ms: float, clock: tuple[float, float],
              last: bool = False) -> bytes | None:  # fmt: skip
        """The frame of chunk `part` of the segment; `clock` is the device's offset and its error in ms. None where
        nothing was recorded."""
        payload = loop.chunks[part]
        if not payload:
            return None
        chunk = Chunk(
            source=self.source,
            first=part == 0,
            last=last or part == len(loop.chunks) - 1,
            recorder=self.ident,
            segment=segment,
            sequence=self.sequence,
            started_device_ms=started_ms + part * CHUNK_MS,
            duration_ms=CHUNK_MS,
            payload=payload,
            details=_details(loop, clock) if part == 0 else {},
        )
        self.sequence += 1
        return write_chunk(chunk)


def _details(loop: Loop, clock: tuple[float, float]) -> dict[str, object]:
    return {
        "mime": loop.mime,
        "width": loop.width,
        "height": loop.height,
        "offset_ms": round(clock[0], 2),
        "error_ms": round(clock[1], 2),
    }
