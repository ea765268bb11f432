"""Sign-in, sign-out, who am I."""

from fastapi import APIRouter, Depends, Request, Response

from fairseat.api import shapes, views
from fairseat.api.who import Ctx, Signed, address_of, from_own_page
from fairseat.flow import admit, leave
from fairseat.live.gate import COOKIE

router = APIRouter(prefix="/api", tags=["sign-in"])
own_page = [Depends(from_own_page)]


def _keep(response: Response, context: Ctx, token: str) -> None:
    """Lax, not Strict: the personal link is followed from a mail or from the learning platform."""
    settings = context.settings
    response.set_cookie(
        COOKIE, token, max_age=settings.sign_in_hours * 3600, path="/", httponly=True, samesite="lax",
        secure=settings.cookies_over_tls,
    )  # fmt: skip


@router.post("/sign-in", dependencies=own_page)
async def sign_in(body: shapes.SignIn, request: Request, response: Response, context: Ctx) -> shapes.Me:
    actor, token = await admit.sign_in(context, body.email, body.password, address_of(request))
    _keep(response, context, token)
    return views.me(actor)


@router.post("/sign-in/link", dependencies=own_page)
async def sign_in_by_link(body: shapes.LinkSignIn, request: Request, response: Response, context: Ctx) -> shapes.Me:
    actor, token = await admit.sign_in_by_link(context, body.token, address_of(request))
    _keep(response, context, token)
    return views.me(actor)


@router.post("/sign-out", status_code=204)
async def sign_out(request: Request, response: Response, context: Ctx, actor: Signed) -> None:
    await leave.sign_out(context, actor, request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path="/")


@router.get("/me")
async def me(actor: Signed) -> shapes.Me:
    return views.me(actor)
