"""HTTP as the pages speak it: a cookie, a token against forged requests, problems with a code."""

import ssl
from typing import Any

import httpx

TIMEOUT_S = 30.0
_TLS = ssl.create_default_context()  # one for all: making it takes longer than a sign-in


class Turned(Exception):
    """The server said no; `code` is the problem's."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{sentence} ({code})")
        self.code = code


def _content(response: httpx.Response) -> bytes:
    if response.is_success:
        return response.content
    try:
        problem = response.json()
    except ValueError:
        raise Turned(str(response.status_code), response.reason_phrase) from None
    raise Turned(str(problem.get("code", response.status_code)), str(problem.get("detail", "")))


def _answer(response: httpx.Response) -> Any:
    content = _content(response)
    return response.json() if content else None


class Door:
    """One signed-in person."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.AsyncClient(base_url=self.url, timeout=TIMEOUT_S, verify=_TLS)
        self._headers: dict[str, str] = {}
        self.session = ""  # of a student

    async def sign_in(self, email: str, password: str) -> Any:
        return await self._enter("/api/sign-in", {"email": email, "password": password})

    async def sign_in_by_link(self, token: str) -> Any:
        return await self._enter("/api/sign-in/link", {"token": token})

    async def _enter(self, path: str, body: dict[str, str]) -> Any:
        me = await self.post(path, body)
        self._headers = {"X-Fairseat-CSRF": me["csrf"]}
        self.session = me["session"] or ""
        if self.session:
            self._client.headers["X-Fairseat-Session"] = self.session
        return me

    @property
    def cookie(self) -> str:
        """For the socket's opening."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._client.cookies.jar)

    async def get(self, path: str, **query: str | None) -> Any:
        found = {name: value for name, value in query.items() if value is not None}
        return _answer(await self._client.get(path, params=found))

    async def fetch(self, path: str) -> bytes:
        """What is no JSON."""
        return _content(await self._client.get(path))

    async def post(self, path: str, body: Any = None) -> Any:
        return _answer(await self._client.post(path, json=body, headers=self._headers))

    async def send(self, path: str, data: bytes) -> Any:
        """What is no JSON."""
        return _answer(await self._client.post(path, content=data, headers=self._headers))

    async def all_of(self, path: str, **query: str | None) -> list[Any]:
        """Every item of a list that comes in pages."""
        items: list[Any] = []
        after: str | None = None
        while True:
            page = await self.get(path, **query, after=after)
            items += page["items"]
            after = page["next"]
            if after is None:
                return items

    async def close(self) -> None:
        await self._client.aclose()
