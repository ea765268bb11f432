"""How well two photos of one person are told from photos of two: `python -m evaluation.faces [FOLDER]`.

FOLDER holds one folder a person with that person's photos (JPEG); with `CLIPS=...` set it is `$CLIPS/faces`. Without
either, what packages bring is used: each face in their pictures is a person, pairs of two people are those of one
picture, and the photos of a person are made from it as a poor webcam might show it (smaller, darker, noisier, turned,
pressed harder). That tells something of false matches and little of true ones: bring your own photos for those.

Prints a table and writes evaluation/faces.json. Rates: `false_match` is the share of pairs of two people that are at
least as similar as the threshold, `true_match` the share of pairs of one person.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance

from fairseat.domain.face import LEAST_HEIGHT, fault_of
from fairseat.domain.trackers import BY_NAME
from fairseat.outside.face_model import FaceModel

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "evaluation/faces.json"
PACKAGES = ROOT / "web/node_modules/@vladmandic/face-api/demo"
RATES = (0.01, 0.001)
CUT = 1.7  # times the face's height around it

# People in one picture are two; those of two pictures may be one, and are not held against each other.
APART = " face "

Photos = dict[str, list[bytes]]
Prints = dict[str, list[NDArray[np.float32]]]


def photos_in(folder: Path) -> Photos:
    people = sorted(path for path in folder.iterdir() if path.is_dir())
    kinds = (".jpg", ".jpeg")
    return {p.name: [f.read_bytes() for f in sorted(p.iterdir()) if f.suffix.lower() in kinds] for p in people}


# --- without photos of one's own ----------------------------------------------------------------------------------


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _as_a_webcam(picture: Image.Image, height: float, dice: np.random.Generator) -> bytes:
    """`height`: of the face, in pixels."""
    scale = dice.uniform(90, 170) / height
    turned = picture.rotate(dice.uniform(-12, 12), Image.Resampling.BICUBIC, fillcolor=(128, 128, 128))
    small = turned.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BILINEAR)
    lit = ImageEnhance.Contrast(ImageEnhance.Brightness(small).enhance(dice.uniform(0.45, 1.3))).enhance(
        dice.uniform(0.7, 1.2)
    )
    noisy = np.asarray(lit, np.float32) + dice.normal(0, dice.uniform(1, 8), (lit.height, lit.width, 1))
    return _jpeg(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), int(dice.integers(40, 85)))


def _cut_outs(model: FaceModel, path: Path) -> Iterator[tuple[str, Image.Image, float]]:
    picture = Image.open(path).convert("RGB")
    for n, face in enumerate(model.look_now(_jpeg(picture, 95))):
        if fault_of([face]) is None:
            x, y, half = face.x + face.width / 2, face.y + face.height / 2, face.height * CUT / 2
            box = (round(x - half), round(y - half), round(x + half), round(y + half))
            yield f"{path.stem}{APART}{n}", picture.crop(box), face.height


def photos_of_packages(model: FaceModel, each: int = 12) -> Photos:
    dice = np.random.default_rng(1)
    found = [one for path in sorted(PACKAGES.glob("*.jpg")) for one in _cut_outs(model, path)]
    return {name: [_as_a_webcam(picture, height, dice) for _ in range(each)] for name, picture, height in found}


# --- the measurement ----------------------------------------------------------------------------------------------


def prints_of(model: FaceModel, photos: Photos) -> tuple[Prints, int]:
    """The prints, and how many photos could not be compared: no face, or one that is too small."""
    prints: Prints = {}
    left_out = 0
    for name, pictures in photos.items():
        for jpeg in pictures:
            faces = model.look_now(jpeg)
            if faces and faces[0].height >= LEAST_HEIGHT:
                prints.setdefault(name, []).append(np.array(faces[0].print, np.float32))
            else:
                left_out += 1
    return prints, left_out


def two(name: str, other: str) -> bool:
    """Surely two people?"""
    return APART not in name or name.split(APART)[0] == other.split(APART)[0]


def similarities(prints: Prints) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of all pairs of one person, of all pairs of two people."""
    same = [a @ b for own in prints.values() for a, b in combinations(own, 2)]
    other = [(np.stack(a) @ np.stack(b).T).ravel() for (m, a), (n, b) in combinations(prints.items(), 2) if two(m, n)]
    return np.array(same, np.float32), np.concatenate(other) if other else np.array([], np.float32)


def threshold_at(other: NDArray[np.float32], rate: float) -> float:
    """The least threshold at which no more than this share of pairs of two people match."""
    ordered = np.sort(other)[::-1]
    allowed = int(len(ordered) * rate)
    return float(np.nextafter(ordered[min(allowed, len(ordered) - 1)], np.float32(2)))


def share(values: NDArray[np.float32], least: float) -> float:
    return float((values >= least).mean()) if len(values) else 0.0


def measured(prints: Prints, left_out: int, source: str) -> dict[str, Any]:
    same, other = similarities(prints)
    used = BY_NAME["face_mismatch"].parameters | BY_NAME["similar_profile"].parameters
    thresholds = {name: used[name] for name in ("differs_below", "matches_from", "similar_from")}
    return {
        "source": source, "people": len(prints), "photos": sum(map(len, prints.values())), "left_out": left_out,
        "pairs_of_one_person": len(same), "pairs_of_two_people": len(other),
        "at_rates": [
            {"false_match": rate, "threshold": (t := threshold_at(other, rate)), "true_match": share(same, t)}
            for rate in RATES
        ],
        "at_thresholds": {
            name: {"threshold": t, "false_match": share(other, t), "true_match": share(same, t)}
            for name, t in thresholds.items()
        },
    }  # fmt: skip


def _print(result: dict[str, Any]) -> None:
    print(f"{result['people']} people, {result['photos']} photos ({result['left_out']} left out): {result['source']}")
    print(f"pairs: {result['pairs_of_one_person']} of one person, {result['pairs_of_two_people']} of two\n")
    print(f"{'':16}{'threshold':>10}{'false match':>13}{'true match':>12}")
    rows = [(f"rate {r['false_match']}", r) for r in result["at_rates"]]
    for name, row in [*rows, *result["at_thresholds"].items()]:
        print(f"{name:16}{row['threshold']:10.3f}{row['false_match']:13.5f}{row['true_match']:12.4f}")


def main(arguments: list[str]) -> int:
    model = FaceModel()
    clips = os.environ.get("CLIPS")
    folder = Path(arguments[0]) if arguments else Path(clips) / "faces" if clips else None
    own = folder is not None and folder.is_dir()
    photos = photos_in(folder) if own and folder else photos_of_packages(model)
    result = measured(*prints_of(model, photos), "photos of one's own" if own else "pictures of packages, changed")
    _print(result)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
