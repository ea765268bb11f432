"""The eye of the browser tests itself."""

from tests.browser.moving import Pixels, longest_still_s


def grey(level: int) -> Pixels:
    return [level] * 12


def test_a_picture_that_changes_stands_still_from_one_look_to_the_next():
    assert longest_still_s([(0, grey(90)), (1, grey(120)), (2, grey(90))]) == 1


def test_a_picture_that_stands_under_a_running_clock_is_told():
    assert longest_still_s([(0, grey(90)), (1, grey(120)), *((n, grey(120)) for n in range(2, 9))]) == 7


def test_a_black_picture_with_noise_stands_still():
    assert longest_still_s([(n, grey(n % 3)) for n in range(6)]) == 5
