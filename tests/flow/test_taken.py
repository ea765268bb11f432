"""Evidence is taken while a session is sat and some hours after; what failed before is on record."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairseat.domain.frames import Snapshot, write_snapshot
from fairseat.domain.messages import (
    CallForHelp,
    ChunkRefused,
    ChunksStored,
    HeldElsewhere,
    PhoneWelcomed,
    ReadingsStored,
    Refused,
    SendChat,
    SendReadings,
    StudentWelcomed,
)
from fairseat.domain.session import takes_evidence
from fairseat.flow import admit
from fairseat.simulate.door import Door, Turned
from tests.house import House, Peer, chunk_of

PHONE = {"camera": True, "microphone": True, "screen": True, "fullscreen": False, "phone": True}
HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("state", "begun", "finished_at_ms", "told"),
    [
        ("scheduled", False, None, "not yet"), ("checking", False, None, "yes"), ("running", True, None, "yes"),
        ("finished", True, 0, "yes"), ("terminated", True, -23 * HOUR_MS, "yes"),
        ("finished", True, -25 * HOUR_MS, "no more"), ("expired", False, 0, "no more"),
        ("concluded", True, 0, "yes"), ("concluded", False, 0, "no more"),
    ],
)  # fmt: skip
def test_evidence_is_taken_of_what_is_or_was_sat(
    state: str, begun: bool, finished_at_ms: int | None, told: str
) -> None:
    assert takes_evidence(state, begun, finished_at_ms, 0, 24 * HOUR_MS) == told


async def _next_year(home: House, organizer: Door) -> tuple[dict[str, Any], Door]:
    exam = await home.exam(organizer, sources=PHONE)
    change = await organizer.get(f"/api/exams/{exam}")
    body = {name: change[name] for name in ("title", "template", "duration_min", "content")}
    opens = home.context.now() + timedelta(days=365)
    body |= {"opens_at": opens.isoformat(), "closes_at": (opens + timedelta(hours=2)).isoformat()}
    answer = await organizer._client.put(f"/api/exams/{exam}", json=body, headers=organizer._headers)
    assert answer.status_code == 200
    row = await home.seat(organizer, exam)
    return row, await home.sit(row, start=False)


async def _refusals(peer: Peer) -> list[str]:
    return [m.code for m in peer.heard if isinstance(m, Refused | ChunkRefused)]


async def test_an_exam_of_next_year_takes_nothing(home: House, organizer: Door) -> None:
    row, door = await _next_year(home, organizer)
    session = UUID(row["id"])
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    now = home.context.clock() * 1000
    await peer.put(chunk_of(0, last=True))
    await peer.put(write_snapshot(Snapshot("camera", uuid4(), now, b"\xff\xd8\xff")))
    await peer.say(SendChat(id=str(uuid4()), text="Hello"))
    await peer.say(CallForHelp(id=str(uuid4()), text="Help"))
    await peer.until(lambda: sum(isinstance(m, Refused | ChunkRefused) for m in peer.heard) == 4)
    assert await _refusals(peer) == ["session_not_begun", "session_not_begun", "session_over", "session_over"]
    await peer.say(SendReadings(sequence=3, at_ms=round(now), values={"voices": 1.0}))
    await peer.expect(ReadingsStored)
    second = await home.student_socket(door, "page-2")
    await second.expect(HeldElsewhere)
    for path, body in (("check", {"items": []}), ("consent", {"version": "1"}), ("start", None)):
        with pytest.raises(Turned):
            await door.post(f"/api/sitting/{path}", body)
    page = await organizer.get(f"/api/sessions/{session}")
    assert (page["session"]["state"], page["chat"], page["violations"]) == ("scheduled", [], [])
    assert {event["kind"] for event in page["events"]} == {"signed_in"}
    assert home.context.spool.parts.get(session) is None
    await peer.close()
    await door.close()


async def test_the_phone_of_an_exam_of_next_year_is_not_let_in(home: House, organizer: Door) -> None:
    _, door = await _next_year(home, organizer)
    assert await (await home.phone_socket(door)).closed() == 4403
    await door.close()


async def test_days_after_the_end_nothing_is_taken_any_more(home: House, organizer: Door, monkeypatch) -> None:
    row = await home.seat(organizer, await home.exam(organizer, sources=PHONE))
    door = await home.sit(row)
    peer, phone = await home.student_socket(door), await home.phone_socket(door)
    await phone.expect(PhoneWelcomed)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    await peer.put(chunk_of(0, last=True))
    await peer.expect(ChunksStored)
    now = home.context.clock
    seat = home.context.seats[UUID(row["id"])]
    monkeypatch.setattr(home.context, "clock", lambda: now() + 25 * 3600)
    await peer.put(chunk_of(1, first=True, segment=1))
    assert (await peer.expect(ChunkRefused)).code == "session_closed"
    await phone.put(chunk_of(0, source="phone", recorder="aa" * 8))
    assert (await phone.expect(ChunkRefused)).code == "session_closed"
    seen = dict(seat.columns)
    await peer.say(SendReadings(sequence=9, at_ms=round(now() * 1000), values={"voices": 1.0}))
    await peer.expect(ReadingsStored, lambda m: m.sequence == 9)  # dropped, so that the page need not keep it
    assert (seat.late, seat.columns) == ([], seen)
    monkeypatch.undo()
    for one in (peer, phone):
        await one.close()
    await door.close()


async def test_an_equipment_check_that_failed_is_on_record(home: House, organizer: Door, monkeypatch) -> None:
    monkeypatch.setattr(admit, "CHECKS_KEPT", 2)
    row = await home.seat(organizer, await home.exam(organizer, steps=["equipment"]))
    door = await home.sit(row, start=False)
    bad = {"items": [{"name": "camera", "ok": False, "detail": "black"}, {"name": "screen", "ok": True}]}
    for _ in range(4):  # what fails again and again does not fill the record
        with pytest.raises(Turned, match="camera"):
            await door.post("/api/sitting/check", bad)
    sitting = await door.post("/api/sitting/check", {"items": [{"name": "camera", "ok": True}]})
    assert sitting["done"] == ["equipment"]
    events = (await organizer.get(f"/api/sessions/{row['id']}"))["events"]
    checks = [event["data"] for event in events if event["kind"] == "equipment_checked"]
    assert [data.get("failed") for data in checks] == [["camera"], ["camera"], None]
    assert checks[0]["items"] == bad["items"]
    await door.close()
