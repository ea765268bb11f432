"""What the flows work with: the ports, given by `app`, so that a test passes its own."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from fairseat.domain.face import Face
from fairseat.domain.frames import Chunk
from fairseat.domain.need import Role
from fairseat.domain.report import ReportData
from fairseat.domain.seat import Seat
from fairseat.settings import Settings
from fairseat.store.database import Database

Key = tuple[UUID, str, str, int]
PRINTING = 2  # reports set at a time: it is work for the processor, and the exams come first


class Bus(Protocol):
    def publish(self, topic: str, news: Any) -> None: ...
    def listened(self, topic: str) -> bool: ...
    def listen(self, topic: str, listener: Callable[[Any], None]) -> Callable[[], None]: ...


class Vault(Protocol):
    missing: type[Exception]  # nothing is kept under the key

    async def put(self, key: str, data: bytes) -> None: ...
    async def get(self, key: str) -> bytes: ...
    async def delete(self, key: str) -> None: ...
    async def get_range(self, key: str, start: int, length: int) -> bytes: ...
    def free_bytes(self) -> int | None: ...


class Spool(Protocol):
    parts: dict[UUID, dict[Key, Any]]

    def add(self, session: UUID, chunk: Chunk, frame: bytes) -> bool: ...
    def frames(self, key: Key) -> list[bytes]: ...
    def chunks(self, key: Key) -> list[Chunk]: ...
    def newest(self, session: UUID, source: str) -> Key | None: ...
    def drop(self, key: Key) -> None: ...


class Signer(Protocol):
    def sign(self, data: bytes) -> bytes: ...
    def signed(self, data: bytes, signature: bytes) -> bool: ...


class FaceModel(Protocol):
    available: bool  # False: nothing can be compared on this server

    async def look(self, jpeg: bytes) -> list[Face]: ...
    def near(self, prints: list[bytes], others: list[bytes], least: float) -> list[tuple[int, int, float]]: ...


class Sealer(Protocol):
    def seal(self, data: bytes, about: bytes) -> bytes: ...
    def opened(self, sealed: bytes, about: bytes) -> bytes | None: ...


class Printer(Protocol):
    def render(self, report: ReportData, pictures: dict[str, bytes]) -> bytes: ...


class Passwords(Protocol):
    def hash(self, password: str) -> str: ...
    def verify(self, hashed: str | None, password: str) -> bool: ...


def system_clock() -> float:
    return time.time()


@dataclass(slots=True)
class Actor:
    """Who asks."""

    id: UUID
    name: str
    email: str
    roles: frozenset[Role]
    session: UUID | None = None  # the session a student's sign-in is bound to
    csrf: str = ""
    address: str = ""
    sign_in: bytes = b""  # the hash of its token
    expires_at: float = 0.0  # the sign-in's, seconds since the epoch


@dataclass(slots=True)
class Context:
    settings: Settings
    database: Database
    bus: Bus
    vault: Vault
    spool: Spool
    printer: Printer
    passwords: Passwords
    signer: Signer
    faces: FaceModel
    sealer: Sealer
    secret: bytes
    defer: Callable[[str, dict[str, Any]], Awaitable[None]]  # queues a job
    clock: Callable[[], float] = system_clock  # seconds since the epoch
    seats: dict[UUID, Seat] = field(default_factory=dict)
    loading: dict[UUID, asyncio.Lock] = field(default_factory=dict)
    templates: dict[UUID, Any] = field(default_factory=dict)  # exam -> what its seats share (board)
    changed: dict[UUID, Seat] = field(default_factory=dict)  # seats whose tiles are to be told anew
    printing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PRINTING))
    packing: asyncio.Lock = field(default_factory=asyncio.Lock)  # beats and seals must not pack one segment twice
    alerts: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    sign_in_news: int = 0  # counts what was told of sign-ins: a socket that opens meanwhile must look again

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    def free_bytes(self) -> int:
        """Room left where evidence comes in and where it is kept, whichever is less."""
        own = shutil.disk_usage(self.settings.data).free
        kept = self.vault.free_bytes()
        return own if kept is None else min(own, kept)


def ms(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp() * 1000)


def instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
