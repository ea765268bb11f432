"""What comes in with a request: bounded in size and time, and JSON only as everything behind takes it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from fairseat.domain.errors import Refusal
from fairseat.domain.nesting import DEEPEST, too_deep
from fairseat.settings import Settings

Receive = Callable[[], Awaitable[Any]]


def too_large() -> Refusal:
    return Refusal("too_large", "This is larger than the server takes.", 413)


class Body:
    """In the place of `receive`. `refused` is what a body that broke off was refused with: the framework takes it for
    a bad one."""

    def __init__(self, receive: Receive, settings: Settings) -> None:
        self._receive, self._settings = receive, settings
        self._left = settings.body_limit
        self._until = asyncio.get_running_loop().time() + settings.body_s
        self._over = False
        self.refused: Refusal | None = None

    async def __call__(self) -> Any:
        if self._over:
            return await self._receive()  # only the peer's leaving can come any more: whoever waits for it may wait
        message = await self._in_time()
        self._left -= len(message.get("body", b""))
        self._over = message["type"] != "http.request" or not message.get("more_body", False)
        if self._left < 0:
            raise self._refuse(too_large())
        return message

    async def _in_time(self) -> Any:
        rest = self._until - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(rest, self._settings.body_pause_s)):
                return await self._receive()
        except TimeoutError:
            raise self._refuse(Refusal("too_slow", "The request did not arrive in time.", 408)) from None

    def _refuse(self, refusal: Refusal) -> Refusal:
        self.refused = refusal
        return refusal

    async def whole(self) -> bytes | None:
        """All of it; None when the peer has left."""
        parts = []
        while not self._over:
            message = await self()
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
        return b"".join(parts)


def check_json(raw: bytes) -> None:
    """Refuses what the standard library would take and nobody could keep: numbers that are none (NaN, 1e999), halves
    of characters, levels without end. Everything that is no JSON at all is refused in the same words."""
    if not raw:
        return
    try:
        if too_deep(raw):
            raise msgspec.DecodeError(f"more than {DEEPEST} levels, or brackets that do not match")
        msgspec.json.decode(raw)
    except (UnicodeError, RecursionError, msgspec.MsgspecError) as error:
        raise Refusal("malformed", f"What was sent is no JSON that is taken here: {error}.", 400) from error


def replay(raw: bytes, receive: Receive) -> Receive:
    """The body once more, in one piece."""
    waiting = [{"type": "http.request", "body": raw, "more_body": False}]

    async def again() -> Any:
        return waiting.pop() if waiting else await receive()

    return again
