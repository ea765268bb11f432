"""What stands around every HTTP answer: headers that browsers obey, and a bound on what is taken in.

Plain ASGI: a middleware of the framework's own kind would copy every streamed body.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import MutableHeaders

from fairseat.api.bodies import Body, check_json, replay, too_large
from fairseat.api.problems import answer_of
from fairseat.domain.errors import Refusal
from fairseat.live.gate import header
from fairseat.settings import Settings

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


# For what is no page: opened by its address it runs nothing, and has no origin. Much of it was made by a student.
BARE = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGELESS = "/api/"

# A name, an IPv4 or IPv6 address, perhaps a port. It is copied into the policy, where a blank or a semicolon would be
# a rule more. HTTP/1.0 may leave it out.
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?|", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)


def policy(host: str) -> str:
    """The Content-Security-Policy of pages. The exam itself may come from anywhere, but only into its frame."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",  # the trackers' models run as WebAssembly
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob:",
            "font-src 'self'",
            # 'self' does not cover the socket's scheme in Safari before 15.4
            f"connect-src 'self' ws://{host} wss://{host}" if host else "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src http: https:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The personal link's address must not reach the exam's own server. `no-referrer` would do, too, but makes
    # Chromium 69 and its like send `Origin: null` with the page's own requests, which then look forged.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), fullscreen=*, geolocation=()",
}


class Shield:
    def __init__(self, app: App, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        armed = self._armed(scope, send)
        body = Body(receive, self._settings)
        try:
            self._look_at_head(scope)
            taken: Receive | None = body
            if "json" in header(scope, b"content-type").lower():
                raw = await body.whole()
                taken = None if raw is None else _checked(raw, body)
        except Refusal as refusal:
            await answer_of(refusal)(scope, receive, armed)
            return
        if taken is not None:
            await self._app(scope, taken, _answered(body, scope, armed))

    def _look_at_head(self, scope: Scope) -> None:
        length = header(scope, b"content-length")
        if _DIGITS.fullmatch(length) and int(length) > self._settings.body_limit:
            raise too_large()
        if not _HOST.fullmatch(header(scope, b"host")):
            raise Refusal("bad_host", "The address that was asked for is none.", 400)

    def _armed(self, scope: Scope, send: Send) -> Send:
        host = header(scope, b"host")
        rules = BARE if (bare := scope["path"].startswith(PAGELESS)) or not _HOST.fullmatch(host) else policy(host)

        async def armed(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(FIXED)
                headers["Content-Security-Policy"] = rules
                if bare and "json" not in headers.get("content-type", "json"):
                    headers.setdefault("Content-Disposition", "attachment")
                headers.setdefault("Cache-Control", "no-store")
                if self._settings.cookies_over_tls:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return armed


def _checked(raw: bytes, receive: Receive) -> Receive:
    check_json(raw)
    return replay(raw, receive)


def _answered(body: Body, scope: Scope, send: Send) -> Send:
    """The framework takes a body that breaks off for a bad one; the answer is ours."""

    async def answered(message: Any) -> None:
        if body.refused is None:
            await send(message)
        elif message["type"] == "http.response.start":
            await answer_of(body.refused)(scope, body, send)

    return answered
