"""Answers that reach the server after the end, because the line was down: kept beside those in time, for a person to
judge. Nothing that was there in time is changed by them."""

import hashlib
from datetime import UTC, datetime, timedelta

from fairseat.domain.answers import MOST_VERSIONS, Answer, believable, by_task
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.session import OVER
from fairseat.flow.admit import own_session
from fairseat.flow.board import load_seat
from fairseat.flow.context import Actor, Context
from fairseat.flow.record import must_take_evidence
from fairseat.store import answers, sessions
from fairseat.store.database import Row

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def hand_in_late(
    context: Context, actor: Actor, task: str, text: str, device_ms: float, offset_ms: float
) -> None:
    """`device_ms`: when it was written, by the device's clock; `offset_ms`: by how much that is behind the server's, as
    the page measured. A text that is here already is taken without a word. Refuses `wrong_state`, `session_closed`,
    `too_many_versions`."""
    received = context.now()
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        if row["state"] not in OVER or row["started_at"] is None:
            raise Refusal("wrong_state", "The exam is not over: answers are taken as usual.")
        title = _title(row, task)
    seat = await load_seat(context, row["id"])
    await must_take_evidence(context, seat)
    written = believable(_instant(device_ms + offset_ms), row["started_at"], received)
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        if row["answers"].get(task, "") == text:
            return
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if not await answers.add_late(c, row["id"], task, digest, text, received, written):
            return
        if await answers.count_late(c, row["id"], task) > MOST_VERSIONS:
            raise Refusal("too_many_versions", "Several late answers to this task are here already.")
        data = {
            "text": title, "task": task, "sha256": digest.hex(), "device_ms": device_ms, "offset_ms": offset_ms,
        }  # fmt: skip
        await sessions.add_event(c, row["id"], received, "answer_late", actor.name, data)
    seat.late_at = context.clock()


def _title(row: Row, task: str) -> str:
    titles = {one["id"]: one["title"] for one in row["content"].get("tasks", [])}
    if task not in titles:
        raise not_found("task")
    return str(titles[task])


def _instant(written_ms: float) -> datetime:
    """Of any number that a page may send; what no calendar has is far enough away not to be believed."""
    try:
        return EPOCH + timedelta(milliseconds=written_ms)
    except (OverflowError, ValueError):
        return EPOCH


async def receipt(context: Context, row: Row) -> list[Answer]:
    """What was handed in, for the student, once the exam is over."""
    if row["state"] not in OVER:
        return []
    async with context.database.unit() as c:
        return by_task(row, await answers.late_answers(c, row["id"]), [])
