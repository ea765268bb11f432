"""What the server does by the clock."""

import asyncio
import gc
import logging
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from fairseat.domain.errors import Refusal
from fairseat.flow import come_back, finish, keep, look, lose, miss, pack, pair, photograph, remember, report
from fairseat.flow.alert import write_alerts
from fairseat.flow.board import tell_changes
from fairseat.flow.context import Context

log = logging.getLogger(__name__)

Act = Callable[[Context], Awaitable[None]]
TILES_S = 0.2  # a tile that changes several times in this time is told once
COLLECT_S = 600.0
FORGET_S = 3600.0
ENDED_S = 1.0
LOOKS_S, PRINTS_S = 30.0, 3600.0
OVERDUE_S, SEAL_S, FORGOTTEN_S, LATE_S = 2.0, 20.0, 30.0, 3.0


async def every(seconds: float, context: Context, act: Act) -> None:
    """For ever. While the database is away the beat goes on, silent; a bug is told and must not stop the others."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await act(context)
        except Refusal as refusal:
            log.info("%s waits: %s", act.__name__, refusal.sentence)
        except Exception:
            log.exception("%s failed", act.__name__)


def alive_file(context: Context) -> Path:
    """Touched each second: after a crash it tells when the server was last there."""
    return context.settings.data / "alive"


async def _look_around(context: Context) -> None:
    path = alive_file(context)
    path.touch()
    os.utime(path)
    await come_back.look_for_seated(context)
    await lose.look_for_silence(context)
    await pair.look_at_phones(context)
    await miss.look_at_recordings(context)


async def _collect(_: Context) -> None:
    """What the thresholds in `main` leave lying: cycles that have grown old."""
    gc.collect()


async def _tell_changes(context: Context) -> None:
    tell_changes(context)


def start_beats(context: Context) -> list[asyncio.Task[None]]:
    settings = context.settings
    beats: list[tuple[float, Act]] = [
        (settings.readings_flush_s, keep.flush_readings),
        (min(ENDED_S, settings.readings_flush_s), keep.flush_ended),
        (1.0, _look_around),
        (OVERDUE_S, finish.end_overdue),
        (settings.pack_every_s, pack.pack_all),
        (SEAL_S, finish.seal_ended),
        (LATE_S, finish.take_late_into_account),
        (FORGOTTEN_S, report.queue_forgotten),
        (FORGET_S, remember.forget_old),
        (LOOKS_S, look.queue_forgotten_looks),
        (PRINTS_S, photograph.forget_prints),
        (TILES_S, _tell_changes),
        (COLLECT_S, _collect),
    ]
    tasks = [asyncio.create_task(every(seconds, context, act)) for seconds, act in beats]
    return [*tasks, asyncio.create_task(write_alerts(context))]
