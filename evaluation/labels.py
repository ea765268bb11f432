"""What is true of a clip: written beside it by its generator, or by whoever brings clips of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

Light = Literal["bright", "dim", "backlit", "unknown"]
Distance = Literal["near", "normal", "far", "unknown"]
Tone = Literal["light", "medium", "dark", "unknown"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A behaviour that lasts, seconds from the beginning of the clip; `kind` says in words what happens."""

    tracker: str
    from_s: float
    to_s: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """`ignore` are stretches in which either answer of a tracker is right (`*`: of any); `start` is the lead-in, in
    which nothing happens and the trackers learn, seconds."""

    name: str
    tracker: str
    length_s: float
    start: float
    clean: bool = False
    light: Light = "unknown"
    distance: Distance = "unknown"
    skin: Tone = "unknown"
    person: str = ""
    source: str = "generated"
    events: tuple[Stretch, ...] = field(default_factory=tuple)
    ignore: tuple[Stretch, ...] = field(default_factory=tuple)

    def written(self) -> str:
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"


@dataclass(frozen=True, slots=True)
class Clip:
    """What a browser is given as camera and microphone. None: Chromium's own test picture, and its beeps."""

    labels: Labels
    video: Path | None = None
    sound: Path | None = None


def labels_of(raw: Mapping[str, Any]) -> Labels:
    """Raises ValueError that says which of them is wrong."""
    return msgspec.convert(raw, Labels)


def read_labels(path: Path) -> Labels:
    """Raises ValueError that names the file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Labels)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def faults(labels: Labels) -> list[str]:
    """What is wrong with the labels, in words; empty when all is well."""
    found = []
    for span in (*labels.events, *labels.ignore):
        if not 0 <= span.from_s < span.to_s <= labels.length_s:
            found.append(f"{span.tracker}: {span.from_s} to {span.to_s} s does not lie within {labels.length_s} s")
    for span in labels.events:
        if span.from_s < labels.start:
            found.append(f"{span.tracker} happens {span.from_s} s after the beginning, within the lead-in")
    if labels.clean and labels.events:
        found.append("a clean clip has no events")
    if not labels.clean and not any(span.tracker == labels.tracker for span in labels.events):
        found.append(f"nothing of {labels.tracker} happens")
    return found


def _beside(path: Path, *suffixes: str) -> Path | None:
    return next((found for suffix in suffixes if (found := path.with_suffix(suffix)).exists()), None)


def read_clip(path: Path) -> Clip:
    """The clip whose labels are in `path` (JSON)."""
    return Clip(read_labels(path), _beside(path, ".mjpeg", ".y4m"), _beside(path, ".wav"))


def read_clips(folder: Path) -> list[Clip]:
    return [read_clip(path) for path in sorted(folder.glob("*.json"))]
