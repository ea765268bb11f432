"""Proctors' sockets that note when each alert arrives."""

import asyncio
import json
import time
from dataclasses import dataclass, field

from bench.actors import Ready
from bench.sockets import Socket, lost_codes, open_socket

_ALERT = b'"alert_raised"'


@dataclass(slots=True)
class Seen:
    alerts: list[tuple[str, str, int, int]] = field(default_factory=list)  # session, tracker, started_at_ms, ns
    messages: int = 0  # of all kinds
    lost: list[int] = field(default_factory=list)  # codes of the connections that were


async def watchers(ready: Ready, host: str, port: int, cookies: list[str], seconds: float) -> Seen:
    """The work of the watching process: as many sockets as cookies, for so many seconds."""
    seen = Seen()

    def hear(_: int, payload: bytes) -> None:
        now = time.monotonic_ns()
        seen.messages += 1
        if _ALERT in payload[:40]:
            alert = json.loads(payload)
            seen.alerts.append((alert["session"], alert["tracker"], alert["started_at_ms"], now))

    sockets: list[Socket] = [await open_socket(host, port, "/live/staff", cookie, hear) for cookie in cookies]
    await ready()
    await asyncio.sleep(seconds)
    seen.lost = lost_codes(sockets)
    return seen
