"""An avatar's picture: vertices of the moment, the photo's face, hair, clothes, eyes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from evaluation.clips.avatar import mesh, pose
from evaluation.clips.avatar.raster import Raster, drawn
from evaluation.clips.look import Look

Floats = mesh.Floats
Bytes = NDArray[np.uint8]
WIDTH, HEIGHT = 480, 360
FINER = 2  # drawn so much larger, then averaged
CAMERA_M = 6.4  # dm in front of the neck
FOCAL = 400.0  # pixels
EYES_AT = 0.42  # of the picture's height
SURFACE, EYE = 0.0, 1.0
LIGHT = np.array([-0.35, 0.55, 0.76], np.float32)
PUPIL, IRIS, RIM = 0.15, 0.37, 0.42  # radians from the eye's axis; the mesh's eyeballs are a fifth too large
TEETH = np.array([226, 219, 205], np.float32)
INSIDE = np.array([70, 30, 30], np.float32)


@dataclass(frozen=True)
class Skin:
    """How a person's surface looks, per vertex of the mesh."""

    photo: Bytes  # (h, w, 3)
    place: Floats  # (n, 2) pixels of the photo
    share: Floats  # (n,) how much of the photo is taken, the rest is `colour`
    colour: Floats  # (n, 3)
    iris: tuple[int, int, int]


@dataclass(frozen=True)
class Body:
    rest: Floats
    triangles: mesh.Ints
    focus: Floats  # the point between the eyes

    @cached_property
    def all_triangles(self) -> mesh.Ints:
        ball, first = pose.eyeball(), len(self.rest)
        both = [ball[1] + first + k * len(ball[0]) for k in (0, 1)]
        return np.concatenate([self.triangles, *both]).astype(np.int32)


def projected(points: Floats, focus: Floats) -> tuple[Floats, Floats]:
    """Pixels of the small picture, and the distance from the camera."""
    distance = CAMERA_M - points[:, 2]
    x = WIDTH / 2 + FOCAL * points[:, 0] / distance
    y = HEIGHT * EYES_AT - FOCAL * (points[:, 1] - focus[1]) / distance
    return np.stack([x, y], -1).astype(np.float32), distance.astype(np.float32)


def normals(vertices: Floats, triangles: mesh.Ints) -> Floats:
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(total, triangles[:, k], across)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    unit: Floats = total / np.maximum(length, 1e-9)
    return unit


def picture(body: Body, skin: Skin, look: Look) -> Bytes:
    """RGBA, 480 x 360."""
    surface, balls = pose.posed(body.rest, look), pose.eyes(body.rest, look)
    points = np.concatenate([surface, balls])
    screen, depth = projected(points, body.focus)
    attributes = np.concatenate([_surface_attributes(surface, body, skin), _eye_attributes(len(balls))])
    size = (WIDTH * FINER, HEIGHT * FINER)
    return _averaged(_shaded(drawn(screen * FINER, depth, body.all_triangles, attributes, size), skin))


def _surface_attributes(surface: Floats, body: Body, skin: Skin) -> Floats:
    kind = np.full((len(surface), 1), SURFACE, np.float32)
    turned = normals(surface, body.triangles)
    return np.concatenate([kind, turned, skin.place, skin.share[:, None], skin.colour], 1).astype(np.float32)


def _eye_attributes(count: int) -> Floats:
    ball = pose.eyeball()[0]
    own = np.concatenate([ball, ball])
    fill = np.zeros((count, 6), np.float32)
    return np.concatenate([np.full((count, 1), EYE, np.float32), own, fill], 1).astype(np.float32)


def _shaded(raster: Raster, skin: Skin) -> Bytes:
    seen = raster.triangle >= 0
    values = raster.attributes[seen]
    eye = values[:, 0] > 0.5
    colours = np.empty((len(values), 3), np.float32)
    colours[~eye] = _surface(values[~eye], skin)
    colours[eye] = _eye(values[eye, 1:4], np.array(skin.iris, np.float32))
    out = np.zeros((*raster.triangle.shape, 4), np.uint8)
    out[seen] = np.concatenate([np.clip(colours, 0, 255), np.full((len(values), 1), 255)], 1)
    return out


def _surface(values: Floats, skin: Skin) -> Floats:
    towards = np.clip(values[:, 1:4] @ LIGHT, 0, 1)[:, None]
    share = values[:, 6:7]
    height, width = skin.photo.shape[:2]
    x = np.clip(values[:, 4], 0, width - 1).astype(np.int32)
    y = np.clip(values[:, 5], 0, height - 1).astype(np.int32)
    flat = values[:, 7:10] * (0.66 + 0.42 * towards)
    lit = skin.photo[y, x] * (0.80 + 0.26 * towards)  # the photo brings light of its own
    colours: Floats = share * lit + (1 - share) * flat
    return colours


def _eye(own: Floats, iris: Floats) -> Floats:
    length = np.linalg.norm(own, axis=1)
    angle = np.arccos(np.clip(own[:, 2] / np.maximum(length, 1e-6), -1, 1))[:, None]
    under_lid = np.clip(0.92 - 1.2 * np.clip(own[:, 1:2], 0, 1), 0.4, 1)
    white = np.array([188, 178, 172], np.float32) * under_lid * (1 - 0.25 * np.clip(angle - 0.6, 0, 1))
    ring = iris * (0.75 + 0.5 * np.clip(-own[:, 1:2] * 2, -0.5, 0.5)) * under_lid
    colours = np.where(angle < RIM, iris * 0.4, white)
    colours = np.where(angle < IRIS, ring, colours)
    colours = np.where(angle < PUPIL, 12.0, colours)
    shine = np.hypot(own[:, 0:1] + 0.14, own[:, 1:2] - 0.18) < 0.05
    result: Floats = np.where(shine, 225.0, colours).astype(np.float32)
    return result


def _averaged(finer: Bytes) -> Bytes:
    """Colours weighted by what is covered, so that edges do not darken; what is not covered is black there."""
    parts = [finer[j::FINER, i::FINER].astype(np.uint16) for j in range(FINER) for i in range(FINER)]
    total = parts[0] + parts[1] + parts[2] + parts[3]
    count = np.maximum(total[..., 3:] // 255, 1)
    mean: Bytes = np.concatenate([total[..., :3] // count, total[..., 3:] // len(parts)], -1).astype(np.uint8)
    return mean
