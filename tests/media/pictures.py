"""Still pictures of the clips: real faces out of packages, an empty room drawn here."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from skimage import data

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = ROOT / "web/node_modules/@vladmandic/face-api/demo"
GROUP, DARK_CLOTHES = PHOTOS / "sample6.jpg", PHOTOS / "sample5.jpg"
WIDTH, HEIGHT = 480, 360  # pixels
MARGIN = 6  # pixels around the picture, so that it can move

Picture = Image.Image
Box = tuple[int, int, int, int]


def _fitted(picture: Picture, box: Box, width: int, height: int) -> Picture:
    return picture.crop(box).resize((width, height), Image.Resampling.LANCZOS)


def _astronaut() -> Picture:
    read: Callable[[], NDArray[np.uint8]] = data.astronaut
    return Image.fromarray(read())


def face() -> Picture:
    """One person, frontal; the face is 45% of the height."""
    return _fitted(_astronaut(), (64, 10, 384, 250), WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)


def other() -> Picture:
    """Another person, frontal."""
    return _fitted(Image.open(GROUP).convert("RGB"), (485, 240, 1045, 660), WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)


def shaded() -> Picture:
    """One person, frontal, the face half the height, with so much dark about it that a dim room makes it dark."""
    photo = Image.open(DARK_CLOTHES).convert("RGB")
    return _fitted(photo, (89, 732, 855, 1307), WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)


def two() -> Picture:
    """Both, side by side."""
    width, height = WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN
    both = Image.new("RGB", (width, height))
    both.paste(_fitted(_astronaut(), (134, 10, 314, 280), width // 2, height), (0, 0))
    group = Image.open(GROUP).convert("RGB")
    both.paste(_fitted(group, (535, 240, 995, 930), width // 2, height), (width // 2, 0))
    return both


def nobody() -> Picture:
    """A wall, a window's light and the back of a chair, out of focus."""
    width, height = WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN
    room = Image.new("RGB", (width, height), (176, 170, 158))
    pen = ImageDraw.Draw(room)
    pen.rectangle((20, 20, 150, 190), fill=(214, 219, 222))
    pen.rectangle((0, 290, width, height), fill=(120, 104, 88))
    pen.rectangle((190, 170, 320, 330), fill=(66, 72, 84))
    pen.rectangle((205, 185, 305, 300), fill=(80, 88, 102))
    pen.rectangle((390, 60, 470, 330), fill=(140, 112, 82))
    return room.filter(ImageFilter.GaussianBlur(5))


def black() -> Picture:
    return Image.new("RGB", (WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN), (3, 3, 3))
