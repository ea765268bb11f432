"""When a session ends, and what moves that."""

from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.ending import (
    MINUTE_MS,
    NOTICE_MIN,
    Moved,
    ends_at_ms,
    minutes_between,
    moved_end_ms,
    moves_of,
    returnable_min,
)

INSTANT = st.integers(0, 10**13)
NOTICE_MS = NOTICE_MIN * MINUTE_MS


def test_a_session_lasts_its_duration():
    assert ends_at_ms(1_000_000, 90, 99_000_000) == 1_000_000 + 90 * 60_000


def test_whoever_comes_late_ends_with_the_exams_window():
    assert ends_at_ms(1_000_000, 90, 3_000_000) == 3_000_000


def test_added_minutes_pass_the_closing_of_the_exam():
    assert ends_at_ms(1_000_000, 90, 3_000_000, extra_min=10) == 3_600_000


def test_what_a_reopening_moved_stays_moved_when_the_exam_changes():
    assert ends_at_ms(0, 60, 10**10, 0, 500) + 10 * 60_000 == ends_at_ms(0, 70, 10**10, 0, 500)


@given(now=INSTANT, ends=INSTANT, wanted=INSTANT)
def test_nobody_is_ended_without_notice(now: int, ends: int, wanted: int):
    end = moved_end_ms(now, ends, wanted)
    assert end >= min(ends, now + NOTICE_MS)
    assert end >= wanted


@given(now=INSTANT, ends=INSTANT, wanted=INSTANT)
def test_a_change_to_less_time_gives_nobody_more(now: int, ends: int, wanted: int):
    assert moved_end_ms(now, ends, wanted) <= max(ends, wanted)


def test_a_change_is_never_told_as_none():
    assert [minutes_between(0, by) for by in (1, -1, 60_000, 60_001, -90_000)] == [1, -1, 1, 2, -2]


def test_those_who_change_alike_are_told_together_and_the_largest_loss_first():
    ends = [(0, 600_000), (60_000, 660_000), (600_000, 540_000), (5, 5)]
    assert moves_of(ends) == [Moved(-1, 1, 540_000, 540_000), Moved(10, 2, 600_000, 660_000)]


@given(now=INSTANT, ends=INSTANT, extra=st.integers(0, 1440))
def test_no_more_minutes_come_back_than_were_added_and_leave_some_notice(now, ends, extra):
    minutes = returnable_min(now, ends, extra)
    assert 0 <= minutes <= extra
    assert minutes == 0 or ends - minutes * MINUTE_MS >= now + NOTICE_MS


def test_before_the_start_all_added_minutes_can_come_back():
    assert returnable_min(10**12, None, 30) == 30
