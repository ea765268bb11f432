"""Minutes that were given by mistake are taken back."""

from datetime import datetime
from uuid import UUID

from fairseat.domain.ending import NOTICE_MIN, returnable_min
from fairseat.domain.errors import Refusal, not_found
from fairseat.flow.context import Actor, Context, ms
from fairseat.flow.extend import OPEN, Extension, tell_ends
from fairseat.flow.note import note
from fairseat.store import times
from fairseat.store.database import Row

KIND = "minutes_taken_back"


async def take_back(context: Context, actor: Actor, session: UUID, asked: Extension) -> tuple[int, datetime | None]:
    """As many of the minutes as leave the student some notice: how many, and the end. Refuses `all_over`,
    `not_so_many` and `no_time_left`."""
    async with context.database.unit() as c:
        rows = await times.to_extend(c, None, [session])
        if not rows:
            raise not_found("session")
        if await times.named_by(c, KIND, [session], asked.request):
            return 0, rows[0]["ends_at"]
        minutes = _of(context, rows[0], asked.minutes)
        ends = await times.extend(c, [session], -minutes)
        data = {"minutes": -minutes, "reason": asked.reason, "request": str(asked.request)}
        events = await times.add_events(c, context.now(), KIND, actor.name, [session], [data])
        await note(context, c, actor, KIND, session, **data, asked=asked.minutes)
    await tell_ends(context, ends, events)
    return minutes, ends[session]


def _of(context: Context, row: Row, wanted: int) -> int:
    if row["state"] not in OPEN:
        raise Refusal("all_over", "It is over already.")
    if wanted > row["extra_min"]:
        raise Refusal("not_so_many", f"Only {row['extra_min']} minutes were added.", 422)
    minutes = min(wanted, returnable_min(round(context.clock() * 1000), ms(row["ends_at"]), row["extra_min"]))
    if not minutes:
        raise Refusal("no_time_left", f"The student keeps {NOTICE_MIN} minutes: there are none to take back.")
    return minutes
