"""What is said of answers that came in after the end."""

from datetime import UTC, datetime, timedelta

import pytest

from fairseat.domain.answers import believable, by_task, line_was_down

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
ARRIVED = START + timedelta(minutes=2)
CONTENT = {"kind": "tasks", "tasks": [{"id": "a", "title": "One"}, {"id": "b", "title": "Two"}]}


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_a_device_is_believed_within_the_exam_and_up_to_the_arrival() -> None:
    assert believable(after(40), START, ARRIVED) == after(40)
    assert believable(after(-30), START, ARRIVED) == after(-30)  # a clock that was never measured


@pytest.mark.parametrize("seconds", [-3600, 4000, -2e9])
def test_a_time_before_the_start_or_still_to_come_is_not_shown_as_one(seconds: float) -> None:
    assert believable(after(seconds), START, ARRIVED) is None


def test_nothing_is_said_to_be_written_after_it_arrived() -> None:
    assert believable(ARRIVED + timedelta(seconds=20), START, ARRIVED) == ARRIVED


@pytest.mark.parametrize(("seconds", "down"), [(15, False), (25, True), (60, True), (101, False)])
def test_the_line_was_down_from_just_before_an_outage_to_its_end(seconds: float, down: bool) -> None:
    outage = (after(30).timestamp(), after(100).timestamp())
    assert line_was_down(after(seconds), [outage]) is down


def test_an_outage_that_lasts_has_no_end_and_an_unknown_time_no_answer() -> None:
    assert line_was_down(after(5000), [(after(30).timestamp(), None)]) is True
    assert line_was_down(None, [(0.0, None)]) is None


def test_late_answers_stand_beside_those_in_time_and_change_none_of_them() -> None:
    row = {"content": CONTENT, "answers": {"a": "in time"}, "answered_at": {"a": after(30).isoformat()}}
    late = [{"task": "a", "text": "longer", "received_at": ARRIVED, "written_at": after(50)}]
    one, two = by_task(row, late, [(after(45).timestamp(), None)])
    assert (one.title, one.text, one.saved_at) == ("One", "in time", after(30))
    assert [(x.text, x.written_at, x.line_down) for x in one.late] == [("longer", after(50), True)]
    assert (two.title, two.text, two.saved_at, two.late) == ("Two", "", None, [])


def test_an_exam_that_is_sat_elsewhere_has_no_answers_here() -> None:
    row = {"content": {"kind": "address", "address": "https://quiz.test"}, "answers": {}, "answered_at": {}}
    assert by_task(row, [], []) == []
