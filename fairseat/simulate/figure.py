"""Draws what a camera would see: a person at a desk, sometimes away, sometimes not alone."""

import math
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw

from fairseat.simulate.looks import LOOKS, Look

Scene = Literal["calm", "lean", "away", "two", "talk"]
SCENES: tuple[Scene, ...] = ("calm", "lean", "away", "two", "talk")
SCENE_S = 10  # seconds: one camera segment
WIDTH, HEIGHT, FPS = 480, 360, 10
_FINE = 2  # drawn at twice the size, so that edges come out smooth
GONE = 420.0  # pixels to the side at which a person is out of the picture


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the head is (pixels from its usual place) and what it does. `turn`, `lids`, `mouth`: -1..1, 0..1, 0..1."""

    x: float
    y: float
    turn: float = 0.0
    lids: float = 1.0
    mouth: float = 0.0
    size: float = 1.0


class _Pen:
    """Shapes around the middle of a head, in units of a fifth of the head's width."""

    def __init__(self, picture: Image.Image, x: float, y: float, unit: float) -> None:
        self._draw = ImageDraw.Draw(picture)
        self.x, self.y, self.unit = x * _FINE, y * _FINE, unit * _FINE

    def box(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        """Of the shape with its middle at x, y and half its width and height."""
        cx, cy, w, h = self.x + x * self.unit, self.y + y * self.unit, w * self.unit, h * self.unit
        return (cx - w, cy - h, cx + w, cy + h)

    def oval(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        self._draw.ellipse(self.box(x, y, w, h), fill=colour)

    def bar(self, x: float, y: float, w: float, h: float, colour: str, round_: float = 0.0) -> None:
        self._draw.rounded_rectangle(self.box(x, y, w, h), radius=round_ * self.unit, fill=colour)

    def ring(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        self._draw.ellipse(self.box(x, y, w, h), outline=colour, width=max(2, int(self.unit / 6)))

    def cap(self, x: float, y: float, w: float, h: float, colour: str) -> None:
        """The upper half of an oval."""
        self._draw.pieslice(self.box(x, y, w, h), 180, 360, fill=colour)


def _darker(colour: str, by: float = 0.82) -> str:
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * by):02x}" for i in (1, 3, 5))


def room(look: Look) -> Image.Image:
    """The empty room behind the person."""
    picture = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), look.wall)
    pen = _Pen(picture, 0, 0, 1)
    pen.bar(60, 110, 38, 70, _darker(look.wall, 1.0 if look.glasses else 0.93))
    pen.bar(405, 120, 55, 95, look.furniture, 3)
    for shelf in (70, 120, 170):
        pen.bar(405, shelf, 48, 3, _darker(look.furniture))
        for book in range(5):
            pen.bar(370 + book * 14, shelf - 18, 5, 15, LOOKS[(book + shelf) % len(LOOKS)].shirt)
    pen.bar(240, 355, 240, 16, _darker(look.furniture, 0.7))
    return picture


def _behind(pen: _Pen, look: Look) -> None:
    """Hair and shoulders, before the head."""
    if look.hair in ("long", "scarf"):
        pen.bar(0, 1.2, 3.1, 3.6, look.hair_colour, 2.2)
    if look.hair == "bun":
        pen.oval(0, -3.6, 1.1, 1.0, look.hair_colour)
    if look.hair == "curly":
        for k in range(9):
            turn = math.pi * (1 + k / 8)
            pen.oval(2.5 * math.cos(turn), -0.6 + 2.6 * math.sin(turn), 1.1, 1.1, look.hair_colour)
    pen.bar(0, 7.6, 5.2, 4.0, look.shirt, 2.4)
    if look.hair != "scarf":
        pen.bar(0, 3.3, 0.95, 1.6, _darker(look.skin), 0.4)
        pen.oval(0, 4.0, 1.5, 0.7, look.skin)


def _eye(pen: _Pen, x: float, pose: Pose, look: Look) -> None:
    open_ = max(0.06, 0.42 * pose.lids)
    pen.oval(x, -0.35, 0.52, open_, "#fbfaf7")
    if pose.lids > 0.3:
        pen.oval(x + 0.2 * pose.turn, -0.35, 0.24, min(0.28, open_), "#33261d")
    pen.bar(x, -1.12, 0.6, 0.11, _darker(look.hair_colour, 0.9), 0.1)


def _face(pen: _Pen, look: Look, pose: Pose) -> None:
    side = 0.75 * pose.turn  # features wander with the head
    for x in (-1.05, 1.05):
        _eye(pen, x + side, pose, look)
        if look.glasses:
            pen.ring(x + side, -0.35, 0.85, 0.72, "#2b2b33")
    pen.oval(side * 1.25, 0.55, 0.28, 0.4, _darker(look.skin, 0.9))
    if look.beard:
        pen.oval(side * 0.8, 2.0, 1.75, 1.1, look.hair_colour)
    pen.oval(side * 1.1, 1.55, 0.75, 0.16 + 0.4 * pose.mouth, "#8f3f3c")
    if pose.mouth < 0.2:
        pen.oval(side * 1.1, 1.42, 0.75, 0.14, look.hair_colour if look.beard else look.skin)


def _head(pen: _Pen, look: Look, pose: Pose) -> None:
    for x in (-2.4, 2.4):
        if look.hair != "scarf":
            pen.oval(x, 0, 0.42, 0.65, _darker(look.skin, 0.92))
    if look.hair == "scarf":
        pen.oval(0, -0.2, 3.0, 3.4, look.hair_colour)
        pen.oval(0, 0.1, 2.1, 2.65, look.skin)
    else:
        pen.oval(0, 0, 2.4, 3.0, look.skin)
    if look.hair in ("short", "long", "bun", "curly"):
        pen.cap(0, -0.95, 2.5, 2.35 if look.hair != "curly" else 2.6, look.hair_colour)
        pen.cap(0.4 * pose.turn, -0.85, 1.7, 0.75, look.skin)
    _face(pen, look, pose)


def person(picture: Image.Image, look: Look, pose: Pose) -> None:
    """Draws the person into the picture."""
    pen = _Pen(picture, WIDTH / 2 + pose.x, HEIGHT * 0.46 + pose.y, 26 * pose.size)
    _behind(pen, look)
    _head(pen, look, pose)


def _ramp(t: float, start: float, seconds: float) -> float:
    """0 before `start`, 1 after `start + seconds`, smooth between."""
    share = min(1.0, max(0.0, (t - start) / seconds))
    return share * share * (3 - 2 * share)


def _there(t: float, since: float, until: float) -> float:
    """1 between the instants, 0 outside, with eight tenths of a second to come and go."""
    return _ramp(t, since, 0.8) * (1 - _ramp(t, until - 0.8, 0.8))


def _lids(t: float) -> float:
    return 0.0 if t % 3.3 < 0.18 else 1.0


def pose_of(scene: Scene, t: float, phase: float) -> Pose:
    """The main person at `t` seconds of the scene; `phase` (radians) tells people apart. Begins and ends alike."""
    turn = 2 * math.pi * t / SCENE_S
    x = 7 * math.sin(turn + phase) - 7 * math.sin(phase)
    y = 4 * math.sin(2 * turn) + (18 * math.sin(turn / 2) ** 2 if scene == "lean" else 0)
    look = 0.5 * math.sin(2 * turn + phase) * math.sin(turn / 2)
    if scene == "away":
        x -= GONE * _there(t, 1.0, 9.2)
    mouth = abs(math.sin(9 * t)) * (0.4 + 0.6 * abs(math.sin(2.3 * t))) if scene == "talk" and 1 < t < 9 else 0.0
    size = 1 + (0.12 * math.sin(turn / 2) ** 2 if scene == "lean" else 0)
    return Pose(x, y, look, _lids(t + phase), mouth, size)


def camera_picture(number: int, scene: Scene, t: float, background: Image.Image) -> Image.Image:
    """The camera's picture of look `number` at `t` seconds of the scene, 480x360."""
    picture = background.copy()
    if scene == "two":
        other = LOOKS[(number + 3) % len(LOOKS)]
        coming = GONE - (GONE - 130) * _there(t, 1.0, 9.2)
        person(picture, other, Pose(coming, -22, -0.7, _lids(t + 1), 0.5 * abs(math.sin(8 * t)), 0.82))
    person(picture, LOOKS[number], pose_of(scene, t, number * 0.8))
    return picture.reduce(_FINE)
