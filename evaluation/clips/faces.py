"""The project's own face models in Python: to lay a photo's face over the mesh, and to judge what was drawn."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

from evaluation.clips.packages import ROOT

Floats = NDArray[np.floating[Any]]
Picture = Image.Image
MODELS = ROOT / "web/models"
INPUT, CELLS = 192, 48
MESH_MARGIN = 1.5  # the mesh looks at the detector's box, made this much larger


@dataclass(frozen=True)
class Found:
    """In pixels: centre, width, height, and the angle of the line between the eyes (radians)."""

    score: float
    x: float
    y: float
    width: float
    height: float
    angle: float


@cache
def _session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(MODELS / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])


def _run(name: str, pixels: Floats) -> list[Floats]:
    session = _session(name)
    return [np.asarray(out) for out in session.run(None, {session.get_inputs()[0].name: pixels[None]})]


def faces_in(picture: Picture, least: float = 0.5) -> list[Found]:
    """The best first. Overlapping boxes are one face."""
    longest = max(picture.size)
    square = Image.new("RGB", (longest, longest))
    left, top = (longest - picture.width) // 2, (longest - picture.height) // 2
    square.paste(picture, (left, top))
    pixels = np.asarray(square.resize((INPUT, INPUT), Image.Resampling.BILINEAR), np.float32) / 127.5 - 1
    boxes, logits = (out.reshape(CELLS * CELLS, -1) for out in _run("mp_face_full", pixels))
    scores = 1 / (1 + np.exp(-np.clip(logits[:, 0], -60, 60)))
    found: list[Found] = []
    for i in np.argsort(-scores)[:200]:
        if scores[i] < least:
            break
        face = _decoded(boxes[i], int(i), float(scores[i]), longest / INPUT, left, top)
        if all(abs(face.x - one.x) + abs(face.y - one.y) > (one.width + one.height) / 4 for one in found):
            found.append(face)
    return found


def _decoded(values: Floats, anchor: int, score: float, scale: float, left: int, top: int) -> Found:
    cell = INPUT / CELLS
    cx, cy = (anchor % CELLS + 0.5) * cell, (anchor // CELLS + 0.5) * cell
    eyes = values[4:8]
    return Found(
        score,
        (cx + float(values[0])) * scale - left,
        (cy + float(values[1])) * scale - top,
        float(values[2]) * scale,
        float(values[3]) * scale,
        float(np.arctan2(eyes[3] - eyes[1], eyes[2] - eyes[0])),
    )


def mesh_of(picture: Picture, face: Found) -> Floats:
    """468 points (468, 3) in pixels of the picture; z grows away from the camera."""
    side = max(face.width, face.height) * MESH_MARGIN
    cos, sin, step = np.cos(face.angle), np.sin(face.angle), side / INPUT
    turn = np.array([[cos, -sin], [sin, cos]]) * step
    shift = np.array([face.x, face.y]) - turn @ np.array([INPUT / 2, INPUT / 2])
    affine = (*turn[0], shift[0], *turn[1], shift[1])
    cut = picture.transform((INPUT, INPUT), Image.Transform.AFFINE, affine, Image.Resampling.BILINEAR)
    outputs = _run("mp_mesh", np.asarray(cut, np.float32) / 255)
    points = next(out for out in outputs if out.size == 468 * 3).reshape(468, 3)
    flat = points[:, :2] @ turn.T + shift
    return np.concatenate([flat, points[:, 2:] * step], 1).astype(np.float32)


def pose_of(points: Floats) -> tuple[float, float]:
    """Yaw and pitch in degrees: positive yaw turns the nose to the picture's right, positive pitch up."""
    right, up = points[454] - points[234], points[10] - points[152]
    forward = np.cross(right, up)  # picture axes: y down, z away
    x, y, z = forward / np.linalg.norm(forward)
    return float(np.degrees(np.arctan2(x, -z))), float(np.degrees(np.arcsin(-y)))
