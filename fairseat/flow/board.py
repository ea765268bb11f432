"""Seats and tiles: what is known by heart of the sessions going on, and what the proctor's grid shows of them."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.accommodation import Accommodation, accommodated
from fairseat.domain.credibility import GAP, Interval, seconds_of
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.inputs import asked_of, excused, may_still_go_without
from fairseat.domain.looks import Faces, Look
from fairseat.domain.messages import OpenViolation, Tile, TileChanged, TileGone
from fairseat.domain.phone import Phone
from fairseat.domain.seat import OWN, Open, Seat, column_of
from fairseat.domain.session import LIVE
from fairseat.domain.template import Input, TemplateSettings, devices_of, required_sources
from fairseat.domain.trackers import heeded, is_on, parameters_of, severity_of
from fairseat.domain.violation import violations_of
from fairseat.flow.context import Context, ms
from fairseat.store import looks, prints, records, sessions, times
from fairseat.store.database import Connection, Row

RECENT_INTERVALS = 6  # kept by heart after a restart: windows of trackers reach back less than a minute


def settings_of(row: Row) -> TemplateSettings:
    """The exam's; of a session as they hold for its student."""
    settings = msgspec.convert(row["settings"], TemplateSettings)
    return accommodated(settings, accommodations_of(row))


def accommodations_of(row: Row) -> list[Accommodation]:
    """Of a session; a template and an exam have none."""
    return msgspec.convert(row.get("accommodations") or [], list[Accommodation])


def forgone(row: Row) -> frozenset[str]:
    """Sources of a session that are not asked of its student: gone without by the student, or excused."""
    return frozenset(row["without"]) | excused(settings_of(row).sources, accommodations_of(row))


def asked_sources(row: Row) -> dict[str, bool]:
    return asked_of(settings_of(row).sources, forgone(row))


def may_go_without(row: Row) -> list[Input]:
    settings = settings_of(row)
    own = excused(settings.sources, accommodations_of(row))
    return may_still_go_without(settings.sources, settings.may_go_without, row["without"], own)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all seats of an exam have in common; kept once, however many sit it. A student with accommodations has one
    of their own."""

    raw: Any
    settings: TemplateSettings
    heeded: frozenset[str]
    sources: tuple[str, ...]
    tools: frozenset[str]
    devices: frozenset[str]


def _shared(context: Context, row: Row) -> Shared:
    if row["accommodations"]:
        return _made(row)
    known: Shared | None = context.templates.get(row["exam_id"])
    if known is not None and known.raw == row["settings"]:
        return known
    shared = context.templates[row["exam_id"]] = _made(row)
    return shared


def _made(row: Row) -> Shared:
    settings = settings_of(row)
    sources = tuple(required_sources(settings.sources))
    devices = devices_of(settings.sources)
    return Shared(row["settings"], settings, heeded(settings.trackers), sources, frozenset(settings.tools), devices)


def _seat(context: Context, row: Row) -> Seat:
    shared = _shared(context, row)
    return Seat(
        session=row["id"], exam=row["exam_id"], exam_title=row["exam_title"], student=row["student_name"],
        email=row["student_email"], proctor=row["proctor_id"],
        state=row["state"], rules=shared.settings.trackers, heeded=shared.heeded,
        review_below=shared.settings.review_below, sources=shared.sources, tools=shared.tools, devices=shared.devices,
        started_at_ms=ms(row["started_at"]), ends_at_ms=ms(row["ends_at"]), finished_at_ms=ms(row["finished_at"]),
        rating=row["rating"], stills=shared.settings.sources.stills, unavailable=tuple(row["unavailable"]),
        without=forgone(row),
    )  # fmt: skip


def _remember(seat: Seat, intervals: list[Interval]) -> None:
    """Totals from all intervals; the last ones also as columns, so that windows and repeats work on."""
    for interval in intervals:
        columns = list(interval.seconds.values())
        seat.observed_s += sum(any(c[i] != GAP for c in columns) for i in range(10))
        for name, column in interval.seconds.items():
            total = sum(b for b in column if b < GAP) / 200
            seat.totals[name] = seat.totals.get(name, 0.0) + total
    for interval in intervals[-RECENT_INTERVALS:]:
        seat.columns[interval.at] = column_of(interval.seconds)
    if intervals:
        seat.newest_at = _newest(intervals[-1])


def _newest(interval: Interval) -> int:
    """The last second of the interval of which there is any reading."""
    known = [i for column in interval.seconds.values() for i, byte in enumerate(column) if byte != GAP]
    return interval.at + max(known, default=0)


def _resume_watches(seat: Seat, intervals: list[Interval]) -> None:
    """Where each tracker stood. What was open or had lately shown something is held against the history once more with
    the next readings: a server that was killed may have stored the readings and not yet the violation."""
    recent = intervals[-RECENT_INTERVALS:]
    shown = {n for interval in recent for n, line in interval.seconds.items() if any(0 < byte < GAP for byte in line)}
    for name in (shown | set(seat.open)) & set(seat.rules):
        _, watch = violations_of(seat.rules[name], seconds_of(intervals, name))
        if not watch.calm:
            seat.watches[name] = watch
    seat.refold |= (shown | set(seat.open)) & (seat.heeded | (OWN if seat.faces else frozenset()))


async def _recall_gaps(context: Context, c: Connection, seat: Seat) -> None:
    rows = await times.gaps_of(c, seat.session)
    seat.gaps = [(r["from_at"].timestamp(), r["to_at"].timestamp() if r["to_at"] else None) for r in rows]
    until = seat.gaps[-1][1] if seat.gaps else None
    if until is not None and until > context.clock():
        seat.returned_at = until - context.settings.return_s


FACE_TRACKERS = ("face_mismatch", "similar_profile")


def face_trackers(settings: TemplateSettings) -> list[str]:
    """Those of the template that need the student's photo."""
    on = [name for name in FACE_TRACKERS if is_on(settings.trackers, name)]
    return on if settings.sources.camera else []


async def _recall_faces(context: Context, c: Connection, seat: Seat, settings: TemplateSettings) -> None:
    wanted = face_trackers(settings)
    if not context.faces.available:
        seat.cannot = tuple(wanted)
    elif "face_mismatch" in wanted:
        seat.faces = Faces(parameters_of(seat.rules, "face_mismatch"))
        known = await prints.print_of(c, seat.session)
        seat.faces.photo = str(known["photo_id"]) if known else None
        await recall_looks(c, seat)


async def recall_looks(c: Connection, seat: Seat) -> None:
    """All looks at the face that are judged."""
    assert seat.faces is not None
    judged = [Look(looks.at_of(r), r["similarity"], str(r["id"])) for r in await looks.judged_looks(c, seat.session)]
    seat.faces.taken.update(int(look.at) for look in judged)
    seat.faces.adopt(judged)


async def load_seat(context: Context, session: UUID) -> Seat:
    """The session's seat, read back from the database when it is not known by heart."""
    lock = context.loading.setdefault(session, asyncio.Lock())
    async with lock:
        if seat := context.seats.get(session):
            return seat
        async with context.database.unit() as c:
            row = await sessions.session_by_id(c, session)
            if row is None:
                raise not_found("session")
            seat = _seat(context, row)
            intervals = await records.intervals_of(c, session)
            _remember(seat, intervals)
            await _recall_gaps(context, c, seat)
            await _recall_faces(context, c, seat, settings_of(row))
            for violation in await records.violations_of(c, session):
                seat.alerts += violation["alerted"]
                seat.violated.add(violation["tracker"])
                if violation["ended_at"] is None and row["state"] == "running":
                    started = round(violation["started_at"].timestamp())
                    seat.open[violation["tracker"]] = Open(
                        violation["id"], started, violation["alerted"], violation["detail"]
                    )
            if row["state"] == "running":
                _resume_watches(seat, intervals)
                seat.offline_since_ms = ms(await records.offline_since(c, session))
                seat.heard_at = context.clock()  # silence is counted from here, unless somebody knows better
            if "phone" in seat.sources and await sessions.has_event(c, session, "phone_paired"):
                seat.phone = Phone(context.clock())
            if found := await sessions.open_help(c, session):
                seat.help = (str(found["id"]), found["text"], ms(found["called_at"]) or 0)
            seat.unread_chat = await sessions.unread_chat(c, session)
        context.seats[session] = seat
    context.loading.pop(session, None)
    return seat


async def renew_rules(context: Context, session: UUID) -> None:
    """What holds for the student of a session that has not begun was changed."""
    seat = context.seats.get(session)
    if seat is None:
        return
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
        if row is None or row["state"] not in ("scheduled", "checking"):
            return
        shared = _shared(context, row)
        seat.rules, seat.heeded, seat.faces = shared.settings.trackers, shared.heeded, None
        seat.without = forgone(row)
        await _recall_faces(context, c, seat, shared.settings)


def must_have(seat: Seat, tool: str) -> None:
    """Refuses what the exam's template has switched off."""
    if tool not in seat.tools:
        raise Refusal("tool_off", "This exam's template has switched that off.")


def forget_seat(context: Context, session: UUID) -> None:
    seat = context.seats.get(session)
    if seat is not None and seat.state not in LIVE and not seat.online and not seat.unacknowledged:
        del context.seats[session]


def tile_of(seat: Seat, now: float) -> Tile:
    return Tile(
        session=str(seat.session), exam=str(seat.exam), exam_title=seat.exam_title, student=seat.student,
        email=seat.email, state=seat.state, proctor=str(seat.proctor) if seat.proctor else None, online=seat.online,
        offline_since_ms=seat.offline_since_ms if not seat.online else None,
        credibility=seat.credibility, rating=seat.rating,
        open_violations=[
            OpenViolation(
                id=str(o.id), tracker=name, started_at_ms=o.started_at * 1000,
                severity=severity_of(name, seat.rules), alerted=o.alerted, detail=o.detail,
            )
            for name, o in seat.open.items()
        ],
        alerts=seat.alerts,
        help=seat.help[0] if seat.help else None, help_text=seat.help[1] if seat.help else "",
        help_at_ms=seat.help[2] if seat.help else None,
        unread_chat=seat.unread_chat, sources=seat.live_sources(now),  # type: ignore[arg-type]
        unavailable=list(seat.unavailable), without=sorted(seat.without), level=seat.level, waiting_ms=seat.waiting_ms,
        started_at_ms=seat.started_at_ms, ends_at_ms=seat.ends_at_ms,
    )  # fmt: skip


def _still(context: Context, row: Row) -> Tile:
    """The tile of a session that nobody sits just now."""
    seat = _seat(context, row)
    tile = tile_of(seat, 0.0)
    tile.credibility = row["credibility"]
    return tile


async def board_of(context: Context, proctor: UUID | None) -> list[Tile]:
    """The tiles of a proctor's grid."""
    since = context.now() - timedelta(hours=context.settings.tile_after_h)
    async with context.database.unit() as c:
        rows = await sessions.sessions_of_board(c, proctor, since)
    tiles = []
    for row in rows:
        live = row["state"] in LIVE or row["id"] in context.seats
        tiles.append(tile_of(await load_seat(context, row["id"]), context.clock()) if live else _still(context, row))
    return tiles


def tell_staff(context: Context, seat: Seat, news: Any) -> None:
    """To whoever watches this session: its proctor, and who has it open."""
    if seat.proctor:
        context.bus.publish(f"proctor:{seat.proctor}", news)
    context.bus.publish(f"session:{seat.session}", news)


def tile_changed(context: Context, seat: Seat) -> None:
    """The tile is told anew within a moment (`tell_changes`), however often it changes until then."""
    context.changed[seat.session] = seat


def tell_changes(context: Context) -> None:
    changed, context.changed = context.changed, {}
    for seat in changed.values():
        topics = [f"session:{seat.session}"] + ([f"proctor:{seat.proctor}"] if seat.proctor else [])
        if any(map(context.bus.listened, topics)):
            tell_staff(context, seat, TileChanged(tile=tile_of(seat, context.clock())))


async def reassigned(context: Context, changed: Iterable[Row]) -> None:
    """Tells the old proctor that the tile is gone, and the new one that there is one."""
    for move in changed:
        seat, session = context.seats.get(move["id"]), move["id"]
        if seat:
            seat.proctor = move["new"]
        if move["old"]:
            context.bus.publish(f"proctor:{move['old']}", TileGone(session=str(session)))
        if move["new"] and context.bus.listened(f"proctor:{move['new']}"):
            context.bus.publish(f"proctor:{move['new']}", TileChanged(tile=await _tile(context, seat, session)))


async def _tile(context: Context, seat: Seat | None, session: UUID) -> Tile:
    if seat:
        return tile_of(seat, context.clock())
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
    if row is None:
        raise not_found("session")
    return _still(context, row)
