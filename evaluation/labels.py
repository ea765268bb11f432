"""What is known of a clip: written beside it by its generator, or by whoever brings clips of their own."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Stretch:
    """A behaviour that lasts, seconds from the beginning of the clip."""

    tracker: str
    from_s: float
    to_s: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """`ignore` are stretches in which either answer of a tracker is right (`*`: of any); `start` is the lead-in, in
    which nothing happens and the trackers learn."""

    name: str
    tracker: str
    length_s: float
    start: float
    clean: bool = False
    events: list[Stretch] = field(default_factory=list)
    ignore: list[Stretch] = field(default_factory=list)
    light: str = "unknown"
    distance: str = "unknown"
    skin: str = "unknown"
    person: str = ""
    source: str = "generated"
    video: Path | None = None
    sound: Path | None = None


def _stretch(raw: dict[str, Any]) -> Stretch:
    return Stretch(str(raw["tracker"]), float(raw["from_s"]), float(raw["to_s"]), str(raw.get("kind", "")))


def _beside(path: Path, suffix: str) -> Path | None:
    found = path.with_suffix(suffix)
    return found if found.exists() else None


def read_clip(path: Path) -> Clip:
    """The clip whose labels are in `path` (JSON); raises ValueError naming the file when they are wrong."""
    raw = json.loads(path.read_text())
    try:
        known = {k: raw[k] for k in ("light", "distance", "skin", "person", "source", "clean") if k in raw}
        clip = Clip(
            name=raw["name"], tracker=raw["tracker"], length_s=float(raw["length_s"]), start=float(raw["start"]),
            events=[_stretch(one) for one in raw.get("events", [])],
            ignore=[_stretch(one) for one in raw.get("ignore", [])],
            video=_beside(path, ".mjpeg") or _beside(path, ".y4m"), sound=_beside(path, ".wav"), **known,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error!r} in the labels") from error
    return clip


def read_clips(folder: Path) -> list[Clip]:
    return [read_clip(path) for path in sorted(folder.glob("*.json"))]
