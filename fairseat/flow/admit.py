"""From the link to the start: sign-in, consent, checks, start."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fairseat.domain.ending import ends_at_ms
from fairseat.domain.errors import Refusal, not_found
from fairseat.domain.links import ends_at
from fairseat.domain.messages import SessionMoved
from fairseat.domain.need import Role
from fairseat.domain.people import email_of
from fairseat.domain.seat import Seat
from fairseat.domain.session import LIVE, moved
from fairseat.domain.tokens import csrf_of, new_token, token_hash
from fairseat.flow import links
from fairseat.flow.board import face_trackers, load_seat, settings_of, tile_changed
from fairseat.flow.context import Actor, Context, instant, ms
from fairseat.flow.note import note
from fairseat.flow.remember import decide, is_asked
from fairseat.flow.throttle import reserve
from fairseat.store import people, sessions, sign_ins, times
from fairseat.store.answers import save_answer
from fairseat.store.database import Connection, Row

STAFF: frozenset[Role] = frozenset({"organizer", "proctor", "examiner"})
SITTINGS_BESIDE = 7  # other exams that one browser stays signed in for: more than anybody sits at a time

EARLY_MIN = 30  # the checks may be passed this long before the exam opens, so that nobody starts late for them

CHECKS_KEPT = 50  # with that many on record, one more that failed tells nothing new
NAME_MOST = 60  # characters of an item's name in a sentence


def _actor(context: Context, row: Row, token: str, session: UUID | None) -> Actor:
    roles: frozenset[Role] = frozenset(row["roles"])
    return Actor(row["id"], row["name"], row["email"], roles, session, csrf_of(context.secret, token))


async def _open_sign_in(
    context: Context, c: Connection, person: UUID, session: UUID | None = None, at_most: datetime | None = None
) -> str:
    settings, now, token = context.settings, context.now(), new_token()
    expires = now + timedelta(hours=settings.sign_in_hours)
    failures_before = now - timedelta(minutes=settings.sign_in_window_min)
    await sign_ins.sweep(c, now, failures_before, now - timedelta(days=settings.sign_in_known_days))
    expires = min(expires, at_most) if at_most else expires
    await sign_ins.insert_sign_in(c, token_hash(token), person, session, expires)
    return token


async def sign_in(context: Context, email: str, password: str, address: str) -> tuple[Actor, str]:
    """A person and the new sign-in's token. The same answer, after the same time, whether the account or the
    password is wrong."""
    account = email_of(email) or email[:320]
    attempt = await reserve(context, account, address)
    async with context.database.unit() as c:
        row = await people.person_by_email(c, account)
    hashed = row["password_hash"] if row and row["disabled_at"] is None else None
    good = await asyncio.to_thread(context.passwords.verify, hashed, password)
    async with context.database.unit() as c:
        fresh = await people.held_person(c, row["id"]) if good and row else None
        if fresh is None or fresh["disabled_at"] or fresh["password_hash"] != hashed:
            await sign_ins.settle_attempt(c, attempt)
        else:
            return await _signed_in(context, c, fresh, attempt, address)
    raise Refusal("wrong_credentials", "The e-mail address or the password is wrong.", 401)


async def _signed_in(context: Context, c: Connection, row: Row, attempt: UUID, address: str) -> tuple[Actor, str]:
    await sign_ins.forgive_attempts(c, attempt, row["email"], address)
    await sign_ins.remember_address(c, row["id"], address, context.now())
    token = await _open_sign_in(context, c, row["id"])
    actor = _actor(context, row, token, None)
    actor.address = address
    await note(context, c, actor, "signed_in")
    return actor, token


async def staff_behind(context: Context, token: str, address: str) -> Actor | None:
    """The member of staff who is signed in with this browser, if there is one."""
    actor = await who(context, token, address) if token else None
    return actor if actor and actor.session is None and actor.roles & STAFF else None


async def outlived(context: Context, cookies: dict[str, str]) -> list[str]:
    """Of the cookies of other sessions (name -> token) those whose sign-in is over, and the oldest beyond a few: every
    request carries all of them."""
    if not cookies:
        return []
    hashes = {name: token_hash(token) for name, token in cookies.items()}
    async with context.database.unit() as c:
        until = await sign_ins.ends_of_sign_ins(c, list(hashes.values()), context.now())
    alive = [name for name, hashed in hashes.items() if hashed in until]
    kept = sorted(alive, key=lambda name: until[hashes[name]], reverse=True)[:SITTINGS_BESIDE]
    return [name for name in cookies if name not in kept]


def _must_be_meant(staff: Actor | None, confirmed: bool, student: Row, exam: str) -> None:
    """Staff try links: nobody is to sit in a student's exam by mistake."""
    if staff and staff.id != student["id"] and not confirmed:
        sentence = f"You are signed in as {staff.name}. Open the exam “{exam}” of {student['name']} here?"
        raise Refusal("staff_signed_in", sentence)


async def sign_in_by_link(
    context: Context, token: str, address: str, staff: Actor | None = None, confirmed: bool = False
) -> tuple[Actor, str]:
    """`staff`: who is signed in with the same browser, and stays so. That they opened the exam is put on record."""
    async with context.database.unit() as c:
        row, person = await links.opened(context, c, token)
        _must_be_meant(staff, confirmed, person, row["exam_title"])
        ends = ends_at(row, links.after_of(context))
        opened = await _open_sign_in(context, c, person["id"], row["id"], ends)
        await sessions.add_event(c, row["id"], context.now(), "signed_in", person["name"], {"address": address})
        if staff and staff.id != person["id"]:
            await sessions.add_event(c, row["id"], context.now(), "link_opened", staff.name)
            await note(context, c, staff, "link_opened", row["id"])
    return _actor(context, person, opened, row["id"]), opened


async def who(context: Context, token: str, address: str) -> Actor | None:
    async with context.database.unit() as c:
        row = await sign_ins.signed_in(c, token_hash(token), context.now())
    if row is None:
        return None
    actor = _actor(context, row, token, row["session_id"])
    actor.address, actor.sign_in, actor.expires_at = address, token_hash(token), row["expires_at"].timestamp()
    return actor


async def own_session(context: Context, c: Connection, actor: Actor, lock: bool = False) -> Row:
    """The session the student's sign-in is bound to."""
    row = await sessions.session_by_id(c, actor.session, lock) if actor.session else None
    if row is None or row["student_id"] != actor.id:
        raise not_found("session")
    return row


async def _own(context: Context, actor: Actor) -> Row:
    async with context.database.unit() as c:
        return await own_session(context, c, actor)


def done_of(row: Row) -> list[str]:
    """Steps the student has passed."""
    passed = {"rules": row["consent_at"], "equipment": row["checked_at"]}
    return [step for step in settings_of(row).steps if passed.get(step)]


async def enter(context: Context, actor: Actor) -> Row:
    """What the student's page shows. The first look moves a scheduled session into the checks."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        early = row["opens_at"] - timedelta(minutes=EARLY_MIN)
        if row["state"] == "scheduled" and early <= context.now() < row["closes_at"]:
            await sessions.set_state(c, row["id"], moved("scheduled", "admit"))
            await sessions.add_event(c, row["id"], context.now(), "admitted", actor.name)
            row = await own_session(context, c, actor)
    if row["state"] in LIVE:
        seat = await load_seat(context, row["id"])
        if seat.state != row["state"]:
            seat.state = row["state"]
            tile_changed(context, seat)
    return row


def _must_be_in_checks(row: Row) -> None:
    if row["state"] not in LIVE:
        raise Refusal("wrong_state", "This session is not in the checks.")


async def consent(
    context: Context, actor: Actor, version: str, keep_typing: bool | None = None, similar: bool = False
) -> Row:
    """`similar`: the face may be compared with those of others; of no use where the exam does not ask for it."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        _must_be_in_checks(row)
        if version != settings_of(row).rules_version:
            raise Refusal("rules_changed", "The rules have changed in the meantime. Read them again, please.")
        settings = settings_of(row)
        data: dict[str, Any] = {"version": version}
        if keep_typing is not None and is_asked(settings):
            await decide(context, c, actor.id, keep_typing)
            data["keep_typing"] = keep_typing
        asked = "similar_profile" in face_trackers(settings)
        await sessions.set_consent(c, row["id"], version, context.now(), similar and asked)
        if asked:
            data["similar_faces"] = similar
        await sessions.add_event(c, row["id"], context.now(), "consented", actor.name, data)
        return await own_session(context, c, actor)


async def check(context: Context, actor: Actor, items: list[dict[str, Any]], browser: dict[str, Any]) -> Row:
    """What was found is on record also when it does not suffice; the refusal comes after the commit."""
    failed = [str(item.get("name"))[:NAME_MOST] for item in items if not item.get("ok")]
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        _must_be_in_checks(row)
        if not failed or await sessions.count_events(c, row["id"], "equipment_checked") < CHECKS_KEPT:
            data = {"items": items, "browser": browser} | ({"failed": failed} if failed else {})
            await sessions.add_event(c, row["id"], context.now(), "equipment_checked", actor.name, data)
        if not failed:
            await sessions.set_checked(c, row["id"], context.now())
        row = await own_session(context, c, actor)
    if failed:
        raise Refusal("check_failed", f"Not ready yet: {', '.join(failed)}.")
    return row


async def start(context: Context, actor: Actor) -> Row:
    """Begins the exam once every step is passed; asked again while it runs, it answers the same."""
    seat = await load_seat(context, (await _own(context, actor))["id"])
    async with context.database.unit() as c:
        await times.hold_times(c, seat.session)
        row = await own_session(context, c, actor, lock=True)
        if row["state"] == "running":
            return row
        state = moved(row["state"], "start")
        if context.now() < row["opens_at"]:
            raise Refusal("not_open", "The exam has not opened yet.")
        missing = [step for step in settings_of(row).steps if step not in done_of(row)]
        if missing:
            raise Refusal("steps_missing", f"These steps are still to do: {', '.join(missing)}.")
        begun = context.now()
        end = ends_at_ms(ms(begun) or 0, row["duration_min"], ms(row["closes_at"]) or 0, row["extra_min"])
        await sessions.set_started(c, row["id"], begun, instant(end / 1000))
        await sessions.add_event(c, row["id"], begun, "started", actor.name)
        row = await own_session(context, c, actor)
    seat.state, seat.started_at_ms, seat.ends_at_ms = state, ms(row["started_at"]), ms(row["ends_at"])
    seat.heard_at = max(seat.heard_at, begun.timestamp())  # a page whose socket never comes is missed from the start
    await _note_missing_photo(context, seat)
    tile_changed(context, seat)
    news = SessionMoved(session=str(row["id"]), state=state, at_ms=ms(begun) or 0, ends_at_ms=seat.ends_at_ms)
    context.bus.publish(f"phone:{row['id']}", news)
    return row


async def _note_missing_photo(context: Context, seat: Seat) -> None:
    """The camera may give no usable face: that must not keep anybody from the exam, but a proctor should know."""
    if seat.faces is not None and seat.faces.photo is None:
        async with context.database.unit() as c:
            await sessions.add_event(c, seat.session, context.now(), "face_photo_missing")


async def answer(context: Context, actor: Actor, task: str, text: str) -> None:
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)  # or it might be saved after the end
        if row["state"] != "running":
            raise Refusal("wrong_state", "The exam is not running: the answer was not taken.")
        if task not in {t["id"] for t in row["content"].get("tasks", [])}:
            raise not_found("task")
        await save_answer(c, row["id"], task, text, context.now())
