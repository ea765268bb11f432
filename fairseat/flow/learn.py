"""What a session learns of the student's rhythm of typing, handed to and taken from the student's own page."""

from typing import Any

from fairseat.domain.errors import Place, Refusal, invalid
from fairseat.domain.rhythm import VERSION, Block, block_holds, runs_of, with_session
from fairseat.flow.admit import own_session
from fairseat.flow.board import settings_of
from fairseat.flow.context import Actor, Context
from fairseat.flow.remember import delete_at, is_asked
from fairseat.store import rhythms


async def read_own(context: Context, actor: Actor) -> tuple[bool, list[list[Block]], list[Block]]:
    """Whether it is kept, the runs of earlier sessions, the blocks of this one."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor)
        kept = await rhythms.rhythm_of(c, actor.id)
    runs = runs_of(kept) if is_asked(settings_of(row)) else []
    mine = str(row["id"])
    own = [block for run in runs if run["session"] == mine for block in run["blocks"]]
    return kept is not None, [run["blocks"] for run in runs if run["session"] != mine], own


def _check(version: int, blocks: list[Block]) -> None:
    if version != VERSION:
        raise invalid(Place("version", f"Only version {VERSION} is understood."))
    wrong = [i for i, block in enumerate(blocks) if not block_holds(block)]
    if wrong:
        raise invalid(Place(f"blocks.{wrong[0]}", "These are no times by class of key."))


async def save_own(context: Context, actor: Actor, version: int, blocks: list[Block]) -> None:
    """What this session has learned takes the place of what it had. Refuses `not_agreed` without consent."""
    _check(version, blocks)
    async with context.database.unit() as c:
        row = await own_session(context, c, actor)
        if row["state"] != "running" or not is_asked(settings_of(row)):
            raise Refusal("wrong_state", "Nothing is learned at the moment.")
        kept: Any = await rhythms.rhythm_to_change(c, actor.id)
        if kept is None:
            raise Refusal("not_agreed", "The student has not agreed that it is kept.")
        await rhythms.save_rhythm(c, actor.id, with_session(kept, str(row["id"]), blocks), delete_at(context))
