"""The life of a session as a table of moves."""

from typing import Literal

from fairseat.domain.errors import Refusal

State = Literal["scheduled", "checking", "running", "finished", "terminated", "expired", "concluded"]
Move = Literal["admit", "start", "finish", "terminate", "expire", "conclude", "reopen", "readmit"]

MOVES: dict[tuple[State, Move], State] = {
    ("scheduled", "admit"): "checking",
    ("scheduled", "expire"): "expired",
    ("checking", "admit"): "checking",
    ("checking", "start"): "running",
    ("checking", "terminate"): "terminated",
    ("checking", "expire"): "expired",
    ("running", "finish"): "finished",
    ("running", "terminate"): "terminated",
    ("finished", "conclude"): "concluded",
    ("terminated", "conclude"): "concluded",
    ("expired", "conclude"): "concluded",
    ("concluded", "conclude"): "concluded",  # a conclusion can be changed; the event keeps the earlier one
    ("finished", "reopen"): "running",
    ("terminated", "reopen"): "running",
    ("concluded", "reopen"): "running",
    ("terminated", "readmit"): "checking",  # it was over before it had begun
    ("expired", "readmit"): "checking",
    ("concluded", "readmit"): "checking",
}

LIVE: frozenset[State] = frozenset({"checking", "running"})
OVER: frozenset[State] = frozenset({"finished", "terminated", "expired", "concluded"})

_SENTENCES: dict[Move, str] = {
    "admit": "This exam is over for you.",
    "start": "The exam can only be started from the checks.",
    "finish": "The exam is not running.",
    "terminate": "Only a session in the checks or running can be terminated.",
    "expire": "The session cannot expire any more.",
    "conclude": "A session can only be concluded when it is over.",
    "reopen": "Only a session that is over can be reopened.",
    "readmit": "Only a session that is over can be reopened.",
}


def moved(state: State, move: Move) -> State:
    """The state after the move; refuses `wrong_state` where the table has no such move."""
    after = MOVES.get((state, move))
    if after is None:
        raise Refusal("wrong_state", _SENTENCES[move])
    return after


def takes_evidence(
    state: str, begun: bool, finished_at_ms: float | None, now_ms: float, late_ms: float
) -> Literal["yes", "not yet", "no more"]:
    """While the session is sat, and for a while after it, because a page whose line was cut may hold more. Of what
    nobody has begun there can be none."""
    if state in LIVE:
        return "yes"
    if state not in OVER:
        return "not yet"
    known = begun and finished_at_ms is not None and now_ms <= finished_at_ms + late_ms
    return "yes" if known else "no more"
