"""The portraits, by name; where they come from stands in evaluation/SOURCES.md."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from evaluation.clips.faces import Floats, Found, faces_in, mesh_of
from evaluation.clips.packages import of_face_recognition, of_npm
from evaluation.labels import Tone

Picture = Image.Image
DEMO = "@vladmandic/face-api/demo/"
WORKED_AT = 300  # pixels of the face's box in a portrait, at most


@dataclass(frozen=True)
class Source:
    of: Callable[[str], bytes] | None
    path: str
    box: tuple[int, int, int, int]  # the part with this person alone, in pixels
    skin: Tone  # as it looks in the picture


SOURCES: dict[str, Source] = {
    "astronaut": Source(None, "", (40, 0, 440, 300), "light"),
    "suit": Source(of_face_recognition, "obama.jpg", (30, 0, 910, 660), "dark"),
    "suit_serious": Source(of_face_recognition, "obama3.jpg", (250, 120, 1234, 858), "dark"),
    "speaker": Source(of_face_recognition, "obama2.jpg", (0, 120, 560, 760), "dark"),
    "elder": Source(of_face_recognition, "biden.jpg", (0, 20, 970, 748), "light"),
    "green": Source(of_npm, DEMO + "sample6.jpg", (1320, 100, 1900, 700), "light"),
    "olive": Source(of_npm, DEMO + "sample6.jpg", (100, 330, 640, 930), "medium"),
    "red": Source(of_npm, DEMO + "sample5.jpg", (640, 20, 1080, 440), "medium"),
    "blond": Source(of_npm, DEMO + "sample3.jpg", (960, 120, 1440, 620), "light"),
    "stripes": Source(of_npm, DEMO + "sample6.jpg", (960, 140, 1400, 640), "medium"),
}


@dataclass(frozen=True)
class Portrait:
    picture: Picture
    face: Found
    points: Floats  # (468, 3)

    @property
    def pixels(self) -> NDArray[np.uint8]:
        return np.asarray(self.picture)


def _opened(source: Source) -> Picture:
    if source.of is None:
        read: Callable[[], NDArray[np.uint8]] = data.astronaut
        return Image.fromarray(read())
    return Image.open(io.BytesIO(source.of(source.path))).convert("RGB")


@cache
def portrait(name: str) -> Portrait:
    source = SOURCES[name]
    picture = _opened(source).crop(source.box)
    face = faces_in(picture)[0]
    scale = min(1.0, WORKED_AT / face.width)
    if scale < 1:
        size = (round(picture.width * scale), round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        face = faces_in(picture)[0]
    return Portrait(picture, face, mesh_of(picture, face))
