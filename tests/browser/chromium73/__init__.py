"""Chromium 73, one above the oldest that a student may have, out of a package that carries it: see `drive.py`."""

import asyncio
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.browser.conftest import ROOT, SHOTS
from tests.browser.display import display
from tests.media.make import media

PYTHON = ROOT / ".cache/chromium73/bin/python"
DRIVER = Path(__file__).with_name("drive.py")
FLAGS = [
    "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
]  # fmt: skip
WAIT_S = 20.0
AGAIN_S = 0.1
STILL_S = 0.3
END_S = 10

# Where the one that is named so, shown, not switched off and not covered can be touched.
PLACE = """(kinds, name) => {
  const called = (one) => [one.getAttribute("aria-label"), one.textContent,
    ...[...(one.labels || [])].map((label) => label.textContent)].map((text) => (text || "").trim());
  const named = [...document.querySelectorAll(kinds)].filter((one) => !one.disabled);
  const one = named.find((it) => called(it).includes(name)) ||
    named.find((it) => called(it).some((text) => text.includes(name)));
  if (!one) return null;
  one.scrollIntoView({ block: "center" });
  const { left, top, width, height } = one.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const touched = document.elementFromPoint(x, y);
  return touched && (one.contains(touched) || touched.contains(one)) ? [x, y] : null;
}"""
BUTTONS = "button, a, [role=tab]"


class Chromium73:
    """One person's browser."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._in, self._out = process.stdin, process.stdout

    async def _say(self, *words: object) -> Any:
        assert self._in
        assert self._out
        self._in.write(json.dumps(words).encode() + b"\n")
        line = await asyncio.wait_for(self._out.readline(), WAIT_S)
        assert line, "Chromium 73 has ended"
        return json.loads(line)

    async def open(self, address: str) -> None:
        await self._say("open", address)

    async def run(self, script: str) -> Any:
        return await self._say("run", script)

    async def until(self, script: str, what: str, wait_s: float = WAIT_S) -> Any:
        """The first answer of the script that is something."""
        until = time.monotonic() + wait_s
        while not (found := await self.run(script)):
            if time.monotonic() > until:
                raise AssertionError(f"no {what}; the page reads:\n{await self.run('document.body.innerText')}")
            await asyncio.sleep(AGAIN_S)
        return found

    async def _place(self, kinds: str, name: str, wait_s: float) -> list[float]:
        """Where it stays: a page that is still being made moves under the mouse."""
        before: list[float] = []
        script, what = f"({PLACE})({json.dumps(kinds)}, {json.dumps(name)})", f"{kinds} {name!r}"
        while before != (place := await self.until(script, what, wait_s)):
            before = place
            await asyncio.sleep(STILL_S)
        return before

    async def press(self, name: str, kinds: str = BUTTONS, wait_s: float = WAIT_S) -> None:
        await self._say("press", *await self._place(kinds, name, wait_s))

    async def write(self, label: str, text: str) -> None:
        await self.press(label, "input, textarea")
        await self._say("type", text)

    async def reads(self, words: str, wait_s: float = WAIT_S) -> None:
        await self.until(f"document.body.innerText.includes({json.dumps(words)})", repr(words), wait_s)

    async def shot(self, name: str) -> None:
        SHOTS.mkdir(exist_ok=True)
        assert await self._say("shot", str(SHOTS / f"{name}.png"))


def _environment(screen: dict[str, str], video: str, sound: str) -> dict[str, str]:
    files = media(video, sound)
    flags = [
        *FLAGS,
        f"--use-file-for-fake-video-capture={files[video]}",
        f"--use-file-for-fake-audio-capture={files[sound]}",
    ]
    return os.environ | screen | {"QTWEBENGINE_CHROMIUM_FLAGS": " ".join(flags), "QTWEBENGINE_DISABLE_SANDBOX": "1"}


@contextlib.asynccontextmanager
async def chromium73(video: str, sound: str, log: Path) -> AsyncIterator[Chromium73]:
    assert PYTHON.exists(), "Chromium 73 is missing: make setup-tests installs it"
    with display() as screen, log.open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            str(PYTHON), str(DRIVER), env=_environment(screen, video, sound),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=said, limit=2**22,
        )  # fmt: skip
        try:
            yield Chromium73(process)
        finally:
            assert process.stdin
            process.stdin.close()  # which ends it
            await asyncio.wait_for(process.wait(), END_S)
