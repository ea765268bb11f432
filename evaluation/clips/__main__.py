"""python -m evaluation.clips --out FOLDER [--only TRACKER] [--quick]"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from evaluation.clips.catalogue import chosen
from evaluation.clips.make import linked, made
from evaluation.clips.packages import fetch_if_missing
from evaluation.clips.script import Clip

WORKERS = 2


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.clips", description="Makes the labelled clips.")
    parser.add_argument("--out", type=Path, required=True, help="folder for NAME.mjpeg, NAME.wav and NAME.json")
    parser.add_argument("--only", default="", help="a tracker, or the name of one clip")
    parser.add_argument("--quick", action="store_true", help="the first clip of each tracker")
    parser.add_argument("--workers", type=int, default=WORKERS)
    return parser.parse_args()


def _made(clip: Clip) -> tuple[str, float, float]:
    start = time.monotonic()
    size = sum(path.stat().st_size for path in made(clip).values())
    return clip.name, size / 1e6, time.monotonic() - start


def main() -> None:
    asked = _asked()
    asked.out.mkdir(parents=True, exist_ok=True)
    clips = chosen(asked.only, asked.quick)
    if not clips:
        sys.exit(f"There is neither a tracker with clips nor a clip named {asked.only}.")
    fetch_if_missing()
    longest_first = sorted(clips, key=lambda clip: -clip.length_s)
    with ProcessPoolExecutor(asked.workers) as pool:
        for name, size, seconds in pool.map(_made, longest_first):
            print(f"{name:20} {size:7.1f} MB {seconds:6.1f} s", flush=True)
    for clip in clips:
        linked(clip, asked.out)
    print(f"{len(clips)} clips, {sum(clip.length_s for clip in clips) / 60:.1f} min, in {asked.out}")


if __name__ == "__main__":
    main()
