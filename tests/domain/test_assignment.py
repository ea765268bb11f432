"""Sharing sessions out over proctors."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.assignment import shared_out


def test_sessions_are_shared_out_evenly():
    given_, left = shared_out(range(7), {"ann": 0, "bo": 0, "cy": 0}, 30)
    assert Counter(given_.values()) == {"ann": 3, "bo": 2, "cy": 2}
    assert left == []


def test_what_each_has_already_is_kept_and_counted():
    assert shared_out("pqr", {"ann": 2, "bo": 0}, 30)[0] == {"p": "bo", "q": "bo", "r": "ann"}


def test_nobody_gets_more_than_the_limit_and_the_rest_waits_in_order():
    given_, left = shared_out("pqrst", {"ann": 1, "bo": 0}, 2)
    assert Counter(given_.values()) == {"ann": 1, "bo": 2}
    assert left == ["s", "t"]


def test_whoever_has_too_many_already_gets_none():
    assert shared_out("pq", {"ann": 5, "bo": 0}, 2)[0] == {"p": "bo", "q": "bo"}


def test_without_proctors_every_session_waits():
    assert shared_out("pq", {}, 30) == ({}, ["p", "q"])


def test_of_equals_the_first_named_comes_first():
    assert shared_out("pq", {"bo": 0, "ann": 0}, 30)[0] == {"p": "bo", "q": "ann"}


@given(st.integers(0, 60), st.dictionaries(st.integers(0, 9), st.integers(0, 12), max_size=6), st.integers(1, 12))
def test_every_session_is_given_or_left_and_loads_differ_by_no_more_than_they_must(
    count: int, load: dict[int, int], at_most: int
):
    given_, left = shared_out(range(count), load, at_most)
    assert sorted([*given_, *left]) == list(range(count))
    got = Counter(given_.values())
    after = {proctor: had + got[proctor] for proctor, had in load.items()}
    assert all(after[proctor] <= at_most for proctor in got)
    assert not left or all(total >= at_most for total in after.values())
    for proctor in got:  # nobody who got one has two more than somebody who could have had it
        assert after[proctor] - min(after.values()) <= 1
