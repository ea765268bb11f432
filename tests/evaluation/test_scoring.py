"""Precision, recall and delay from labels and findings that are written down."""

import pytest

from evaluation.labels import Labels, Stretch
from evaluation.scoring import Finding, Run, result_of, tally

CLIP = Labels("one", "voices", 100, 15, light="dim")


def run(findings: list[Finding], events: list[Stretch], clip: Labels = CLIP, seconds: float = 100) -> Run:
    return Run(clip, seconds, findings, events)


def spoken(at: float, to: float) -> Stretch:
    return Stretch("voices", at, to)


def heard(at: float, to: float, raised: float = 0) -> Finding:
    return Finding("voices", at, to, raised or to)


def test_what_overlaps_a_label_is_right_and_the_label_is_found():
    found = tally("voices", [run([heard(21, 28, 23)], [spoken(20, 27)])])
    assert (found.right, found.false, found.events, found.found) == (1, 0, 1, 1)
    assert found.mean_delay == 3


def test_what_overlaps_none_is_false_and_a_label_without_a_finding_is_missed():
    found = tally("voices", [run([heard(50, 55)], [spoken(20, 27)])])
    assert (found.precision, found.recall) == (0, 0)
    assert found.missed == ["one 20 s"]
    assert found.wrong == ["one 50 s"]


def test_a_violation_of_another_tracker_says_nothing():
    found = tally("voices", [run([Finding("camera", 20, 27, 23)], [spoken(20, 27)])])
    assert (found.precision, found.recall) == (None, 0)


def test_two_violations_within_one_event_are_both_right_and_it_is_found_once():
    found = tally("voices", [run([heard(20, 23, 22), heard(25, 27, 27)], [spoken(20, 27)])])
    assert (found.right, found.found, found.mean_delay) == (2, 1, 2)


@pytest.mark.parametrize("of", ["voices", "*"])
def test_where_either_answer_is_right_neither_counts(of: str):
    clip = Labels("one", "voices", 100, 15, ignore=(Stretch(of, 40, 50),))
    found = tally("voices", [run([heard(42, 45)], [], clip)])
    assert (found.right, found.false) == (0, 0)


def test_a_whole_second_more_or_less_at_the_edges_is_no_fault():
    assert tally("voices", [run([heard(28.5, 31)], [spoken(20, 27)])]).right == 1
    assert tally("voices", [run([heard(29.5, 31)], [spoken(20, 27)])]).false == 1


def test_false_alarms_are_counted_by_the_hour_of_clean_clips():
    clean = Labels("clean", "clean", 1800, 15, clean=True)
    row = result_of("voices", [run([heard(50, 52)], [], clean, 1800), run([heard(50, 52)], [])])
    assert row["false_alarms_per_hour"] == 2
    assert row["precision"] == 0


def test_results_are_told_apart_by_light():
    bright = Labels("two", "voices", 100, 15, light="bright")
    row = result_of("voices", [run([], [spoken(20, 27)]), run([heard(20, 27)], [spoken(20, 27)], bright)])
    assert row["by"]["light"]["dim"]["recall"] == 0
    assert row["by"]["light"]["bright"] == {"events": 1, "recall": 1, "precision": 1}
