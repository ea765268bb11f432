"""The end of sign-ins, whatever ends them, and the news of it to the sockets that were let in by them.

A sign-in is deleted in the transaction of what ends it; `tell` comes after the commit. Sockets listen
(`live/staying.py`): nobody asks the database again for each message.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from fairseat.domain.need import Role
from fairseat.domain.tokens import token_hash
from fairseat.flow.context import Actor, Context
from fairseat.flow.note import note
from fairseat.store import sign_ins

Why = Literal[
    "signed_out",
    "expired",
    "account_closed",
    "password_changed",
    "link_replaced",
    "link_withdrawn",
    "off_roster",
]  # the reason in the socket's closing; pages have a sentence for each


class SignInEnded(NamedTuple):
    why: Why


class RolesChanged(NamedTuple):
    roles: frozenset[Role]


def topic_of(sign_in: bytes) -> str:
    return f"sign_in:{sign_in.hex()}"


def tell(context: Context, ended: Iterable[bytes], news: SignInEnded | RolesChanged) -> None:
    """To all sockets of these sign-ins."""
    context.sign_in_news += 1
    for sign_in in ended:
        context.bus.publish(topic_of(sign_in), news)


async def sign_out(context: Context, actor: Actor, token: str) -> None:
    async with context.database.unit() as c:
        ended = await sign_ins.delete_sign_in(c, token_hash(token))
        if ended:
            await note(context, c, actor, "signed_out", actor.session)
    tell(context, ended, SignInEnded("signed_out"))
