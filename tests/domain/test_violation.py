"""Readings into violations, told second by second."""

import random

import pytest

from fairseat.domain.violation import (
    Closed,
    Found,
    Opened,
    Watch,
    advance,
    clean,
    merged,
    reconcile,
    settle,
    violations_of,
)

from .factories import T0, line, rule, story


def only(setting_text: str, **setting: float) -> Closed:
    [closed], _ = violations_of(rule(**setting), line(setting_text))
    return closed


def test_a_second_less_than_the_window_opens_nothing():
    assert story(rule(raise_s=3), "###.") == []


def test_a_filled_window_opens_at_its_first_second():
    assert story(rule(raise_s=3), "..####") == ["opened 2 at 5"]


@pytest.mark.parametrize(("text", "opens"), [("8888", True), ("8887", False), ("4#8#", True), ("4#7#", False)])
def test_four_fifths_of_the_window_suffice_and_less_does_not(text: str, opens: bool):
    assert bool(story(rule(raise_s=3), text)) is opens


def test_only_the_window_counts_not_what_came_before():
    assert story(rule(raise_s=3), "##..##..##..") == []


def test_a_longer_window_forgives_every_fifth_look():
    assert story(rule(raise_s=10, clear_s=3), "####.####.####.####.") == ["opened 0 at 12"]


def test_a_detector_that_errs_in_every_fifth_look_hardly_hides_an_absence_of_twenty_seconds():
    chance, trials = random.Random(7), 500

    def second() -> float:
        return sum(chance.random() < 0.8 for _ in range(2)) / 2  # two looks a second

    found = 0
    for _ in range(trials):
        watch = Watch()
        found += any(advance(rule(raise_s=3), watch, T0 + i, second()) for i in range(20))
    assert found / trials > 0.97


def test_a_tracker_without_raise_time_opens_at_once():
    assert story(rule(raise_s=0), "..#.") == ["opened 2 at 2", "closed 2-3"]


def test_even_then_half_a_second_must_be_seen():
    assert story(rule(raise_s=0), "4444") == []
    assert story(rule(raise_s=0), ".5") == ["opened 1 at 1"]


def test_it_closes_when_the_behaviour_has_been_away_for_the_clear_time():
    assert story(rule(raise_s=3, clear_s=3), "####...") == ["opened 0 at 3", "closed 0-4"]


def test_coming_back_within_the_clear_time_keeps_it_open():
    assert story(rule(raise_s=3, clear_s=3), "####..#...") == ["opened 0 at 3", "closed 0-7"]


def test_a_second_with_a_fifth_of_the_behaviour_is_not_away():
    assert story(rule(), "####22.") == ["opened 0 at 3", "closed 0-6"]
    assert story(rule(), "####11.") == ["opened 0 at 3", "closed 0-4"]


def test_a_part_of_a_second_to_clear_takes_the_whole_second():
    assert story(rule(clear_s=0), "####.") == story(rule(clear_s=0.5), "####.") == ["opened 0 at 3", "closed 0-4"]
    assert story(rule(clear_s=1.5), "####.#..") == ["opened 0 at 3", "closed 0-6"]


def test_it_needs_a_whole_new_window_to_open_again():
    assert story(rule(), "####.###.") == ["opened 0 at 3", "closed 0-4"]
    assert story(rule(), "####.####") == ["opened 0 at 3", "closed 0-4", "opened 5 at 8"]


def test_unknown_seconds_open_nothing_by_themselves():
    assert story(rule(raise_s=0), "?" * 60) == []


def test_unknown_seconds_within_the_window_do_not_help_to_fill_it():
    assert story(rule(raise_s=3), "##?##?##?") == []


def test_nine_unknown_seconds_keep_it_open():
    assert story(rule(), "####" + "?" * 9 + "#.") == ["opened 0 at 3", "closed 0-14"]


def test_ten_unknown_seconds_close_it_at_the_last_sighting():
    assert story(rule(), "####" + "?" * 10) == ["opened 0 at 3", "closed 0-4"]


def test_unknown_and_away_seconds_are_counted_apart():
    assert story(rule(clear_s=3), "####.?.?.") == ["opened 0 at 3", "closed 0-4"]


@pytest.mark.parametrize(("gap", "ended"), [(9, "closed 0-14"), (10, "closed 0-4")])
def test_a_gap_counts_as_unknown(gap: int, ended: str):
    assert story(rule(), "####" + " " * gap + "#.") == ["opened 0 at 3", ended]


def test_a_gap_can_close_one_and_its_end_open_the_next():
    assert story(rule(raise_s=0), "#" + " " * 10 + "#") == ["opened 0 at 0", "closed 0-1", "opened 11 at 11"]


def test_a_gap_before_it_opens_leaves_an_empty_window():
    assert story(rule(), "### ####") == ["opened 4 at 7"]


def test_a_second_that_is_not_after_the_last_is_ignored():
    watch = Watch()
    assert advance(rule(raise_s=0), watch, T0, 1.0) == [Opened(T0, T0)]
    assert advance(rule(raise_s=0), watch, T0, 0.0) == advance(rule(raise_s=0), watch, T0 - 5, 0.0) == []
    assert watch.started_at == T0


def test_peak_amount_and_coverage_are_those_of_the_violation():
    assert only("..88887???9.") == Closed(T0 + 2, T0 + 11, 0.9, pytest.approx(4.8), pytest.approx(6 / 9))


def test_looks_that_saw_nothing_are_looks_all_the_same():
    assert only("####.####.####.####....", raise_s=10, clear_s=3).coverage == 1.0


def test_looks_before_the_first_sighting_are_not_counted():
    watch = Watch()
    for at, value in line("......1"):
        advance(rule(), watch, at, value)
    assert watch.recent[0] == (T0 + 6, 0.1)


def test_after_a_while_without_the_behaviour_a_watch_can_be_forgotten():
    watch = Watch()
    for at, value in line("##.."):
        advance(rule(), watch, at, value)
        assert not watch.calm
    advance(rule(), watch, T0 + 5, 0.0)
    assert watch.calm


def test_an_open_watch_cannot_be_forgotten():
    _, watch = violations_of(rule(), line("####"))
    assert not watch.calm


def test_the_end_of_the_session_closes_what_is_open_at_its_last_sighting():
    _, watch = violations_of(rule(clear_s=3), line("####.."))
    assert settle(watch) == Closed(T0, T0 + 4, 1.0, 4.0, 1.0)
    assert settle(watch) is None


def test_nothing_open_settles_to_nothing():
    assert settle(Watch()) is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [(0.3, 0.3), (1.7, 1.0), (-2, 0.0), (10**400, None), (True, 1.0), (None, None), (float("nan"), None),
     (float("inf"), None), (float("-inf"), None), ("1", None), ([], None)],
)  # fmt: skip
def test_a_value_from_outside_is_clamped_and_what_is_no_number_is_no_look(raw: object, value: float | None):
    assert clean(raw) == value  # type: ignore[arg-type]


def test_of_repeats_the_larger_counts_and_a_look_beats_none():
    assert merged([(1, 0.2), (1, 0.6), (1, 0.4), (2, None), (2, 0.0), (3, None)]) == {1: 0.6, 2: 0.0, 3: None}


def test_late_seconds_find_the_violation_that_was_missed():
    late_first = line("##", T0 + 2) + line("##")
    assert violations_of(rule(), late_first)[1].started_at == T0


# --- held against what is stored ------------------------------------------------------------------------------


def test_what_is_as_it_was_stays():
    one = Found(10, 20, 1.0, 8.0)
    assert reconcile({"a": one}, [one]) == ({}, [], [])


def test_a_violation_that_grew_is_changed_and_keeps_its_key():
    assert reconcile({"a": Found(10, 20)}, [Found(8, 25)]) == ({"a": Found(8, 25)}, [], [])


def test_one_that_is_over_after_all_is_changed():
    assert reconcile({"a": Found(10, None)}, [Found(10, 15)]) == ({"a": Found(10, 15)}, [], [])


def test_a_new_one_is_added_and_one_that_vanished_withdrawn():
    assert reconcile({"a": Found(10, 20)}, [Found(30, 40)]) == ({}, [Found(30, 40)], ["a"])


def test_two_that_became_one_leave_one():
    found = Found(10, 40)
    assert reconcile({"a": Found(10, 20), "b": Found(30, 40)}, [found]) == ({"a": found}, [], ["b"])


def test_one_that_became_two_keeps_its_key_for_the_first():
    first, second = Found(10, 20), Found(30, 40)
    assert reconcile({"a": Found(10, 40)}, [first, second]) == ({"a": first}, [second], [])


def test_those_that_only_touch_are_two():
    assert reconcile({"a": Found(10, 20)}, [Found(20, 30)]) == ({}, [Found(20, 30)], ["a"])


def test_an_open_one_reaches_to_the_end_of_time():
    assert reconcile({"a": Found(10, None)}, [Found(5, 8), Found(5000, None)]) == (
        {"a": Found(5000, None)}, [Found(5, 8)], [],
    )  # fmt: skip
