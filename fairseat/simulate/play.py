"""Runs the simulated students of one process until their time is over or somebody presses Ctrl-C."""

import asyncio
import contextlib
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fairseat.simulate.looks import LOOKS
from fairseat.simulate.loops import Loops, load_loops
from fairseat.simulate.sitting import Place
from fairseat.simulate.stage import Organizer, set_up
from fairseat.simulate.student import Student

ARRIVAL_S = 0.25  # between one student and the next
SUMMARY_S = 15.0


@dataclass(frozen=True, slots=True)
class Play:
    url: str
    organizer: Organizer
    students: int
    minutes: float
    seed: int
    cache: Path


def _summary(students: list[Student]) -> str:
    states = Counter(student.state for student in students)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    offline = sum(s.state == "running" and not s.online for s in students)
    chunks, waiting = sum(s.stored for s in students), sum(s.waiting for s in students)
    return f"{told}; {offline} offline; {chunks:,} chunks stored, {waiting:,} waiting"


async def _summarise(students: list[Student], say: Callable[[str], None]) -> None:
    while True:
        await asyncio.sleep(SUMMARY_S)
        say(_summary(students))


async def _come(student: Student, after_s: float, leaving: asyncio.Event) -> None:
    """Arrives after a while, unless everybody is leaving already."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(leaving.wait(), after_s)
        return
    await student.sit()


async def _leave_when_told(students: list[Student], leaving: asyncio.Event, minutes: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(leaving.wait(), minutes * 60)
    leaving.set()
    for student in students:
        student.leave()


def _on_ctrl_c(leaving: asyncio.Event, everything: asyncio.Task[None], say: Callable[[str], None]) -> None:
    """The first press ends the sittings in good order, the second at once."""
    if leaving.is_set():
        everything.cancel()
    else:
        say("finishing every sitting; press Ctrl-C again to leave at once")
        leaving.set()


async def _sit_all(students: list[Student], leaving: asyncio.Event, minutes: float, say: Callable[[str], None]) -> None:
    helpers = [
        asyncio.create_task(_leave_when_told(students, leaving, minutes)),
        asyncio.create_task(_summarise(students, say)),
    ]
    sittings = [_come(student, n * ARRIVAL_S, leaving) for n, student in enumerate(students)]
    try:
        results = await asyncio.gather(*sittings, return_exceptions=True)
    finally:
        for helper in helpers:
            helper.cancel()
    for student, result in zip(students, results, strict=True):
        if isinstance(result, Exception):
            say(f"{student.place.name}: failed: {result!r}")


async def _perform(play: Play, places: list[Place], loops: Loops, say: Callable[[str], None]) -> None:
    students = [Student(play.url, place, play.seed, loops, say) for place in places]
    leaving = asyncio.Event()
    everything = asyncio.create_task(_sit_all(students, leaving, play.minutes, say))
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, _on_ctrl_c, leaving, everything, say)
    with contextlib.suppress(asyncio.CancelledError):
        await everything
    say(f"over: {_summary(students)}")


async def _set_and_play(play: Play, loops: Loops, say: Callable[[str], None]) -> None:
    places, shared = await set_up(play.url, play.organizer, play.students)
    say(f"{len(places)} students on the roster; assigned to proctors: {shared['assigned']}")
    await _perform(play, places, loops, say)


def perform(play: Play, say: Callable[[str], None]) -> None:
    """Draws, sets the stage and plays; raises `Turned` when the organizer is not let in."""
    loops = load_loops(play.cache, min(play.students, len(LOOKS)), say)
    asyncio.run(_set_and_play(play, loops, say))
