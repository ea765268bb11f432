"""The socket of the student's page: decode, call one flow, answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.errors import Place, Refusal, invalid
from fairseat.domain.frames import KIND_CHUNK, KIND_LOOK, KIND_SNAPSHOT
from fairseat.domain.messages import (
    CallForHelp,
    CancelHelp,
    HeldElsewhere,
    Hello,
    Ping,
    Pong,
    Refused,
    ReportClock,
    ReportPipeline,
    SendChat,
    SendReadings,
    SnapshotStored,
    StudentMessage,
    StudentWelcomed,
)
from fairseat.domain.seat import Seat
from fairseat.flow import hold, look, record, talk, watch
from fairseat.flow.board import load_seat
from fairseat.flow.context import Actor, Context
from fairseat.live.chunks import take_chunk
from fairseat.live.direct import DirectProtocol, direct_of
from fairseat.live.gate import HELD, NOT_ALLOWED, OTHER_SESSION, TRY_LATER, Closed, Scope, authorised
from fairseat.live.outlet import Outlet, Send
from fairseat.live.reader import reader
from fairseat.live.staying import staying

Receive = Callable[[], Awaitable[dict[str, Any]]]
TakePicture = Callable[[Context, Seat, bytes], Awaitable[str]]
FARTHEST_MS = 1e12  # offset of a device's clock: some thirty years
UUID_AT, UUID_END = 4, 20  # of the request's id in a snapshot frame

SOURCES = frozenset({"camera", "screen"})  # the phone has a socket of its own

decode = reader(StudentMessage)
log = logging.getLogger(__name__)


class StudentSocket:
    """One connection of one page."""

    __slots__ = ("actor", "context", "outlet", "page", "seat")

    def __init__(self, context: Context, actor: Actor, seat: Seat, outlet: Outlet) -> None:
        self.context, self.actor, self.seat, self.outlet = context, actor, seat, outlet
        self.page = ""

    # --- in and out ---

    async def greet(self, hello: Hello) -> None:
        """Takes the session for this page; raises `Closed` where another live page holds it."""
        held = await hold.take_hold(self.context, self.seat, self, hello.page, hello.take_over)
        if held is not None:
            self.outlet.say(HeldElsewhere(since_ms=held))
            raise Closed(HELD)
        self.page = hello.page
        seat = self.seat
        self.outlet.say(
            StudentWelcomed(
                server_ms=self.context.clock() * 1000, session=str(seat.session), state=seat.state,
                ends_at_ms=seat.ends_at_ms, help=seat.help[0] if seat.help else None,
            )
        )  # fmt: skip

    def give_way(self) -> None:
        """Another page has taken the session over."""
        self.outlet.say(HeldElsewhere(since_ms=round(self.context.clock() * 1000)))
        self.outlet.close(HELD)

    # --- frames ---

    async def take_frame(self, frame: bytes) -> None:
        kind = frame[0] if frame else 0
        if kind == KIND_CHUNK:
            await self._take_chunk(frame)
        elif kind == KIND_SNAPSHOT:
            await self._take_picture(frame, record.take_snapshot)
        elif kind == KIND_LOOK:
            await self._take_picture(frame, look.take_look)

    async def _take_chunk(self, frame: bytes) -> None:
        context, seat = self.context, self.seat
        chunk = await take_chunk(context, seat, self.outlet, frame, SOURCES)
        if chunk and chunk.source == "camera" and seat.state == "running" and not seat.photographed:
            await record.ask_for_photo(context, seat)

    async def _take_picture(self, frame: bytes, take: TakePicture) -> None:
        try:
            self.outlet.say(SnapshotStored(id=await take(self.context, self.seat, frame)))
        except Refusal as refusal:
            ident = _uuid(frame)
            self.outlet.say(Refused(code=refusal.code, sentence=refusal.sentence, of="snapshot", id=ident))

    # --- messages ---

    def take_at_once(self, text: bytes) -> bool:
        """Readings and pings while all is well; anything else goes the usual way."""
        seat = self.seat
        if seat.offline_since_ms is not None or self.outlet.closed:
            return False
        try:
            message = decode(text)
        except msgspec.MsgspecError:
            return False
        if type(message) is SendReadings:
            seat.heard_at = self.context.clock()
            watch.take_readings(self.context, seat, message)
            return True
        if type(message) is Ping:
            seat.heard_at = self.context.clock()
            self.outlet.say(pong_to(self.context, message))
            return True
        return False

    async def take_message(self, text: str) -> None:
        try:
            message = decode(text)
        except msgspec.MsgspecError:
            self.outlet.say(Refused(code="malformed", sentence="This message is none of ours."))
            return
        if type(message) is SendReadings:  # by far the most frequent one
            watch.take_readings(self.context, self.seat, message)
        elif type(message) is Ping:
            self.outlet.say(pong_to(self.context, message))
        else:
            await self._obey(message)

    async def _obey(self, message: StudentMessage) -> None:
        try:
            await _FLOWS[type(message)](self, message)
        except Refusal as refusal:
            self.outlet.say(
                Refused(code=refusal.code, sentence=refusal.sentence, of=_tag(message), id=getattr(message, "id", ""))
            )


def pong_to(context: Context, ping: Ping) -> Pong:
    return Pong(number=ping.number, sent_device_ms=ping.sent_device_ms, server_ms=context.clock() * 1000)


def _uuid(frame: bytes) -> str:
    raw = frame[UUID_AT:UUID_END]
    return str(UUID(bytes=raw.ljust(UUID_END - UUID_AT, b"\0")))


def _tag(message: Any) -> str:
    return str(message.__struct_config__.tag)


async def _chat(socket: StudentSocket, message: SendChat) -> None:
    actor = socket.actor
    await talk.say(socket.context, socket.seat, actor.id, actor.name, "student", message.id, message.text)


async def _call(socket: StudentSocket, message: CallForHelp) -> None:
    await talk.call_for_help(socket.context, socket.seat, message.id, message.text)


async def _cancel(socket: StudentSocket, message: CancelHelp) -> None:
    await talk.cancel_help(socket.context, socket.seat, message.id)


async def _clock(socket: StudentSocket, message: ReportClock) -> None:
    if not abs(message.offset_ms) < FARTHEST_MS:
        raise invalid(Place("offset_ms", "No clock is that wrong."))
    socket.seat.offset_ms, socket.seat.error_ms = message.offset_ms, message.error_ms


async def _pipeline(socket: StudentSocket, message: ReportPipeline) -> None:
    hold.note_pipeline(socket.context, socket.seat, message)


async def _hello(socket: StudentSocket, message: Hello) -> None:
    """Said again; the first one counted."""


_FLOWS: dict[Any, Callable[[StudentSocket, Any], Awaitable[None]]] = {
    SendChat: _chat,
    CallForHelp: _call,
    CancelHelp: _cancel,
    ReportClock: _clock,
    ReportPipeline: _pipeline,
    Hello: _hello,
}


async def first_of(context: Context, receive: Receive, decode: Callable[[str], Any], session: UUID) -> Hello:
    """The greeting of a page or a phone; raises `Closed` when something else comes, or nothing, or a page of
    another session."""
    try:
        event = await asyncio.wait_for(receive(), context.settings.hello_s)
    except TimeoutError as error:
        raise Closed(TRY_LATER) from error
    try:
        message = decode(event.get("text") or "")
    except msgspec.MsgspecError as error:
        raise Closed(NOT_ALLOWED) from error
    if not isinstance(message, Hello):
        raise Closed(NOT_ALLOWED)
    if message.session and message.session != str(session):
        raise Closed(OTHER_SESSION)
    return message


async def seat_of(context: Context, actor: Actor) -> Seat:
    if actor.session is None:
        raise Closed(NOT_ALLOWED)
    try:
        return await load_seat(context, actor.session)
    except Refusal as refusal:
        raise Closed(NOT_ALLOWED if refusal.status == 404 else TRY_LATER) from refusal


async def _listen(socket: StudentSocket, receive: Receive) -> None:
    """Until the page goes away."""
    context, seat = socket.context, socket.seat
    while True:
        event = await receive()
        if event["type"] != "websocket.receive":
            socket.outlet.abandon()
        if socket.outlet.closed:
            return
        seat.heard_at = context.clock()
        if seat.offline_since_ms is not None:
            await hold.back(context, seat)
        text = event.get("text")
        if text is not None:
            await socket.take_message(text)
        else:
            await socket.take_frame(event["bytes"])


async def serve_student(context: Context, scope: Scope, receive: Receive, send: Send) -> None:
    """The whole life of the connection."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    direct = direct_of(scope)
    outlet = Outlet(send, direct)
    try:
        actor = await authorised(context, scope, "sit")
        with staying(context, actor, "sit", outlet):
            socket = await _greeted(context, actor, receive, outlet)
            await _stay(socket, receive, direct)
    except Closed as closed:
        outlet.close(closed.code)
    await outlet.last_words()


async def _greeted(context: Context, actor: Actor, receive: Receive, outlet: Outlet) -> StudentSocket:
    seat = await seat_of(context, actor)
    socket = StudentSocket(context, actor, seat, outlet)
    await socket.greet(await first_of(context, receive, decode, seat.session))
    return socket


async def _stay(socket: StudentSocket, receive: Receive, direct: DirectProtocol | None) -> None:
    context, seat = socket.context, socket.seat
    stop = context.bus.listen(f"student:{seat.session}", socket.outlet.say)
    if direct is not None:
        direct.at_once = socket.take_at_once
    try:
        await _listen(socket, receive)
    finally:
        stop()
        if direct is not None:
            direct.at_once = None
        hold.let_go(context, seat, socket)
