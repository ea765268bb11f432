"""
The object detector of the pages, run with onnxruntime: decoded as web/src/trackers/inference/objects.ts does it, a
second look at what may be a phone as phones.ts and object_model.ts there.
"""

from collections.abc import Callable
from math import ceil, floor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

from evaluation.phones import Box
from evaluation.textures import Picture

MODEL = Path(__file__).resolve().parents[1] / "web/models/nanodet_objects.onnx"
LABELS = ("phone", "book", "laptop", "keyboard")
WIDTH, HEIGHT, STRIDES, DISTANCES = 416, 320, (8, 16, 32), 11
LEAST_SCORE = 0.1
SAME_OBJECT, SAME_PLACE = 0.5, 0.3  # overlaps
RIVALS, RIVALS_WEIGHT, LEAST_LIKENESS, CLOSE = ("book", "laptop"), 0.5, 0.1, 4
LEAST_TOLD = {"phone": 0.2, "book": 0.4, "laptop": 0.4, "keyboard": 0.4}

Found = tuple[str, float, Box]
View = tuple[float, float, float]
"""The middle of what a look takes in, in the picture's pixels, and how many of them make one of the input's."""
Values = NDArray[np.float32]
Look = Callable[[Picture, View], list[Found]]
Detector = Callable[[Picture], list[Found]]


def open_detector() -> Detector:
    look = _open_look()

    def looks(picture: Picture) -> list[Found]:
        first = look(picture, whole_view(picture))
        phone = likely_phone(first)
        if not phone:
            return told_of(first, None)
        label, likeness, place = phone
        second = phone_likeness(place, look(picture, close_view(place, picture)))
        return told_of(first, (label, (likeness + second) / 2, place))

    return looks


def _open_look() -> Look:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(MODEL), options)

    def look(picture: Picture, view: View) -> list[Found]:
        grids = session.run([f"stride_{stride}" for stride in STRIDES], {"picture": _input(picture, view)})
        found = [one for stride, grid in zip(STRIDES, grids, strict=True) for one in decode(grid[0], stride)]
        return [(label, sure, _in_picture(box, view, picture)) for label, sure, box in distinct(found)]

    return look


def whole_view(picture: Picture) -> View:
    return picture.width / 2, picture.height / 2, max(picture.width / WIDTH, picture.height / HEIGHT)


def close_view(place: Box, picture: Picture) -> View:
    left, top, right, bottom = place
    scale = CLOSE * max((right - left) * picture.width / WIDTH, (bottom - top) * picture.height / HEIGHT)
    return (left + right) / 2 * picture.width, (top + bottom) / 2 * picture.height, scale


def _input(picture: Picture, view: View) -> Values:
    """What lies beside the picture is black."""
    x, y, scale = view
    left, top = x - scale * WIDTH / 2, y - scale * HEIGHT / 2
    right, bottom = left + scale * WIDTH, top + scale * HEIGHT
    area = picture.crop((floor(left), floor(top), ceil(right), ceil(bottom)))
    box = (left - floor(left), top - floor(top), right - floor(left), bottom - floor(top))
    return np.asarray(area.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box), dtype=np.float32)[None]


def decode(grid: Values, stride: int) -> list[Found]:
    """Boxes in pixels of the input."""
    scores = 1 / (1 + np.exp(-grid[: len(LABELS)]))
    found: list[Found] = []
    for n, row, column in np.argwhere(scores >= LEAST_SCORE):
        logits = grid[len(LABELS) :, row, column].reshape(4, DISTANCES)
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        left, top, right, bottom = weights @ np.arange(DISTANCES) / weights.sum(axis=1) * stride
        x, y = (column + 0.5) * stride, (row + 0.5) * stride
        found.append((LABELS[n], float(scores[n, row, column]), (x - left, y - top, x + right, y + bottom)))
    return found


def _in_picture(box: Box, view: View, picture: Picture) -> Box:
    x, y, scale = view
    left, right = (((edge - WIDTH / 2) * scale + x) / picture.width for edge in (box[0], box[2]))
    top, bottom = (((edge - HEIGHT / 2) * scale + y) / picture.height for edge in (box[1], box[3]))
    return left, top, right, bottom


def distinct(found: list[Found]) -> list[Found]:
    """The surest first; of several with one label in one place only that."""
    kept: list[Found] = []
    for one in sorted(found, key=_sureness):
        if all(one[0] != other[0] or overlap(one[2], other[2]) <= SAME_OBJECT for other in kept):
            kept.append(one)
    return kept


def _sureness(one: Found) -> float:
    return -one[1]


def phone_likeness(place: Box, sightings: list[Found]) -> float:
    here = [(label, score) for label, score, box in sightings if overlap(box, place) > SAME_PLACE]
    most = {label: max((score for other, score in here if other == label), default=0.0) for label in LABELS}
    return most["phone"] - RIVALS_WEIGHT * sum(most[label] for label in RIVALS)


def likely_phone(sightings: list[Found]) -> Found | None:
    phones = [(label, phone_likeness(box, sightings), box) for label, _, box in sightings if label == "phone"]
    likeliest = min(phones, key=_sureness, default=None)
    return likeliest if likeliest and likeliest[1] >= LEAST_LIKENESS else None


def told_of(sightings: list[Found], phone: Found | None) -> list[Found]:
    others = [one for one in sightings if one[0] != "phone"]
    told = [*others, *([phone] if phone else [])]
    return sorted((one for one in told if one[1] >= LEAST_TOLD[one[0]]), key=_sureness)


def overlap(a: Box, b: Box) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, across) * max(0.0, down)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)
