"""A folder of one's own videos (`CLIPS=FOLDER`): cut and encoded to the same files as the made clips.

The layout stands in evaluation/README.md.
"""

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from evaluation.labels import Labels, faults, labels_of

LABELS = "labels.json"
LEAST_LEAD_IN_S = 15.0
PICTURE = "fps=10,scale=480:360:force_original_aspect_ratio=increase,crop=480:360,fps=30"
DEFAULTS = {"source": "own", "start": LEAST_LEAD_IN_S}
SOURCE_KEYS = ("video", "sound", "from_s", "to_s")
FFMPEG = ("ffmpeg", "-nostdin", "-v", "error", "-y")

Entry = dict[str, Any]


class WrongLabels(Exception):
    """What is wrong, one a line."""


def entries(folder: Path) -> list[Entry]:
    """Raises WrongLabels."""
    try:
        return list(json.loads((folder / LABELS).read_text())["clips"])
    except FileNotFoundError as error:
        raise WrongLabels(f"There is no {LABELS} in {folder}; see evaluation/README.md.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise WrongLabels(f"{folder / LABELS} is not laid out as evaluation/README.md says: {error!r}") from error


def labels(entry: Entry) -> Labels:
    own = {key: value for key, value in entry.items() if key not in SOURCE_KEYS}
    return labels_of({**DEFAULTS, **own, "length_s": float(entry["to_s"]) - float(entry.get("from_s", 0))})


def wrong(folder: Path, entry: Entry) -> list[str]:
    name = entry.get("name", "a clip without a name")
    known = {field.name for field in fields(Labels)} | set(SOURCE_KEYS)
    missing = [key for key in ("name", "tracker", "video", "to_s") if key not in entry]
    found = [f"{name}: {key} is missing" for key in missing]
    found += [f"{name}: {key} is not known" for key in entry if key not in known]
    if found:
        return found
    files = [entry["video"], *([entry["sound"]] if "sound" in entry else [])]
    found += [f"{name}: there is no file {file}" for file in files if not (folder / file).is_file()]
    try:
        told = labels(entry)
    except ValueError as error:
        return [*found, f"{name}: {error}"]
    if told.start < LEAST_LEAD_IN_S:
        found.append(f"{name}: a clip begins with at least {LEAST_LEAD_IN_S:.0f} s in which nothing is to be raised")
    return found + [f"{name}: {fault}" for fault in faults(told)]


def encode(folder: Path, out: Path) -> list[Labels]:
    """Writes NAME.mjpeg, NAME.wav and NAME.json of every entry; raises WrongLabels before anything is written."""
    given = entries(folder)
    found = [fault for entry in given for fault in wrong(folder, entry)]
    if found:
        raise WrongLabels("\n".join(found))
    out.mkdir(parents=True, exist_ok=True)
    for entry in given:
        _encode(folder, entry, out)
    return [labels(entry) for entry in given]


def _encode(folder: Path, entry: Entry, out: Path) -> None:
    name, told = entry["name"], labels(entry)
    cut = ("-ss", str(entry.get("from_s", 0)), "-t", str(told.length_s))
    video = folder / entry["video"]
    picture = ("-an", "-vf", PICTURE, "-c:v", "mjpeg", "-q:v", "5", "-f", "mjpeg", str(out / f"{name}.mjpeg"))
    subprocess.run([*FFMPEG, *cut, "-i", str(video), *picture], check=True)
    heard = folder / entry["sound"] if "sound" in entry else video
    as_wav = ("-vn", "-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le", str(out / f"{name}.wav"))
    source = ("-i", str(heard)) if _has_sound(heard) else ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono")
    subprocess.run([*FFMPEG, *cut, *source, *as_wav], check=True)
    (out / f"{name}.json").write_text(told.written())


def _has_sound(path: Path) -> bool:
    asked = ("ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=index", "-of", "csv=p=0")
    return bool(subprocess.run([*asked, str(path)], capture_output=True, check=True).stdout.strip())


if __name__ == "__main__":
    try:
        print(f"{len(encode(Path(sys.argv[1]), Path(sys.argv[2])))} clips in {sys.argv[2]}")
    except WrongLabels as error:
        sys.exit(str(error))
