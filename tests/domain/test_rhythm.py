"""What is kept of a rhythm of typing: times by class of key, of the newest sessions, and nothing else."""

from math import inf, nan

import pytest

from fairseat.domain.rhythm import MOST_BLOCKS, Block, block_holds, runs_of, with_session

BLOCK: Block = {"dwell.letter": (30, 136.0, 620.0), "press.letter.space": (6, 30.0, 151.0)}


def test_a_block_of_times_by_class_holds():
    assert block_holds(BLOCK)
    assert block_holds({})


@pytest.mark.parametrize(
    "wrong",
    [{"dwell.a": (1, 4.0, 16.0)}, {"the text itself": (1, 4.0, 16.0)}, {"press.letter": (1, 4.0, 16.0)},
     {"dwell.letter\n": (1, 4.0, 16.0)}, {"dwell.letter": (0, 0.0, 0.0)}, {"dwell.letter": (5000, 4.0, 16.0)},
     {"dwell.letter": (1, nan, 16.0)}, {"dwell.letter": (1, 4.0, inf)}, {"dwell.letter": (1, 1e9, 16.0)},
     {"dwell.letter": (1, 4.0, -1.0)}],
)  # fmt: skip
def test_anything_else_is_no_block(wrong: Block):
    assert not block_holds(wrong)


def test_a_session_told_again_takes_the_place_of_what_it_had():
    kept = with_session(with_session({}, "a", [BLOCK]), "b", [BLOCK])
    kept = with_session(kept, "a", [BLOCK, BLOCK])
    assert [(run["session"], len(run["blocks"])) for run in runs_of(kept)] == [("b", 1), ("a", 2)]


def test_the_oldest_blocks_go_when_there_are_too_many():
    kept: object = {}
    for session in "abc":
        kept = with_session(kept, session, [BLOCK] * (MOST_BLOCKS // 2))
    assert [(run["session"], len(run["blocks"])) for run in runs_of(kept)] == [("b", 20), ("c", 20)]
    assert [run["session"] for run in runs_of(with_session(kept, "d", [BLOCK] * 30))] == ["c", "d"]


def test_what_is_kept_in_another_version_is_learned_anew():
    assert runs_of({"version": 99, "runs": [{"session": "a", "blocks": []}]}) == []
    assert runs_of({}) == []
