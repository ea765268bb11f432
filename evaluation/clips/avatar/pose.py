"""From a person at rest to the vertices of one moment."""

from functools import cache

import numpy as np

from evaluation.clips.avatar.mesh import Floats, head_weights, joint, part, unit
from evaluation.clips.look import Look

EYE_ROWS, EYE_COLUMNS = 10, 20
EYE_SPAN = 1.9  # radians from the pupil to the rim of what is drawn of an eyeball
EYE_NUDGE = 0.012  # dm towards the head, so that the lids cover the eyeball's rim
LID_TRAVEL = 25.0  # degrees of the eyes at which the lids have followed wholly


def turned(points: Floats, pivot: Floats, yaw: Floats | float, pitch: Floats | float) -> Floats:
    """Yaw about the vertical first, then pitch about the person's own left-right axis; degrees, per point."""
    a, b = np.radians(yaw), np.radians(pitch)
    x, y, z = (points - pivot).T
    y, z = y * np.cos(b) + z * np.sin(b), z * np.cos(b) - y * np.sin(b)
    x, z = x * np.cos(a) + z * np.sin(a), z * np.cos(a) - x * np.sin(a)
    return (np.stack([x, y, z], -1) + pivot).astype(np.float32)


def posed(rest: Floats, look: Look) -> Floats:
    moved = rest + sum(share * unit(name) for name, share in _units(look).items() if share)
    weights = head_weights()
    pivot = (joint(rest, "head") + joint(rest, "neck")) / 2
    moved = turned(moved, pivot, look.yaw * weights, look.pitch * weights)
    return turned(moved, joint(rest, "neck"), look.body_yaw, 0)


def _units(look: Look) -> dict[str, float]:
    up, down = _followed(look.eye_y), _followed(-look.eye_y)
    left, right = _followed(look.eye_x), _followed(-look.eye_x)
    both = {"eyeLookUp": up, "eyeLookDown": down, "eyeBlink": look.blink * (1 - 0.5 * down)}
    sides = {f"{name}{side}": share for name, share in both.items() for side in ("Left", "Right")}
    lips = {"jawOpen": look.jaw, "mouthPucker": look.narrow}
    return (
        sides
        | lips
        | {"eyeLookOutLeft": left, "eyeLookInRight": left, "eyeLookInLeft": right, "eyeLookOutRight": right}
    )


def _followed(degrees: float) -> float:
    """How far the lids have followed the eyes."""
    return min(max(0.0, degrees) / LID_TRAVEL, 1.0)


@cache
def eyeball() -> tuple[Floats, Floats]:
    """A unit sphere's cap around z, as vertices, and its triangles."""
    around = np.linspace(0, 2 * np.pi, EYE_COLUMNS, endpoint=False)
    down = np.linspace(0, EYE_SPAN, EYE_ROWS + 1)[1:]
    ring = np.stack([np.cos(around), np.sin(around)], -1)
    points = [np.array([[0, 0, 1.0]])]
    points += [np.concatenate([np.sin(d) * ring, np.full((EYE_COLUMNS, 1), np.cos(d))], 1) for d in down]
    triangles = [[0, 1 + i, 1 + (i + 1) % EYE_COLUMNS] for i in range(EYE_COLUMNS)]
    for row in range(EYE_ROWS - 1):
        for i in range(EYE_COLUMNS):
            a, b = 1 + row * EYE_COLUMNS + i, 1 + row * EYE_COLUMNS + (i + 1) % EYE_COLUMNS
            triangles += [[a, a + EYE_COLUMNS, b], [b, a + EYE_COLUMNS, b + EYE_COLUMNS]]
    return np.concatenate(points).astype(np.float32), np.array(triangles, np.int32)


def eyes(rest: Floats, look: Look) -> Floats:
    """Vertices of both eyeballs, the person's left one first."""
    pivot = (joint(rest, "head") + joint(rest, "neck")) / 2
    both = []
    for side in ("l", "r"):
        centre, radius = eye(rest, side)
        ball: Floats = turned(eyeball()[0] * radius, np.zeros(3, np.float32), look.eye_x, look.eye_y) + centre
        ball = turned(ball, pivot, look.yaw, look.pitch)
        both.append(turned(ball, joint(rest, "neck"), look.body_yaw, 0))
    return np.concatenate(both)


def eye(rest: Floats, side: str) -> tuple[Floats, float]:
    points = rest[part(f"helper-{side}-eye")]
    least, most = points.min(0), points.max(0)
    radius = float((most[0] - least[0]) / 2)
    centre = (least + most) / 2
    centre[2] = most[2] - radius - EYE_NUDGE
    return centre, radius
