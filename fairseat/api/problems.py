"""Refusals become RFC 9457 problems; so does what the framework itself refuses."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from fairseat.api import shapes, views
from fairseat.domain.errors import Place, Refusal, invalid

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Not understood", 408: "Too slow",
    401: "Not signed in", 403: "Not allowed", 404: "Not found", 405: "Not possible here", 409: "Not now",
    410: "Gone",    413: "Too large", 422: "Input needs correcting", 429: "Too many attempts", 503: "Away for a moment",
    507: "Disk full",
}  # fmt: skip
# Who has waited for a body in vain waits no longer; who sends too much is let finish, or would not read the answer.
HEADERS = {408: {"Connection": "close"}, 503: {"Retry-After": "2"}}


def answer_of(refusal: Refusal) -> JSONResponse:
    problem = shapes.Problem(
        type="about:blank", title=TITLES.get(refusal.status, "Refused"), status=refusal.status,
        detail=refusal.sentence, code=refusal.code, errors=[views.place(p) for p in refusal.places],
    )  # fmt: skip
    headers = HEADERS.get(refusal.status)
    return JSONResponse(problem.model_dump(), refusal.status, headers=headers, media_type=MEDIA_TYPE)


def _where(parts: Any) -> str:
    """The place in the body as the sender knows it: "content.tasks.0.title"."""
    return ".".join(str(part) for part in parts if part != "body")


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return answer_of(error)


async def _unprocessable(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return answer_of(invalid(*(Place(_where(e["loc"]), f"{e['msg']}.") for e in error.errors())))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
    return answer_of(Refusal(code, f"{error.detail}.", error.status_code))


def install(app: FastAPI) -> None:
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _unprocessable)
    app.add_exception_handler(HTTPException, _http)
