"""The socket of the proctor's and organizer's page: news, and the live pictures that are asked for."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.errors import Refusal
from fairseat.domain.frames import FIRST
from fairseat.domain.messages import (
    AnswerHelp,
    Ping,
    Pong,
    Refused,
    SendChat,
    StaffMessage,
    StaffWelcomed,
    TileGone,
    Watch,
)
from fairseat.flow import record, talk
from fairseat.flow.board import board_of, load_seat
from fairseat.flow.context import Actor, Context
from fairseat.flow.review import note_look, permit
from fairseat.flow.talk import ident_of
from fairseat.live.direct import direct_of
from fairseat.live.gate import TRY_LATER, Closed, Scope, authorised
from fairseat.live.outlet import Outlet, Send
from fairseat.live.reader import reader
from fairseat.live.staying import staying

Receive = Callable[[], Awaitable[dict[str, Any]]]
Key = tuple[UUID, str]  # session, source
FLAGS_AT = 2  # of a watched frame

MOST_WANTS = 500  # sources watched by one page: thirty students have at most ninety

decode = reader(StaffMessage)


class Feed:
    """One watched source. To a watcher who is too slow it skips to the beginning of the next segment."""

    __slots__ = ("_limit", "_outlet", "skipping", "stop")

    def __init__(self, context: Context, outlet: Outlet, key: Key) -> None:
        self._outlet, self._limit = outlet, context.settings.watcher_queue
        self.skipping = False
        for frame in record.current_segment(context, *key):
            outlet.put(frame)
        self.stop = context.bus.listen(f"live:{key[0]}:{key[1]}", self._pass)

    def _pass(self, frame: bytes) -> None:
        if self._outlet.waiting > self._limit:
            self.skipping = True
        elif frame[FLAGS_AT] & FIRST:
            self.skipping = False
        if not self.skipping:
            self._outlet.put(frame)


class StaffSocket:
    """One connection of one page."""

    def __init__(self, context: Context, actor: Actor, outlet: Outlet) -> None:
        self.context, self.actor, self.outlet = context, actor, outlet
        self._feeds: dict[Key, Feed] = {}
        self._news: dict[UUID, Callable[[], None]] = {}  # of watched sessions that are not the own ones
        self._focus: tuple[UUID, Callable[[], None]] | None = None
        self._gone: set[UUID] = set()  # no longer assigned, since the page has asked for it
        self._stop = context.bus.listen(f"proctor:{actor.id}", self._hear)

    def close(self) -> None:
        for stop in (self._stop, *self._news.values(), *(feed.stop for feed in self._feeds.values())):
            stop()
        self._look_at(None)

    def _hear(self, news: Any) -> None:
        if isinstance(news, TileGone):  # what is no longer assigned is no longer seen
            self._drop(UUID(news.session))
        self.outlet.say(news)

    def _drop(self, session: UUID) -> None:
        self._gone.add(session)
        for key in [key for key in self._feeds if key[0] == session]:
            self._feeds.pop(key).stop()
        if self._focus and self._focus[0] == session:
            self._look_at(None)

    async def welcome(self) -> None:
        proctor = "proctor" in self.actor.roles
        tiles = await board_of(self.context, self.actor.id) if proctor else []
        self.outlet.say(StaffWelcomed(server_ms=self.context.clock() * 1000, tiles=tiles))

    # --- messages ---

    async def take_message(self, text: str) -> None:
        try:
            message = decode(text)
        except msgspec.MsgspecError:
            self.outlet.say(Refused(code="malformed", sentence="This message is none of ours."))
            return
        try:
            await _FLOWS[type(message)](self, message)
        except Refusal as refusal:
            of, ident = str(message.__struct_config__.tag), getattr(message, "id", "")
            self.outlet.say(Refused(code=refusal.code, sentence=refusal.sentence, of=of, id=ident))

    async def watch(self, message: Watch) -> None:
        """Replaces the whole set. A session out of reach is refused; the others are watched all the same."""
        self._gone.clear()
        wanted, refused = await self._permitted(message)
        focus = ident_of(message.focus) if message.focus else None
        if focus and focus not in {session for session, _ in wanted}:
            await permit(self.context, self.actor, "watch", focus)
        # What was taken away while the database was asked must not come back by the older answer.
        wanted = [key for key in wanted if key[0] not in self._gone]
        for key in [key for key in self._feeds if key not in wanted]:
            self._feeds.pop(key).stop()
        for key in wanted:
            if key not in self._feeds:
                self._feeds[key] = Feed(self.context, self.outlet, key)
        self._look_at(focus if focus not in self._gone else None)
        if refused:
            raise refused

    async def _permitted(self, message: Watch) -> tuple[list[Key], Refusal | None]:
        known = {session for session, _ in self._feeds}
        keys: list[Key] = []
        refused: Refusal | None = None
        for want in message.wants[:MOST_WANTS]:
            try:
                session = ident_of(want.session)
                if session not in known:
                    await self._admit(session)
            except Refusal as refusal:
                refused = refusal
                continue
            known.add(session)
            keys += [(session, source) for source in want.sources]
        return list(dict.fromkeys(keys)), refused

    async def _admit(self, session: UUID) -> None:
        row = await permit(self.context, self.actor, "watch", session)
        await note_look(self.context, self.actor, session, "watched_live")
        if row["proctor_id"] != self.actor.id and session not in self._news:
            self._news[session] = self.context.bus.listen(f"session:{session}", self._hear)

    def _look_at(self, session: UUID | None) -> None:
        if self._focus:
            self._focus[1]()
        self._focus = (session, self.context.bus.listen(f"focus:{session}", self.outlet.say)) if session else None

    async def chat(self, message: SendChat) -> None:
        session = ident_of(message.session or "")
        row = await permit(self.context, self.actor, "intervene", session)
        role = "proctor" if row["proctor_id"] == self.actor.id else "organizer"
        seat = await load_seat(self.context, session)
        await talk.say(self.context, seat, self.actor.id, self.actor.name, role, message.id, message.text)

    async def answer(self, message: AnswerHelp) -> None:
        session = ident_of(message.session)
        await permit(self.context, self.actor, "intervene", session)
        await talk.answer_help(self.context, await load_seat(self.context, session), message.help, self.actor.name)

    async def ping(self, message: Ping) -> None:
        now = self.context.clock() * 1000
        self.outlet.say(Pong(number=message.number, sent_device_ms=message.sent_device_ms, server_ms=now))


_FLOWS: dict[Any, Callable[[StaffSocket, Any], Awaitable[None]]] = {
    Watch: StaffSocket.watch,
    SendChat: StaffSocket.chat,
    AnswerHelp: StaffSocket.answer,
    Ping: StaffSocket.ping,
}


async def serve_staff(context: Context, scope: Scope, receive: Receive, send: Send) -> None:
    """The whole life of the connection."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    outlet = Outlet(send, direct_of(scope))
    try:
        actor = await authorised(context, scope, "watch")
    except Closed as closed:
        outlet.close(closed.code)
        await outlet.last_words()
        return
    with staying(context, actor, "watch", outlet):
        await _stay(StaffSocket(context, actor, outlet), receive)
        await outlet.last_words()


async def _stay(socket: StaffSocket, receive: Receive) -> None:
    try:
        await socket.welcome()
        await _listen(socket, receive)
    except Refusal:
        socket.outlet.close(TRY_LATER)  # the database is away: the page comes back by itself
    finally:
        socket.close()


async def _listen(socket: StaffSocket, receive: Receive) -> None:
    while True:
        event = await receive()
        if event["type"] != "websocket.receive":
            socket.outlet.abandon()
        if socket.outlet.closed:
            return
        if (text := event.get("text")) is not None:
            await socket.take_message(text)
