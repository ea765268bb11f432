"""The expected "no"."""

import pytest

from fairseat.domain.errors import Place, Refusal, invalid, not_allowed, not_found


@pytest.mark.parametrize(
    ("refusal", "code", "status"),
    [(not_found("exam"), "not_found", 404), (not_allowed(), "not_allowed", 403), (invalid(), "invalid", 422),
     (Refusal("wrong_state", "No."), "wrong_state", 409)],
)  # fmt: skip
def test_a_refusal_has_a_code_a_status_and_a_sentence(refusal: Refusal, code: str, status: int):
    assert (refusal.code, refusal.status) == (code, status)
    assert str(refusal) == refusal.sentence
    assert refusal.sentence.endswith(".")


def test_a_refusal_keeps_the_places_that_need_correcting():
    place = Place("line 2, email", "No address.", 2, "email")
    assert invalid(place).places == [place]
    assert invalid().places == []


def test_places_are_not_shared():
    Refusal("a", "A.").places.append(Place("here", "Wrong."))
    assert Refusal("a", "A.").places == []
