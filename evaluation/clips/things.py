"""A phone or a book in a hand: the drawings of `evaluation.textures` and `evaluation.hands`, turned, and an arm."""

import importlib
import importlib.util
from functools import lru_cache
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from evaluation.clips.script import Thing

Picture = Image.Image
WIDTH, HEIGHT = 480, 360
SLEEVES = ((70, 85, 110), (60, 60, 64), (126, 92, 70))


def drawable() -> bool:
    """The drawings are a part of their own."""
    return all(importlib.util.find_spec(f"evaluation.{name}") for name in ("textures", "hands"))


def _module(name: str) -> Any:
    return importlib.import_module(f"evaluation.{name}")


@lru_cache(maxsize=16)
def layer(thing: Thing) -> Picture:
    """RGBA, as large as a clip's picture."""
    rng = Random(thing.seed)
    draw = rng.choice(_module("textures").PHONES if thing.kind == "phone" else _module("textures").BOOKS)
    drawn = draw(rng)
    scale = thing.height * HEIGHT / drawn.height
    held = _module("hands").gripped(drawn, rng, thing.skin)
    small = held.resize((round(held.width * scale), round(held.height * scale)), Image.Resampling.LANCZOS)
    turned = small.rotate(thing.roll, Image.Resampling.BICUBIC, expand=True)
    x, y = thing.x * WIDTH, thing.y * HEIGHT
    whole = _arm(thing, x, y, rng)
    whole.alpha_composite(turned, (max(0, round(x - turned.width / 2)), max(0, round(y - turned.height / 2))))
    return whole


def _arm(thing: Thing, x: float, y: float, rng: Random) -> Picture:
    whole = Image.new("RGBA", (WIDTH, HEIGHT + 20))
    half = thing.height * HEIGHT * 0.16
    foot = x + (40 if x > WIDTH / 2 else -40)
    wrist = y + thing.height * HEIGHT * 0.5
    shape = [(x - half, wrist), (x + half, wrist), (foot + 2.2 * half, HEIGHT + 20), (foot - 2.2 * half, HEIGHT + 20)]
    ImageDraw.Draw(whole).polygon(shape, fill=(*rng.choice(SLEEVES), 255))
    return whole.filter(ImageFilter.GaussianBlur(1.5))
