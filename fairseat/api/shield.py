"""What stands around every HTTP answer: headers that browsers obey, and a bound on what is taken in.

Plain ASGI: a middleware of the framework's own kind would copy every streamed body.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import MutableHeaders

from fairseat.api.problems import answer_of
from fairseat.domain.errors import Refusal
from fairseat.live.gate import header

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


# For what is no page: opened by its address it runs nothing, and has no origin. Much of it was made by a student.
BARE = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
PAGELESS = "/api/"


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
            f"connect-src 'self' ws://{host} wss://{host}",
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
    def __init__(self, app: App, body_limit: int, over_tls: bool) -> None:
        self._app, self._limit, self._over_tls = app, body_limit, over_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        armed = self._armed(scope, send)
        length = header(scope, b"content-length")
        if length.isdigit() and int(length) > self._limit:
            await answer_of(_too_large())(scope, receive, armed)
            return
        body = _Bounded(receive, self._limit)

        async def answered(message: Any) -> None:
            """The framework takes a body that breaks off for a bad one; the answer is ours."""
            if not body.exceeded:
                await armed(message)
            elif message["type"] == "http.response.start":
                await answer_of(_too_large())(scope, receive, armed)

        await self._app(scope, body, answered)

    def _armed(self, scope: Scope, send: Send) -> Send:
        bare, host = scope["path"].startswith(PAGELESS), header(scope, b"host")

        async def armed(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(FIXED)
                headers["Content-Security-Policy"] = BARE if bare else policy(host)
                if bare and "json" not in headers.get("content-type", "json"):
                    headers.setdefault("Content-Disposition", "attachment")
                headers.setdefault("Cache-Control", "no-store")
                if self._over_tls:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return armed


class _Bounded:
    """For bodies that do not tell their length."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit
        self.exceeded = False

    async def __call__(self) -> Any:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.exceeded = True
            raise _too_large()
        return message


def _too_large() -> Refusal:
    return Refusal("too_large", "This is larger than the server takes.", 413)
