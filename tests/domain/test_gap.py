"""The gap of a session that was reopened."""

import pytest

from fairseat.domain.gap import is_seated, lies_in


def test_a_gap_without_an_end_holds_whatever_comes() -> None:
    gaps = [(10.0, 20.0), (50.0, None)]
    assert [at for at in (9, 10, 19, 20, 49, 50, 5000) if lies_in(gaps, at)] == [10, 19, 50, 5000]


@pytest.mark.parametrize(
    ("values", "recorded", "seated"),
    [
        ({"window_focus": 1.0, "screen_share": 0.0}, [True, True], True),
        ({"window_focus": 0.0}, [], True),
        ({"screen_share": 1.0}, [True, True], False),
        ({"fullscreen": 1.0}, [True], False),
        ({"screen_share": 0.0}, [True, False], False),
        ({}, [True, True], False),
    ],
)
def test_the_student_sits_again_when_all_is_recorded_and_nothing_waits_for_a_click(
    values: dict[str, float | None], recorded: list[bool], seated: bool
) -> None:
    assert is_seated(values, recorded) is seated
