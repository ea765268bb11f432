"""How many attempts to sign in are let through (docs/decisions/0014-guessing-passwords.md)."""

from typing import Literal, NamedTuple

Verdict = Literal["try", "wait", "refuse"]


class Counts(NamedTuple):
    """Of attempts, or the most there may be."""

    pair: int  # on the account from this address
    account: int  # on the account, from anywhere
    address: int  # from this address, on any account


def verdict(failed: Counts, pending: Counts, most: Counts, known: bool) -> Verdict:
    """`pending`: their passwords are being tried, and they may turn out right: wait for them. `known`: the person has
    signed in from this address before; then only the own failures from there count."""
    kinds = ("pair",) if known else Counts._fields
    if any(getattr(failed, kind) >= getattr(most, kind) for kind in kinds):
        return "refuse"
    if any(getattr(failed, kind) + getattr(pending, kind) >= getattr(most, kind) for kind in kinds):
        return "wait"
    return "try"
