"""The life of a session."""

from typing import get_args

import pytest

from fairseat.domain.errors import Refusal
from fairseat.domain.session import LIVE, MOVES, OVER, Move, State, ends_at_ms, moved

STATES: tuple[State, ...] = get_args(State)
ALLOWED = {
    "scheduled": {"admit": "checking", "expire": "expired"},
    "checking": {"admit": "checking", "start": "running", "terminate": "terminated", "expire": "expired"},
    "running": {"finish": "finished", "terminate": "terminated"},
    "finished": {"conclude": "concluded"},
    "terminated": {"conclude": "concluded"},
    "expired": {"conclude": "concluded"},
    "concluded": {"conclude": "concluded"},
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


def test_what_is_over_never_lives_again():
    assert {after for (state, _), after in MOVES.items() if state in OVER} == {"concluded"}


def test_every_state_can_be_reached_and_concluded():
    reached: set[State] = {"scheduled"}
    for _ in STATES:
        reached |= {after for (state, _), after in MOVES.items() if state in reached}
    assert reached == set(STATES)


def test_a_session_lasts_its_duration():
    assert ends_at_ms(1_000_000, 90, 99_000_000) == 1_000_000 + 90 * 60_000


def test_whoever_comes_late_ends_with_the_exams_window():
    assert ends_at_ms(1_000_000, 90, 3_000_000) == 3_000_000
