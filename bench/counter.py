"""A TCP proxy on loopback that counts what passes: the student's line, measured on the wire."""

import asyncio
import threading
import time
from dataclasses import dataclass

_HEADERS = 52  # bytes of IPv4 and TCP (with timestamps) around each segment
_SEGMENT = 1448  # payload of a full segment on an Ethernet line


def on_the_wire(payload: int) -> int:
    """Bytes that a payload written at once takes with its headers; acknowledgements not counted."""
    return payload + _HEADERS * max(1, -(-payload // _SEGMENT))


@dataclass(slots=True)
class Counts:
    """Bytes with headers since the start."""

    up: int = 0
    down: int = 0


class CountingProxy:
    """Forwards `port` to the product's; runs in a thread of its own."""

    def __init__(self, host: str, port: int, kbit_s: float | None = None) -> None:
        """`kbit_s`: what the line carries in each direction, over all connections together."""
        self._host, self._target = host, port
        self._rate = kbit_s
        self._free_at = {True: 0.0, False: 0.0}
        self.counts = Counts()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()

    def __enter__(self) -> "CountingProxy":
        threading.Thread(target=self._serve, daemon=True).start()
        self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, self._host, 0))
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            onward_reader, onward_writer = await asyncio.open_connection(self._host, self._target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pump(reader, onward_writer, up=True), self._pump(onward_reader, writer, up=False))

    async def _pass(self, size: int, up: bool) -> None:
        """Waits for as long as these bytes take on the line, behind those that go the same way."""
        if self._rate is None:
            return
        now = time.monotonic()
        self._free_at[up] = max(now, self._free_at[up]) + size * 8 / 1000 / self._rate
        await asyncio.sleep(self._free_at[up] - now)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, up: bool) -> None:
        try:
            while data := await reader.read(65536 if self._rate is None else _SEGMENT):
                await self._pass(on_the_wire(len(data)), up)
                if up:
                    self.counts.up += on_the_wire(len(data))
                else:
                    self.counts.down += on_the_wire(len(data))
                writer.write(data)
                await writer.drain()
        except OSError:
            pass  # a side went away: so does the other
        finally:
            writer.close()
