"""Passwords are guessed slowly: an attempt is reserved before it is tried
(docs/decisions/0014-guessing-passwords.md)."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from fairseat.domain.attempts import Counts, Verdict, verdict
from fairseat.domain.errors import Refusal
from fairseat.flow.context import Context
from fairseat.store import sign_ins
from fairseat.store.database import Connection, Row

LONGEST_TRY_S = 30  # a password is tried in 30 ms; what takes longer was cut off, and counts as failed
PATIENCE_S = 5.0  # how long an attempt waits for others on the same account, which may all be right
FIRST_LOOK_S, LONGEST_LOOK_S = 0.05, 0.8


def too_many(context: Context) -> Refusal:
    minutes = context.settings.sign_in_window_min
    return Refusal("too_many_attempts", f"Too many failed attempts. Try again in {minutes} minutes.", 429)


async def reserve(context: Context, account: str, address: str) -> UUID:
    """The attempt's id; it counts as failed unless `sign_ins.forgive_attempts` says otherwise. Refuses
    `too_many_attempts`."""
    look_s, waited_s = FIRST_LOOK_S, 0.0
    while (attempt := await _reserved(context, account, address)) is None:
        if waited_s >= PATIENCE_S:
            raise too_many(context)
        await asyncio.sleep(look_s)
        waited_s, look_s = waited_s + look_s, min(look_s * 2, LONGEST_LOOK_S)
    return attempt


async def _reserved(context: Context, account: str, address: str) -> UUID | None:
    """None: others are being tried, and come first."""
    async with context.database.unit() as c:
        await sign_ins.lock_attempts(c, account, address)
        found = await _judged(context, c, account, address)
        if found == "refuse":
            raise too_many(context)
        if found == "wait":
            return None
        attempt = uuid4()
        await sign_ins.reserve_attempt(c, attempt, account, address, context.now())
        return attempt


async def _judged(context: Context, c: Connection, account: str, address: str) -> Verdict:
    settings, now = context.settings, context.now()
    since = now - timedelta(minutes=settings.sign_in_window_min)
    row = await sign_ins.attempts(c, account, address, since, now - timedelta(seconds=LONGEST_TRY_S))
    most = Counts(settings.sign_in_attempts, settings.sign_in_attempts_account, settings.sign_in_attempts_address)
    known_since = now - timedelta(days=settings.sign_in_known_days)
    known = await sign_ins.is_known_from(c, account, address, known_since)
    return verdict(_counts(row, ""), _counts(row, "_pending"), most, known)


def _counts(row: Row, kind: str) -> Counts:
    return Counts(*(row[f"{name}{kind}"] for name in Counts._fields))
