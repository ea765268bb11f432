"""People: made, changed, closed; and taken from CSV files."""

import asyncio
import secrets
from collections.abc import Sequence
from uuid import UUID, uuid4

from fairseat.domain.errors import Place, Refusal, invalid, not_found
from fairseat.domain.need import Role
from fairseat.domain.people import (
    email_of,
    name_fault,
    name_of,
    password_fault,
    sort_key,
)
from fairseat.flow.context import Context
from fairseat.store import people
from fairseat.store.database import Connection
from fairseat.store.database import Row as Record


async def hash_of(context: Context, password: str | None) -> str | None:
    """argon2id takes some 20 ms: off the loop, so that nobody's alert waits for it."""
    return await asyncio.to_thread(context.passwords.hash, password) if password else None


def _check_name(name: str) -> list[Place]:
    fault = name_fault(name)
    return [Place("name", fault)] if fault else []


def _check_person(name: str, email: str, password: str | None) -> str:
    places = _check_name(name)
    address = email_of(email)
    if address is None:
        places.append(Place("email", f"“{email}” is no e-mail address."))
    if fault := password_fault(password):
        places.append(Place("password", fault))
    if places or address is None:
        raise invalid(*places)
    return address


async def add_person(context: Context, name: str, email: str, roles: Sequence[Role], password: str | None) -> Record:
    address = _check_person(name, email, password)
    hashed = await hash_of(context, password)
    ident = uuid4()
    async with context.database.unit() as c:
        if await people.person_by_email(c, address):
            raise Refusal("email_taken", "Somebody has this e-mail address already.", 409,
                          [Place("email", "Somebody has this e-mail address already.")])  # fmt: skip
        name = name_of(name)
        row = (ident, name, sort_key(name), address, list(roles), hashed, context.now())
        await people.insert_people(c, [row])
        return await _person(c, ident)


async def _person(c: Connection, ident: UUID) -> Record:
    row = await people.person_by_id(c, ident)
    if row is None:
        raise not_found("person")
    return row


async def change_person(
    context: Context, ident: UUID, name: str | None, roles: Sequence[Role] | None, password: str | None,
    disabled: bool | None,
) -> Record:  # fmt: skip
    places = _check_name(name) if name is not None else []
    if fault := password_fault(password):
        places.append(Place("password", fault))
    if places:
        raise invalid(*places)
    hashed = await hash_of(context, password)
    async with context.database.unit() as c:
        row = await _person(c, ident)
        at = row["disabled_at"] if disabled is None else (context.now() if disabled else None)
        new = name_of(name or row["name"])
        await people.update_person(
            c, ident, new, sort_key(new), list(roles or row["roles"]), hashed or row["password_hash"], at
        )
        if at or hashed:
            await people.delete_sign_ins_of(c, ident)  # a new password or a closed account ends every sign-in
        fresh = await _person(c, ident)
    if at or hashed or roles:
        context.bus.publish(f"gone:{ident}", None)  # open sockets were let in under what no longer holds
    return fresh


async def give_organizer(context: Context, email: str, name: str) -> str:
    """An organizer with this address, made or changed; returns the new password."""
    password = secrets.token_urlsafe(12)
    async with context.database.unit() as c:
        there = await people.person_by_email(c, email_of(email) or "")
    if there is None:
        await add_person(context, name, email, ["organizer"], password)
    else:
        roles = sorted({*there["roles"], "organizer"})
        await change_person(context, there["id"], None, roles, password, False)
    return password
