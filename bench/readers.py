"""Thousands of students who send a message of readings a second each; some of the messages raise an alert."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from bench.actors import Ready
from bench.crowd import Seat
from bench.sockets import TEXT, Socket, frame, lost_codes, open_socket

TICK_S = 0.005
AT_ONCE = 64  # sockets opened at a time
ALERT_EVERY = 20  # messages: 5% of them raise an alert
RAISING = ("environment", "window_focus", "face_absent", "several_faces", "voices")
QUIET = ("camera", "microphone", "screen_share", "second_display")
_HELLO = b'{"type":"hello","page":"%s","take_over":false}'


def rules() -> dict[str, dict[str, Any]]:
    """The template's changes: one bad second raises an alert, one good second clears it. Nothing is recorded here,
    which would rightly be an alert of everybody."""
    changes: dict[str, dict[str, Any]] = {name: {"raise_s": 0, "clear_s": 1} for name in RAISING}
    return changes | {"not_recorded": {"on": False}}


def _values(raised: str | None) -> bytes:
    pairs = [f'"{name}":{1 if name == raised else 0}' for name in (*RAISING, *QUIET)]
    return ('{"fullscreen":null,' + ",".join(pairs) + "}").encode()


_VALUES = {name: _values(name) for name in (None, *RAISING)}
_MESSAGE = b'{"type":"send_readings","sequence":%d,"at_ms":%d,"values":%s,"details":{},"unavailable":[]}'


@dataclass(slots=True)
class Sent:
    """What was sent. Times are of the monotonic clock, which all processes share."""

    alerts: dict[tuple[str, str, int], int] = field(default_factory=dict)  # session, tracker, at_ms -> ns
    messages: list[tuple[float, int]] = field(default_factory=list)  # second of the run, how many in it
    latest_ms: float = 0.0  # by how much the generator itself was late, at most
    lost: list[int] = field(default_factory=list)  # codes of the connections that were


def raised_by(student: int, message: int) -> str | None:
    """The tracker whose alert this message raises. The same tracker comes again after 100 s: an alert within 30 s
    of the last would not be told."""
    turn, rest = divmod(message + student, ALERT_EVERY)
    return RAISING[turn % len(RAISING)] if rest == 0 and message > 0 else None


def _ignore(_: int, __: bytes) -> None:
    return None


async def connect_all(host: str, port: int, seats: list[Seat]) -> list[Socket]:
    """A socket for each seat, opened and greeted."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(seat: Seat) -> Socket:
        async with gate:
            socket = await open_socket(host, port, f"/live/student?session={seat.session}", seat.cookie, _ignore)
            socket.send(TEXT, _HELLO % seat.session.encode())
            return socket

    return list(await asyncio.gather(*map(one, seats)))


def _speak(sockets: list[Socket], seats: list[Seat], who: int, message: int, base_s: int, sent: Sent) -> None:
    raised, at_ms = raised_by(who, message), (base_s + message) * 1000
    data = frame(TEXT, _MESSAGE % (message, at_ms, _VALUES[raised]))
    if raised:
        sent.alerts[seats[who].session, raised, at_ms] = time.monotonic_ns()
    sockets[who].write(data)


async def speak_all(sockets: list[Socket], seats: list[Seat], seconds: int) -> Sent:
    """Every student speaks once a second, all spread evenly over it."""
    sent, count = Sent(), len(sockets)
    base_s, start, said = int(time.time()) - 1, time.monotonic(), 0
    for n in range(round(seconds / TICK_S)):
        late = time.monotonic() - start - n * TICK_S
        sent.latest_ms = max(sent.latest_ms, late * 1000)
        if late < 0:
            await asyncio.sleep(-late)
        due = round((n + 1) * TICK_S * count)
        for number in range(said, due):
            _speak(sockets, seats, number % count, number // count, base_s, sent)
        sent.messages.append((time.monotonic(), due - said))
        said = due
    sent.lost = lost_codes(sockets)
    return sent


async def readers(ready: Ready, host: str, port: int, seats: list[Seat], seconds: int) -> Sent:
    """The work of the load process."""
    sockets = await connect_all(host, port, seats)
    await ready()
    sent = await speak_all(sockets, seats, seconds)
    await asyncio.sleep(3)  # what is on its way arrives
    for socket in sockets:
        socket.close()
    return sent
