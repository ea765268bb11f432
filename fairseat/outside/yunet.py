"""YuNet, the detector of faces: a picture in, boxes with five points out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fairseat.domain.face import LEAST_SCORE

LONGEST = 640  # pixels the detector looks at
SAME_FACE = 0.3  # overlap
STRIDES = (8, 16, 32)

Array = NDArray[np.float32]


def detected(detector: Any, picture: Image.Image) -> Array:
    """Rows of x, y, width, height, five points, score; the largest first. A face that fills the picture is found in a
    smaller copy of it."""
    for share in (1.0, 0.5):
        scale = min(1.0, LONGEST / max(picture.size)) * share
        rows = _rows(detector.run(None, {"input": _input(picture, scale)}), _padded(picture.width * scale))
        if len(rows):
            rows[:, :14] /= scale
            return rows[np.argsort(-rows[:, 3])]
    return np.zeros((0, 15), np.float32)


def _padded(length: float) -> int:
    return -(-max(1, round(length)) // 32) * 32


def _input(picture: Image.Image, scale: float) -> Array:
    """BGR, 0 to 255, padded to whole cells."""
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    pixels = np.asarray(picture.resize(size, Image.Resampling.BILINEAR) if scale != 1 else picture, np.float32)
    padded = np.zeros((_padded(size[1]), _padded(size[0]), 3), np.float32)
    padded[: size[1], : size[0]] = pixels[:, :, ::-1]
    return padded.transpose(2, 0, 1)[None]


def _rows(outputs: list[Array], width: int) -> Array:
    """Source of the decoding: OpenCV, FaceDetectorYN."""
    found = [_of_stride(outputs[i][0], outputs[3 + i][0], outputs[6 + i][0], outputs[9 + i][0], width, stride)
             for i, stride in enumerate(STRIDES)]  # fmt: skip
    rows = np.concatenate(found)
    return _distinct(rows[np.argsort(-rows[:, 14])])


def _of_stride(cls: Array, obj: Array, boxes: Array, points: Array, width: int, stride: int) -> Array:
    score = np.sqrt(np.clip(cls, 0, 1) * np.clip(obj, 0, 1))[:, 0]
    cells = np.flatnonzero(score >= LEAST_SCORE)
    at = np.stack([cells % (width // stride), cells // (width // stride)], axis=1).astype(np.float32)
    size = np.exp(boxes[cells, 2:]) * stride
    corner = (at + boxes[cells, :2]) * stride - size / 2
    marks = (points[cells].reshape(-1, 5, 2) + at[:, None]) * stride
    return np.concatenate([corner, size, marks.reshape(-1, 10), score[cells, None]], axis=1)


def _distinct(rows: Array) -> Array:
    kept: list[int] = []
    for i, row in enumerate(rows):
        if all(_overlap(row, rows[k]) < SAME_FACE for k in kept):
            kept.append(i)
    return rows[kept]


def _overlap(a: Array, b: Array) -> float:
    sides = [max(0.0, float(min(a[i] + a[i + 2], b[i] + b[i + 2]) - max(a[i], b[i]))) for i in (0, 1)]
    shared = sides[0] * sides[1]
    return shared / float(a[2] * a[3] + b[2] * b[3] - shared)
