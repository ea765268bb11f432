"""
Webcam scenes with a thing in a hand or on a desk, made by drawing the thing (`textures`), turning it in space, putting
fingers round it, and pasting it over a picture of a person; then light, blur, noise and JPEG as a webcam has them.

It is synthetic: outlines and light are simpler than life. What a detector finds here it may miss in a room, and the
other way round; the numbers compare detectors and settings, and bound what to hope for.
"""

from dataclasses import dataclass, replace
from io import BytesIO
from math import cos, hypot, radians, sin
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter

from evaluation import hands, textures
from evaluation.textures import Colour, Draw, Picture

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in shares of the picture."""
Corners = list[tuple[float, float]]

SIZE = (640, 480)  # pixels
PHONE_HEIGHTS = (0.08, 0.40)  # shares of the picture's height
BOOK_HEIGHTS = (0.13, 0.60)


@dataclass(frozen=True)
class Sight:
    """What one clip keeps from look to look: the thing, who holds it, how large and how turned, and the light."""

    thing: Picture
    skin: Colour | None  # None: it lies or stands there without a hand
    height: float  # share of the picture's height
    angles: tuple[float, float, float]  # yaw, pitch, roll in degrees
    place: tuple[float, float]  # share of the room left for it, from the left and from the top
    light: float


def phone_scene(background: Picture, seed: int, height: float | None = None) -> tuple[Picture, Box]:
    """A phone at `height` (share of the picture's height; else drawn from PHONE_HEIGHTS), and where it is."""
    return phone_looks(background, seed, 1, height)[0]


def phone_looks(background: Picture, seed: int, count: int, height: float | None = None) -> list[tuple[Picture, Box]]:
    """The same phone at `count` looks: it turns and moves a little, and the camera's noise is new each time."""
    rng = Random(seed)
    sight = _sight(rng, rng.choice(textures.PHONES)(rng), height or rng.uniform(*PHONE_HEIGHTS), 0.85)
    return _looks(background, rng, sight, count)


def book_scene(background: Picture, seed: int, height: float | None = None) -> tuple[Picture, Box]:
    return book_looks(background, seed, 1, height)[0]


def book_looks(background: Picture, seed: int, count: int, height: float | None = None) -> list[tuple[Picture, Box]]:
    rng = Random(seed)
    sight = _sight(rng, rng.choice(textures.BOOKS)(rng), height or rng.uniform(*BOOK_HEIGHTS), 0.6)
    return _looks(background, rng, sight, count)


def decoy_scene(background: Picture, seed: int) -> tuple[Picture, str]:
    """No phone and no book: the person alone, an empty hand, or one of DECOYS; and which."""
    pictures, name = decoy_looks(background, seed, 1)
    return pictures[0], name


def decoy_looks(background: Picture, seed: int, count: int) -> tuple[list[Picture], str]:
    rng = Random(seed)
    name = rng.choice(("person", "hand", *DECOYS))
    if name == "person":
        light = _light(rng)
        return [webcam(_fitted(background), rng, light) for _ in range(count)], name
    draw, heights, held_share = DECOYS.get(name, (_nothing, (0.1, 0.4), 1.0))
    looks = _looks(background, rng, _sight(rng, draw(rng), rng.uniform(*heights), held_share), count)
    return [picture for picture, _ in looks], name


def _nothing(_: Random) -> Picture:
    return Image.new("RGBA", (300, 620))


DECOYS: dict[str, tuple[Draw, tuple[float, float], float]] = {
    "cup": (textures.cup, (0.06, 0.28), 0.7),
    "paper": (textures.sheet_of_paper, (0.2, 0.75), 0.7),
    "panel": (textures.dark_panel, (0.15, 0.6), 0.0),
}
"""What is drawn, its heights at the distances at which a phone has PHONE_HEIGHTS, how often a hand holds it."""


def _light(rng: Random) -> float:
    return rng.uniform(0.4, 1.15)


def _sight(rng: Random, thing: Picture, height: float, held_share: float) -> Sight:
    yaw, pitch, roll = (rng.triangular(-most, most) for most in (50, 35, 60))
    skin = rng.choice(hands.SKINS) if rng.random() < held_share else None
    place = rng.uniform(0.05, 0.95), rng.triangular(0.1, 1.0, 0.8)
    return Sight(thing, skin, height, (yaw, pitch, roll), place, _light(rng))


def _looks(background: Picture, rng: Random, sight: Sight, count: int) -> list[tuple[Picture, Box]]:
    return [_scene(background, rng, _moved(sight, rng) if i else sight) for i in range(count)]


def _moved(sight: Sight, rng: Random) -> Sight:
    yaw, pitch, roll = (angle + rng.gauss(0, 10) for angle in sight.angles)
    x, y = (min(1.0, max(0.0, share + rng.gauss(0, 0.04))) for share in sight.place)
    return replace(sight, angles=(yaw, pitch, roll), place=(x, y), height=sight.height * rng.uniform(0.92, 1.08))


def _fitted(background: Picture) -> Picture:
    """Filled to the webcam's shape, cut at the sides."""
    scale = max(SIZE[0] / background.width, SIZE[1] / background.height)
    width, height = SIZE[0] / scale, SIZE[1] / scale
    left, top = (background.width - width) / 2, (background.height - height) / 2
    return background.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS, (left, top, left + width, top + height))


def _scene(background: Picture, rng: Random, sight: Sight) -> tuple[Picture, Box]:
    picture = _fitted(background)
    thing, skin = sight.thing, sight.skin
    quad = _placed(_turned(thing.size, sight.angles, sight.height * SIZE[1]), sight.place)
    if skin:
        hands.arm(picture, _middle(quad[2], quad[3]), _length(quad[0], quad[3]) * 0.22, rng, skin)
    layer = hands.gripped(thing, rng, skin) if skin else hands.padded(thing)
    patch = ImageEnhance.Brightness(_projected(layer, thing.size, quad)).enhance(rng.uniform(0.75, 1.15))
    picture.paste(patch, (0, 0), patch)
    return webcam(picture, rng, sight.light), _box_of(quad)


def _turned(size: tuple[int, int], angles: tuple[float, float, float], height: float) -> Corners:
    """The thing's corners after a turn in space, clockwise from the top left, scaled to `height` pixels."""
    yaw, pitch, roll = (radians(angle) for angle in angles)
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        flat = (x * size[0] / size[1], float(y), 0.0)
        u, v, depth = _rotated(flat, yaw, pitch, roll)
        near = 6 / (6 + depth)
        corners.append((u * near, v * near))
    tall = max(y for _, y in corners) - min(y for _, y in corners)
    return [(x * height / tall, y * height / tall) for x, y in corners]


def _rotated(point: tuple[float, float, float], yaw: float, pitch: float, roll: float) -> tuple[float, float, float]:
    x, y, z = point
    x, y = x * cos(roll) - y * sin(roll), x * sin(roll) + y * cos(roll)
    x, z = x * cos(yaw) + z * sin(yaw), z * cos(yaw) - x * sin(yaw)
    y, z = y * cos(pitch) - z * sin(pitch), z * cos(pitch) + y * sin(pitch)
    return x, y, z


def _placed(corners: Corners, place: tuple[float, float]) -> Corners:
    """Moved wholly into the picture."""
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - top
    x, y = place[0] * max(0.0, SIZE[0] - width), place[1] * max(0.0, SIZE[1] - height)
    return [(u - left + x, v - top + y) for u, v in corners]


def _projected(layer: Picture, size: tuple[int, int], quad: Corners) -> Picture:
    """The layer on a transparent picture, its thing filling `quad`; shrunk first, as a transform does not filter."""
    shrink = min(1.0, 1.6 * _length(quad[0], quad[3]) / size[1])
    small = layer.resize((round(layer.width * shrink), round(layer.height * shrink)), Image.Resampling.LANCZOS)
    left, top = hands.PAD * shrink, hands.PAD * shrink
    right, bottom = left + size[0] * shrink, top + size[1] * shrink
    source = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return small.transform(SIZE, Image.Transform.PERSPECTIVE, _homography(quad, source), Image.Resampling.BICUBIC)


def _homography(to: Corners, source: Corners) -> list[float]:
    """The eight numbers of Pillow's perspective transform, from places in the output to places in the source."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(to, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    wanted = [value for point in source for value in point]
    solved: NDArray[np.float64] = np.linalg.solve(np.array(rows), np.array(wanted))
    return [float(value) for value in solved]


def _box_of(quad: Corners) -> Box:
    across, down = [x / SIZE[0] for x, _ in quad], [y / SIZE[1] for _, y in quad]
    return max(0, min(across)), max(0, min(down)), min(1, max(across)), min(1, max(down))


def _middle(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _length(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def webcam(picture: Picture, rng: Random, light: float) -> Picture:
    """Light, defocus, sensor noise and compression."""
    picture = ImageEnhance.Brightness(picture).enhance(light)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.3)))
    noise = np.random.default_rng(rng.randrange(1 << 32)).normal(0, rng.uniform(1, 8), (SIZE[1], SIZE[0], 3))
    noisy = np.clip(np.asarray(picture, dtype=np.float64) + noise, 0, 255).astype(np.uint8)
    packed = BytesIO()
    Image.fromarray(noisy).save(packed, "JPEG", quality=rng.randint(45, 85))
    return Image.open(packed).convert("RGB")
