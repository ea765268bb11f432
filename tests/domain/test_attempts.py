"""How many attempts to sign in are let through."""

import pytest

from fairseat.domain.attempts import Counts, verdict

MOST = Counts(pair=3, account=8, address=30)
NONE = Counts(0, 0, 0)


@pytest.mark.parametrize(
    ("failed", "pending", "known", "expected"),
    [
        (NONE, NONE, False, "try"),
        (Counts(2, 7, 29), NONE, False, "try"),
        (Counts(3, 3, 3), NONE, False, "refuse"),
        (Counts(3, 3, 3), NONE, True, "refuse"),  # also from a known address there is an end to it
        (Counts(0, 8, 0), NONE, False, "refuse"),
        (Counts(0, 8, 30), NONE, True, "try"),  # strangers keep nobody out
        (Counts(0, 0, 30), NONE, False, "refuse"),
        (Counts(2, 2, 2), Counts(1, 1, 1), False, "wait"),
        (NONE, Counts(3, 3, 3), True, "wait"),
        (NONE, Counts(0, 8, 30), True, "try"),
        (Counts(3, 3, 3), Counts(1, 1, 1), False, "refuse"),
    ],
)
def test_an_attempt_is_tried_waits_or_is_refused(failed: Counts, pending: Counts, known: bool, expected: str) -> None:
    assert verdict(failed, pending, MOST, known) == expected
