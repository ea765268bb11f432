"""SFace, the embedder: a face with its five points in, 128 numbers out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fairseat.domain.face import Face

# Where SFace was trained to find eyes, nose and mouth. Source: OpenCV, FaceRecognizerSF.
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
SIZE = 112

Array = NDArray[np.float32]


def face_of(embedder: Any, picture: Image.Image, row: Array) -> Face:
    points = row[4:14].reshape(5, 2).astype(np.float64)
    aligned = _aligned(picture, points)
    pixels = np.asarray(aligned, np.float32)
    raw = embedder.run(None, {"data": pixels.transpose(2, 0, 1)[None]})[0][0]
    embedding = raw / max(float(np.linalg.norm(raw)), 1e-9)
    luma = pixels @ np.array([0.299, 0.587, 0.114], np.float32)
    x, y, width, height = (float(v) for v in row[:4])
    return Face(
        x, y, width, height, score=float(row[14]), points=tuple((float(u), float(v)) for u, v in points),
        print=tuple(float(v) for v in embedding), brightness=float(luma.mean()), sharpness=sharpness(luma),
    )  # fmt: skip


def sharpness(luma: Array) -> float:
    """Variance of the second differences (Laplace) of the aligned face."""
    inner = luma[1:-1, 1:-1]
    return float((4 * inner - luma[:-2, 1:-1] - luma[2:, 1:-1] - luma[1:-1, :-2] - luma[1:-1, 2:]).var())


def _aligned(picture: Image.Image, points: NDArray[np.float64]) -> Image.Image:
    """Turned, scaled and moved so that the five points lie where they lay in the training. A large face is made
    smaller first, by a whole number, so that none of its pixels is left out."""
    a, b, x, y = _similarity(TEMPLATE, points)
    times = max(1, int(np.hypot(a, b)))
    smaller = picture.reduce(times) if times > 1 else picture
    matrix = tuple(v / times for v in (a, -b, x, b, a, y))
    return smaller.transform((SIZE, SIZE), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def _similarity(of: NDArray[np.float64], to: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """a, b, x, y of the similarity (u, v) -> (a u - b v + x, b u + a v + y) that brings `of` nearest to `to`."""
    u, v = (of - of.mean(0)).T
    s, t = (to - to.mean(0)).T
    norm = float((u * u + v * v).sum())
    a, b = float((u * s + v * t).sum()) / norm, float((u * t - v * s).sum()) / norm
    mu, mv = of.mean(0)
    ms, mt = to.mean(0)
    return a, b, float(ms - a * mu + b * mv), float(mt - b * mu - a * mv)
