"""Who may open a socket, on the bare ASGI: no framework stands between a message and its flow."""

from typing import Any
from urllib.parse import parse_qs

from starlette.requests import cookie_parser

from fairseat.domain.errors import Refusal
from fairseat.domain.need import Action, require
from fairseat.flow.admit import who
from fairseat.flow.context import Actor, Context

COOKIE = "fairseat"
SITTING = "fairseat-sit-"  # and the session: several exams and the staff's pages are open in one browser
NOT_SIGNED_IN, NOT_ALLOWED, HELD, OTHER_SESSION = 4401, 4403, 4409, 4410  # coming back cannot cure these
TRY_LATER = 1013

Scope = dict[str, Any]


class Closed(Exception):
    """The socket is not to be had; `code` tells the page why."""

    def __init__(self, code: int) -> None:
        self.code = code


def header(scope: Scope, name: bytes) -> str:
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def cookies_of(scope: Scope) -> dict[str, str]:
    return cookie_parser(header(scope, b"cookie"))


def named_session(scope: Scope) -> str:
    """The session that a page says in its socket's address it belongs to; empty for staff."""
    query: bytes = scope.get("query_string", b"")
    return parse_qs(query.decode("latin-1")).get("session", [""])[0]


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def same_origin(scope: Scope) -> bool:
    """Browsers send the cookie with a socket that another site opens, too: the origin must be our own. Compared as
    text, for whatever is no origin (`null`, `http://[`) is not ours either; a proxy may have taken the TLS off."""
    origin, host = header(scope, b"origin"), header(scope, b"host")
    return not origin or origin in (f"http://{host}", f"https://{host}")


async def signed_in(context: Context, scope: Scope, session: str) -> Actor:
    """The person behind the cookie of this session, or, where a page names none, behind the one of staff. Refuses
    `not_signed_in`, and `other_session`: a sign-in for one session never serves the page of another."""
    cookies = cookies_of(scope)
    # A page of the version before this one was signed in under the name of staff's cookie.
    token = (cookies.get(SITTING + session) if session else None) or cookies.get(COOKIE)
    actor = await who(context, token, address_of(scope)) if token else None
    if actor is None:
        raise Refusal("not_signed_in", "You are not signed in, or your sign-in has run out.", 401)
    if session and str(actor.session) != session:
        raise other_session()
    return actor


def other_session() -> Refusal:
    return Refusal(
        "other_session", "This browser is signed in, but not for this exam. Open the personal link of this exam.", 401
    )


async def authorised(context: Context, scope: Scope, action: Action) -> Actor:
    """The person behind the socket; raises `Closed`."""
    if not same_origin(scope):
        raise Closed(NOT_ALLOWED)
    try:
        actor = await _settled(context, scope)
        require(action, actor.roles)
    except Refusal as refusal:
        raise Closed(_code_of(refusal)) from refusal
    return actor


async def _settled(context: Context, scope: Scope) -> Actor:
    """A sign-in that ends between the look and the moment from which the socket listens would not be heard of: the
    look is done again when there was any such news meanwhile."""
    while True:
        before = context.sign_in_news
        actor = await signed_in(context, scope, named_session(scope))
        if context.sign_in_news == before:
            return actor


def _code_of(refusal: Refusal) -> int:
    codes = {"not_signed_in": NOT_SIGNED_IN, "other_session": OTHER_SESSION, "not_allowed": NOT_ALLOWED}
    return codes.get(refusal.code, TRY_LATER)
