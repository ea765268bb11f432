"""Students who send a stream of 256 kbit/s each, and proctors who watch every one of them."""

import asyncio
import json
import os
import time
from dataclasses import dataclass, field
from uuid import UUID

from bench.actors import Ready
from bench.crowd import Seat
from bench.readers import AT_ONCE
from bench.sockets import BINARY, TEXT, Socket, frame, lost_codes, open_socket
from fairseat.domain.frames import KIND_WATCHED, Chunk, write_chunk

CHUNK_MS = 500
CHUNK_BYTES = 256_000 // 8 * CHUNK_MS // 1000
SEGMENT_CHUNKS = 20  # ten seconds
_HEAD = b"\x1a\x45\xdf\xa3"  # how a recording begins: anything else is refused
_DETAILS = {"mime": "video/webm;codecs=vp8,opus", "width": 480, "height": 360, "offset_ms": 0, "error_ms": 1}
_HEADER = 20  # bytes before the page's frame
_SEQUENCE = slice(_HEADER + 16, _HEADER + 20)

Key = tuple[str, int]  # session, sequence


@dataclass(slots=True)
class Streamed:
    """Times in ns of the monotonic clock."""

    sent: dict[Key, int] = field(default_factory=dict)
    stored: int = 0  # acknowledged chunks
    latest_ms: float = 0.0  # by how much the generator itself was late, at most
    lost: list[int] = field(default_factory=list)  # codes of the connections that were


@dataclass(slots=True)
class Watched:
    arrived: dict[Key, int] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)  # codes of the connections that were


def _chunk(seat: Seat, number: int, payload: bytes) -> bytes:
    """The number-th chunk of the seat's stream."""
    first = number % SEGMENT_CHUNKS == 0
    chunk = Chunk(
        source="camera",
        first=first,
        last=number % SEGMENT_CHUNKS == SEGMENT_CHUNKS - 1,
        recorder=seat.session.replace("-", "")[:16],
        segment=number // SEGMENT_CHUNKS,
        sequence=number,
        started_device_ms=time.time() * 1000 - CHUNK_MS,
        duration_ms=CHUNK_MS,
        payload=payload,
        details=_DETAILS if first else {},
    )
    return write_chunk(chunk)


async def _connect(host: str, port: int, seats: list[Seat], streamed: Streamed) -> list[Socket]:
    gate = asyncio.Semaphore(AT_ONCE)

    def hear(_: int, payload: bytes) -> None:
        if payload.startswith(b'{"type":"chunks_stored"'):
            streamed.stored += len(json.loads(payload)["sequences"])

    async def one(seat: Seat) -> Socket:
        async with gate:
            socket = await open_socket(host, port, f"/live/student?session={seat.session}", seat.cookie, hear)
            socket.send(TEXT, b'{"type":"hello","page":"%s"}' % seat.session.encode())
            return socket

    return list(await asyncio.gather(*map(one, seats)))


async def _stream_all(sockets: list[Socket], seats: list[Seat], seconds: int, streamed: Streamed) -> None:
    """Every student sends a chunk each half second, all spread evenly over it."""
    payload, count, start = _HEAD + os.urandom(CHUNK_BYTES - len(_HEAD)), len(seats), time.monotonic()
    for number in range(seconds * 1000 // CHUNK_MS * count):
        late = time.monotonic() - start - number * CHUNK_MS / 1000 / count
        streamed.latest_ms = max(streamed.latest_ms, late * 1000)
        if late < 0:
            await asyncio.sleep(-late)
        elif number % 16 == 0:
            await asyncio.sleep(0)  # the sockets must be served, also by a late generator
        turn, who = divmod(number, count)
        data = frame(BINARY, _chunk(seats[who], turn, payload))
        streamed.sent[seats[who].session, turn] = time.monotonic_ns()
        sockets[who].write(data)


async def streams(ready: Ready, host: str, port: int, seats: list[Seat], seconds: int) -> Streamed:
    """The work of the sending process."""
    streamed = Streamed()
    sockets = await _connect(host, port, seats, streamed)
    await ready()
    await _stream_all(sockets, seats, seconds, streamed)
    await asyncio.sleep(3)  # what is on its way arrives
    streamed.lost = lost_codes(sockets)
    return streamed


async def stream_watchers(
    ready: Ready, host: str, port: int, proctors: dict[str, list[str]], seconds: float
) -> Watched:
    """The work of the watching process: each proctor watches the cameras of the own sessions."""
    watched = Watched()

    def hear(opcode: int, payload: bytes) -> None:
        if opcode == BINARY and payload[0] == KIND_WATCHED:
            session = str(UUID(bytes=payload[4:_HEADER]))
            watched.arrived.setdefault((session, int.from_bytes(payload[_SEQUENCE], "big")), time.monotonic_ns())

    sockets = []
    for cookie, sessions in proctors.items():
        socket = await open_socket(host, port, "/live/staff", cookie, hear)
        wants = [{"session": session, "sources": ["camera"]} for session in sessions]
        socket.send(TEXT, json.dumps({"type": "watch", "wants": wants, "focus": None}).encode())
        sockets.append(socket)
    await ready()
    await asyncio.sleep(seconds)
    watched.lost = lost_codes(sockets)
    return watched
