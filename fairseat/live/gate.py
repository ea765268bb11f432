"""Who may open a socket, on the bare ASGI: no framework stands between a message and its flow."""

from http.cookies import CookieError, SimpleCookie
from typing import Any

from fairseat.domain.errors import Refusal
from fairseat.domain.need import Action, require
from fairseat.flow.admit import who
from fairseat.flow.context import Actor, Context

COOKIE = "fairseat"
NOT_SIGNED_IN, NOT_ALLOWED, HELD = 4401, 4403, 4409  # coming back cannot cure these
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


def cookie_of(text: str) -> str | None:
    """The sign-in's token in a Cookie header."""
    try:
        found = SimpleCookie(text).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def address_of(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def same_origin(scope: Scope) -> bool:
    """Browsers send the cookie with a socket that another site opens, too: the origin must be our own. Compared as
    text, for whatever is no origin (`null`, `http://[`) is not ours either; a proxy may have taken the TLS off."""
    origin, host = header(scope, b"origin"), header(scope, b"host")
    return not origin or origin in (f"http://{host}", f"https://{host}")


async def authorised(context: Context, scope: Scope, action: Action) -> Actor:
    """The person behind the socket; raises `Closed`."""
    if not same_origin(scope):
        raise Closed(NOT_ALLOWED)
    token = cookie_of(header(scope, b"cookie"))
    try:
        actor = await _settled(context, token, address_of(scope)) if token else None
        if actor is None:
            raise Closed(NOT_SIGNED_IN)
        require(action, actor.roles)
    except Refusal as refusal:
        raise Closed(NOT_ALLOWED if refusal.status == 403 else TRY_LATER) from refusal
    return actor


async def _settled(context: Context, token: str, address: str) -> Actor | None:
    """A sign-in that ends between the look and the moment from which the socket listens would not be heard of: the
    look is done again when there was any such news meanwhile."""
    while True:
        before = context.sign_in_news
        actor = await who(context, token, address)
        if context.sign_in_news == before:
            return actor
