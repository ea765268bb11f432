"""Whether a video moves, told by its pixels: a clock may run on under a picture that stands still."""

import asyncio
from itertools import pairwise

import numpy as np
from playwright.async_api import Locator

GRAB = """v => {
  if (v.readyState < 2) return [];
  const canvas = document.createElement("canvas");
  canvas.width = 64; canvas.height = 48;
  const context = canvas.getContext("2d");
  context.drawImage(v, 0, 0, 64, 48);
  return Array.from(context.getImageData(0, 0, 64, 48).data).filter((_, i) => i % 4 === 1);
}"""
LEAST_LIGHT = 30  # of 255
LEAST_CHANGE = 0.3  # mean over the pixels: somebody moves

Pixels = list[int]
Look = tuple[float, Pixels]  # the video's own time in seconds, and what it showed


def changed(before: Pixels, now: Pixels, least: float = LEAST_CHANGE) -> bool:
    """Whether the picture is no black one, and another one than before; one that stands still is the same exactly."""
    if not before or not now:
        return False
    return bool(np.mean(now) > LEAST_LIGHT and np.abs(np.subtract(now, before)).mean() > least)


def longest_still_s(looks: list[Look], least: float = LEAST_CHANGE) -> float:
    """The longest time for which the picture stood still or was black while the clock ran on."""
    alive, longest = looks[0][0], 0.0
    for (_, before), (at, now) in pairwise(looks):
        longest = max(longest, at - alive)
        if changed(before, now, least):
            alive = at
    return longest


async def moves(video: Locator) -> bool:
    """Whether the picture is no black one and changes from one second to the next; it may take a moment to begin."""
    before: Pixels = []
    for _ in range(12):
        look = await video.evaluate(GRAB)
        if changed(before, look):
            return True
        before = look
        await asyncio.sleep(1.0)
    return False
