"""Sign-in, sign-out, who am I."""

from fastapi import APIRouter, Depends, Request, Response

from fairseat.api import shapes, views
from fairseat.api.who import SESSION_HEADER, Ctx, Signed, address_of, from_own_page
from fairseat.flow import admit, leave
from fairseat.live.gate import COOKIE, SITTING, cookies_of

router = APIRouter(prefix="/api", tags=["sign-in"])
own_page = [Depends(from_own_page)]


def _keep(response: Response, context: Ctx, name: str, token: str) -> None:
    """Lax, not Strict: the personal link is followed from a mail or from the learning platform."""
    settings = context.settings
    response.set_cookie(
        name, token, max_age=settings.sign_in_hours * 3600, path="/", httponly=True, samesite="lax",
        secure=settings.cookies_over_tls,
    )  # fmt: skip


@router.post("/sign-in", dependencies=own_page)
async def sign_in(body: shapes.SignIn, request: Request, response: Response, context: Ctx) -> shapes.Me:
    actor, token = await admit.sign_in(context, body.email, body.password, address_of(request))
    _keep(response, context, COOKIE, token)
    return views.me(actor)


@router.post("/sign-in/link", dependencies=own_page)
async def sign_in_by_link(body: shapes.LinkSignIn, request: Request, response: Response, context: Ctx) -> shapes.Me:
    """Beside whoever else is signed in with this browser. Refuses `staff_signed_in` until it is `confirmed`."""
    cookies = cookies_of(dict(request.scope))
    staff = await admit.staff_behind(context, cookies.get(COOKIE, ""), address_of(request))
    actor, token = await admit.sign_in_by_link(context, body.token, address_of(request), staff, body.confirmed)
    own = f"{SITTING}{actor.session}"
    _keep(response, context, own, token)
    others = {name: kept for name, kept in cookies.items() if name.startswith(SITTING) and name != own}
    for name in await admit.outlived(context, others):
        response.delete_cookie(name, path="/")
    return views.me(actor)


@router.post("/sign-out", status_code=204)
async def sign_out(request: Request, response: Response, context: Ctx, actor: Signed) -> None:
    named = f"{SITTING}{actor.session}" if request.headers.get(SESSION_HEADER) else COOKIE
    await leave.sign_out(context, actor, request.cookies.get(named, ""))
    response.delete_cookie(named, path="/")


@router.get("/me")
async def me(actor: Signed) -> shapes.Me:
    return views.me(actor)
