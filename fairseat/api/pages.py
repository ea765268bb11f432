"""The built pages: everything a browser needs comes from here."""

from mimetypes import guess_type
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from fairseat.live.gate import header

# Names under /assets hold a hash of their content: they never change. Others are asked for again each time.
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
ONE_DAY = "public, max-age=86400"
PACKED = {".br": "br", ".gz": "gzip"}  # the smaller one first; browsers take `br` over TLS and from this machine
NOT_BUILT = "The pages are not built yet. Run `make build` in the project's folder."


class _Files(StaticFiles):
    def __init__(self, folder: Path, cache: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._cache = cache
        self._packed = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.suffix in PACKED}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Packed where the build has left a packed copy: a line of 256 kbit/s is what students may have."""
        taken = header(dict(scope), b"accept-encoding")
        for suffix, encoding in PACKED.items():
            if encoding in taken and (packed := self._packed.get(path + suffix)):
                kind = guess_type(path)[0] or "application/octet-stream"
                response: Response = FileResponse(packed, media_type=kind, headers={"Content-Encoding": encoding})
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = self._cache
        response.headers["Vary"] = "Accept-Encoding"
        return response


def _page(folder: Path, name: str) -> Response:
    path = folder / "pages" / name
    if not path.exists():
        return HTMLResponse(NOT_BUILT, 503)
    return HTMLResponse(path.read_text(), headers={"Cache-Control": ASK_AGAIN})


def install(app: FastAPI, folder: Path) -> None:
    """The pages at their addresses; `folder` is where they are built to."""

    async def student(_: Request) -> Response:
        return _page(folder, "student.html")

    async def staff(_: Request) -> Response:
        return _page(folder, "staff.html")

    async def home(_: Request) -> Response:
        return RedirectResponse("/staff")

    async def worker(_: Request) -> Response:
        headers = {"Cache-Control": ASK_AGAIN, "Service-Worker-Allowed": "/"}
        return FileResponse(folder / "sw.js", headers=headers, media_type="text/javascript")

    async def icon(_: Request) -> Response:
        return FileResponse(folder / "icon.svg", headers={"Cache-Control": ONE_DAY})

    for path, page in (
        ("/", home), ("/sit", student), ("/sit/{token}", student), ("/staff", staff), ("/staff/{rest:path}", staff),
        ("/sw.js", worker), ("/icon.svg", icon),
    ):  # fmt: skip
        app.add_api_route(path, page, include_in_schema=False, response_class=Response)
    app.mount("/assets", _Files(folder / "assets", FOREVER))
    app.mount("/vendor", _Files(folder / "vendor", FOREVER))  # asked for with its hash
