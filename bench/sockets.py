"""A WebSocket client that costs next to nothing, for thousands of connections in one process.

Frames are masked with the key 0, as the standard allows: nothing has to be computed, and the server unmasks all
the same. Server frames are expected whole and unmasked.
"""

import asyncio
import base64
import os
import struct
from collections.abc import Callable

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
_KEY = b"\0\0\0\0"
_LONG = struct.Struct(">BBQ")
_MIDDLE = struct.Struct(">BBH")

Hear = Callable[[int, bytes], None]


def frame(opcode: int, payload: bytes) -> bytes:
    """The payload as a masked frame."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, 0x80 | size)) + _KEY + payload
    if size < 65536:
        return _MIDDLE.pack(0x80 | opcode, 0xFE, size) + _KEY + payload
    return _LONG.pack(0x80 | opcode, 0xFF, size) + _KEY + payload


def opening(host: str, port: int, path: str, cookie: str) -> bytes:
    """The request that opens a socket."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Origin: http://{host}:{port}",
        f"Cookie: {cookie}",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Socket(asyncio.Protocol):
    """`hear` gets opcode and payload of every message. `opened` is done when the server has agreed."""

    def __init__(self, request: bytes, hear: Hear) -> None:
        self._request, self._hear = request, hear
        self._rest = b""
        self._upgraded = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self.lost = False
        self.code = 0  # with which the server closed, if it said so

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        self.transport = transport  # type: ignore[assignment]
        self.write(self._request)

    def connection_lost(self, _: Exception | None) -> None:
        self.lost = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it was opened"))

    def write(self, data: bytes) -> None:
        if self.transport and not self.lost:
            self.transport.write(data)

    def send(self, opcode: int, payload: bytes) -> None:
        self.write(frame(opcode, payload))

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        if not self._upgraded:
            data = self._upgrade(data)
        self._rest = self._frames(data) if self._upgraded else data

    def _upgrade(self, data: bytes) -> bytes:
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return data
        if b" 101 " not in data[:20]:
            self.opened.set_exception(ConnectionError(data[:200].decode("latin-1")))
            return b""
        self._upgraded = True
        self.opened.set_result(None)
        return data[end + 4 :]

    def _frames(self, data: bytes) -> bytes:
        """Hands on every whole frame; returns what is left."""
        at, end = 0, len(data)
        while end - at >= 2:
            size, head = data[at + 1] & 127, 2
            if size > 125:
                head = 4 if size == 126 else 10
                if end - at < head:
                    break
                size = int.from_bytes(data[at + 2 : at + head], "big")
            if end - at < head + size:
                break
            self._take(data[at] & 15, data[at + head : at + head + size])
            at += head + size
        return data[at:]

    def _take(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self.send(PONG, payload)
        elif opcode == CLOSE:
            self.code = int.from_bytes(payload[:2], "big")
        elif opcode != PONG:
            self._hear(opcode, payload)

    def close(self) -> None:
        if self.transport and not self.lost:
            self.transport.abort()


def lost_codes(sockets: list[Socket]) -> list[int]:
    """Of each lost connection the code with which it was closed; 0 where none was said."""
    return [socket.code for socket in sockets if socket.lost]


async def open_socket(host: str, port: int, path: str, cookie: str, hear: Hear) -> Socket:
    """A socket that the server has agreed to."""
    loop = asyncio.get_running_loop()
    _, socket = await loop.create_connection(lambda: Socket(opening(host, port, path, cookie), hear), host, port)
    await socket.opened
    return socket
