"""The student's socket: comes back by itself, and keeps what is not yet stored until it is."""

import asyncio
import random
import time
from collections.abc import Callable

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin

from fairseat.domain.frames import read_chunk
from fairseat.domain.messages import (
    ChunkRefused,
    ChunksStored,
    Hello,
    Ping,
    Pong,
    ReadingsStored,
    ReportClock,
    SendReadings,
    StudentMessage,
    StudentServerMessage,
    StudentWelcomed,
)

FIRST_DELAY_S, LONGEST_DELAY_S = 0.25, 8.0
FINAL_CODES = frozenset({4401, 4403, 4409})  # coming back cannot cure these
PINGS = 8  # of which the fastest tells the offset

_encode = msgspec.json.Encoder().encode
_decode: Callable[[bytes | str], StudentServerMessage] = msgspec.json.Decoder(StudentServerMessage).decode


class Line:
    """`hear` gets every message that is not about the line itself."""

    def __init__(
        self, url: str, cookie: str, session: str, page: str, hear: Callable[[StudentServerMessage], None]
    ) -> None:
        self._url, self._cookie, self._page, self._hear = url, cookie, page, hear
        self._session = session
        self._socket: ClientConnection | None = None
        self._chunks: dict[tuple[str, int], bytes] = {}
        self._readings: dict[int, bytes] = {}
        self._asked: dict[int, float] = {}
        self._cut_until = 0.0
        self.offset_ms, self.error_ms = 0.0, 1000.0
        self.stored = 0  # chunks
        self.refused = 0  # chunks
        self.welcomed, self.empty = asyncio.Event(), asyncio.Event()  # empty: every chunk is stored
        self.empty.set()
        self.final: int | None = None  # the close code that ended it for good

    @property
    def open(self) -> bool:
        return self._socket is not None

    @property
    def waiting(self) -> tuple[int, int]:
        """Chunks not yet stored, and their bytes."""
        return len(self._chunks), sum(map(len, self._chunks.values()))

    @property
    def clock(self) -> tuple[float, float]:
        return self.offset_ms, self.error_ms

    def now_ms(self) -> float:
        """On the server's clock."""
        return time.time() * 1000 + self.offset_ms

    async def hold(self) -> None:
        """Keeps the line up until a close code says that there is no use."""
        delay = FIRST_DELAY_S
        while self.final is None:
            await asyncio.sleep(max(0.0, self._cut_until - time.monotonic()))
            try:
                if await self._once():
                    delay = FIRST_DELAY_S
            except (OSError, TimeoutError, WebSocketException):
                pass  # refused, broken or no answer: the same cure
            if self.final is None:
                await asyncio.sleep(delay * random.uniform(0.5, 1.5))
                delay = min(2 * delay, LONGEST_DELAY_S)

    async def _once(self) -> bool:
        """One life of the socket; true when it was welcomed."""
        address = self._url.replace("http", "ws", 1) + f"/live/student?session={self._session}"
        opening = connect(
            address,
            origin=Origin(self._url),
            additional_headers={"Cookie": self._cookie},
            compression=None,
            ping_interval=None,
        )
        async with opening as socket:
            await socket.send(_encode(Hello(page=self._page, session=self._session)), text=True)
            try:
                async for frame in socket:
                    await self._take(socket, _decode(frame))
            finally:
                welcomed, self._socket = self._socket is not None, None
                if socket.close_code in FINAL_CODES:
                    self.final = socket.close_code
        return welcomed

    async def _take(self, socket: ClientConnection, message: StudentServerMessage) -> None:
        match message:
            case Pong():
                await self._measure(message)
            case ChunksStored(recorder=recorder, sequences=sequences):
                self.stored += len(sequences)
                self._drop(recorder, sequences)
            case ChunkRefused(recorder=recorder, sequence=sequence):
                self.refused += 1
                self._drop(recorder, [sequence])
            case ReadingsStored(sequence=newest):
                self._readings = {n: frame for n, frame in self._readings.items() if n > newest}
            case StudentWelcomed():
                self._socket = socket
                self.welcomed.set()
                await self._resume()
                self._hear(message)
            case _:
                self._hear(message)

    def _drop(self, recorder: str, sequences: list[int]) -> None:
        for sequence in sequences:
            self._chunks.pop((recorder, sequence), None)
        if not self._chunks:
            self.empty.set()

    async def _resume(self) -> None:
        """What waited goes first, in order; the clock is measured anew."""
        for reading in [*self._readings.values()]:
            await self._put(reading, text=True)
        for chunk in [*self._chunks.values()]:
            await self._put(chunk)
        await self.measure_clock()

    async def measure_clock(self) -> None:
        self._asked.clear()
        self.error_ms = 1000.0
        for number in range(PINGS):
            sent = time.time() * 1000
            self._asked[number] = sent
            await self.send(Ping(number=number, sent_device_ms=sent))

    async def _measure(self, pong: Pong) -> None:
        sent = self._asked.pop(pong.number, None)
        if sent is None:
            return
        now = time.time() * 1000
        if (error := (now - sent) / 2) < self.error_ms:
            self.error_ms, self.offset_ms = error, pong.server_ms - (sent + now) / 2
        if not self._asked:
            await self.send(ReportClock(offset_ms=self.offset_ms, error_ms=self.error_ms))

    async def _put(self, frame: bytes, text: bool = False) -> None:
        if self._socket:
            try:
                await self._socket.send(frame, text=text)
            except ConnectionClosed:
                self._socket = None

    async def send(self, message: StudentMessage) -> None:
        """Says it if the line is up."""
        await self._put(_encode(message), text=True)

    async def send_readings(self, message: SendReadings) -> None:
        frame = self._readings[message.sequence] = _encode(message)
        await self._put(frame, text=True)

    async def send_chunk(self, frame: bytes) -> None:
        chunk = read_chunk(frame)
        self._chunks[chunk.recorder, chunk.sequence] = frame
        self.empty.clear()
        await self._put(frame)

    async def send_frame(self, frame: bytes) -> None:
        """A frame that nobody misses."""
        await self._put(frame)

    async def cut(self, seconds: float) -> None:
        """Breaks the line without a farewell, as a lost network does."""
        self._cut_until = time.monotonic() + seconds
        if self._socket:
            self._socket.transport.abort()
