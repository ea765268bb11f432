"""
How well the object detector of the pages finds what `phones` draws: prints a table, writes evaluation/objects.json.

    python -m evaluation.objects [--clips 60] [--backgrounds FOLDER]

A clip is eight looks at one thing in one place. It counts as told when two of three looks running saw it, as the
tracker asks (web/src/trackers/kinds/forbidden_object.ts), for several scores from which a phone counts; the other
labels have their start values. Backgrounds are people from packages that the tests install; a folder of portraits makes
it broader. The detector is `evaluation.detector`.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from evaluation.detector import LABELS, SAME_PLACE, Detector, Found, open_detector, overlap
from evaluation.phones import Box, book_looks, decoy_looks, phone_looks
from evaluation.textures import Picture
from fairseat.domain.trackers import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "web/node_modules/@vladmandic/face-api/demo"
PEOPLE = (  # file, a person's head and shoulders in it
    ("sample6.jpg", (1320, 100, 1900, 700)),
    ("sample6.jpg", (100, 330, 640, 930)),
    ("sample5.jpg", (640, 20, 1080, 440)),
    ("sample3.jpg", (960, 120, 1440, 620)),
    ("sample6.jpg", (960, 140, 1400, 640)),
)
LOOKS, OF_LOOKS, NEEDED = 8, 3, 2
LARGE = 0.18  # share of the picture's height
THRESHOLDS = tuple(round(0.2 + 0.04 * n, 2) for n in range(9))
START = next(tracker.parameters for tracker in CATALOGUE if tracker.name == "forbidden_object")
SEEDS = {"phone": 60_000, "book": 70_000, "decoy": 50_000}


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
    score: float  # from which a phone counts
    told: float  # recall, whatever it was taken for
    told_large: float
    named: float
    precision: float
    false_alarms: dict[str, float]


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
    """`score`: from which a phone counts. Where something was drawn, only what was found in its place counts."""
    seen = [any(_counts(one, clip, n, score, labels) for one in found) for n, found in enumerate(clip.found)]
    return any(sum(seen[max(0, end - OF_LOOKS) : end]) >= NEEDED for end in range(1, len(seen) + 1))


def _counts(one: Found, clip: Clip, look: int, score: float, labels: Sequence[str]) -> bool:
    what, sure, box = one
    least = score if what == "phone" else START[f"{what}_score"]
    in_place = not clip.boxes or overlap(box, clip.boxes[look]) > SAME_PLACE
    return what in labels and sure >= least and in_place


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
