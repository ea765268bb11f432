"""Composition root: settings -> adapters -> ASGI app. The only file that knows all."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from fairseat import __version__
from fairseat.api import (
    audit,
    contact,
    doors,
    exams,
    health,
    pages,
    people,
    problems,
    sessions,
    sitting,
    templates,
    times,
)
from fairseat.api.shield import Shield
from fairseat.flow.context import Context
from fairseat.flow.demo import make_demo
from fairseat.flow.judge import judge_looks
from fairseat.flow.keep import flush_readings
from fairseat.flow.lose import resume_all
from fairseat.flow.report import give_up_report, make_report
from fairseat.flow.resemble import compare_waiting
from fairseat.jobs.beats import alive_file, start_beats
from fairseat.jobs.queue import Jobs, apply_schema
from fairseat.live.phone import serve_phone
from fairseat.live.staff import serve_staff
from fairseat.live.student import serve_student
from fairseat.outside.bus import Bus
from fairseat.outside.embedded_postgres import EmbeddedPostgres
from fairseat.outside.face_model import FaceModel
from fairseat.outside.passwords import Passwords, secret_of
from fairseat.outside.printer import Printer
from fairseat.outside.private import tighten
from fairseat.outside.sealer import Sealer
from fairseat.outside.signer import Signer
from fairseat.outside.spool import Spool
from fairseat.outside.vault import Vault
from fairseat.settings import Settings
from fairseat.store.database import Database, migrate

log = logging.getLogger(__name__)
DATABASE_LOOK_S = 2.0

ROUTERS = (doors, people, templates, exams, times, sessions, audit, sitting, contact, health)
SOCKETS: dict[str, Callable[..., Awaitable[None]]] = {
    "/live/student": serve_student,
    "/live/phone": serve_phone,
    "/live/staff": serve_staff,
}


class Product:
    """The running parts, in the order in which they start; they stop the other way round."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.embedded = None if settings.database else EmbeddedPostgres(settings.data / "database")
        self.context: Context | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._jobs: Jobs | None = None

    async def _open(self, migrated: bool, recover: bool) -> Context:
        """The database and everything around it; nothing runs yet. Only the server itself may recover the spool:
        it would cut off what another process is writing."""
        settings = self.settings
        settings.data.mkdir(parents=True, exist_ok=True)
        self._close_doors()
        dsn = settings.database or await asyncio.to_thread(self.embedded.start)  # type: ignore[union-attr]
        if migrated:
            await asyncio.to_thread(migrate, dsn)
            await asyncio.to_thread(apply_schema, dsn)
        context = self.context = self._context(dsn, recover)
        await context.database.open()
        return context

    def _close_doors(self) -> None:
        """Folders that were there before. Root lends the database an account of its own, which must pass."""
        data, vault = self.settings.data, self.settings.vault or str(self.settings.data / "vault")
        tighten(data, passable=self.embedded is not None and os.geteuid() == 0)
        for folder in (data / "spool", *(() if "://" in vault else (Path(vault),))):
            if folder.exists():
                tighten(folder)

    @asynccontextmanager
    async def opened(self, migrated: bool = False) -> AsyncIterator[Context]:
        """For a command that looks and ends; joins the database of a product that runs."""
        try:
            yield await self._open(migrated, recover=False)
        finally:
            if self.context:
                await self.context.database.close()
            if self.embedded:
                await asyncio.to_thread(self.embedded.stop)

    async def start(self) -> Context:
        context = await self._open(migrated=True, recover=True)
        down_since = _last_alive(context)
        await resume_all(context, down_since)
        await self._jobs.open()  # type: ignore[union-attr]
        self._tasks = start_beats(context)
        if self.embedded:
            self._tasks.append(asyncio.create_task(self._keep_database()))
        if self.settings.demo:
            await make_demo(context)
        return context

    def _context(self, dsn: str, recover: bool) -> Context:
        settings = self.settings

        async def report(session: UUID, wait: bool) -> None:
            assert self.context
            await make_report(self.context, session, wait)

        async def give_up(session: UUID) -> None:
            assert self.context
            await give_up_report(self.context, session)

        async def judge(session: str) -> None:
            assert self.context
            await judge_looks(self.context, UUID(session))

        async def compare(_: str) -> None:
            assert self.context
            await compare_waiting(self.context)

        self._jobs = Jobs(dsn, report, give_up, {"judge_looks": judge, "compare_faces": compare})
        return Context(
            settings=settings, database=Database(dsn, settings.pool_size), bus=Bus(),
            vault=Vault(settings.vault or str(settings.data / "vault")), spool=Spool(settings.data / "spool", recover),
            printer=Printer(), passwords=Passwords(settings),
            signer=Signer(settings.data), secret=secret_of(settings.data),
            faces=FaceModel(), sealer=Sealer(settings.data), defer=self._jobs.defer,
        )  # fmt: skip

    async def _keep_database(self) -> None:
        """The embedded server is ours: if it ends, it is started again, on the same port."""
        assert self.embedded
        while True:
            await asyncio.sleep(DATABASE_LOOK_S)
            if not self.embedded.lives:
                log.warning("the database ended and is started again")
                try:
                    await asyncio.to_thread(self.embedded.restart)
                except Exception:
                    log.exception("the database does not start")

    async def stop(self) -> None:
        context = self.context
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._jobs:
            await self._jobs.close()
        if context:
            await self._store_the_rest(context)
            context.spool.close()  # type: ignore[attr-defined]
            await context.database.close()
        if self.embedded:
            await asyncio.to_thread(self.embedded.stop)

    async def _store_the_rest(self, context: Context) -> None:
        try:
            await flush_readings(context)
        except Exception:
            log.exception("the last readings could not be stored; the pages will send them again")


def _last_alive(context: Context) -> float:
    """When the server was last there, seconds; now at the very first start."""
    path = alive_file(context)
    return path.stat().st_mtime if path.exists() else time.time()


def _api() -> FastAPI:
    app = FastAPI(title="Fairseat", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    for part in ROUTERS:
        app.include_router(part.router)
    problems.install(app)
    return app


def describe() -> dict[str, Any]:
    """The OpenAPI description, for the generated types and the documentation."""
    return _api().openapi()


def make_app(product: Product) -> Any:
    """The ASGI application. Sockets go past the framework: per message nothing stands in between."""
    settings = product.settings

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            app.state.context = await product.start()
            yield
        finally:
            await product.stop()

    api = _api()
    api.router.lifespan_context = lifespan
    pages.install(api, settings.pages)
    guarded = Shield(api, settings)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await guarded(scope, receive, send)
            return
        serve = SOCKETS.get(scope["path"])
        if serve is None or product.context is None:
            await send({"type": "websocket.close", "code": 1008})
        else:
            await serve(product.context, scope, receive, send)

    return app
