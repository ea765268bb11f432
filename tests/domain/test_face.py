"""Looks into answers: whose face it is, second by second."""

import random

import pytest

from fairseat.domain.face import fault_of
from fairseat.domain.looks import DELAY_S, HOLD_S, Look, answer_at, answers_of, asks_again, kind_of, stands_of
from fairseat.domain.trackers import BY_NAME

PARAMETERS = BY_NAME["face_mismatch"].parameters
SAME, BETWEEN, OTHER, BLIND = 0.7, 0.42, 0.1, None
HOLD = PARAMETERS["every_s"] + HOLD_S


def values(*looks: tuple[float, float | None], seconds: int = 300) -> dict[int, float | None]:
    stands = stands_of([Look(at, similarity, f"p{at}") for at, similarity in looks], PARAMETERS)
    answers = answers_of(stands, PARAMETERS)
    found = {s: answer_at(answers, s) for s in range(seconds)}
    return {s: one.value if one else None for s, one in found.items()}


def states(*looks: tuple[float, float | None]) -> list[str]:
    return [stand.state for stand in stands_of([Look(at, s) for at, s in looks], PARAMETERS)]


@pytest.mark.parametrize(
    ("similarity", "kind"),
    [(None, "blind"), (-0.2, "differs"), (0.399, "differs"), (0.40, "between"), (0.449, "between"), (0.45, "match")],
)
def test_where_the_thresholds_lie(similarity: float | None, kind: str) -> None:
    assert kind_of(similarity, 0.40, 0.45) == kind


def test_one_picture_that_differs_is_no_proof() -> None:
    assert states((0, SAME), (60, OTHER), (63, SAME)) == ["same", "doubt", "same"]


def test_two_that_differ_within_ten_seconds_are() -> None:
    assert states((0, SAME), (60, OTHER), (64, OTHER)) == ["same", "doubt", "other"]


def test_two_that_differ_a_minute_apart_are_two_doubts() -> None:
    assert states((0, OTHER), (60, OTHER)) == ["doubt", "doubt"]


def test_one_match_clears_and_a_picture_between_does_not() -> None:
    assert states((0, OTHER), (3, OTHER), (60, BETWEEN), (120, SAME)) == ["doubt", "other", "other", "same"]


def test_a_picture_between_proves_nothing_and_breaks_a_doubt() -> None:
    assert states((0, BETWEEN), (60, OTHER), (63, BETWEEN), (66, OTHER)) == ["unknown", "doubt", "unknown", "doubt"]


def test_a_face_that_cannot_be_compared_is_not_known_any_more() -> None:
    assert states((0, SAME), (60, BLIND)) == ["same", "unknown"]
    assert states((0, OTHER), (3, OTHER), (60, BLIND)) == ["doubt", "other", "unknown"]


def test_after_a_long_silence_all_begins_anew() -> None:
    assert states((0, OTHER), (3, OTHER), (3 + HOLD + 1, BETWEEN)) == ["doubt", "other", "unknown"]


def test_an_answer_holds_until_the_next_picture_should_have_come_and_no_longer() -> None:
    found = values((10, SAME))
    assert found[10 + DELAY_S - 1] is None
    assert found[10 + DELAY_S] == 0
    assert found[int(10 + DELAY_S + HOLD) - 1] == 0
    assert found[int(10 + DELAY_S + HOLD)] is None


def test_doubt_costs_nothing_and_another_face_counts_from_the_second_picture() -> None:
    found = values((0, SAME), (60, OTHER), (63, OTHER), (123, SAME))
    assert found[60 + DELAY_S - 1] == 0
    assert found[60 + DELAY_S] is None
    assert found[63 + DELAY_S] == 1
    assert found[123 + DELAY_S - 1] == 1
    assert found[123 + DELAY_S] == 0


def test_late_pictures_in_any_order_give_what_timely_ones_give() -> None:
    looks = [(0.0, SAME), (60.0, OTHER), (63.5, OTHER), (120.0, BETWEEN), (150.0, SAME), (200.0, BLIND), (203.0, SAME)]
    shuffled = looks.copy()
    random.Random(3).shuffle(shuffled)
    assert values(*looks) == values(*shuffled)


def test_what_was_told_live_is_not_changed_by_a_later_picture() -> None:
    looks = [(0.0, SAME), (60.0, OTHER), (63.5, OTHER), (120.0, SAME)]
    for n in range(1, len(looks)):
        told_until = int(looks[n][0]) + DELAY_S
        before, after = values(*looks[:n]), values(*looks[: n + 1])
        assert {s: before[s] for s in range(told_until)} == {s: after[s] for s in range(told_until)}


def test_the_second_picture_is_asked_for_while_it_can_still_tell() -> None:
    stands = stands_of([Look(0, SAME), Look(60, OTHER)], PARAMETERS)
    assert asks_again(stands, 62)
    assert not asks_again(stands, 75)
    assert not asks_again(stands[:1], 1)
    assert not asks_again([], 1)


def test_the_detail_names_the_picture_that_differs() -> None:
    answers = answers_of(stands_of([Look(0, OTHER, "a"), Look(3, OTHER, "b")], PARAMETERS), PARAMETERS)
    assert [one.detail for one in answers] == [{}, {"similarity": 0.1, "look": "b"}]


def test_no_face_is_no_photo() -> None:
    assert fault_of([]) == "no_face"
