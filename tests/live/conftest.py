"""A running exam of the module, and a session on it that is running."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from fairseat.domain.messages import StaffWelcomed, StudentWelcomed
from fairseat.simulate.door import Door
from tests.house import House, Peer


@dataclass
class Sitting:
    row: dict[str, Any]
    door: Door
    peer: Peer

    @property
    def id(self) -> str:
        return str(self.row["id"])


# One bad second raises, one good second clears: what is tested here is the way, not the rule.
QUICK_TRACKERS = {
    name: {"raise_s": 0, "clear_s": 1}
    for name in ("window_focus", "face_absent", "several_faces", "voices", "screen_share")
}


@pytest.fixture(scope="module")
async def exam(home: House, organizer: Door) -> str:
    return await home.exam(organizer, trackers=QUICK_TRACKERS)


Act = Callable[[int], Awaitable[None]]


@asynccontextmanager
async def twice_a_second(*acts: Act) -> AsyncIterator[None]:
    """Each act, called with 0, 1, 2 ..."""

    async def go() -> None:
        n = 0
        while True:
            for act in acts:
                await act(n)
            n += 1
            await asyncio.sleep(0.5)

    task = asyncio.create_task(go())
    yield
    task.cancel()


@asynccontextmanager
async def seated(home: House, organizer: Door, exam: str) -> AsyncIterator[Sitting]:
    """A running session, watched by the demo's first proctor, with its page's socket."""
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    yield Sitting(row, door, peer)
    await peer.close()
    await door.close()


@pytest.fixture
async def sitting(home: House, organizer: Door, exam: str) -> AsyncIterator[Sitting]:
    async with seated(home, organizer, exam) as one:
        yield one


@pytest.fixture
async def proctor(home: House) -> AsyncIterator[Door]:
    door = await home.proctor(0)
    yield door
    await door.close()


@pytest.fixture
async def watcher(home: House, proctor: Door) -> AsyncIterator[Peer]:
    peer = await home.staff_socket(proctor)
    await peer.expect(StaffWelcomed)
    yield peer
    await peer.close()
