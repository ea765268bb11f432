"""Whose face it is: looks into answers, by a table.

A look is one picture of the camera, compared with the photo of the check-in. Answers are what holds for the tracker
`face_mismatch` second by second; they depend on when the pictures were taken, not on when they arrived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

# The second of two pictures that differ is asked for at once. The first takes some 2 s to be chosen, and up to 3 s on a
# thin line to arrive and to be judged; with the 5 s of the definition from then on that makes ten.
CONFIRM_S = 10.0
# An answer holds from this long after its picture: by then it is judged, so that what is told live and what is folded
# later from the same pictures is the same.
DELAY_S = 4
HOLD_S = 15.0  # beyond the interval of looks; later than that nobody knows
FRESH_S = 10.0  # a second this old is not told live any more: its picture may still be on its way

State = Literal["unknown", "same", "doubt", "other"]
Kind = Literal["match", "between", "differs", "blind"]


@dataclass(frozen=True, slots=True)
class Look:
    """`similarity` None: no face of size in the picture, or nothing to compare with. `picture`: where it is kept."""

    at: float  # seconds, server clock
    similarity: float | None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds from one whole second to another."""

    from_at: int
    until_at: int
    value: float | None
    detail: dict[str, object] = field(default_factory=dict)


def kind_of(similarity: float | None, differs_below: float, matches_from: float) -> Kind:
    if similarity is None:
        return "blind"
    if similarity >= matches_from:
        return "match"
    return "differs" if similarity < differs_below else "between"


# "doubt": one picture differs, and the next must tell. What a picture shows that could not be compared is not known.
MOVES: dict[State, dict[Kind, State]] = {
    "unknown": {"match": "same", "between": "unknown", "differs": "doubt", "blind": "unknown"},
    "same": {"match": "same", "between": "same", "differs": "doubt", "blind": "unknown"},
    "doubt": {"match": "same", "between": "unknown", "differs": "other", "blind": "unknown"},
    "other": {"match": "same", "between": "other", "differs": "other", "blind": "unknown"},
}
VALUES: dict[State, float | None] = {"unknown": None, "same": 0.0, "doubt": None, "other": 1.0}


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the fold stands after its last look."""

    state: State
    look: Look


def _next(before: Stand | None, look: Look, kind: Kind, hold_s: float) -> State:
    if before is None or look.at - before.look.at > hold_s:
        return MOVES["unknown"][kind]
    if before.state == "doubt" and look.at - before.look.at > CONFIRM_S:
        return MOVES["unknown"][kind]
    return MOVES[before.state][kind]


def stands_of(looks: Iterable[Look], parameters: Mapping[str, float]) -> list[Stand]:
    """After each look, in order of the pictures."""
    hold_s = parameters["every_s"] + HOLD_S
    stands: list[Stand] = []
    for look in sorted(looks, key=lambda one: one.at):
        kind = kind_of(look.similarity, parameters["differs_below"], parameters["matches_from"])
        stands.append(Stand(_next(stands[-1] if stands else None, look, kind, hold_s), look))
    return stands


def _detail(stand: Stand) -> dict[str, object]:
    if stand.state != "other" or stand.look.similarity is None:
        return {}
    return {"similarity": round(stand.look.similarity, 3), "look": stand.look.picture}


def answers_of(stands: Sequence[Stand], parameters: Mapping[str, float]) -> list[Answer]:
    hold_s = parameters["every_s"] + HOLD_S
    starts = [ceil(stand.look.at) + DELAY_S for stand in stands]
    ends = [*starts[1:], 1 << 62][: len(starts)]
    return [
        Answer(start, min(end, start + ceil(hold_s)), VALUES[stand.state], _detail(stand))
        for stand, start, end in zip(stands, starts, ends, strict=True)
    ]


def answer_at(answers: Sequence[Answer], second: int) -> Answer | None:
    """The answer that holds in this second; None where nobody knows."""
    found = next((one for one in reversed(answers) if one.from_at <= second), None)
    return found if found is not None and second < found.until_at else None


def asks_again(stands: Sequence[Stand], now: float) -> bool:
    """Is a second picture needed at once?"""
    return bool(stands) and stands[-1].state == "doubt" and now - stands[-1].look.at < CONFIRM_S


@dataclass(slots=True)
class Faces:
    """What a seat knows of its student's face. `photo`: the check-in's picture; without it nothing is compared."""

    parameters: Mapping[str, float]
    photo: str | None = None
    stands: list[Stand] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)  # the seconds of which there is a look, judged or not

    def adopt(self, looks: Iterable[Look]) -> None:
        self.stands = stands_of(looks, self.parameters)
        self.answers = answers_of(self.stands, self.parameters)

    def told(self, second: int) -> tuple[float | None, dict[str, object]]:
        """Value and detail of the second."""
        found = answer_at(self.answers, second)
        if found is None:
            return None, {}
        return found.value, found.detail | {"reference": self.photo} if found.detail else {}
