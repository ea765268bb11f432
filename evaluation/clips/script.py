"""A clip as a list of acts: what the person does, sees to, and sounds like, and what of it a tracker should raise."""

from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from evaluation.clips.look import Look
from evaluation.labels import Distance, Labels, Light, Stretch, Tone

LEAD_IN_S = 16.0
MOVE_S = 0.7  # a turn of the head
WALK_S = 1.4  # out of the picture or into it
AWAY = 0.95  # picture widths
MUTED = -200.0  # dB

Source = Literal["live", "black", "frozen", "loop"]
Overlay = Literal["", "hand on the lens", "paper", "fist"]


@dataclass(frozen=True)
class Sound:
    """`level` in dBFS; `voice` is one of espeak-ng's. Seconds are of the act."""

    what: str
    level: float
    voice: str = ""
    from_s: float = 0
    to_s: float | None = None


@dataclass(frozen=True)
class Place:
    """Where somebody sits: shares of the picture's width and height, and the size beside the usual one."""

    x: float = 0
    y: float = 0
    scale: float = 1


@dataclass(frozen=True)
class Thing:
    """In a hand before the camera: its middle in shares of the picture, its height likewise, its turn in degrees."""

    kind: Literal["phone", "book"]
    seed: int
    height: float
    x: float
    y: float
    roll: float
    skin: tuple[int, int, int]


STRAIGHT, SEAT, OUTSIDE = Look(), Place(), Place(AWAY, 0, 0.8)


@dataclass(frozen=True)
class Act:
    seconds: float
    look: Look = STRAIGHT
    place: Place = SEAT
    person: str = ""  # another one than the clip's
    other: str = ""  # a second person
    other_place: Place = OUTSIDE
    talking: bool = False
    glancing: bool = False  # the eyes wander over the screen
    overlay: Overlay = ""
    thing: Thing | None = None
    source: Source = "live"
    light: float = 1  # beside the clip's own
    sounds: tuple[Sound, ...] = ()
    volume_db: float = 0
    events: dict[str, str] = field(default_factory=dict)  # tracker -> kind
    ignore: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clip:
    name: str
    tracker: str
    person: str
    acts: tuple[Act, ...]
    light: Light = "bright"
    distance: Distance = "normal"
    skin: Tone = "unknown"
    room: str = "study"
    clean: bool = False
    ignore: dict[str, str] = field(default_factory=dict)  # for its whole length

    def starts(self) -> list[float]:
        return [0.0, *accumulate(act.seconds for act in self.acts)]

    @property
    def length_s(self) -> float:
        return self.starts()[-1]

    def labels(self) -> Labels:
        """Sounds begin at once; for a movement half its time is counted as before it."""
        spans: dict[str, list[Stretch]] = {"events": [], "ignore": []}
        for act, from_s, to_s in zip(self.acts, self.starts(), self.starts()[1:], strict=False):
            for key, told in (("events", act.events), ("ignore", act.ignore)):
                spans[key] += [Stretch(tracker, from_s, to_s, kind) for tracker, kind in told.items()]
        whole = [Stretch(tracker, 0, self.length_s, kind) for tracker, kind in self.ignore.items()]
        events = tuple(_shifted(span, self.length_s) for span in spans["events"])
        return Labels(
            self.name, self.tracker, self.length_s, self.acts[0].seconds, self.clean, self.light, self.distance,
            self.skin, self.person, events=_joined(events), ignore=_joined((*spans["ignore"], *whole)),
        )  # fmt: skip


MOVED = ("face_absent", "several_faces", "looking_away", "face_mismatch", "forbidden_object")


def _shifted(span: Stretch, length_s: float) -> Stretch:
    late = MOVE_S / 2 if span.tracker in MOVED else 0
    return Stretch(span.tracker, round(span.from_s + late, 2), min(round(span.to_s + late, 2), length_s), span.kind)


def _joined(spans: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """What goes on in the next act is one span."""
    joined: list[Stretch] = []
    for span in sorted(spans, key=lambda span: (span.tracker, span.from_s)):
        last = joined[-1] if joined else None
        if last and last.tracker == span.tracker and last.kind == span.kind and last.to_s >= span.from_s - 0.01:
            joined[-1] = Stretch(last.tracker, last.from_s, max(last.to_s, span.to_s), last.kind)
        else:
            joined.append(span)
    return tuple(sorted(joined, key=lambda span: span.from_s))
