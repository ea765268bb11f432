"""HTTP in bulk: a keep-alive client for the thousands of requests that set a measurement up."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Answered(Exception):
    """The server's answer was no success."""


@dataclass(slots=True)
class Person:
    """Somebody signed in."""

    cookie: str = ""
    csrf: str = ""
    me: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Wire:
    """One connection to the product, for one request at a time."""

    host: str
    port: int
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def _streams(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, limit=1 << 24)
        return self._reader, self._writer

    async def ask(self, method: str, path: str, body: Any = None, person: Person | None = None) -> Any:
        """The decoded JSON of the answer (bytes when it is no JSON, None when there is none)."""
        reader, writer = await self._streams()
        payload = b"" if body is None else json.dumps(body).encode()
        writer.write(self._head(method, path, len(payload), person) + payload)
        status, headers, content = await _response(reader)
        if person is not None and "set-cookie" in headers:
            person.cookie = headers["set-cookie"].split(";")[0]
        if status >= 400:
            raise Answered(f"{method} {path}: {status} {content[:500].decode(errors='replace')}")
        if not content:
            return None
        return json.loads(content) if "json" in headers.get("content-type", "") else content

    def _head(self, method: str, path: str, length: int, person: Person | None) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Content-Length: {length}"]
        lines += ["Content-Type: application/json", f"Origin: http://{self.host}:{self.port}"]
        if person and person.cookie:
            lines += [f"Cookie: {person.cookie}", f"X-Fairseat-CSRF: {person.csrf}"]
        if person and (session := person.me.get("session")):
            lines.append(f"X-Fairseat-Session: {session}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def sign_in(self, email: str, password: str) -> Person:
        return await self._enter("/api/sign-in", {"email": email, "password": password})

    async def sign_in_by_link(self, link: str) -> Person:
        return await self._enter("/api/sign-in/link", {"token": link.rstrip("/").rsplit("/", 1)[-1]})

    async def _enter(self, path: str, body: dict[str, str]) -> Person:
        person = Person()
        person.me = await self.ask("POST", path, body, person)
        person.csrf = person.me["csrf"]
        return person

    async def all_of(self, path: str, person: Person) -> list[Any]:
        """Every item of a list that comes in pages; `path` has a query already."""
        items: list[Any] = []
        after = ""
        while True:
            page = await self.ask("GET", path + after, person=person)
            items += page["items"]
            if page["next"] is None:
                return items
            after = f"&after={page['next']}"

    def close(self) -> None:
        if self._writer:
            self._writer.close()


async def _response(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if "chunked" in headers.get("transfer-encoding", ""):
        return int(head[0].split()[1]), headers, await _chunked(reader)
    return int(head[0].split()[1]), headers, await reader.readexactly(int(headers.get("content-length", 0)))


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


async def each(
    host: str, port: int, items: Iterable[T], work: Callable[[Wire, T], Awaitable[R]], at_once: int
) -> list[R]:
    """The work's results for all items, over `at_once` connections, in the order of the items."""
    todo = list(enumerate(items))
    done: dict[int, R] = {}
    todo.reverse()

    async def worker() -> None:
        wire = Wire(host, port)
        while todo:
            number, item = todo.pop()
            done[number] = await work(wire, item)
        wire.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(min(at_once, max(1, len(todo)))):
            group.create_task(worker())
    return [done[n] for n in sorted(done)]
