"""
How well the object detector of the pages finds what `phones` draws: prints a table, writes evaluation/objects.json.

    python -m evaluation.objects [--clips 60] [--backgrounds FOLDER]

A clip is eight looks at one thing in one place. It counts as told when two of three looks running saw it, as the
tracker asks (web/src/trackers/kinds/forbidden_object.ts). Backgrounds are people from packages that the tests install;
a folder of portraits makes it broader. Runs the model with onnxruntime, decoded as
web/src/trackers/inference/objects.ts does.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from PIL import Image

from evaluation.phones import SIZE, Box, book_looks, decoy_looks, phone_looks
from evaluation.textures import Picture

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "web/models/nanodet_objects.onnx"
SAMPLES = ROOT / "web/node_modules/@vladmandic/face-api/demo"
PEOPLE = (  # file, a person's head and shoulders in it
    ("sample6.jpg", (1320, 100, 1900, 700)),
    ("sample6.jpg", (100, 330, 640, 930)),
    ("sample5.jpg", (640, 20, 1080, 440)),
    ("sample3.jpg", (960, 120, 1440, 620)),
    ("sample6.jpg", (960, 140, 1400, 640)),
)
LABELS = ("phone", "book", "laptop", "keyboard")
WIDTH, HEIGHT, STRIDES, DISTANCES = 416, 320, (8, 16, 32), 11
SHOWN = (WIDTH, WIDTH * SIZE[1] // SIZE[0])  # pixels of the input that a scene fills
LOOKS, OF_LOOKS, NEEDED = 8, 3, 2
SAME_PLACE = 0.3  # overlap of what was found with what was drawn
LARGE = 0.18  # share of the picture's height
THRESHOLDS = tuple(round(0.2 + 0.05 * n, 2) for n in range(9))
SAME_OBJECT = 0.5
SEEDS = {"phone": 60_000, "book": 70_000, "decoy": 50_000}

Found = tuple[str, float, Box]
Values = NDArray[np.float32]
Detector = Callable[[Picture], list[Found]]


@dataclass(frozen=True)
class Clip:
    kind: str  # phone, book, or which decoy
    boxes: list[Box]  # of the thing at each look; empty for decoys
    found: list[list[Found]]

    @property
    def height(self) -> float:
        return self.boxes[0][3] - self.boxes[0][1]


@dataclass(frozen=True)
class Row:
    kind: str
    score: float
    told: float  # recall, whatever it was taken for
    told_large: float
    named: float
    precision: float
    false_alarms: dict[str, float]


def open_detector() -> Detector:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(MODEL), options)

    def look(picture: Picture) -> list[Found]:
        grids = session.run([f"stride_{stride}" for stride in STRIDES], {"picture": _input(picture)})
        found = [one for stride, grid in zip(STRIDES, grids, strict=True) for one in decode(grid[0], stride)]
        return distinct(sorted(found, key=lambda one: -one[1]))

    return look


def _input(picture: Picture) -> Values:
    """The whole picture in the middle of the input."""
    whole = Image.new("RGB", (WIDTH, HEIGHT))
    whole.paste(picture.resize(SHOWN, Image.Resampling.BILINEAR), ((WIDTH - SHOWN[0]) // 2, (HEIGHT - SHOWN[1]) // 2))
    return np.asarray(whole, dtype=np.float32)[None]


def decode(grid: Values, stride: int) -> list[Found]:
    scores = 1 / (1 + np.exp(-grid[: len(LABELS)]))
    found: list[Found] = []
    for n, row, column in np.argwhere(scores >= THRESHOLDS[0]):
        logits = grid[len(LABELS) :, row, column].reshape(4, DISTANCES)
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        left, top, right, bottom = weights @ np.arange(DISTANCES) / weights.sum(axis=1) * stride
        x, y = (column + 0.5) * stride, (row + 0.5) * stride
        found.append((LABELS[n], float(scores[n, row, column]), _shares(x - left, y - top, x + right, y + bottom)))
    return found


def _shares(left: float, top: float, right: float, bottom: float) -> Box:
    across, down = ((side - shown) / 2 for side, shown in zip((WIDTH, HEIGHT), SHOWN, strict=True))
    return (left - across) / SHOWN[0], (top - down) / SHOWN[1], (right - across) / SHOWN[0], (bottom - down) / SHOWN[1]


def distinct(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in found:
        if all(one[0] != other[0] or overlap(one[2], other[2]) <= SAME_OBJECT for other in kept):
            kept.append(one)
    return kept


def overlap(a: Box, b: Box) -> float:
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(0.0, across) * max(0.0, down)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def people(folder: Path | None) -> list[Picture]:
    from skimage import data

    own = [Image.fromarray(data.astronaut()).crop((64, 10, 384, 250))]
    own += [Image.open(SAMPLES / name).convert("RGB").crop(box) for name, box in PEOPLE]
    return own + [Image.open(path).convert("RGB") for path in sorted(folder.glob("*.jpg") if folder else ())]


def clips(backgrounds: list[Picture], count: int, detect: Detector) -> Iterable[Clip]:
    for n in range(count):
        background = backgrounds[n % len(backgrounds)]
        for kind, draw in (("phone", phone_looks), ("book", book_looks)):
            pictures, boxes = zip(*draw(background, SEEDS[kind] + n, LOOKS), strict=True)
            yield Clip(kind, list(boxes), [detect(picture) for picture in pictures])
        looks, name = decoy_looks(background, SEEDS["decoy"] + n, LOOKS)
        yield Clip(name, [], [detect(picture) for picture in looks])


def told(clip: Clip, score: float, labels: Sequence[str] = LABELS) -> bool:
    """Where something was drawn, only what was found in its place counts."""
    seen = [any(_counts(one, clip, n, score, labels) for one in found) for n, found in enumerate(clip.found)]
    return any(sum(seen[max(0, end - OF_LOOKS) : end]) >= NEEDED for end in range(1, len(seen) + 1))


def _counts(one: Found, clip: Clip, look: int, score: float, labels: Sequence[str]) -> bool:
    what, sure, box = one
    in_place = not clip.boxes or overlap(box, clip.boxes[look]) > SAME_PLACE
    return what in labels and sure >= score and in_place


def share(of: list[bool]) -> float:
    return round(sum(of) / max(1, len(of)), 3)


def row(kind: str, score: float, all_clips: list[Clip]) -> Row:
    """Precision with as many clips of decoys as of things."""
    real = [clip for clip in all_clips if clip.kind == kind]
    decoys = [clip for clip in all_clips if not clip.boxes]
    hits, alarms = [told(clip, score) for clip in real], [told(clip, score) for clip in decoys]
    large = [hit for clip, hit in zip(real, hits, strict=True) if clip.height >= LARGE]
    named = [told(clip, score, [kind]) for clip in real]
    kinds = sorted({clip.kind for clip in decoys})
    by_kind = {name: share([a for c, a in zip(decoys, alarms, strict=True) if c.kind == name]) for name in kinds}
    precision = sum(hits) / max(1, sum(hits) + sum(alarms))
    return Row(kind, score, share(hits), share(large), share(named), round(precision, 3), by_kind)


def show(one: Row) -> str:
    alarms = " ".join(f"{kind} {rate:.2f}" for kind, rate in one.false_alarms.items())
    figures = (
        f"told {one.told:.2f} (large {one.told_large:.2f}, by its name {one.named:.2f}), precision {one.precision:.2f}"
    )
    return f"{one.kind:6} from {one.score:.2f}: {figures} | false alarms: {alarms}"


def main() -> None:
    arguments = ArgumentParser()
    arguments.add_argument("--clips", type=int, default=60)
    arguments.add_argument("--backgrounds", type=Path)
    chosen = arguments.parse_args()
    found = list(clips(people(chosen.backgrounds), chosen.clips, open_detector()))
    rows = [row(kind, score, found) for kind in ("phone", "book") for score in THRESHOLDS]
    print("\n".join(show(one) for one in rows))
    (ROOT / "evaluation/objects.json").write_text(json.dumps([asdict(one) for one in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
