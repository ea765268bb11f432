"""People: made, changed, closed. Each change is decided on the locked row and writes only what it changes, so that two
at the same moment do not undo each other."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from fairseat.domain.audit import changes_of
from fairseat.domain.errors import Place, Refusal, invalid, not_found
from fairseat.domain.need import Role
from fairseat.domain.people import email_of, name_fault, name_of, password_fault
from fairseat.flow.context import Actor, Context
from fairseat.flow.leave import RolesChanged, SignInEnded, Why, tell
from fairseat.flow.note import note
from fairseat.store import people, sign_ins
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record

News = tuple[list[bytes], SignInEnded | RolesChanged]  # to the sockets of these sign-ins


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be another; None: stays as it is."""

    name: str | None = None
    email: str | None = None
    roles: Sequence[Role] | None = None
    password: str | None = None
    disabled: bool | None = None


async def hash_of(context: Context, password: str | None) -> str | None:
    """argon2id takes some 20 ms: off the loop, so that nobody's alert waits for it."""
    return await asyncio.to_thread(context.passwords.hash, password) if password else None


def _check_name(name: str) -> list[Place]:
    fault = name_fault(name)
    return [Place("name", fault)] if fault else []


def _check(name: str | None, email: str | None, password: str | None) -> str:
    """The address as it is kept; empty where none is given. None is not looked at."""
    places = _check_name(name) if name is not None else []
    address = email_of(email) if email is not None else ""
    if address is None:
        places.append(Place("email", f"“{email}” is no e-mail address."))
    if fault := password_fault(password):
        places.append(Place("password", fault))
    if places or address is None:
        raise invalid(*places)
    return address


def _taken() -> Refusal:
    sentence = "Somebody has this e-mail address already."
    return Refusal("email_taken", sentence, 409, [Place("email", sentence)])


async def add_person(
    context: Context, actor: Actor | None, name: str, email: str, roles: Sequence[Role], password: str | None
) -> Record:
    address = _check(name, email, password)
    hashed = await hash_of(context, password)
    async with context.database.unit() as c:
        ident = await insert_person(context, c, actor, name_of(name), address, roles, hashed)
        if ident is None:
            raise _taken()
        return await _person(c, ident)


async def insert_person(
    context: Context, c: Connection, actor: Actor | None, name: str, email: str, roles: Sequence[str],
    hashed: str | None,
) -> UUID | None:  # fmt: skip
    """None where somebody has the address already."""
    ident = uuid4()
    if not await people.insert_person(c, ident, name, email, roles, hashed, context.now()):
        return None
    about: dict[str, Any] = {"person": str(ident), "name": name, "email": email, "roles": list(roles)}
    await note(context, c, actor, "person_added", **about, password=hashed is not None)
    return ident


async def _person(c: Connection, ident: UUID) -> Record:
    row = await people.person_by_id(c, ident)
    if row is None:
        raise not_found("person")
    return row


async def change_person(context: Context, actor: Actor | None, ident: UUID, change: Change) -> Record:
    address = _check(change.name, change.email, change.password)
    change = replace(change, email=address or None)
    hashed = await hash_of(context, change.password)
    async with context.database.unit() as c:
        await _keep_an_organizer(c, ident, change)
        before = await people.lock_person(c, ident)
        if before is None:
            raise not_found("person")
        news = await apply_change(context, c, actor, before, change, hashed)
        fresh = await _person(c, ident)
    if news:
        tell(context, *news)
    return fresh


async def _keep_an_organizer(c: Connection, ident: UUID, change: Change) -> None:
    """Without an organizer nobody can let anybody in again."""
    if not change.disabled and (change.roles is None or "organizer" in change.roles):
        return
    await people.lock_organizers(c)
    row = await people.person_by_id(c, ident)
    counts = row and "organizer" in row["roles"] and row["disabled_at"] is None and row["password_hash"]
    if counts and not await people.other_organizers(c, ident):
        raise Refusal("last_organizer", "Nobody else can sign in as organizer. Make another person an organizer first.")


async def apply_change(
    context: Context, c: Connection, actor: Actor | None, before: Record, change: Change, hashed: str | None
) -> News | None:
    """On the locked row. Returns what is to be told to open sockets after the commit."""
    ident, old = before["id"], _told(before)
    new = old | _wanted(change)
    changes = changes_of(old, new) | ({"password": ("", "changed")} if hashed else {})
    if "name" in changes:
        await people.rename_person(c, ident, new["name"])
    if "email" in changes and not await people.set_email(c, ident, new["email"]):
        raise _taken()
    if "roles" in changes:
        await people.set_roles(c, ident, new["roles"])
    if "closed" in changes:
        await people.set_disabled(c, ident, context.now() if new["closed"] else None)
    if hashed:
        await people.set_password(c, ident, hashed)
    if changes:
        about = {"person": str(ident), "name": before["name"], "email": before["email"]}
        await note(context, c, actor, "person_changed", **about, changes=changes)
    if new["closed"] or hashed:
        why: Why = "account_closed" if new["closed"] else "password_changed"
        return await sign_ins.delete_sign_ins_of_person(c, ident), SignInEnded(why)
    return await _roles_changed(c, ident, new["roles"]) if "roles" in changes else None


async def _roles_changed(c: Connection, ident: UUID, roles: list[Role]) -> News:
    return await sign_ins.sign_ins_of_person(c, ident), RolesChanged(frozenset(roles))


def _told(row: Record) -> dict[str, Any]:
    closed = row["disabled_at"] is not None
    return {"name": row["name"], "email": row["email"], "roles": sorted(row["roles"]), "closed": closed}


def _wanted(change: Change) -> dict[str, Any]:
    wanted = {
        "name": name_of(change.name) if change.name else None,
        "email": change.email,
        "roles": sorted(change.roles) if change.roles is not None else None,
        "closed": change.disabled,
    }
    return {field: value for field, value in wanted.items() if value is not None}


async def give_organizer(context: Context, email: str, name: str) -> str:
    """An organizer with this address, made or changed; returns the new password."""
    password = secrets.token_urlsafe(12)
    async with context.database.unit() as c:
        there = await people.person_by_email(c, email_of(email) or "")
    if there is None:
        await add_person(context, None, name, email, ["organizer"], password)
    else:
        roles = sorted({*there["roles"], "organizer"})
        await change_person(context, None, there["id"], Change(roles=roles, password=password, disabled=False))
    return password
