"""Every role against every socket and every message, as a table written by hand."""

from collections.abc import AsyncIterator
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest

from fairseat.domain.messages import (
    AnswerHelp,
    CallForHelp,
    CancelHelp,
    ChatSaid,
    Hello,
    HelpAnswered,
    PhoneMessage,
    PhoneWelcomed,
    Ping,
    Refused,
    ReportClock,
    ReportPicture,
    ReportPipeline,
    SendChat,
    SendReadings,
    StaffMessage,
    StaffWelcomed,
    StudentMessage,
    StudentWelcomed,
    Want,
    Watch,
)
from fairseat.flow.board import load_seat
from fairseat.flow.talk import call_for_help
from fairseat.simulate.door import Door
from tests.house import House, Peer

O, P, S, X = "organizer", "proctor", "student", "examiner"  # noqa: E741

MAY_OPEN = {"/live/staff": {O, P}, "/live/student": {S}, "/live/phone": {S}}

# What staff may say about a session: of their own or of another proctor's. A refusal looks as if there were none.
ABOUT: dict[type, dict[str, set[str]]] = {
    Watch: {"own": {O, P}, "foreign": {O}},
    SendChat: {"own": {O, P}, "foreign": {O}},
    AnswerHelp: {"own": {O, P}, "foreign": {O}},
}
ABOUT_NOTHING = {Ping}
# What a student's page says is about the session of its own sign-in; no message names another.
OF_STUDENTS = {Ping, SendChat, Hello, ReportClock, SendReadings, CallForHelp, CancelHelp, ReportPipeline}
OF_PHONES = {Ping, Hello, ReportPicture}


@pytest.fixture(scope="module")
async def people(home: House) -> AsyncIterator[dict[str, Any]]:
    """Somebody of each role; a running session of the first proctor and one of the second, each with an open call."""
    organizer = await home.organizer()
    sources = {"camera": True, "microphone": True, "screen": True, "fullscreen": False, "phone": True}
    exam = await home.exam(organizer, sources=sources)
    password = "a long enough password"
    email = f"{uuid4().hex[:8]}@x.example"
    await organizer.post("/api/people", {"name": "Exa", "email": email, "roles": [X], "password": password})
    examiner = Door(home.url)
    await examiner.sign_in(email, password)
    rows = {"own": await home.seat(organizer, exam, 0), "foreign": await home.seat(organizer, exam, 1)}
    students = {name: await home.sit(row) for name, row in rows.items()}
    peers = {name: await home.student_socket(door) for name, door in students.items()}
    for peer in peers.values():
        await peer.expect(StudentWelcomed)
    doors = {O: organizer, P: await home.proctor(0), X: examiner, S: students["own"]}
    yield {"doors": doors, "rows": rows, "peers": peers}
    for peer in peers.values():
        await peer.close()
    for door in (*doors.values(), students["foreign"]):
        await door.close()


def test_the_tables_name_every_message() -> None:
    assert set(get_args(StaffMessage)) == set(ABOUT) | ABOUT_NOTHING
    assert set(get_args(StudentMessage)) == OF_STUDENTS
    assert set(get_args(PhoneMessage)) == OF_PHONES


def test_no_message_of_a_student_can_name_another_session() -> None:
    named = {m for m in OF_STUDENTS if "session" in m.__struct_fields__}
    assert {m for m in OF_PHONES if "session" in m.__struct_fields__} == {Hello}
    # A greeting of another session than the sign-in's is turned away (live/test_two_links.py). Chat is shared with
    # staff; the student's socket does not look at its session (see below).
    assert named == {Hello, SendChat}


@pytest.mark.parametrize("role", [O, P, X, S])
@pytest.mark.parametrize("path", sorted(MAY_OPEN))
async def test_a_socket_opens_for_the_roles_of_the_table_only(
    home: House, people: dict[str, Any], path: str, role: str
) -> None:
    peer = await home.bare_socket(path, people["doors"][role])
    if role not in MAY_OPEN[path]:
        assert await peer.closed() == 4403
        return
    if path == "/live/staff":
        await peer.expect(StaffWelcomed)
    elif path == "/live/phone":
        await peer.say(Hello(page="phone-1"))
        await peer.expect(PhoneWelcomed)
    else:
        await peer.say(Hello(page="page-1"))  # the page that holds the session already
        await peer.expect(StudentWelcomed)
        people["peers"]["own"] = peer
    await peer.close()


async def _call(home: House, session: str) -> str:
    """The student calls for help, past the socket: what is tested is who may answer."""
    call = str(uuid4())
    await call_for_help(home.context, await load_seat(home.context, UUID(session)), call, "")
    return call


async def _message(home: House, kind: type, session: str) -> Any:
    if kind is Watch:
        return Watch(wants=[Want(session=session, sources=["camera"])], focus=session)
    if kind is SendChat:
        return SendChat(id=str(uuid4()), text="Hello", session=session)
    return AnswerHelp(session=session, help=await _call(home, session))


async def _refusals(peer: Peer, message: Any) -> list[str]:
    """The codes of what was refused."""
    await peer.say(message)
    await peer.say(SendChat(id=str(uuid4()), text="", session=None))  # always refused, and in order with the first
    await peer.expect(Refused, lambda m: m.code == "invalid")
    return [m.code for m in peer.heard if isinstance(m, Refused) and m.code != "invalid"]


@pytest.mark.parametrize("whose", ["own", "foreign"])
@pytest.mark.parametrize("role", [O, P])
@pytest.mark.parametrize("kind", sorted(ABOUT, key=lambda k: k.__name__))
async def test_staff_speak_about_the_sessions_of_the_table_only(
    home: House, people: dict[str, Any], kind: type, role: str, whose: str
) -> None:
    peer = await home.staff_socket(people["doors"][role])
    await peer.expect(StaffWelcomed)
    found = await _refusals(peer, await _message(home, kind, people["rows"][whose]["id"]))
    assert found == ([] if role in ABOUT[kind][whose] else ["not_found"])
    await peer.close()


async def test_a_students_chat_stays_in_the_own_session_whatever_it_names(home: House, people: dict[str, Any]) -> None:
    own, foreign = people["rows"]["own"]["id"], people["rows"]["foreign"]["id"]
    peer = await home.student_socket(people["doors"][S], "page-1")
    await peer.expect(StudentWelcomed)
    await peer.say(SendChat(id=str(uuid4()), text="Into another session", session=foreign))
    await peer.expect(ChatSaid, lambda m: m.text == "Into another session")
    organizer = people["doors"][O]
    texts = {
        session: [m["text"] for m in (await organizer.get(f"/api/sessions/{session}"))["chat"]]
        for session in (own, foreign)
    }
    assert "Into another session" in texts[own]
    assert "Into another session" not in texts[foreign]
    await peer.close()


async def test_an_answered_call_is_told_to_its_student_alone(home: House, people: dict[str, Any]) -> None:
    call = await _call(home, people["rows"]["foreign"]["id"])
    peer = await home.staff_socket(people["doors"][O])
    await peer.expect(StaffWelcomed)
    await peer.say(AnswerHelp(session=people["rows"]["foreign"]["id"], help=call))
    answered = await people["peers"]["foreign"].expect(HelpAnswered, lambda m: m.help == call)
    assert answered.session == people["rows"]["foreign"]["id"]
    assert not [m for m in people["peers"]["own"].heard if isinstance(m, HelpAnswered) and m.help == call]
    await peer.close()
