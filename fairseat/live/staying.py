"""A socket stays as long as the sign-in that let it in, and the role it needs; not a second longer.

Nothing is asked of the database for that: the end of a sign-in is told on the bus (`flow/leave.py`), and its last
moment is known.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from fairseat.domain.need import Action, reaches
from fairseat.flow.context import Actor, Context
from fairseat.flow.leave import RolesChanged, SignInEnded, topic_of
from fairseat.live.gate import NOT_ALLOWED, NOT_SIGNED_IN, TRY_LATER
from fairseat.live.outlet import Outlet


@contextmanager
def staying(context: Context, actor: Actor, action: Action, outlet: Outlet) -> Iterator[None]:
    """To be entered right after `authorised`, before anything is waited for."""

    def hear(news: SignInEnded | RolesChanged) -> None:
        if isinstance(news, SignInEnded):
            outlet.cut(NOT_SIGNED_IN, news.why)
        elif reaches(action, news.roles):
            outlet.cut(TRY_LATER, "roles_changed")  # the page comes back by itself, with what it may see now
        else:
            outlet.cut(NOT_ALLOWED, "role_gone")

    stop = context.bus.listen(topic_of(actor.sign_in), hear)
    left_s = max(0.0, actor.expires_at - context.clock())
    timer = asyncio.get_running_loop().call_later(left_s, hear, SignInEnded("expired"))
    try:
        yield
    finally:
        timer.cancel()
        stop()
