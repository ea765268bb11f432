"""What is true of a clip, as the runner reads it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

Light = Literal["bright", "dim", "backlit"]
Distance = Literal["near", "normal", "far"]
Tone = Literal["light", "medium", "dark", "unknown"]


@dataclass(frozen=True)
class Span:
    """`kind` says in words what happens; seconds from the clip's beginning."""

    tracker: str
    from_s: float
    to_s: float
    kind: str


@dataclass(frozen=True)
class Labels:
    """`ignore` holds spans in which either answer of that tracker is right."""

    name: str
    tracker: str
    length_s: float
    clean: bool
    light: Light
    distance: Distance
    skin: Tone
    person: str
    start: float  # seconds of lead-in
    events: tuple[Span, ...] = ()
    ignore: tuple[Span, ...] = ()

    def written(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"


def read(path: Path) -> Labels:
    return labels_of(json.loads(path.read_text()))


def labels_of(raw: dict[str, object]) -> Labels:
    spans = {key: tuple(Span(**one) for one in raw.get(key, ())) for key in ("events", "ignore")}  # type: ignore[attr-defined]
    return Labels(**{**raw, **spans})  # type: ignore[arg-type]


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
