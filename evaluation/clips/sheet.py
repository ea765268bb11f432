"""python -m evaluation.clips.sheet FOLDER NAME ... --to SHEET.png: pictures of clips side by side, for the eye."""

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw

from evaluation.clips.make import FILE_FPS
from evaluation.labels import Labels, read_labels

START = b"\xff\xd8\xff"
SMALL = (240, 180)


def pictures_at(path: Path, seconds: list[float]) -> list[Image.Image]:
    """One pass through the file: a picture begins where the marker stands."""
    data = path.read_bytes()
    starts, at = [], data.find(START)
    while at >= 0:
        starts.append(at)
        at = data.find(START, at + 3)
    wanted = [min(round(second * FILE_FPS), len(starts) - 1) for second in seconds]
    ends = [*starts[1:], len(data)]
    return [_opened(data[starts[n] : ends[n]]) for n in wanted]


def _opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def _words(labels: Labels, at: float) -> str:
    happening = [f"{span.tracker}" for span in labels.events if span.from_s <= at < span.to_s]
    return f"{labels.name} {at:.0f} s {' '.join(happening)}"


def sheet(folder: Path, names: list[str], every_s: float, columns: int) -> Image.Image:
    cells: list[tuple[Image.Image, str]] = []
    for name in names:
        labels = read_labels(folder / f"{name}.json")
        seconds = [k * every_s for k in range(int(labels.length_s / every_s))]
        shown = pictures_at(folder / f"{name}.mjpeg", seconds)
        cells += [(picture, _words(labels, at)) for picture, at in zip(shown, seconds, strict=True)]
    rows = -(-len(cells) // columns)
    whole = Image.new("RGB", (columns * SMALL[0], rows * SMALL[1]))
    for k, (picture, words) in enumerate(cells):
        small = picture.resize(SMALL)
        ImageDraw.Draw(small).text((4, 4), words, fill=(255, 255, 0), stroke_width=1, stroke_fill=(0, 0, 0))
        whole.paste(small, (k % columns * SMALL[0], k // columns * SMALL[1]))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.clips.sheet")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--every", type=float, default=5.0, help="seconds")
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args()
    sheet(asked.folder, asked.names, asked.every, asked.columns).save(asked.to)


if __name__ == "__main__":
    main()
