"""A socket ends with its sign-in, its role or its assignment, within a second, and says why."""

import asyncio
import time
from typing import Any
from uuid import uuid4

import pytest

from fairseat.domain.messages import ChatSaid, SendChat, StaffWelcomed, StudentWelcomed, TileGone, Want, Watch
from fairseat.simulate.door import Door
from tests.house import House, Peer, chunk_of

from .conftest import Sitting

PASSWORD = "a long enough password"


async def _staff(home: House, organizer: Door, *roles: str) -> tuple[str, Door, Peer]:
    email = f"t{uuid4().hex[:10]}@x.example"
    body = {"name": "Tess", "email": email, "roles": list(roles), "password": PASSWORD}
    person = await organizer.post("/api/people", body)
    door = Door(home.url)
    await door.sign_in(email, PASSWORD)
    peer = await home.staff_socket(door)
    await peer.expect(StaffWelcomed)
    return str(person["id"]), door, peer


async def _change(organizer: Door, person: str, **change: Any) -> None:
    path = f"/api/people/{person}"
    assert (await organizer._client.patch(path, json=change, headers=organizer._headers)).status_code == 200


async def _ends(peer: Peer) -> tuple[int | None, str]:
    """Within a second."""
    await peer.until(lambda: peer.code is not None, 1.0)
    return peer.code, peer.socket.close_reason or ""


async def test_a_signed_out_socket_ends_and_other_sign_ins_of_the_person_go_on(home: House, organizer: Door) -> None:
    _, door, peer = await _staff(home, organizer, "proctor")
    email = (await door.get("/api/me"))["email"]
    other = Door(home.url)
    await other.sign_in(email, PASSWORD)
    stays = await home.staff_socket(other)
    await stays.expect(StaffWelcomed)
    await door.post("/api/sign-out")
    assert await _ends(peer) == (4401, "signed_out")
    await asyncio.sleep(0.2)
    assert stays.code is None
    for one in (door, other):
        await one.close()
    await stays.close()


@pytest.mark.parametrize(
    ("change", "end"),
    [
        ({"disabled": True}, (4401, "account_closed")),
        ({"password": "another long password"}, (4401, "password_changed")),
        ({"roles": ["examiner"]}, (4403, "role_gone")),
        ({"roles": ["proctor", "organizer"]}, (1013, "roles_changed")),
    ],
)
async def test_a_socket_of_staff_ends_with_what_let_it_in(
    home: House, organizer: Door, change: dict[str, Any], end: tuple[int, str]
) -> None:
    person, door, peer = await _staff(home, organizer, "proctor")
    await _change(organizer, person, name="Another")  # ends nothing
    await asyncio.sleep(0.1)
    assert peer.code is None
    await _change(organizer, person, **change)
    assert await _ends(peer) == end
    await door.close()


async def test_a_password_changed_by_a_file_ends_the_socket(home: House, organizer: Door) -> None:
    _, door, peer = await _staff(home, organizer, "proctor")
    email = (await door.get("/api/me"))["email"]
    text = f"name,email,roles,password\nTess,{email},proctor,another long password\n"
    await organizer.post("/api/people/csv", {"text": text, "apply": "all"})
    assert await _ends(peer) == (4401, "password_changed")
    await door.close()


async def test_a_socket_ends_when_its_sign_in_runs_out(home: House, organizer: Door) -> None:
    _, door, first = await _staff(home, organizer, "proctor")
    await first.close()
    soon = home.context.now().timestamp() + 1.5
    async with home.context.database.unit() as c:
        await c.execute(
            "UPDATE sign_in SET expires_at = to_timestamp($1) WHERE person_id = $2::uuid",
            soon, (await door.get("/api/me"))["id"],
        )  # fmt: skip
    peer = await home.staff_socket(door)
    await peer.expect(StaffWelcomed)
    await peer.until(lambda: peer.code is not None, 3.0)
    assert (peer.code, peer.socket.close_reason) == (4401, "expired")
    assert soon - 0.1 <= time.time() < soon + 1
    await door.close()


async def test_a_student_whose_account_is_closed_records_and_writes_no_more(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    await _change(organizer, sitting.row["student"], disabled=True)
    assert await _ends(sitting.peer) == (4401, "account_closed")
    again = await home.student_socket(sitting.door)
    assert await again.closed() == 4401
    seat = home.context.seats[next(s for s in home.context.seats if str(s) == sitting.id)]
    assert seat.connection is None


async def test_a_phone_ends_with_the_link(home: House, organizer: Door) -> None:
    sources = {"camera": True, "microphone": True, "screen": True, "fullscreen": False, "phone": True}
    exam = await home.exam(organizer, sources=sources)
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    phone = await home.phone_socket(door)
    await phone.until(lambda: phone.heard)
    await organizer.post(f"/api/exams/{exam}/links/withdraw", {"sessions": [row["id"]]})
    assert await _ends(phone) == (4401, "link_withdrawn")
    await door.close()


async def test_an_assignment_taken_away_takes_the_pictures_and_the_chat_along(
    home: House, organizer: Door, exam: str, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.say(Watch(wants=[Want(session=sitting.id, sources=["camera"])], focus=sitting.id))
    await sitting.peer.put(chunk_of(0))
    await watcher.until(lambda: watcher.frames)
    await organizer.post(f"/api/exams/{exam}/assign", {"sessions": [sitting.id], "proctor": None})
    await watcher.expect(TileGone, lambda m: m.session == sitting.id)
    seen, heard = len(watcher.frames), len(watcher.heard)
    await sitting.peer.put(chunk_of(1))
    await sitting.peer.say(SendChat(id=str(uuid4()), text="Still here?"))
    await sitting.peer.expect(ChatSaid)
    await asyncio.sleep(0.3)
    assert len(watcher.frames) == seen
    assert not [m for m in watcher.heard[heard:] if isinstance(m, ChatSaid)]


async def test_a_socket_opened_in_the_moment_of_the_sign_out_ends_too(home: House, organizer: Door) -> None:
    for _ in range(6):
        _, door, first = await _staff(home, organizer, "proctor")
        await first.close()
        peers, _ = await asyncio.gather(
            asyncio.gather(*(home.staff_socket(door) for _ in range(5))), door.post("/api/sign-out")
        )
        for peer in peers:
            assert (await _ends(peer))[0] == 4401
        await door.close()


async def test_a_student_may_come_back_by_the_link_after_signing_out(home: House, organizer: Door, exam: str) -> None:
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    await door.post("/api/sign-out")
    assert await _ends(peer) == (4401, "signed_out")
    again = await home.sit(row, start=False)
    back = await home.student_socket(again)
    await back.expect(StudentWelcomed, lambda m: m.state == "running")
    await back.close()
    for one in (door, again):
        await one.close()
