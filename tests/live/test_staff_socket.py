"""What the proctor's page is told, and what it may ask for."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

from fairseat.domain.frames import KIND_WATCHED, read_chunk
from fairseat.domain.messages import (
    AlertRaised,
    AnswerHelp,
    CallForHelp,
    ChatSaid,
    ChunksStored,
    HelpAnswered,
    HelpCalled,
    ReadingsSeen,
    Refused,
    SendChat,
    SendReadings,
    SessionMoved,
    SnapshotRequested,
    StaffWelcomed,
    TileChanged,
    TileGone,
    ViolationClosed,
    Want,
    Warned,
    Watch,
)
from fairseat.simulate.door import Door
from tests.house import WEBM, House, Peer, chunk_of
from tests.live.conftest import Sitting


async def _reading(home: House, peer: Peer, number: int, **values: float | None) -> None:
    at = (round(home.context.clock()) + number) * 1000
    await peer.say(SendReadings(sequence=number, at_ms=at, values=dict(values)))


def _of(sitting: Sitting) -> Any:
    return lambda m: m.session == sitting.id


async def test_the_welcome_has_the_tiles_of_the_assigned_sessions_only(
    home: House, organizer: Door, exam: str, sitting: Sitting, watcher: Peer
) -> None:
    foreign = await home.seat(organizer, exam, proctor=1)
    welcome = await watcher.expect(StaffWelcomed)
    tiles = {tile.session: tile for tile in welcome.tiles}
    assert sitting.id in tiles
    assert foreign["id"] not in tiles
    assert (tiles[sitting.id].state, tiles[sitting.id].online) == ("running", True)


async def test_an_alert_arrives_and_is_on_record_before_it_is_shown(
    home: House, organizer: Door, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.expect(StaffWelcomed)
    await _reading(home, sitting.peer, 0, several_faces=1.0)
    alert = await watcher.expect(AlertRaised, _of(sitting))
    assert (alert.tracker, alert.severity) == ("several_faces", "serious")
    violations = (await organizer.get(f"/api/sessions/{sitting.id}"))["violations"]
    assert [v["id"] for v in violations] == [alert.violation]


async def test_a_violation_asks_the_page_for_a_picture_and_ends_when_the_behaviour_does(
    home: House, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.expect(StaffWelcomed)
    await _reading(home, sitting.peer, 0, face_absent=1.0)
    requested = await sitting.peer.expect(SnapshotRequested)
    assert requested.sources == ["camera"]
    await _reading(home, sitting.peer, 1, face_absent=0.0)
    closed = await watcher.expect(ViolationClosed, _of(sitting))
    assert closed.tracker == "face_absent"
    tile = await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and not m.tile.open_violations)
    assert tile.tile.alerts == 1


async def test_the_watcher_gets_the_running_segment_from_its_beginning_and_then_every_chunk(
    sitting: Sitting, watcher: Peer
) -> None:
    await sitting.peer.put(chunk_of(0, b"head"))
    await sitting.peer.put(chunk_of(1, b"more"))
    await sitting.peer.expect(ChunksStored, lambda m: 1 in m.sequences)
    await watcher.say(Watch(wants=[Want(session=sitting.id, sources=["camera"])]))
    await watcher.until(lambda: len(watcher.frames) == 2)
    await sitting.peer.put(chunk_of(2, b"live"))
    await watcher.until(lambda: len(watcher.frames) == 3)
    assert all(frame[0] == KIND_WATCHED and frame[4:20] == UUID(sitting.id).bytes for frame in watcher.frames)
    assert [read_chunk(frame[20:]).payload for frame in watcher.frames] == [WEBM + b"head", b"more", b"live"]


async def test_a_watcher_who_does_not_want_it_any_more_gets_nothing(sitting: Sitting, watcher: Peer) -> None:
    await watcher.say(Watch(wants=[Want(session=sitting.id, sources=["camera"])]))
    await watcher.say(Watch(wants=[]))
    await watcher.say(SendChat(id="none", text="x", session=sitting.id))  # answered in order: both were obeyed
    await watcher.expect(Refused)
    await sitting.peer.put(chunk_of(0))
    await sitting.peer.expect(ChunksStored)
    assert watcher.frames == []


async def test_a_session_of_another_proctor_can_be_neither_watched_nor_spoken_to(
    home: House, organizer: Door, exam: str, watcher: Peer
) -> None:
    foreign = await home.seat(organizer, exam, proctor=1)
    await watcher.say(Watch(wants=[Want(session=foreign["id"], sources=["camera"])]))
    assert (await watcher.expect(Refused, lambda m: m.of == "watch")).code == "not_found"
    await watcher.say(SendChat(id=str(uuid4()), text="Hello", session=foreign["id"]))
    assert (await watcher.expect(Refused, lambda m: m.of == "send_chat")).code == "not_found"
    await watcher.say(AnswerHelp(session=foreign["id"], help=str(uuid4())))
    assert (await watcher.expect(Refused, lambda m: m.of == "answer_help")).code == "not_found"


async def test_who_loses_the_session_loses_the_picture_at_once(
    home: House, organizer: Door, exam: str, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.say(Watch(wants=[Want(session=sitting.id, sources=["camera"])]))
    await sitting.peer.put(chunk_of(0))
    await watcher.until(lambda: len(watcher.frames) == 1)
    await organizer.post(f"/api/exams/{exam}/assign", {"sessions": [sitting.id], "proctor": None})
    await watcher.expect(TileGone, _of(sitting))
    await sitting.peer.put(chunk_of(1))
    await sitting.peer.expect(ChunksStored, lambda m: 1 in m.sequences)
    assert len(watcher.frames) == 1


async def test_a_session_that_nobody_sits_yet_moves_from_one_grid_to_the_other(
    home: House, organizer: Door, exam: str, watcher: Peer
) -> None:
    row = await home.seat(organizer, exam, proctor=0)
    await watcher.expect(TileChanged, lambda m: m.tile.session == row["id"])
    second = await home.proctor(1)
    other = await home.staff_socket(second)
    await other.expect(StaffWelcomed)
    people = await organizer.all_of("/api/people", role="proctor")
    to = next(p["id"] for p in people if p["email"] == home.demo["proctors"][1]["email"])
    await organizer.post(f"/api/exams/{exam}/assign", {"sessions": [row["id"]], "proctor": to})
    await watcher.expect(TileGone, lambda m: m.session == row["id"])
    tile = await other.expect(TileChanged, lambda m: m.tile.session == row["id"])
    assert (tile.tile.state, tile.tile.proctor) == ("scheduled", to)
    await other.close()
    await second.close()


async def test_an_organizer_watches_any_session_and_gets_its_news(
    home: House, organizer: Door, sitting: Sitting
) -> None:
    peer = await home.staff_socket(organizer)
    assert (await peer.expect(StaffWelcomed)).tiles == []
    await peer.say(Watch(wants=[Want(session=sitting.id, sources=["camera"])]))
    await sitting.peer.put(chunk_of(0))
    await peer.until(lambda: len(peer.frames) == 1)
    await _reading(home, sitting.peer, 0, voices=1.0)
    assert (await peer.expect(AlertRaised)).session == sitting.id
    await peer.close()


async def test_the_readings_of_the_session_in_focus_come_each_second(
    home: House, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.say(Watch(wants=[], focus=sitting.id))
    await watcher.say(SendChat(id="none", text="x", session=sitting.id))
    await watcher.expect(Refused)
    await _reading(home, sitting.peer, 0, voices=0.25)
    assert (await watcher.expect(ReadingsSeen)).values == {"voices": 0.25}


async def test_chat_goes_both_ways(sitting: Sitting, watcher: Peer) -> None:
    await sitting.peer.say(SendChat(id=str(uuid4()), text="May I open the window?"))
    said = await watcher.expect(ChatSaid, _of(sitting))
    assert said.role == "student"
    unread = await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and m.tile.unread_chat)
    assert unread.tile.unread_chat == 1
    await watcher.say(SendChat(id=str(uuid4()), text="Yes.", session=sitting.id))
    answer = await sitting.peer.expect(ChatSaid, lambda m: m.role == "proctor")
    assert answer.text == "Yes."
    await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and not m.tile.unread_chat)


async def test_a_call_for_help_stays_until_somebody_answers_also_over_a_reload(
    home: House, proctor: Door, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.expect(StaffWelcomed)
    call = str(uuid4())
    await sitting.peer.say(CallForHelp(id=call, text="The text is cut off."))
    await watcher.expect(HelpCalled, lambda m: m.id == call)
    again = await home.staff_socket(proctor)  # as after a reload
    welcome = await again.expect(StaffWelcomed)
    tile = next(t for t in welcome.tiles if t.session == sitting.id)
    assert (tile.help, tile.help_text) == (call, "The text is cut off.")
    await again.say(AnswerHelp(session=sitting.id, help=call))
    answered = await sitting.peer.expect(HelpAnswered)
    assert answered.by == "Paul Proctor"
    await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and m.tile.help is None)
    await again.say(AnswerHelp(session=sitting.id, help=call))
    assert (await again.expect(Refused)).code == "help_answered"
    await again.close()


async def test_a_warning_and_a_termination_reach_the_student_at_once(sitting: Sitting, proctor: Door) -> None:
    await proctor.post(f"/api/sessions/{sitting.id}/warnings", {"text": "Put the phone away."})
    warned = await sitting.peer.expect(Warned)
    assert (warned.text, warned.by) == ("Put the phone away.", "Paul Proctor")
    await proctor.post(f"/api/sessions/{sitting.id}/terminate", {"reason": "The phone again."})
    moved = await sitting.peer.expect(SessionMoved)
    assert (moved.state, moved.reason) == ("terminated", "The phone again.")


async def test_a_lost_line_is_an_outage_and_its_end_too(
    home: House, organizer: Door, sitting: Sitting, watcher: Peer
) -> None:
    await watcher.expect(StaffWelcomed)
    seat = home.context.seats[UUID(sitting.id)]
    seat.started_at_ms = (seat.started_at_ms or 0) - 120_000  # it has gone on for two minutes
    await sitting.peer.abort()
    seat.heard_at -= 60  # a minute without a word
    lost = await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and m.tile.offline_since_ms)
    assert not lost.tile.online
    await watcher.expect(AlertRaised, lambda m: m.tracker == "network" and m.session == sitting.id)
    back = await home.student_socket(sitting.door)
    await watcher.expect(TileChanged, lambda m: m.tile.session == sitting.id and m.tile.online)
    (outage,) = (await organizer.get(f"/api/sessions/{sitting.id}"))["outages"]
    assert outage["to_at"] is not None
    assert outage["missing_s"]["camera"] > 50
    await back.close()


async def test_readings_that_come_late_raise_what_was_missed_and_say_so(
    home: House, organizer: Door, exam: str, watcher: Peer
) -> None:
    await watcher.expect(StaffWelcomed)
    row = await home.seat(organizer, exam)
    door = await home.sit(row)
    home.context.seats[UUID(row["id"])].started_at_ms -= 600_000
    peer = await home.student_socket(door)
    now = round(home.context.clock())
    await peer.say(SendReadings(sequence=9, at_ms=now * 1000, values={"voices": 0.0}))
    await asyncio.sleep(0.3)
    for n, value in enumerate((1.0, 1.0, 0.0, 0.0)):
        await peer.say(SendReadings(sequence=n, at_ms=(now - 60 + n) * 1000, values={"voices": value}))
    alert = await watcher.expect(AlertRaised, lambda m: m.session == row["id"])
    assert alert.late
    await watcher.expect(ViolationClosed, lambda m: m.session == row["id"])
    (violation,) = (await organizer.get(f"/api/sessions/{row['id']}"))["violations"]
    assert violation["seconds"] == 2.0
    await peer.close()
    await door.close()


async def test_what_a_page_tells_of_a_violation_cannot_hold_up_the_alerts_of_others(
    home: House, sitting: Sitting, watcher: Peer
) -> None:
    at = round(home.context.clock()) * 1000
    for number, detail in enumerate(({"reason": "\0"}, {"reason": "x" * 5000}, "no object")):
        name = ("voices", "face_absent", "several_faces")[number]
        message = SendReadings(sequence=number, at_ms=at + number * 1000, values={name: 1.0}, details={name: detail})
        await sitting.peer.say(message)
        alert = await watcher.expect(AlertRaised, lambda m, name=name: m.session == sitting.id and m.tracker == name)
        assert alert.detail == {}


async def test_a_closed_account_loses_its_live_pictures_at_once(home: House, organizer: Door) -> None:
    password = "a long enough password"
    body = {"name": "Gone", "email": f"{uuid4().hex[:8]}@x.example", "roles": ["proctor"], "password": password}
    person = await organizer.post("/api/people", body)
    door = Door(home.url)
    await door.sign_in(person["email"], password)
    peer = await home.staff_socket(door)
    await peer.expect(StaffWelcomed)
    path = f"/api/people/{person['id']}"
    await organizer._client.patch(path, json={"disabled": True}, headers=organizer._headers)
    assert await peer.closed() == 4401
    await door.close()
