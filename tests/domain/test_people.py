"""Names, addresses, roles, passwords."""

import pytest

from fairseat.domain.people import email_of, name_fault, name_of, password_fault, roles_of, sort_key

# --- addresses, roles, names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", ["ann@example.edu", " Ann@Example.EDU\n", "a+b.c@mail.x-y.org", "jürgen@exämple.de"])
def test_an_address_is_taken_trimmed_and_in_lower_case(raw: str):
    assert email_of(raw) == raw.strip().lower()


@pytest.mark.parametrize(
    "raw",
    ["", "@", "a@b", "a b@x.org", "a@x.org,b@x.org", "a@@x.org", "<a@x.org>", "a@x.org\nBcc: b@x.org", "a\x00@x.org",
     "a@.", "x" * 320 + "@x.org"],
)  # fmt: skip
def test_what_is_no_address_is_none(raw: str):
    assert email_of(raw) is None


def test_a_hostile_address_is_answered_at_once():
    assert email_of("a@" + "." * 1_000_000 + " x") is None


@pytest.mark.parametrize(
    ("raw", "roles"),
    [("", ("student",)), (" Student ", ("student",)), ("examiner;proctor", ("proctor", "examiner")),
     ("proctor | organizer", ("organizer", "proctor")), ("proctor proctor", ("proctor",)), ("boss", None),
     ("proctor;boss", None)],
)  # fmt: skip
def test_roles_come_in_the_order_of_the_catalogue(raw: str, roles: tuple[str, ...] | None):
    assert roles_of(raw) == roles


def test_a_password_is_long_or_absent():
    assert password_fault(None) is password_fault("0123456789") is None
    assert password_fault("012345678") == "A password has at least 10 characters."


def test_names_sort_without_regard_to_case_and_accents():
    assert sorted(["Zoë", "émile", "Emil", "ÅSA", "bo"], key=sort_key) == ["ÅSA", "bo", "Emil", "émile", "Zoë"]


def test_a_name_is_one_line():
    assert name_of("  Ann\n\t Lee\u00a0") == "Ann Lee"


@pytest.mark.parametrize("raw", ["", "\u200b", "\u200d\ufeff", "\u3164", "\u2800", "\u0301"])
def test_a_name_that_nobody_can_see_is_none(raw: str):
    assert name_fault(raw) is not None


@pytest.mark.parametrize("turn", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_a_name_does_not_turn_the_direction_of_what_follows(turn: str):
    assert name_fault(f"A{turn}gpj.exe") == "The name contains a sign that turns the direction of writing."


@pytest.mark.parametrize("name", ["Ann", "李", "علی‌رضا", "=HYPERLINK(1)", "क्षत्रिय", "O’Brien-Żak", "X Æ A-12", "5"])
def test_names_of_all_scripts_are_names(name: str):
    assert name_fault(name) is None


def test_one_name_is_one_string_however_it_was_composed():
    assert name_of("Jose\u0301") == "José"


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\u00ad"])
def test_an_address_has_no_sign_that_cannot_be_seen(hidden: str):
    assert email_of(f"bo{hidden}@x.org") is None
