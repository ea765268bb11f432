"""The life of a session."""

from typing import get_args

import pytest

from fairseat.domain.errors import Refusal
from fairseat.domain.session import LIVE, MOVES, OVER, Move, State, moved

STATES: tuple[State, ...] = get_args(State)
ALLOWED = {
    "scheduled": {"admit": "checking", "expire": "expired"},
    "checking": {"admit": "checking", "start": "running", "terminate": "terminated", "expire": "expired"},
    "running": {"finish": "finished", "terminate": "terminated"},
    "finished": {"conclude": "concluded", "reopen": "running"},
    "terminated": {"conclude": "concluded", "reopen": "running", "readmit": "checking"},
    "expired": {"conclude": "concluded", "readmit": "checking"},
    "concluded": {"conclude": "concluded", "reopen": "running", "readmit": "checking"},
}


@pytest.mark.parametrize("move", get_args(Move))
@pytest.mark.parametrize("state", STATES)
def test_a_session_moves_as_the_table_says_and_in_no_other_way(state: State, move: Move):
    after = ALLOWED[state].get(move)
    if after:
        assert moved(state, move) == after
        return
    with pytest.raises(Refusal) as refused:
        moved(state, move)
    assert (refused.value.code, refused.value.status) == ("wrong_state", 409)
    assert refused.value.sentence.endswith(".")


def test_every_state_is_either_before_during_or_over():
    assert LIVE | OVER | {"scheduled"} == set(STATES)
    assert not LIVE & OVER


def test_what_is_over_lives_again_only_when_a_person_reopens_it():
    lives = {(move, after) for (state, move), after in MOVES.items() if state in OVER and after not in OVER}
    assert lives == {("reopen", "running"), ("readmit", "checking")}


def test_every_state_can_be_reached_and_concluded():
    reached: set[State] = {"scheduled"}
    for _ in STATES:
        reached |= {after for (state, _), after in MOVES.items() if state in reached}
    assert reached == set(STATES)
