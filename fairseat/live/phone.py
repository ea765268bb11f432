"""The socket of the phone's page: a second camera of a session whose template asks for one. It carries chunks of the
source `phone` and, once a second, what the phone sees in its own picture; it holds nothing and moves nothing."""

from typing import Any

import msgspec

from fairseat.domain.frames import KIND_CHUNK
from fairseat.domain.messages import PhoneMessage, PhoneWelcomed, Ping, Refused, ReportPicture
from fairseat.domain.seat import Seat
from fairseat.domain.session import LIVE
from fairseat.flow import pair
from fairseat.flow.context import Actor, Context
from fairseat.live.chunks import take_chunk
from fairseat.live.gate import HELD, NOT_ALLOWED, Closed, Scope, authorised
from fairseat.live.outlet import Outlet, Send
from fairseat.live.reader import reader
from fairseat.live.staying import staying
from fairseat.live.student import Receive, first_of, pong_to, seat_of

SOURCES = frozenset({"phone"})
decode = reader(PhoneMessage)


class PhoneSocket:
    """One connection of one phone."""

    __slots__ = ("context", "outlet", "seat")

    def __init__(self, context: Context, seat: Seat, outlet: Outlet) -> None:
        self.context, self.seat, self.outlet = context, seat, outlet

    def give_way(self) -> None:
        """Another phone has been paired."""
        self.outlet.close(HELD)

    async def greet(self) -> None:
        await pair.pair(self.context, self.seat, self)
        seat = self.seat
        self.outlet.say(
            PhoneWelcomed(server_ms=self.context.clock() * 1000, session=str(seat.session), state=seat.state)
        )

    async def take(self, event: dict[str, Any]) -> None:
        text = event.get("text")
        if text is not None:
            self._take_message(text)
        elif event["bytes"][:1] == bytes([KIND_CHUNK]):
            await take_chunk(self.context, self.seat, self.outlet, event["bytes"], SOURCES)

    def _take_message(self, text: str) -> None:
        try:
            message = decode(text)
        except msgspec.MsgspecError:
            self.outlet.say(Refused(code="malformed", sentence="This message is none of ours."))
            return
        if isinstance(message, Ping):
            self.outlet.say(pong_to(self.context, message))
        elif isinstance(message, ReportPicture):
            pair.note_picture(self.context, self.seat, message)


async def _greeted(context: Context, actor: Actor, receive: Receive, outlet: Outlet) -> PhoneSocket:
    """Where the exam asks for a phone and is not over."""
    seat = await seat_of(context, actor)
    await first_of(context, receive, decode, seat.session)
    if "phone" not in seat.sources or seat.state not in LIVE:
        raise Closed(NOT_ALLOWED)
    socket = PhoneSocket(context, seat, outlet)
    await socket.greet()
    return socket


async def serve_phone(context: Context, scope: Scope, receive: Receive, send: Send) -> None:
    """The whole life of the connection, by the student's own sign-in."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    outlet = Outlet(send)
    try:
        actor = await authorised(context, scope, "sit")
        with staying(context, actor, "sit", outlet):
            await _stay(await _greeted(context, actor, receive, outlet), receive)
    except Closed as closed:
        outlet.close(closed.code)
    await outlet.last_words()


async def _stay(socket: PhoneSocket, receive: Receive) -> None:
    stop = socket.context.bus.listen(f"phone:{socket.seat.session}", socket.outlet.say)
    try:
        while (event := await receive())["type"] == "websocket.receive" and not socket.outlet.closed:
            await socket.take(event)
        if event["type"] != "websocket.receive":
            socket.outlet.abandon()
    finally:
        stop()
        pair.unpair(socket.context, socket.seat, socket)
