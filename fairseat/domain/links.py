"""When a personal link opens, and when it does no longer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from fairseat.domain.errors import Refusal
from fairseat.domain.session import OVER

LinkState = Literal["open", "withdrawn", "ended"]

_ASK = "Ask whoever sent it to you"
_INVALID = Refusal(
    "link_invalid",
    f"This link is not complete, or it never was one. Copy the whole link and open it again. {_ASK} if that does not "
    "help.",
    404,
)
_REASONS = {
    "link_replaced": f"This link has been replaced by a newer one. Open the newer one. {_ASK} if you have none.",
    "link_withdrawn": f"This link has been withdrawn. {_ASK}: only they know why, and can make a new one.",
    "link_ended": f"The exam is over, and this link has ended with it. {_ASK} if you need to know more.",
    "account_closed": f"Your account has been closed. {_ASK}: only they can open it again.",
    "off_roster": f"You are not on the list of this exam any more. {_ASK} if you think this is a mistake.",
}


def dead(code: str) -> Refusal:
    """The refusal of a link that opens nothing (any more)."""
    return Refusal(code, _REASONS[code], 410) if code in _REASONS else _INVALID


def ends_at(session: Mapping[str, Any], after: timedelta) -> datetime:
    """`after`: how long it goes on after the session is over, or, until then, after the exam closes."""
    closes_at: datetime = session["closes_at"]
    if session["state"] in OVER:
        return (session["finished_at"] or closes_at) + after
    return max(closes_at, session["ends_at"] or closes_at) + after


def link_state(session: Mapping[str, Any], after: timedelta, now: datetime) -> LinkState:
    if session["link_withdrawn_at"]:
        return "withdrawn"
    return "ended" if now >= ends_at(session, after) else "open"


def fault_of(session: Mapping[str, Any] | None, version: int, after: timedelta, now: datetime) -> str | None:
    """Why a link of this version does not open the session; the code of the refusal."""
    if session is None:
        return "off_roster"
    if session["link_withdrawn_at"]:
        return "link_withdrawn"
    if version != session["link_version"]:
        return "link_replaced"
    return "link_ended" if link_state(session, after, now) == "ended" else None
