"""What a socket has still to say. A task writes only while there is something: five thousand idle ones cost nothing."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from fairseat.live.direct import DirectProtocol

Send = Callable[[dict[str, Any]], Awaitable[None]]

LAST_WORDS_S = 5.0

encode = msgspec.json.Encoder().encode
log = logging.getLogger(__name__)


class Outlet:
    """Messages go out in order. `say` never waits; `waiting` tells how many bytes of frames the peer is behind."""

    __slots__ = ("_direct", "_queue", "_send", "_writer", "closed", "waiting")

    def __init__(self, send: Send, direct: DirectProtocol | None = None) -> None:
        self._send, self._direct = send, direct
        self._queue: deque[dict[str, Any]] = deque()
        self._writer: asyncio.Task[None] | None = None
        self.waiting = 0
        self.closed = False

    def say(self, message: Any) -> None:
        text = encode(message)
        if self._flows:
            self._direct.write_text(text)  # type: ignore[union-attr]
        else:
            self._put({"type": "websocket.send", "text": text.decode()})

    def put(self, frame: bytes) -> None:
        if self._flows:
            self._direct.write_bytes(frame)  # type: ignore[union-attr]
        else:
            self.waiting += len(frame)
            self._put({"type": "websocket.send", "bytes": frame})

    @property
    def _flows(self) -> bool:
        """Nothing waits, and the peer keeps up: what is said now may go straight out."""
        return self._writer is None and not self.closed and self._direct is not None and self._direct.flows

    def close(self, code: int, why: str = "") -> None:
        """After all that was said before."""
        self._put({"type": "websocket.close", "code": code, "reason": why})
        self.closed = True

    def cut(self, code: int, why: str) -> None:
        """At once: what waits for a slow peer is not said any more."""
        self._queue.clear()
        self.waiting = 0
        self.close(code, why)

    async def last_words(self) -> None:
        """Waits until all is said: the server ends a socket, without a word, when its handler returns. A peer that
        does not read is not waited for."""
        until = asyncio.get_running_loop().time() + LAST_WORDS_S
        while self._writer is not None and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait({self._writer}, timeout=left)
        self.abandon()

    def abandon(self) -> None:
        """The peer is gone: nothing more is sent."""
        self.closed = True
        self._queue.clear()

    def _put(self, event: dict[str, Any]) -> None:
        if self.closed:
            return
        self._queue.append(event)
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        try:
            while self._queue:
                event = self._queue.popleft()
                await self._send(event)
                self.waiting = max(0, self.waiting - len(event.get("bytes", b"")))
        except Exception:  # whatever the server raises for a peer that is gone; the reader ends with it
            log.debug("a socket broke while it was written to", exc_info=True)
            self.abandon()
        finally:
            self._writer = None
