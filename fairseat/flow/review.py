"""Looking at a session: its page, its recording, its pictures. Every look at evidence is noted.

Who asks has passed `permit` before.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fairseat.domain.answers import Answer, by_task
from fairseat.domain.credibility import Score
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.need import Action, require, require_session
from fairseat.domain.trackers import TrackerSetting
from fairseat.flow.board import settings_of
from fairseat.flow.context import Actor, Context, ms
from fairseat.flow.missing import Outage, missing_of
from fairseat.flow.note import note
from fairseat.flow.record import segment_bytes
from fairseat.flow.score import score_session
from fairseat.store import records, sessions, times
from fairseat.store.answers import late_answers
from fairseat.store.database import Connection, Row

MOST_LOOKS = 10_000  # kept by heart before the old ones are forgotten
NOTE_EVERY_S = 300  # one person looking on at one session is one entry in this time, not one for every segment


async def permit(context: Context, actor: Actor, action: Action, session: UUID) -> Row:
    """The one place where a person and a session meet: refuses unless the action reaches this session."""
    require(action, actor.roles)
    async with context.database.unit() as c:
        row = await sessions.session_row(c, session)
    if row is None:
        raise not_found("session")
    require_session(action, actor.roles, assigned=row["proctor_id"] == actor.id, own=row["student_id"] == actor.id)
    return row


class Looks:
    """Who looked at what lately, so that a player's hundred requests are one entry."""

    def __init__(self) -> None:
        self._last: dict[tuple[UUID, UUID, str], float] = {}

    def fresh(self, actor: UUID, session: UUID, action: str, now: float) -> bool:
        key = (actor, session, action)
        return now - self._last.get(key, 0.0) >= NOTE_EVERY_S

    def noted(self, actor: UUID, session: UUID, action: str, now: float) -> None:
        if len(self._last) > MOST_LOOKS:
            self._last = {k: at for k, at in self._last.items() if now - at < NOTE_EVERY_S}
        self._last[actor, session, action] = now


_looks = Looks()


async def note_look(context: Context, actor: Actor, session: UUID, action: str) -> None:
    """Into the audit log, before the evidence goes out."""
    if not _looks.fresh(actor.id, session, action, context.clock()):
        return
    async with context.database.unit() as c:
        await note(context, c, actor, action, session)
    _looks.noted(actor.id, session, action, context.clock())


async def session_page(context: Context, actor: Actor, session: UUID) -> dict[str, Any]:
    """All of a session but its pictures and sound, as rows."""
    await note_look(context, actor, session, "session_seen")
    async with context.database.unit() as c:
        return await gathered(context, c, session)


async def gathered(context: Context, c: Connection, session: UUID) -> dict[str, Any]:
    row = await sessions.session_by_id(c, session)
    if row is None:
        raise not_found("session")
    violations, missing = await records.violations_of(c, session), await missing_of(context, c, row)
    score: Score = await score_session(context, c, row, violations, missing)
    return {
        "row": row,
        "score": score,
        "violations": violations,
        "snapshots": await records.snapshots_of(c, session),
        "events": await sessions.events_of(c, session),
        "chat": await sessions.chat_of(c, session),
        "outages": missing.outages,
        "answers": await _answers_of(c, row, missing.outages),
        "gaps": await times.gaps_of(c, session),
    }


async def _answers_of(c: Connection, row: Row, outages: list[Outage]) -> list[Answer]:
    return by_task(row, await late_answers(c, row["id"]), [(one.from_at, one.to_at) for one in outages])


async def answers(context: Context, actor: Actor, session: UUID) -> list[Answer]:
    """In time and late."""
    await note_look(context, actor, session, "answers_seen")
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
        if row is None:
            raise not_found("session")
        return await _answers_of(c, row, (await missing_of(context, c, row)).outages)


async def segment_index(context: Context, session: UUID) -> dict[str, Any]:
    """What is recorded: packed segments from the database, those on their way from the spool."""
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
        packed = await records.segments_of(c, session)
    assert row is not None
    segments = [_packed(r) for r in packed]
    segments += [_spooled(key, part) for key, part in context.spool.parts.get(session, {}).items()]
    segments.sort(key=lambda s: (s["source"], s["started_ms"]))
    return {
        "session": session, "started_ms": ms(row["started_at"]), "ended_ms": ms(row["finished_at"]),
        "server_ms": context.clock() * 1000, "segments": segments,
    }  # fmt: skip


def _packed(r: Row) -> dict[str, Any]:
    return {
        "id": f"{r['recorder']}-{r['number']}", "source": r["source"], "mime": r["mime"],
        "started_ms": r["started_device_ms"] + r["offset_ms"], "duration_ms": r["duration_ms"],
        "width": r["width"], "height": r["height"], "bytes": r["bytes"], "chunks": r["chunks"], "closed": True,
        "missing": r["missing"],
    }  # fmt: skip


def _spooled(key: tuple[UUID, str, str, int], part: Any) -> dict[str, Any]:
    return {
        "id": f"{key[2]}-{key[3]}", "source": key[1], "mime": part.mime,
        "started_ms": part.started_device_ms + part.offset_ms,
        "duration_ms": part.until_device_ms - part.started_device_ms, "width": part.width, "height": part.height,
        "bytes": part.bytes, "chunks": len(part.digests), "closed": part.complete, "missing": part.missing,
    }  # fmt: skip


async def segment(context: Context, actor: Actor, session: UUID, source: str, ident: str) -> tuple[bytes, str, bool]:
    """Bytes, MIME type, and whether nothing more can come."""
    await note_look(context, actor, session, "recording_seen")
    return await segment_bytes(context, session, source, ident)


async def snapshot(context: Context, actor: Actor, session: UUID, ident: UUID) -> bytes:
    await note_look(context, actor, session, "snapshot_seen")
    async with context.database.unit() as c:
        found = [r for r in await records.snapshots_of(c, session) if r["id"] == ident]
    if not found:
        raise not_found("picture")
    return await context.vault.get(found[0]["object"])


async def report(context: Context, actor: Actor, session: UUID) -> bytes:
    await note_look(context, actor, session, "report_seen")
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
    if row is None or not row["report_key"]:
        raise Refusal("report_not_ready", "The report is not ready yet.", 404)
    return await context.vault.get(row["report_key"])


async def violation(
    context: Context, session: UUID, ident: UUID
) -> tuple[Row, Mapping[str, TrackerSetting], list[Row]]:
    """One violation, the rules of its session, and the session's pictures."""
    async with context.database.unit() as c:
        row, found = await sessions.session_by_id(c, session), await records.violation_by_id(c, session, ident)
        if row is None or found is None:
            raise not_found("violation")
        return found, settings_of(row).trackers, await records.snapshots_of(c, session)


async def chat_of(context: Context, session: UUID) -> list[Row]:
    async with context.database.unit() as c:
        return await sessions.chat_of(c, session)
