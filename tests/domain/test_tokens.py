"""Tokens and personal links."""

import base64
from uuid import UUID

import pytest

from fairseat.domain.tokens import csrf_of, link_of, link_token, new_token, token_hash

from .factories import SESSION

SECRET = b"s" * 32


def _raw(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_link_leads_to_its_session():
    assert link_of(SECRET, link_token(SECRET, SESSION)) == (SESSION, 0)
    assert link_of(SECRET, link_token(SECRET, SESSION, 7)) == (SESSION, 7)


def test_a_link_is_the_same_each_time_and_fits_an_address():
    assert link_token(SECRET, SESSION) == link_token(SECRET, SESSION)
    assert set(link_token(SECRET, SESSION)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


def test_a_link_with_any_bit_changed_leads_nowhere():
    for version in (0, 7):
        raw = _raw(link_token(SECRET, SESSION, version))
        for bit in range(len(raw) * 8):
            changed = bytes(byte ^ (1 << bit % 8) if i == bit // 8 else byte for i, byte in enumerate(raw))
            assert link_of(SECRET, _written(changed)) is None


def test_links_made_before_there_were_versions_go_on():
    assert link_token(b"s" * 32, UUID(int=5)) == "AAAAAAAAAAAAAAAAAAAABaMjFJSuneVJEeO-CMYk6nM"


@pytest.mark.parametrize("junk", ["=", "==", "A", "!", " ", "\n", ".", "%20", "ü"])
def test_junk_before_behind_or_in_a_link_is_not_forgiven(junk: str):
    for version in (0, 7):
        token = link_token(SECRET, SESSION, version)
        for spoilt in (token + junk, junk + token, token[:5] + junk + token[5:]):
            assert link_of(SECRET, spoilt) is None


def test_the_spare_bits_of_the_last_letter_are_not_forgiven():
    token = link_token(SECRET, SESSION)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    opening = [letter for letter in letters if link_of(SECRET, token[:-1] + letter)]
    assert opening == [token[-1]]


def test_a_link_of_another_installation_leads_nowhere():
    assert link_of(SECRET, link_token(b"t" * 32, SESSION)) is None


def test_the_seal_of_one_session_does_not_open_another():
    forged = _written(UUID(int=9).bytes + _raw(link_token(SECRET, SESSION))[16:])
    assert link_of(SECRET, forged) is None


@pytest.mark.parametrize("token", ["", "a", "====", "not a token", "ü" * 43, "A" * 43, "A" * 86, "\x00", "\ud800"])
def test_what_is_no_link_leads_nowhere(token: str):
    assert link_of(SECRET, token) is None


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
