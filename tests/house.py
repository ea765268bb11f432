"""The product itself, on a database of its own, for tests that talk to it as pages do."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from fairseat.app import Product, make_app
from fairseat.domain.frames import Chunk, write_chunk
from fairseat.domain.messages import Hello, PhoneServerMessage, StaffServerMessage, StudentServerMessage
from fairseat.live.direct import DirectProtocol
from fairseat.live.patience import PatientProtocol
from fairseat.settings import Settings
from fairseat.simulate.door import Door

WAIT_S = 8.0
QUICK: dict[str, Any] = {"password_memory_kib": 64, "password_passes": 1, "readings_flush_s": 0.1, "pack_every_s": 0.2}
_encode = msgspec.json.Encoder().encode
_student = msgspec.json.Decoder(StudentServerMessage).decode
_staff = msgspec.json.Decoder(StaffServerMessage).decode
_phone = msgspec.json.Decoder(PhoneServerMessage).decode
_DECODERS = {"/live/student": _student, "/live/staff": _staff, "/live/phone": _phone}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Peer:
    """One end of a socket: what came in is kept, so that a test can wait for what it expects."""

    socket: ClientConnection
    decode: Any
    heard: list[Any] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    code: int | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = None

    def listen(self) -> "Peer":
        self._task = asyncio.create_task(self._listen())
        return self

    async def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for frame in self.socket:
                if isinstance(frame, bytes):
                    self.frames.append(frame)
                else:
                    self.heard.append(self.decode(frame))
                self._news.set()
        self.code = self.socket.close_code
        self._news.set()

    async def say(self, message: Any) -> None:
        await self.socket.send(_encode(message), text=True)

    async def put(self, frame: bytes) -> None:
        await self.socket.send(frame)

    async def until(self, holds: Any, wait_s: float = WAIT_S) -> None:
        async def look() -> None:
            while not holds():
                self._news.clear()
                await self._news.wait()

        await asyncio.wait_for(look(), wait_s)

    async def expect(self, kind: type, holds: Any = lambda _: True, wait_s: float = WAIT_S) -> Any:
        """The first message of this kind for which it holds, whether it has come already or not."""

        def found() -> list[Any]:
            return [m for m in self.heard if isinstance(m, kind) and holds(m)]

        try:
            await self.until(found, wait_s)
        except TimeoutError:
            heard = [type(m).__name__ for m in self.heard]
            raise AssertionError(f"no {kind.__name__} came; heard {heard}, closed {self.code}") from None
        return found()[0]

    async def closed(self) -> int | None:
        await self.until(lambda: self.code is not None)
        return self.code

    async def close(self) -> None:
        await self.socket.close()
        if self._task:
            await self._task

    async def abort(self) -> None:
        """As when a cable is pulled: no farewell."""
        self.socket.transport.abort()
        if self._task:
            await self._task


@dataclass
class House:
    """The running product."""

    url: str
    data: Path
    demo: dict[str, Any]
    context: Any

    async def organizer(self) -> Door:
        return await self._staff(self.demo["organizer"])

    async def proctor(self, number: int = 0) -> Door:
        return await self._staff(self.demo["proctors"][number])

    async def _staff(self, account: dict[str, str]) -> Door:
        door = Door(self.url)
        await door.sign_in(account["email"], account["password"])
        return door

    async def exam(self, organizer: Door, **change: Any) -> str:
        """A running exam without steps; `change` is laid over the template's settings."""
        settings = (await organizer.get("/api/catalogue"))["settings"]
        trackers = change.pop("trackers", {})
        settings |= {"steps": []} | change
        # The browsers of the tests have a file as camera, which an exam tells by its name.
        settings["trackers"]["false_camera"]["parameters"]["test_camera"] = 0
        for name, fields in trackers.items():
            settings["trackers"][name] |= fields
        template = await organizer.post("/api/templates", {"name": f"T {uuid4()}", "settings": settings})
        now = datetime.now(UTC)
        body = {
            "title": "Exam", "template": template["id"], "opens_at": (now - timedelta(minutes=5)).isoformat(),
            "closes_at": (now + timedelta(hours=3)).isoformat(), "duration_min": 60,
            "content": {"kind": "tasks", "tasks": [{"id": "1", "title": "One", "text": "Why?"}]},
        }  # fmt: skip
        return str((await organizer.post("/api/exams", body))["id"])

    async def seat(self, organizer: Door, exam: str, proctor: int | None = 0) -> dict[str, Any]:
        """A new student's session on the exam, with its link; watched by a proctor of the demo."""
        email = f"{uuid4().hex[:10]}@students.example"
        await organizer.post(
            f"/api/exams/{exam}/roster/csv", {"text": f"name,email\nSam {email[:4]},{email}\n", "apply": "all"}
        )
        row = next(r for r in await organizer.all_of("/api/sessions", exam=exam) if r["student_email"] == email)
        if proctor is not None:
            address = self.demo["proctors"][proctor]["email"]
            people = await organizer.all_of("/api/people", role="proctor")
            ident = next(p["id"] for p in people if p["email"] == address)
            await organizer.post(f"/api/exams/{exam}/assign", {"sessions": [row["id"]], "proctor": ident})
        return dict(row)

    async def sit(self, row: dict[str, Any], start: bool = True) -> Door:
        """The student behind the link, with the exam running."""
        door = Door(self.url)
        await door.sign_in_by_link(row["link"].rsplit("/", 1)[-1])
        await door.get("/api/sitting")
        if start:
            await door.post("/api/sitting/start")
        return door

    async def _open(self, path: str, door: Door, decode: Any) -> Peer:
        address = self.url.replace("http", "ws") + path
        if door.session:
            address += f"?session={door.session}"
        socket = await connect(
            address, origin=Origin(self.url), compression=None, ping_interval=None,
            additional_headers={"Cookie": door.cookie} if door.cookie else {}, max_size=None,
        )  # fmt: skip
        return Peer(socket, decode).listen()

    async def student_socket(self, door: Door, page: str = "page-1", take_over: bool = False) -> Peer:
        peer = await self._open("/live/student", door, _student)
        await peer.say(Hello(page=page, take_over=take_over, session=door.session))
        return peer

    async def phone_socket(self, door: Door) -> Peer:
        peer = await self._open("/live/phone", door, _phone)
        await peer.say(Hello(page="phone-1", session=door.session))
        return peer

    async def staff_socket(self, door: Door) -> Peer:
        return await self._open("/live/staff", door, _staff)

    async def bare_socket(self, path: str, door: Door) -> Peer:
        """Without a greeting."""
        return await self._open(path, door, _DECODERS[path])


WEBM = b"\x1a\x45\xdf\xa3"  # how a recording begins


def chunk_of(
    sequence: int, payload: bytes | None = None, *, segment: int = 0, first: bool | None = None, last: bool = False,
    recorder: str = "00112233aabbccdd", source: str = "camera", started_ms: float | None = None,
    mime: str = "video/webm;codecs=vp8,opus", head: bytes = WEBM, duration_ms: int = 500,
) -> bytes:  # fmt: skip
    """A chunk frame as the page writes it; the first of a segment begins with `head`."""
    begins = sequence == 0 if first is None else first
    body = bytes([sequence % 251]) * 100 if payload is None else payload
    now = datetime.now(UTC).timestamp() * 1000
    chunk = Chunk(
        source=source, first=begins, last=last, recorder=recorder, segment=segment, sequence=sequence,
        started_device_ms=now - 500 if started_ms is None else started_ms, duration_ms=duration_ms,
        payload=head + body if begins else body,
        details={"mime": mime, "width": 480, "height": 360, "offset_ms": 0, "error_ms": 1}
        if begins else {},
    )  # fmt: skip
    return write_chunk(chunk)


@contextlib.asynccontextmanager
async def house(data: Path, dsn: str, **change: Any) -> AsyncIterator[House]:
    """The product in this process, on a free port."""
    port = free_port()
    settings = Settings(data=data, port=port, database=dsn, demo=True, **(QUICK | change))
    product = Product(settings)
    app = make_app(product)
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, http=PatientProtocol, ws=DirectProtocol, ws_ping_interval=None,
        log_level="warning", ws_per_message_deflate=False, lifespan="on", loop="none", timeout_graceful_shutdown=1,
        ws_max_size=settings.chunk_limit + 100_000,
    )  # fmt: skip
    server = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            await task
            raise RuntimeError("the product did not start")
        await asyncio.sleep(0.02)
    try:
        yield House(f"http://127.0.0.1:{port}", data, json.loads((data / "demo.json").read_text()), product.context)
    finally:
        server.should_exit = True
        await task
