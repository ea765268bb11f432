"""The measure of all things: a socket loop that answers the same messages and does nothing else."""

import asyncio
import multiprocessing
import os
from multiprocessing.connection import Connection

import uvloop

from bench.product import raise_file_limit

_AGREED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


class _Echo(asyncio.Protocol):
    """Agrees to the opening, then says back every byte."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        assert self._transport
        self._transport.write(_AGREED if data.startswith(b"GET ") else data)


async def _serve(pipe: Connection) -> None:
    server = await asyncio.get_running_loop().create_server(_Echo, "127.0.0.1", 0, backlog=1024)
    pipe.send((os.getpid(), server.sockets[0].getsockname()[1]))
    await server.serve_forever()


def _main(pipe: Connection) -> None:
    raise_file_limit()
    uvloop.run(_serve(pipe))


class BareLoop:
    """The loop in a process of its own: `pid`, `port`."""

    def __enter__(self) -> "BareLoop":
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_main, args=(theirs,), daemon=True)
        self._process.start()
        self.pid, self.port = ours.recv()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
