"""People: a shape of MakeHuman's, the face of a photo, hair and clothes.

The photo's face is laid over the mesh by the face model itself: it finds its 468 points in the photo and in a plain
drawing of the mesh; what lies at a point of the one belongs to the same point of the other.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import gaussian_filter

from evaluation.clips.avatar import draw, mesh
from evaluation.clips.faces import faces_in, mesh_of
from evaluation.clips.look import Look
from evaluation.clips.photos import Portrait, portrait
from evaluation.labels import Tone

Floats = mesh.Floats
Bools = NDArray[np.bool_]
Colour = tuple[int, int, int]
PLAIN = (205, 160, 135)
CHEEKS = (50, 280, 117, 346, 205, 425)  # points of the face model
OUTLINE = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
           150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)  # fmt: skip
SMOOTHING = 2.0
BROAD, EVENED = 0.18, 0.7  # of the face's width; how much of the photo's light is taken out
BEHIND = 0.75  # dm behind the eyes
NECKLINE = 0.75  # dm below the neck's joint


@dataclass(frozen=True)
class Person:
    photo: str
    race: str
    gender: str
    age: str = "young"
    hair: Colour = (40, 30, 25)
    long_hair: bool = False
    shirt: Colour = (70, 85, 110)
    iris: Colour = (80, 55, 35)
    tone: Colour | None = None  # of the skin; else as in the photo
    skin: Tone = "medium"


PEOPLE: dict[str, Person] = {
    "ana": Person(
        "olive", "asian", "female", hair=(32, 26, 26), long_hair=True, shirt=(86, 104, 70), tone=(206, 160, 126)
    ),
    "ben": Person(
        "elder", "caucasian", "male", "old", hair=(190, 186, 180), shirt=(60, 70, 95), iris=(95, 125, 150), skin="light"
    ),
    "cleo": Person(
        "stripes", "african", "female", hair=(45, 32, 26), long_hair=True, shirt=(90, 84, 110), tone=(112, 76, 57),
        skin="dark",
    ),
    "dan": Person(
        "suit_serious", "african", "male", hair=(36, 34, 34), shirt=(150, 160, 178), tone=(138, 96, 72), skin="dark"
    ),
    "eva": Person(
        "green", "caucasian", "female", hair=(58, 40, 30), long_hair=True, shirt=(52, 110, 84), iris=(90, 100, 85),
        tone=(222, 180, 156), skin="light",
    ),
    "mia": Person("red", "asian", "female", hair=(44, 34, 30), shirt=(150, 52, 46), tone=(196, 150, 118)),
}  # fmt: skip


@cache
def body_of(name: str) -> draw.Body:
    person = PEOPLE[name]
    rest = mesh.shaped(person.race, person.gender, person.age)
    rest = _haired(rest, person)
    groups = ["body", "helper-upper-teeth", "helper-lower-teeth"] + ["helper-hair"] * person.long_hair
    triangles = np.concatenate([mesh.base().triangles[group] for group in groups])
    low = mesh.joint(rest, "neck")[1] - mesh.LOWEST_BELOW_NECK
    focus = (mesh.joint(rest, "l-eye") + mesh.joint(rest, "r-eye")) / 2
    kept = triangles[(rest[triangles][:, :, 1] > low).all(1) & ~_over_the_face(rest, triangles, focus)]
    return draw.Body(rest, kept, focus)


def _over_the_face(rest: Floats, triangles: mesh.Ints, focus: Floats) -> Bools:
    """Locks in front of the ears are left out: the scalp there is hair enough."""
    hair = mesh.part("helper-hair")
    is_hair = (triangles >= hair.start).all(1) & (triangles < hair.stop).all(1)
    over: Bools = is_hair & (rest[triangles][:, :, 2] > focus[2] - BEHIND).any(1)
    return over


def _plain(n: int) -> draw.Skin:
    colour = np.tile(np.array(PLAIN, np.float32), (n, 1))
    nothing = np.zeros((n, 2), np.float32)
    return draw.Skin(np.zeros((1, 1, 3), np.uint8), nothing, np.zeros(n, np.float32), colour, (80, 55, 35))


@cache
def skin_of(name: str) -> draw.Skin:
    person, body = PEOPLE[name], body_of(name)
    shown = portrait(person.photo)
    points = _points_of(draw.picture(body, _plain(len(body.rest)), Look()))
    flat, _ = draw.projected(body.rest, body.focus)
    place = RBFInterpolator(points, shown.points[:, :2], smoothing=SMOOTHING)(flat).astype(np.float32)
    share = _share(body, flat, points)
    return draw.Skin(_photo(shown, person), place, share, _colours(body, person, shown), person.iris)


def _points_of(drawing: draw.Bytes) -> Floats:
    layer = Image.fromarray(drawing)
    picture = Image.new("RGB", layer.size, (128, 140, 150))
    picture.paste(layer, (0, 0), layer)
    return mesh_of(picture, faces_in(picture)[0])[:, :2]


def _tone(shown: Portrait, person: Person) -> Floats:
    if person.tone:
        return np.array(person.tone, np.float32)
    return _median_of(shown.pixels.astype(np.float32), shown)


def _photo(shown: Portrait, person: Person) -> draw.Bytes:
    """With the photo's own light and shade mostly taken out: the drawing brings its own."""
    pixels = shown.pixels.astype(np.float32) + 1
    broad = gaussian_filter(pixels, (BROAD * shown.face.width, BROAD * shown.face.width, 0))
    evened = pixels * (_tone(shown, person) / broad) ** EVENED
    if person.tone:
        evened *= np.array(person.tone, np.float32) / _median_of(evened, shown)
    photo: draw.Bytes = np.clip(evened, 0, 255).astype(np.uint8)
    return photo


def _median_of(pixels: Floats, shown: Portrait) -> Floats:
    x, y = shown.points[list(CHEEKS), :2].astype(int).T
    median: Floats = np.median(pixels[y, x], axis=0)
    return median


def _share(body: draw.Body, flat: Floats, points: Floats) -> Floats:
    """Where the photo is taken: what faced its camera, within the face's outline, with a soft edge."""
    facing = draw.normals(body.rest, body.triangles)[:, 2]
    middle = points[list(OUTLINE)].mean(0)
    half = np.ptp(points[list(OUTLINE)], axis=0) / 2
    away = np.hypot(*((flat - middle) / half).T)
    shallow = body.rest[:, 2] > body.focus[2] - 1.0
    share: Floats = _soft(facing, 0.05, 0.45) * (1 - _soft(away, 0.75, 0.97)) * shallow
    return share.astype(np.float32)


def _soft(values: Floats, least: float, most: float) -> Floats:
    x = np.clip((values - least) / (most - least), 0, 1)
    smooth: Floats = x * x * (3 - 2 * x)
    return smooth


def _colours(body: draw.Body, person: Person, shown: Portrait) -> Floats:
    colours = np.tile(_median_of(_photo(shown, person).astype(np.float32), shown), (len(body.rest), 1))
    hair = _hair(mesh.shaped(person.race, person.gender, person.age))[:, None]
    colours = colours * (1 - hair) + np.array(person.hair, np.float32) * hair
    colours[_inside_mouth(body)] = draw.INSIDE
    for teeth in ("helper-upper-teeth", "helper-lower-teeth"):
        colours[mesh.part(teeth)] = draw.TEETH * 0.8
    colours[mesh.part("helper-hair")] = person.hair
    dressed = body.rest[:, 1] < mesh.joint(body.rest, "neck")[1] - NECKLINE * _collar(body)
    colours[dressed & (mesh.head_weights() < 0.05)] = person.shirt
    return colours


def _collar(body: draw.Body) -> Floats:
    """A round neckline: lower in the middle."""
    return np.clip(1 - np.abs(body.rest[:, 0]) / 1.6, 0, 1) * (body.rest[:, 2] > 0.2)


def _inside_mouth(body: draw.Body) -> Bools:
    mouth = mesh.joint(body.rest, "mouth")
    near = np.abs(body.rest - mouth) < np.array([0.3, 0.22, 0.55])
    lips = body.rest[:, 2] > body.focus[2] + 0.02
    facing = draw.normals(body.rest, body.triangles)[:, 2]
    inside: Bools = near.all(1) & ~lips & (facing < 0.9)
    return inside


def _hair(rest: Floats) -> Floats:
    """1 on the scalp: above a line that falls from the forehead to the nape."""
    head = rest - (mesh.joint(rest, "l-eye") + mesh.joint(rest, "r-eye")) / 2
    line = 0.55 - 0.75 * np.clip((0.25 - head[:, 2]) / 1.3, 0, 1.6)
    above = _soft(head[:, 1] - line, -0.04, 0.06)
    back = _soft(-head[:, 2], 0.55, 0.75) * _soft(head[:, 1], -0.75, -0.6)
    hair: Floats = np.clip(np.maximum(above, back * 1.0), 0, 1) * (mesh.head_weights() > 0.5)
    return hair.astype(np.float32)


def _haired(rest: Floats, person: Person) -> Floats:
    """The scalp stands out by the thickness of the hair."""
    hair = _hair(rest)[:, None]
    out = draw.normals(rest, mesh.base().triangles["body"])
    thick = 0.10 if person.long_hair else 0.07
    return (rest + hair * thick * out).astype(np.float32)
