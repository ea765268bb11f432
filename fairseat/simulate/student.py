"""One simulated student, from the personal link to the end."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID, uuid4

from fairseat.domain.frames import Snapshot, write_snapshot
from fairseat.domain.messages import (
    CallForHelp,
    ChatSaid,
    HelpAnswered,
    SendChat,
    SessionMoved,
    SnapshotRequested,
    Source,
    StudentServerMessage,
    StudentWelcomed,
    Warned,
)
from fairseat.simulate.desktop import DESK_S
from fairseat.simulate.door import Door, Turned
from fairseat.simulate.figure import SCENE_S
from fairseat.simulate.line import Line
from fairseat.simulate.loops import Loop, Loops
from fairseat.simulate.recorder import Recorder
from fairseat.simulate.said import pipeline, reading
from fairseat.simulate.script import BLOCK_S, CUT_S, REPLIES, Script
from fairseat.simulate.sitting import Place, Sitting, enter, finish
from fairseat.simulate.webm import CHUNK_MS

OVER = frozenset({"finished", "terminated", "expired", "concluded"})
PIPELINE_S, CLOCK_S = 5.0, 60.0
DRAIN_S = 8.0  # how long a finished student waits for the last chunks to be stored


class Student:
    """`say` gets one line for each thing that a person watching the demo wants to know."""

    def __init__(self, url: str, place: Place, seed: int, loops: Loops, say: Callable[[str], None]) -> None:
        self.place, self._loops = place, loops
        self._script = Script(seed, place.number)
        self._dice = random.Random(f"{seed} {place.number} habits")
        self._tell_watcher = say
        self._door = Door(url)
        self._line: Line | None = None
        self._begun_s = 0  # server clock
        self._stop = asyncio.Event()
        self._errands: set[asyncio.Task[None]] = set()
        self._sitting: Sitting = {}
        self.state = "scheduled"

    @property
    def stored(self) -> int:
        """Chunks."""
        return self._line.stored if self._line else 0

    @property
    def online(self) -> bool:
        return self._line is not None and self._line.open

    @property
    def waiting(self) -> int:
        """Chunks."""
        return self._line.waiting[0] if self._line else 0

    def leave(self) -> None:
        """Ends the sitting in good order."""
        self._stop.set()

    async def sit(self) -> None:
        """The whole sitting; returns when it is over."""
        try:
            self._sitting = await enter(self._door, self.place.token)
            self.state = self._sitting["state"]
            self._say("started")
            line = self._line = Line(self._door.url, self._door.cookie, self._door.session, str(uuid4()), self._hear)
            await self._record_until_over(line)
            await self._finish(line)
        except Turned as no:
            self._say(f"turned away: {no}")
        finally:
            for errand in self._errands:
                errand.cancel()
            await self._door.close()

    def _say(self, text: str) -> None:
        self._tell_watcher(f"{self.place.name}: {text}")

    # --- the sitting ---

    async def _record_until_over(self, line: Line) -> None:
        holding = asyncio.create_task(line.hold())
        try:
            await self._until_welcomed(line, holding)
            self._begun_s = int(line.now_ms() / 1000) + 1
            wanted = self._sitting["sources"]
            parts = [self._read(line), self._tell(line), self._behave(line)]
            parts += [self._record(line, "camera", SCENE_S)] if wanted.get("camera") else []
            parts += [self._record(line, "screen", DESK_S)] if wanted.get("screen") else []
            await self._run(parts, holding)
            await self._drain(line)
        finally:
            holding.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await holding

    async def _until_welcomed(self, line: Line, holding: asyncio.Task[None]) -> None:
        waits = {asyncio.create_task(line.welcomed.wait()), asyncio.create_task(self._stop.wait())}
        await asyncio.wait({*waits, holding}, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _run(self, parts: list[Coroutine[Any, Any, None]], holding: asyncio.Task[None]) -> None:
        """All parts at once; each ends by itself when it is time to stop."""
        holding.add_done_callback(lambda _: self._stop.set())
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(part)

    async def _at(self, seconds: float) -> bool:
        """Waits until so many seconds after the beginning; false when it is time to stop."""
        assert self._line
        left = self._begun_s + seconds - self._line.now_ms() / 1000
        if left > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), left)
        return not self._stop.is_set()

    def _loop(self, source: Source, segment: int) -> Loop:
        number = self.place.number
        if source == "camera":
            return self._loops.camera_of(number, self._script.scene(segment))
        return self._loops.screen_of(number, self._script.block(segment).desk)

    async def _record(self, line: Line, source: Source, segment_s: int) -> None:
        recorder, segment, going = Recorder(source), 0, True
        while going:
            loop, started = self._loop(source, segment), self._begun_s + segment * segment_s
            for part in range(len(loop.chunks)):
                going = await self._at(segment * segment_s + (part + 1) * CHUNK_MS / 1000)
                device_ms = started * 1000 - line.offset_ms
                frame = recorder.frame(loop, segment, part, device_ms, line.clock, last=not going)
                if frame:
                    await line.send_chunk(frame)
                if not going:
                    return
            segment += 1

    async def _read(self, line: Line) -> None:
        """The readings of each second, when it is over."""
        second = 0
        while await self._at(second + 1.02):
            await line.send_readings(reading(self._script, self._sitting, second, self._begun_s))
            second += 1

    async def _tell(self, line: Line) -> None:
        """The state of the recorder; the clock now and then."""
        at, sources = PIPELINE_S, self._sitting["sources"]
        recording: list[Source] = [s for s in ("camera", "screen") if sources.get(s)]
        while await self._at(at):
            await line.send(pipeline(line.waiting, recording))
            if at % CLOCK_S == 0:
                await line.measure_clock()
            at += PIPELINE_S

    async def _behave(self, line: Line) -> None:
        """Chat, calls for help and cuts of the line, as the script has them."""
        index = 0
        while await self._at(index * BLOCK_S):
            block = self._script.block(index)
            if block.cut:
                self._say(f"line cut for {CUT_S:.0f} s")
                await line.cut(CUT_S)
            if not await self._at(index * BLOCK_S + self._dice.uniform(4, BLOCK_S - 4)):
                return
            if block.chat is not None:
                await line.send(SendChat(id=str(uuid4()), text=block.chat))
            if block.help is not None:
                await line.send(CallForHelp(id=str(uuid4()), text=block.help))
            index += 1

    # --- what the server says ---

    def _errand(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def _hear(self, message: StudentServerMessage) -> None:
        match message:
            case StudentWelcomed(state=state) | SessionMoved(state=state):
                self._move(state, getattr(message, "reason", ""))
            case Warned(text=text, by=by):
                self._say(f"warned by {by}: {text}")
                self._errand(self._reply())
            case ChatSaid(role=role) if role != "student":
                self._errand(self._reply())
            case HelpAnswered(by=by):
                self._say(f"help answered by {by}")
            case SnapshotRequested():
                self._errand(self._photograph(message))
            case _:
                pass

    def _move(self, state: str, reason: str) -> None:
        self.state = state
        if state in OVER:
            if state == "terminated":
                self._say(f"terminated: {reason}")
            self._stop.set()

    async def _reply(self) -> None:
        await asyncio.sleep(self._dice.uniform(3, 7))
        if self._line:
            await self._line.send(SendChat(id=str(uuid4()), text=self._dice.choice(REPLIES)))

    async def _photograph(self, request: SnapshotRequested) -> None:
        assert self._line
        second = max(0, int(self._line.now_ms() / 1000) - self._begun_s)
        for source in [s for s in request.sources if s != "phone"]:
            loop = self._loop(source, second // (SCENE_S if source == "camera" else DESK_S))
            picture = Snapshot(source, UUID(request.id), time.time() * 1000, loop.still)
            await self._line.send_frame(write_snapshot(picture))

    # --- the end ---

    async def _drain(self, line: Line) -> None:
        """Waits until everything is stored, but not for ever."""
        if line.final is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(line.empty.wait(), DRAIN_S)

    async def _finish(self, line: Line) -> None:
        if self.state == "running" and line.final is None:
            self.state = (await finish(self._door, line.waiting[0]))["state"]
            self._say("finished")
        elif line.final is not None:
            self._say(f"the line was closed for good ({line.final})")
