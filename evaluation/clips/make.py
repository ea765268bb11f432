"""Clips on disk: made once for what they say and what made them, then linked to where they are asked for."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.clips import sound, stage
from evaluation.clips.motion import FPS, Moment, moments
from evaluation.clips.packages import CACHE
from evaluation.clips.script import Clip
from evaluation.labels import faults

FILE_FPS = 30  # Chromium plays a motion-JPEG file at 30 pictures a second whatever it was meant for
LOOP_S = 3
SUFFIXES = (".mjpeg", ".wav")
HERE = Path(__file__).parent
# Tools, and what a clip's `repr` says in full.
APART = ("own.py", "audit.py", "sheet.py", "__main__.py", "catalogue.py", "acts.py")


@cache
def _maker() -> bytes:
    """The code that makes clips; it is read once, so that a change while they are made mixes nothing up."""
    own = [path for path in HERE.rglob("*.py") if path.name not in APART]
    things = [HERE.parent / f"{name}.py" for name in ("textures", "hands")]
    return b"".join(path.read_bytes() for path in sorted(own + things))


def key(clip: Clip) -> str:
    """Of what is seen and heard: labels may change without a new drawing."""
    bare = replace(clip, ignore={}, acts=tuple(replace(act, events={}, ignore={}) for act in clip.acts))
    return hashlib.sha256(repr(bare).encode() + _maker()).hexdigest()[:20]


def made(clip: Clip) -> dict[str, Path]:
    """Suffix -> file."""
    folder = CACHE / "made"
    folder.mkdir(parents=True, exist_ok=True)
    paths = {suffix: folder / f"{clip.name}-{key(clip)}{suffix}" for suffix in SUFFIXES}
    if not all(path.exists() for path in paths.values()):
        _forget(folder, clip.name)
        _write(clip, paths)
    return paths


def _forget(folder: Path, name: str) -> None:
    """Earlier versions: a clip is some 50 MB."""
    for path in folder.glob(f"{name}-*"):
        path.unlink(missing_ok=True)


def _write(clip: Clip, paths: dict[str, Path]) -> None:
    with TemporaryDirectory(prefix="draft-", dir=paths[".wav"].parent) as folder:
        drafts = {suffix: Path(folder) / f"clip{suffix}" for suffix in SUFFIXES}
        heard, said = sound.track(clip)
        sound.write_wav(drafts[".wav"], heard)
        with drafts[".mjpeg"].open("wb") as file:
            for picture in pictures(clip, moments(clip, sound.envelope(clip, said))):
                file.write(picture * (FILE_FPS // FPS))
        for suffix, draft in drafts.items():
            draft.rename(paths[suffix])


def pictures(clip: Clip, shown: list[Moment]) -> Iterator[bytes]:
    """JPEGs, ten a second. What is frozen or looped repeats pictures as they were, byte for byte."""
    kept: list[bytes] = []
    since = 0
    for n, (before, moment) in enumerate(pairwise([shown[0], *shown])):
        since = n if moment.source != before.source else since
        if moment.source == "live":
            kept.append(stage.jpeg(clip, stage.seen(clip, moment), moment.light, n))
            kept = kept[-LOOP_S * FPS :]
            yield kept[-1]
        elif moment.source == "black":
            yield stage.BLACK
        elif moment.source == "frozen":
            yield kept[-1]
        else:
            yield kept[(n - since) % len(kept)]


def linked(clip: Clip, out: Path) -> None:
    """Beside its labels. A hard link where the file system can, else a symbolic one."""
    labels = clip.labels()
    wrong = faults(labels)
    assert not wrong, f"{clip.name}: {wrong}"
    (out / f"{clip.name}.json").write_text(labels.written())
    for suffix, path in made(clip).items():
        target = out / f"{clip.name}{suffix}"
        target.unlink(missing_ok=True)
        try:
            os.link(path, target)
        except OSError:
            target.symlink_to(path)
