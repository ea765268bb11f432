"""What a page's word of a click on Finish is worth, that the server hears of later."""

import pytest

from fairseat.domain.click import sat_until

LOST, BACK, TOLD = 1000.0, 1300.0, 1305.0


@pytest.mark.parametrize("until", [BACK, None])
def test_a_click_while_the_line_was_down_is_believed(until: float | None) -> None:
    assert sat_until(1100.0, TOLD, [(LOST, until)], [900.0]) == 1100.0


def test_a_line_that_breaks_under_the_click_is_no_reason_to_doubt_it() -> None:
    assert sat_until(LOST - 2, TOLD, [(LOST, BACK)], []) == LOST - 2


@pytest.mark.parametrize("clicked", [LOST - 60, BACK + 1, TOLD, 1e12])
def test_a_click_at_a_time_at_which_the_page_was_heard_is_not_believed(clicked: float) -> None:
    assert sat_until(clicked, TOLD, [(LOST, BACK)], []) is None


def test_a_page_that_was_back_for_long_had_not_clicked_before() -> None:
    assert sat_until(1100.0, BACK + 61, [(LOST, BACK)], []) is None


def test_whoever_hands_in_answers_sits_until_then() -> None:
    assert sat_until(1100.0, TOLD, [(LOST, BACK)], [900.0, 1302.0]) == 1302.0


def test_without_an_outage_the_end_is_when_the_server_hears_of_it() -> None:
    assert sat_until(1100.0, TOLD, [], []) is None
