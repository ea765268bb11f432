"""A face in a picture: whether a photo of it is of use, and how much it is like another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LEAST_HEIGHT = 80  # pixels: a smaller face is not compared
LEAST_SCORE = 0.6  # of the detector
DARK_BELOW = 35.0  # mean brightness of the face, 0 to 255
BLURRED_BELOW = 18.0  # mean steepness between neighbouring pixels' differences, see `sharpness` of the face model
DIMENSIONS = 128


Fault = Literal["no_face", "several_faces", "face_too_small", "too_dark", "blurred"]


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a picture, in its pixels. `points`: right eye, left eye, nose, right and left corner of the mouth,
    the person's own right. `print`: the embedding, of length 1."""

    x: float
    y: float
    width: float
    height: float
    score: float
    points: tuple[tuple[float, float], ...]
    print: tuple[float, ...]
    brightness: float
    sharpness: float


def fault_of(faces: Sequence[Face]) -> Fault | None:
    """Why a photo cannot be the one that others are compared with."""
    if not faces:
        return "no_face"
    first, *others = faces
    if any(other.height > first.height / 2 for other in others):
        return "several_faces"
    if first.height < LEAST_HEIGHT:
        return "face_too_small"
    if first.brightness < DARK_BELOW:
        return "too_dark"
    return "blurred" if first.sharpness < BLURRED_BELOW else None


def compared(faces: Sequence[Face], reference: Sequence[float] | None) -> float | None:
    """Similarity to the reference, -1 to 1; None: there is nothing to compare. Of several faces of about one size the
    most similar counts: that somebody else is there too is another tracker's to say."""
    near = [face for face in faces if face.height >= max(LEAST_HEIGHT, faces[0].height / 2)]
    if reference is None or not near:
        return None
    return max(sum(a * b for a, b in zip(face.print, reference, strict=True)) for face in near)
