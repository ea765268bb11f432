"""Background work: procrastinate, its jobs in PostgreSQL, its worker inside the server.

Two things procrastinate leaves to us: jobs of a worker that died are put back, and the worker is started again
whenever it ends (it ends when PostgreSQL restarts).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import procrastinate
import psycopg
import psycopg_pool
from procrastinate.exceptions import AlreadyEnqueued, ProcrastinateException

from fairseat.domain.errors import Refusal

log = logging.getLogger(__name__)

RESTART_S = 2.0  # between a worker's end and its next start
STALLED_S = 60  # a job whose worker has given no sign for this long is put back
SWEEP_S = 30.0
AT_ONCE = 50  # jobs under way: most of them wait for evidence
POLL_S = 2.0  # new jobs announce themselves; this is for announcements that were lost
TRIES = 5  # of a job, with growing pauses: a database that is away for a while must not lose a report

MakeReport = Callable[[UUID, bool], Awaitable[None]]
GiveUp = Callable[[UUID], Awaitable[None]]
Work = Callable[[str], Awaitable[None]]  # with the session, or "all"
AWAY = (ProcrastinateException, psycopg.Error, psycopg_pool.PoolTimeout, OSError)


class Jobs:
    """The queue and its worker. `defer` may be called as soon as `open` has returned."""

    def __init__(self, dsn: str, make_report: MakeReport, give_up: GiveUp, others: Mapping[str, Work]) -> None:
        self._connector = procrastinate.PsycopgConnector(conninfo=dsn, min_size=1, max_size=4)
        self.app = procrastinate.App(connector=self._connector)
        retry = procrastinate.RetryStrategy(max_attempts=TRIES, exponential_wait=2)

        @self.app.task(name="make_report", retry=retry, pass_context=True)
        async def run(job: procrastinate.JobContext, session: str, wait: bool) -> None:
            try:
                await make_report(UUID(session), wait)
            except Exception:
                if job.job.attempts >= TRIES:
                    await give_up(UUID(session))
                raise

        for name, work in others.items():
            self._know(name, work, retry)
        self._tasks: list[asyncio.Task[None]] = []

    def _know(self, name: str, work: Work, retry: procrastinate.RetryStrategy) -> None:
        @self.app.task(name=name, retry=retry)
        async def run(session: str) -> None:
            await work(session)

    async def open(self) -> None:
        await self.app.open_async()
        self._tasks = [asyncio.create_task(self._work()), asyncio.create_task(self._sweep())]

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.app.close_async()

    async def defer(self, name: str, arguments: dict[str, Any]) -> None:
        """Queues the job unless the same waits already. One session's jobs run one after the other."""
        lock = f"{name} {arguments['session']}"
        task = self.app.configure_task(name, lock=lock, queueing_lock=lock)
        try:
            await task.defer_async(**arguments)
        except AlreadyEnqueued:
            return
        except AWAY as error:
            raise Refusal("queue_away", "The queue of background work cannot be reached just now.", 503) from error

    async def _work(self) -> None:
        while True:
            try:
                await self.app.run_worker_async(
                    install_signal_handlers=False, concurrency=AT_ONCE, fetch_job_polling_interval=POLL_S,
                    delete_jobs="successful",
                )  # fmt: skip
            except AWAY:
                log.warning("the job worker ended and is started again", exc_info=True)
            await asyncio.sleep(RESTART_S)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                stalled = await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S)
                for job in stalled:
                    await self.app.job_manager.retry_job(job)
            except AWAY:
                log.warning("stalled jobs could not be looked for", exc_info=True)


def apply_schema(dsn: str) -> None:
    """procrastinate's tables, once."""
    with psycopg.connect(dsn) as connection:
        there = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    if there and there[0]:
        return
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=dsn))
    with app.open():
        app.schema_manager.apply_schema()
