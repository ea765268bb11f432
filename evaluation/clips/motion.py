"""What a clip shows at each moment: acts eased into each other, with what nobody can keep still on top."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evaluation.clips.look import Look
from evaluation.clips.script import MOVE_S, WALK_S, Act, Clip, Overlay, Place, Source, Thing

FPS = 10
SWAY = {"yaw": 2.6, "pitch": 1.6}  # degrees
SWAY_X, SWAY_Y = 0.008, 0.006  # of the picture
GLANCES = ((0, -3), (-9, -3), (9, -3), (0, -9), (-6, -9))  # degrees, within a screen
BLINK_EVERY_S, GLANCE_EVERY_S = (2.0, 6.0), (0.8, 3.5)
NOBODY = Place(0.95)


@dataclass(frozen=True)
class Moment:
    person: str
    look: Look
    place: Place
    other: str
    other_place: Place
    overlay: Overlay
    source: Source
    light: float
    thing: Thing | None = None


def moments(clip: Clip, envelope: NDArray[np.float64]) -> list[Moment]:
    """Ten a second. `envelope` is the loudness of what is said at each picture, 0 to 1."""
    dice = np.random.default_rng(sum(clip.name.encode()) + len(clip.acts))
    count = round(clip.length_s * FPS)
    drift = _Drift.drawn(dice, count)
    starts = clip.starts()
    shown = []
    for n in range(count):
        at = n / FPS
        index = min(int(np.searchsorted(starts, at, side="right")) - 1, len(clip.acts) - 1)
        before = clip.acts[max(0, index - 1)]
        shown.append(_moment(clip, before, clip.acts[index], at - starts[index], n, drift, float(envelope[n])))
    return shown


def _moment(clip: Clip, before: Act, act: Act, since: float, n: int, drift: "_Drift", loud: float) -> Moment:
    turn, walk = _eased(since / MOVE_S), _eased(since / WALK_S)
    look = _between(before.look, act.look, turn)
    eye = drift.glances[n] if act.glancing else drift.rest[n]
    look = replace(
        look,
        yaw=look.yaw + drift.yaw[n],
        pitch=look.pitch + drift.pitch[n],
        eye_x=look.eye_x + eye[0],
        eye_y=look.eye_y + eye[1],
        blink=max(look.blink, drift.blink[n]),
    )
    if act.talking:
        look = replace(look, jaw=loud * 0.6, narrow=drift.narrow[n] * loud)
    place = _placed(before.place, act.place, walk)
    place = replace(place, x=place.x + drift.x[n], y=place.y + drift.y[n])
    other = act.other or (before.other if since < WALK_S else "")
    other_place = _placed(before.other_place if before.other else NOBODY, _seat(act), walk)
    return Moment(
        act.person or clip.person, look, place, other, other_place, act.overlay, act.source, act.light, act.thing
    )


def _seat(act: Act) -> Place:
    return act.other_place if act.other else NOBODY


def _eased(share: float) -> float:
    x = min(max(share, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def _between(a: Look, b: Look, share: float) -> Look:
    return Look(**{name: (1 - share) * x + share * getattr(b, name) for name, x in vars(a).items()})


def _placed(a: Place, b: Place, share: float) -> Place:
    return Place(*((1 - share) * x + share * y for x, y in zip(vars(a).values(), vars(b).values(), strict=True)))


@dataclass(frozen=True)
class _Drift:
    yaw: NDArray[np.float64]
    pitch: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    blink: NDArray[np.float64]
    narrow: NDArray[np.float64]
    glances: list[tuple[float, float]]
    rest: list[tuple[float, float]]

    @classmethod
    def drawn(cls, dice: np.random.Generator, count: int) -> "_Drift":
        return cls(
            SWAY["yaw"] * _waves(dice, count),
            SWAY["pitch"] * _waves(dice, count),
            SWAY_X * _waves(dice, count),
            SWAY_Y * _waves(dice, count),
            _blinks(dice, count),
            (_waves(dice, count, fastest_s=0.5) > 0.3).astype(float),
            _held(dice, count, GLANCES),
            _held(dice, count, ((0, -3), (0, -3), (3, -3), (-3, -3))),
        )


def _waves(dice: np.random.Generator, count: int, fastest_s: float = 4.0) -> NDArray[np.float64]:
    """Never the same twice: waves whose lengths have no common measure. About -1 to 1."""
    at = np.arange(count) / FPS
    lengths = fastest_s * np.array([1.0, 1.618, 2.73, 5.9]) * dice.uniform(0.8, 1.25, 4)
    phases = dice.uniform(0, 2 * np.pi, 4)
    waves: NDArray[np.float64] = sum(np.sin(2 * np.pi * at / s + p) for s, p in zip(lengths, phases, strict=True)) / 2.5
    return waves


def _blinks(dice: np.random.Generator, count: int) -> NDArray[np.float64]:
    shut, n = np.zeros(count), 0
    while (n := n + int(dice.uniform(*BLINK_EVERY_S) * FPS)) < count:
        shut[n : n + 2] = 1
    return shut


def _held(dice: np.random.Generator, count: int, places: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    held: list[tuple[float, float]] = []
    while len(held) < count:
        place = places[int(dice.integers(len(places)))]
        held += [place] * max(1, int(dice.uniform(*GLANCE_EVERY_S) * FPS))
    return held[:count]
