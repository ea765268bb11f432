"""Who asks over HTTP, and may they: every route declares what it needs."""

import hmac
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from fairseat.domain.errors import Refusal
from fairseat.domain.need import Action, require
from fairseat.flow.context import Actor, Context
from fairseat.flow.review import permit
from fairseat.live import gate
from fairseat.live.gate import same_origin

CSRF_HEADER = "X-Fairseat-CSRF"
SESSION_HEADER = "X-Fairseat-Session"  # which session the student's page belongs to
SAFE = frozenset({"GET", "HEAD"})


def context_of(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


Ctx = Annotated[Context, Depends(context_of)]


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def forged() -> Refusal:
    return Refusal("forged", "This request did not come from a page of ours. Load the page again.", 403)


def from_own_page(request: Request) -> None:
    """For the requests that nobody is signed in for yet: another site must not sign people in."""
    if not same_origin(dict(request.scope)):
        raise forged()


async def signed_in(request: Request, context: Ctx) -> Actor:
    """The person behind the cookie. What changes something must carry the token that only our pages know."""
    actor = await gate.signed_in(context, dict(request.scope), request.headers.get(SESSION_HEADER, ""))
    if request.method not in SAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(), actor.csrf.encode()) or not same_origin(dict(request.scope)):
            raise forged()
    return actor


Signed = Annotated[Actor, Depends(signed_in)]


class Needs:
    """A route that needs the action, on no session in particular."""

    def __init__(self, action: Action) -> None:
        self.action = action

    async def __call__(self, actor: Signed) -> Actor:
        require(self.action, actor.roles)
        return actor


class NeedsSession:
    """A route that needs the action on the session in its path."""

    def __init__(self, action: Action) -> None:
        self.action = action

    async def __call__(self, session: UUID, actor: Signed, context: Ctx) -> Actor:
        await permit(context, actor, self.action, session)
        return actor
