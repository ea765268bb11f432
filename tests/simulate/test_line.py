import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from fairseat.domain.frames import Chunk, read_chunk, write_chunk
from fairseat.domain.messages import (
    ChunksStored,
    Hello,
    Ping,
    Pong,
    ReadingsStored,
    ReportClock,
    SendReadings,
    StudentMessage,
    StudentWelcomed,
)
from fairseat.simulate.line import Line

AHEAD_MS = 5000.0  # the server's clock against ours


class Server:
    """The server's end; stores nothing while `storing` is off."""

    def __init__(self) -> None:
        self.storing = True
        self.chunks: list[int] = []
        self.readings: list[int] = []
        self.clock: ReportClock | None = None
        self.sockets: list[ServerConnection] = []
        self.close_with: int | None = None

    async def handle(self, socket: ServerConnection) -> None:
        self.sockets.append(socket)
        try:
            async for frame in socket:
                await self._take(socket, frame)
        except ConnectionClosed:
            pass

    async def _say(self, socket: ServerConnection, message: object) -> None:
        await socket.send(msgspec.json.encode(message), text=True)

    async def _take(self, socket: ServerConnection, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            chunk = read_chunk(frame)
            self.chunks.append(chunk.sequence)
            if self.storing:
                await self._say(socket, ChunksStored(recorder=chunk.recorder, sequences=[chunk.sequence]))
            return
        message: StudentMessage = msgspec.json.decode(frame, type=StudentMessage)
        match message:
            case Hello() if self.close_with:
                await socket.close(self.close_with)
            case Hello():
                await self._say(
                    socket, StudentWelcomed(server_ms=0, session="s", state="running", ends_at_ms=None, help=None)
                )
            case Ping(number=number, sent_device_ms=sent):
                now = time.time() * 1000 + AHEAD_MS
                await self._say(socket, Pong(number=number, sent_device_ms=sent, server_ms=now))
            case ReportClock():
                self.clock = message
            case SendReadings(sequence=sequence):
                self.readings.append(sequence)
                if self.storing:
                    await self._say(socket, ReadingsStored(sequence=sequence))
            case _:
                pass


@asynccontextmanager
async def connected(server: Server) -> AsyncIterator[Line]:
    async with serve(server.handle, "127.0.0.1", 0) as listening:
        port = next(iter(listening.sockets)).getsockname()[1]
        line = Line(f"http://127.0.0.1:{port}", "a=b", "", "page", lambda _: None)
        holding = asyncio.create_task(line.hold())
        try:
            yield line
        finally:
            holding.cancel()
            await asyncio.gather(holding, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def chunk(sequence: int) -> bytes:
    return write_chunk(Chunk("camera", False, False, "ab" * 8, 0, sequence, 1e12, 500, b"x" * 100))


def reading(sequence: int) -> SendReadings:
    return SendReadings(sequence=sequence, at_ms=1000 * sequence, values={})


async def test_a_stored_chunk_leaves_the_outbox() -> None:
    server = Server()
    async with connected(server) as line:
        await line.welcomed.wait()
        await line.send_chunk(chunk(0))
        await until(line.empty.is_set)
        assert line.stored == 1


async def test_what_was_not_stored_is_sent_again_after_a_broken_line() -> None:
    server = Server()
    server.storing = False
    async with connected(server) as line:
        await line.welcomed.wait()
        for n in range(3):
            await line.send_chunk(chunk(n))
            await line.send_readings(reading(n))
        await until(lambda: len(server.chunks) == 3 and len(server.readings) == 3)
        server.storing = True
        await line.cut(0.1)
        await until(line.empty.is_set)
        assert server.chunks == [0, 1, 2, 0, 1, 2]
        assert server.readings == [0, 1, 2, 0, 1, 2]


async def test_what_happens_while_the_line_is_cut_waits() -> None:
    server = Server()
    async with connected(server) as line:
        await line.welcomed.wait()
        await line.cut(0.5)
        await until(lambda: not line.open)
        await line.send_chunk(chunk(0))
        assert line.waiting[0] == 1
        await until(line.empty.is_set)
        assert len(server.sockets) == 2


async def test_the_clock_is_measured_and_reported() -> None:
    server = Server()
    async with connected(server) as line:
        await until(lambda: server.clock is not None)
        assert server.clock is not None
        assert abs(server.clock.offset_ms - AHEAD_MS) <= server.clock.error_ms + 1
        assert abs(line.now_ms() - time.time() * 1000 - AHEAD_MS) < 50


async def test_a_final_close_code_ends_it() -> None:
    server = Server()
    server.close_with = 4403
    async with connected(server) as line:
        await until(lambda: line.final == 4403)
        await asyncio.sleep(0.5)
        assert len(server.sockets) == 1
