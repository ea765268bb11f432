"""Pictures of a clip: room, people, what is before the lens, light, sensor, JPEG."""

import io
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from evaluation.clips import cutouts, drawings, things
from evaluation.clips.look import Look
from evaluation.clips.motion import Moment
from evaluation.clips.script import Clip, Place
from evaluation.labels import Light

Floats = NDArray[np.float32]
Picture = Image.Image
WIDTH, HEIGHT = 480, 360
QUALITY = 60
SCALES = {"near": 1.3, "normal": 1.0, "far": 0.7}
# Of the person, of the room, and the sensor's noise in steps of 256.
LIGHTS: dict[Light, tuple[float, float, float]] = {
    "bright": (1.0, 1.0, 1.0),
    "dim": (0.52, 0.42, 3.5),
    "backlit": (0.5, 1.25, 1.3),
}
NOISES = 12
GONE = 0.9  # picture widths
LOWER = 5  # pixels, so that who sways upwards is not cut off above the edge
SCALE_STEP = 0.02


@cache
def _noise(strength: float) -> Floats:
    dice = np.random.default_rng(3)
    return dice.normal(0, strength, (NOISES, HEIGHT, WIDTH)).astype(np.float32)


@cache
def room(name: str) -> Picture:
    if name.startswith("photo:"):
        return cutouts.background(name.removeprefix("photo:"))
    return ROOMS[name]().filter(ImageFilter.GaussianBlur(3))


def _wall(colour: tuple[int, int, int]) -> tuple[Picture, ImageDraw.ImageDraw]:
    wall = Image.new("RGB", (WIDTH, HEIGHT), colour)
    return wall, ImageDraw.Draw(wall)


def _study() -> Picture:
    wall, pen = _wall((178, 172, 160))
    pen.rectangle((18, 18, 140, 170), fill=(208, 216, 222))
    pen.line((79, 18, 79, 170), fill=(150, 150, 150), width=5)
    pen.rectangle((350, 40, 470, 330), fill=(128, 100, 74))
    for row in range(4):
        for k in range(9):
            shade = 60 + (k * 53 + row * 31) % 120
            pen.rectangle((356 + k * 12, 54 + row * 66, 366 + k * 12, 100 + row * 66), fill=(shade, 255 - shade, 110))
    return wall


def _plain() -> Picture:
    wall, pen = _wall((202, 206, 208))
    pen.rectangle((300, 50, 400, 360), fill=(170, 158, 140))
    pen.ellipse((385, 200, 393, 208), fill=(90, 90, 90))
    return wall


def _window() -> Picture:
    wall, pen = _wall((120, 116, 110))
    pen.rectangle((120, 0, 400, 250), fill=(252, 253, 255))
    pen.line((260, 0, 260, 250), fill=(150, 150, 150), width=8)
    pen.rectangle((0, 300, WIDTH, HEIGHT), fill=(90, 80, 70))
    return wall


def _poster() -> Picture:
    """A face on the wall, in a frame."""
    wall = _plain()
    pen = ImageDraw.Draw(wall)
    pen.rectangle((22, 30, 132, 162), fill=(40, 36, 34))
    wall.paste(cutouts.plain("suit").resize((98, 120)), (28, 36))
    return wall


ROOMS = {"study": _study, "plain": _plain, "window": _window, "poster": _poster}


def _layer(person: str, look: Look) -> Picture:
    if person.startswith("photo:"):
        return cutouts.layer(person.removeprefix("photo:"))
    return drawings.drawing(person, look)


@lru_cache(maxsize=250)
def _sized(person: str, look: Look, scale: float, gain: float) -> Picture:
    layer = _layer(person, look).resize((round(WIDTH * scale), round(HEIGHT * scale)), Image.Resampling.BILINEAR)
    return _lit(layer, gain)


def _lit(picture: Picture, gain: float) -> Picture:
    lit = [min(255, round(value * gain)) for value in range(256)]
    return picture.point(lit * 3 + list(range(256)) * (picture.mode == "RGBA"))


@lru_cache(maxsize=64)
def _lit_room(name: str, gain: float) -> Picture:
    return _lit(room(name), gain)


def _put(onto: Picture, person: str, look: Look, place: Place, gain: float) -> None:
    """Scaled about the middle of the lower edge, then moved by whole pixels."""
    if abs(place.x) > GONE:
        return
    layer = _sized(person, look.rounded(), round(place.scale / SCALE_STEP) * SCALE_STEP, gain)
    left = round((WIDTH - layer.width) / 2 + place.x * WIDTH)
    onto.paste(layer, (left, round(HEIGHT - layer.height + place.y * HEIGHT) + LOWER), layer)


def _overlay(onto: Picture, moment: Moment, scale: float, gain: float) -> None:
    x = WIDTH * (0.5 + moment.place.x)
    eyes = HEIGHT - (HEIGHT * 0.58) * scale + moment.place.y * HEIGHT
    layer = _lit(_drawn_overlay(moment.overlay, round(x), round(eyes), round(scale, 2)), gain)
    onto.paste(layer, (0, 0), layer)


@lru_cache(maxsize=64)
def _drawn_overlay(name: str, x: int, eyes: int, scale: float) -> Picture:
    layer = Image.new("RGBA", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(layer)
    if name == "hand on the lens":
        pen.rectangle((0, 0, WIDTH, HEIGHT), fill=(46, 20, 16, 255))
        pen.rectangle((120, 0, 150, HEIGHT), fill=(70, 32, 24, 255))
    elif name == "paper":
        pen.rectangle(
            (x - 95 * scale, eyes - 90 * scale, x + 95 * scale, eyes + 130 * scale), fill=(232, 232, 226, 255)
        )
        for row in range(12):
            y = eyes + (row * 16 - 70) * scale
            pen.line((x - 80 * scale, y, x + (70 - row * 37 % 40) * scale, y), fill=(150, 150, 150, 255), width=2)
    elif name == "fist":
        y = eyes + 76 * scale
        pen.rounded_rectangle(
            (x - 26 * scale, y - 16 * scale, x + 30 * scale, y + 30 * scale), 14, fill=(188, 140, 112, 255)
        )
        pen.polygon(
            [(x - 18 * scale, y + 20), (x + 26 * scale, y + 20), (x + 80 * scale, HEIGHT), (x + 20 * scale, HEIGHT)],
            fill=(70, 85, 110, 255),
        )
    return layer.filter(ImageFilter.GaussianBlur(20 if name == "hand on the lens" else 1.5))


def seen(clip: Clip, moment: Moment) -> Picture:
    person_gain, room_gain, _ = LIGHTS[clip.light]
    scale = SCALES[clip.distance]
    picture = _lit_room(clip.room, room_gain).copy()
    if moment.other:
        other = moment.other_place
        _put(picture, moment.other, Look(yaw=-8), replace(other, scale=other.scale * scale), person_gain)
    place = moment.place
    _put(picture, moment.person, moment.look, replace(place, scale=place.scale * scale), person_gain)
    if moment.thing:
        held = _lit(things.layer(moment.thing), person_gain)
        picture.paste(held, (round(moment.place.x * WIDTH), round(moment.place.y * 2 * HEIGHT)), held)
    if moment.overlay:
        _overlay(picture, moment, scale * place.scale, person_gain)
    return picture


def jpeg(clip: Clip, picture: Picture, light: float, n: int) -> bytes:
    """As the sensor sees it: no two pictures are the same."""
    noise = _noise(LIGHTS[clip.light][2])[n % NOISES]
    noisy = np.asarray(picture) * np.float32(light) + np.roll(noise, (n * 37, n * 91), (0, 1))[..., None]
    out = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _black() -> bytes:
    """Quite black and quite still, as behind a lens cap."""
    out = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (3, 3, 3)).save(out, "JPEG")
    return out.getvalue()


BLACK = _black()
