"""Load in processes of its own: each connects, says so, waits for the word, works, and reports."""

import asyncio
import gc
import multiprocessing
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import uvloop

CONNECTED, GO = "connected", "go"
PATIENCE_S = 600.0

Ready = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Actor:
    """Another process; `report` waits for what its work returned."""

    process: Any
    pipe: Connection

    def wait_connected(self) -> None:
        self._receive(CONNECTED)

    def go(self) -> None:
        self.pipe.send(GO)

    def report(self) -> Any:
        return self._receive(None)

    def _receive(self, wanted: str | None) -> Any:
        if not self.pipe.poll(PATIENCE_S):
            raise TimeoutError("a load process does not answer")
        kind, value = self.pipe.recv()
        if kind == "failed":
            raise RuntimeError(value)
        assert wanted is None or kind == wanted, (kind, wanted)
        return value

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def _main(work: Callable[..., Awaitable[Any]], pipe: Connection, arguments: tuple[Any, ...]) -> None:
    from bench.product import raise_file_limit

    raise_file_limit()
    gc.freeze()

    async def ready() -> None:
        """Tells the parent, and waits until it gives the word."""
        pipe.send((CONNECTED, None))
        await asyncio.to_thread(pipe.recv)

    async def run() -> None:
        try:
            pipe.send(("done", await work(ready, *arguments)))
        except BaseException as error:
            pipe.send(("failed", f"{type(error).__name__}: {error}"))
            raise

    uvloop.run(run())


def start_actor(work: Callable[..., Awaitable[Any]], *arguments: Any) -> Actor:
    """Runs `work(ready, *arguments)` in a new process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_main, args=(work, theirs, arguments), daemon=True)
    process.start()
    return Actor(process, ours)
