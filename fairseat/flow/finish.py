"""The end of a session, however it comes, and what a person concludes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from fairseat.domain.audit import changes_of
from fairseat.domain.click import sat_until
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.messages import SessionMoved
from fairseat.domain.session import OVER, Move, State, moved
from fairseat.domain.trackers import FIND
from fairseat.flow.admit import own_session
from fairseat.flow.board import forget_seat, load_seat, settings_of, tell_staff, tile_changed
from fairseat.flow.come_back import end_gap
from fairseat.flow.context import Actor, Context, instant, ms
from fairseat.flow.lose import settle_all
from fairseat.flow.missing import missing_of
from fairseat.flow.note import note
from fairseat.flow.pack import pack_session
from fairseat.flow.prove import write_manifest
from fairseat.flow.score import score_session
from fairseat.store import records, sessions, times
from fairseat.store.answers import count_late
from fairseat.store.database import Connection, Row

_KINDS: dict[Move, str] = {"finish": "finished", "terminate": "terminated", "expire": "expired"}
TIME_OVER = "The time was over."
CLOCKS_S = 30  # a page's clock may be wrong by seconds; an added minute is more than this
Ruling = Literal["dismissed", "confirmed", "restored"]


Due = Callable[[Row], bool]


def _always(_: Row) -> bool:
    return True


def _past(state: State, end: str, until: datetime) -> Due:
    return lambda row: row["state"] == state and row[end] < until


async def end(
    context: Context, session: UUID, move: Move, actor: str, reason: str, by: Actor | None = None, due: Due = _always,
    clicked_ms: float | None = None,
) -> bool:  # fmt: skip
    """Finish, terminate or expire: told at once to both sides; the report is queued. False when it is not `due` any
    more: minutes may have been added while this was on its way. `by`: the member of staff. `clicked_ms`: when the
    student clicked, as the page says."""
    seat = await load_seat(context, session)
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session, lock=True)
        if row is None:
            raise not_found("session")
        if not due(row):
            return False
        state, at = moved(row["state"], move), context.now()
        clicked_at = await _sat_until(c, row, clicked_ms, at)
        await sessions.set_ended(c, session, state, at, reason, clicked_at)
        said = {"reason": reason} if reason else {}
        said |= {"clicked_at": clicked_at.isoformat()} if clicked_at else {}
        await sessions.add_event(c, session, at, _KINDS[move], actor, said)
        await records.close_outage(c, session, at)
        await times.close_gap(c, session, at)
        if by:
            about = {"student": row["student_name"], "exam": row["exam_title"], "reason": reason}
            await note(context, c, by, _KINDS[move], session, **about, changes={"state": (row["state"], state)})
    settle_all(context, seat)
    end_gap(seat, at.timestamp())
    seat.state, seat.finished_at_ms, seat.help = state, ms(at), None
    news = SessionMoved(session=str(session), state=state, at_ms=ms(at) or 0, reason=reason)
    context.bus.publish(f"student:{session}", news)
    context.bus.publish(f"phone:{session}", news)
    tell_staff(context, seat, news)
    tile_changed(context, seat)
    await context.defer("make_report", {"session": str(session), "wait": True})
    return True


async def _sat_until(c: Connection, row: Row, clicked_ms: float | None, now: datetime) -> datetime | None:
    """Where the server hears of the click later because the line was down, and believes it. Of an exam whose answers
    go elsewhere nobody here can tell what was handed in after it."""
    if clicked_ms is None or row["started_at"] is None or not row["content"].get("tasks"):
        return None
    outages = [
        (o["from_at"].timestamp(), o["to_at"] and o["to_at"].timestamp())
        for o in await records.outages_of(c, row["id"])
    ]
    answered = [datetime.fromisoformat(at).timestamp() for at in row["answered_at"].values()]
    until = sat_until(clicked_ms / 1000, now.timestamp(), outages, answered)
    return None if until is None else max(row["started_at"], instant(until))


async def finish(
    context: Context, actor: Actor, waiting_chunks: int, time_over: bool = False, clicked_ms: float | None = None
) -> Row:
    """The student finishes; asked again, it answers the same. `time_over`: not the student but the page's clock has
    ended it. `clicked_ms`: when the student did, as the page says. Refuses `time_added` when that clock did not know
    of minutes that were added."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor)
        if row["state"] == "running" and waiting_chunks:
            note = {"waiting_chunks": waiting_chunks}
            await sessions.add_event(c, row["id"], context.now(), "evidence_waiting", actor.name, note)
    if row["state"] not in OVER:
        if not waiting_chunks and (seat := context.seats.get(row["id"])):
            seat.waiting_ms = 0  # the page has stopped reporting: what it said last is no longer so
        soon = context.now() + timedelta(seconds=CLOCKS_S)
        due = _past("running", "ends_at", soon) if time_over else _always
        await end(context, row["id"], "finish", actor.name, "", due=due, clicked_ms=None if time_over else clicked_ms)
    async with context.database.unit() as c:
        row = await own_session(context, c, actor)
    if row["state"] not in OVER:
        raise Refusal("time_added", "Minutes were added: the exam goes on.")
    return row


async def end_overdue(context: Context) -> None:
    """Sessions whose time is over although nobody finished them."""
    until = context.now() - timedelta(seconds=context.settings.grace_s)
    async with context.database.unit() as c:
        rows = await sessions.overdue(c, until)
    for row in rows:
        move: Move = "finish" if row["state"] == "running" else "expire"
        due = _past(row["state"], "ends_at" if move == "finish" else "closes_at", until)
        await end(context, row["id"], move, "", TIME_OVER if move == "finish" else "", due=due)


async def conclude(context: Context, actor: Actor, session: UUID, decision: str, comment: str) -> dict[str, Any]:
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session, lock=True)
        if row is None:
            raise not_found("session")
        moved(row["state"], "conclude")
        conclusion = {"decision": decision, "comment": comment, "by": actor.name, "at": context.now()}
        await sessions.set_conclusion(c, session, decision, conclusion)
        await sessions.add_event(
            c, session, context.now(), "concluded", actor.name, {"decision": decision, "comment": comment}
        )
        before = {field: (row["conclusion"] or {}).get(field) for field in ("decision", "comment")}
        about = {"student": row["student_name"], "exam": row["exam_title"]}
        changes = changes_of(before, {"decision": decision, "comment": comment})
        await note(context, c, actor, "concluded", session, **about, changes=changes)
    if seat := context.seats.get(session):
        seat.state = "concluded"
        tile_changed(context, seat)
    await context.defer("make_report", {"session": str(session), "wait": False})
    return conclusion


async def judge(context: Context, actor: Actor, session: UUID, violation: UUID, ruling: Ruling, comment: str) -> None:
    """Dismisses a violation, confirms a find, or takes either back; the score follows. Refuses `not_to_confirm`."""
    async with context.database.unit() as c:
        row = await records.violation_by_id(c, session, violation)
        if row is None:
            raise not_found("violation")
        if ruling == "confirmed" and row["tracker"] != FIND:
            raise Refusal("not_to_confirm", "This counts already; it can only be dismissed.")
        said = {"by": actor.name, "at": context.now(), "comment": comment}
        await records.set_ruling(
            c, violation, said if ruling == "dismissed" else None, said if ruling == "confirmed" else None
        )
        data = {"violation": str(violation), "tracker": row["tracker"], "comment": comment}
        await sessions.add_event(c, session, context.now(), f"violation_{ruling}", actor.name, data)
        await note(context, c, actor, f"violation_{ruling}", session, **data)
        over = await _rescore(context, c, session)
    if over:
        await context.defer("make_report", {"session": str(session), "wait": False})


async def _rescore(context: Context, c: Connection, session: UUID) -> bool:
    """Stores the score anew if the session is over; says whether it is."""
    row = await sessions.session_by_id(c, session)
    if row is None or row["state"] not in OVER:
        return False
    violations = await records.violations_of(c, session)
    score = await score_session(context, c, row, violations, await missing_of(context, c, row))
    low = score.credibility is not None and score.credibility < settings_of(row).review_below
    await sessions.set_score(c, session, score.credibility, low or await count_late(c, session) > 0)
    return True


async def rescore(context: Context, session: UUID) -> None:
    """The stored score of a session that is over, from what is stored now."""
    async with context.database.unit() as c:
        await _rescore(context, c, session)


async def take_late_into_account(context: Context) -> None:
    """Evidence that came in after the end, once it rests: the score follows, and the report is made anew."""
    now, rest = context.clock(), context.settings.late_rest_s
    for seat in [s for s in context.seats.values() if s.late_at and now - s.late_at > rest]:
        seat.late_at = 0.0
        await context.defer("make_report", {"session": str(seat.session), "wait": False})


async def seal_ended(context: Context) -> None:
    """Ended sessions are packed as evidence comes in; once it was waited for long enough they are closed for good.
    Nobody can tell earlier: a page whose line was cut may hold more in its outbox."""
    async with context.database.unit() as c:
        rows = await sessions.unsealed(c)
    for row in rows:
        age = context.now() - row["finished_at"]
        late = age > timedelta(hours=context.settings.late_evidence_h)
        await pack_session(context, row["id"], over=True, everything=late)
        if late:
            await seal(context, row["id"])
        elif age > timedelta(hours=context.settings.tile_after_h):
            forget_seat(context, row["id"])  # it is read back when something late comes in


async def seal(context: Context, session: UUID) -> None:
    """Nothing is taken any more; what is there is listed and signed. Unless it was reopened meanwhile: then it is
    sealed after its next end."""
    await write_manifest(context, session)
    async with context.database.unit() as c:
        sealed = await sessions.set_sealed(c, session, context.now())
    if sealed:
        forget_seat(context, session)
