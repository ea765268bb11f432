"""Tokens and personal links."""

import base64
from uuid import UUID

import pytest

from fairseat.domain.tokens import csrf_of, link_token, new_token, session_of_link, token_hash

from .factories import SESSION

SECRET = b"s" * 32


def test_a_link_leads_to_its_session():
    assert session_of_link(SECRET, link_token(SECRET, SESSION)) == SESSION


def test_a_link_is_the_same_each_time_and_fits_an_address():
    assert link_token(SECRET, SESSION) == link_token(SECRET, SESSION)
    assert set(link_token(SECRET, SESSION)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_a_link_with_any_bit_changed_leads_nowhere():
    raw = base64.urlsafe_b64decode(link_token(SECRET, SESSION) + "=")
    for bit in range(256):
        changed = bytes(byte ^ (1 << bit % 8) if i == bit // 8 else byte for i, byte in enumerate(raw))
        assert session_of_link(SECRET, base64.urlsafe_b64encode(changed).decode()) is None


def test_a_link_of_another_installation_leads_nowhere():
    assert session_of_link(SECRET, link_token(b"t" * 32, SESSION)) is None


def test_the_seal_of_one_session_does_not_open_another():
    raw = base64.urlsafe_b64decode(link_token(SECRET, SESSION) + "=")
    forged = base64.urlsafe_b64encode(UUID(int=9).bytes + raw[16:]).decode()
    assert session_of_link(SECRET, forged) is None


@pytest.mark.parametrize("token", ["", "a", "====", "not a token", "ü" * 43, "A" * 43, "A" * 86, "\x00", "\ud800"])
def test_what_is_no_link_leads_nowhere(token: str):
    assert session_of_link(SECRET, token) is None


def test_a_sign_in_is_kept_as_a_hash_that_tells_tokens_apart():
    one, other = new_token(), new_token()
    assert token_hash(one) == token_hash(one) != token_hash(other)
    assert len(token_hash(one)) == 32
    assert one.encode() not in token_hash(one)


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)


def test_the_token_against_forged_requests_belongs_to_one_sign_in_of_one_installation():
    mine = csrf_of(SECRET, "one")
    assert mine == csrf_of(SECRET, "one")
    assert len({mine, csrf_of(SECRET, "other"), csrf_of(b"t" * 32, "one")}) == 3
