"""A student without a microphone sits the exam all the same: with a reason, on record, where the template lets it."""

import asyncio
import subprocess
from typing import Any
from uuid import uuid4

import pytest

from fairseat.domain.messages import EventSeen, StudentWelcomed, TileChanged, Want, Watch
from fairseat.simulate.door import Door
from tests.house import House

REASON = "My headset broke this morning."


async def answer(door: Door, path: str, body: Any) -> Any:
    return await door._client.post(f"/api/sitting/{path}", json=body, headers=door._headers)


async def events(organizer: Door, row: dict[str, Any]) -> list[Any]:
    return [e for e in (await organizer.get(f"/api/sessions/{row['id']}"))["events"] if "_wi" in e["kind"]]


async def test_it_is_on_record_shown_at_once_and_in_the_report(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door, proctor = await home.sit(row), await home.proctor(0)
    watching = await home.staff_socket(proctor)
    await watching.say(Watch(wants=[Want(session=row["id"], sources=["camera"])], focus=row["id"]))
    assert (await door.get("/api/sitting"))["may_go_without"] == ["microphone"]
    sitting = await door.post("/api/sitting/without", {"source": "microphone", "reason": f" {REASON}\n"})
    assert sitting["without"] == {"microphone": REASON}
    assert (sitting["sources"]["camera"], sitting["sources"]["microphone"]) == (True, False)
    assert sitting["may_go_without"] == []
    await watching.expect(TileChanged, lambda m: m.tile.session == row["id"] and m.tile.without == ["microphone"])
    seen = await watching.expect(EventSeen, lambda m: m.kind == "went_without")
    assert seen.data == {"source": "microphone", "reason": REASON}

    await door.post("/api/sitting/without", {"source": "microphone", "reason": "Said again."})
    (event,) = await events(organizer, row)
    assert (event["kind"], event["data"]["reason"]) == ("went_without", REASON)
    await door.post("/api/sitting/finish", {"waiting_chunks": 0})
    for _ in range(80):
        page = await organizer.get(f"/api/sessions/{row['id']}")
        if page["report"] == "ready":
            break
        await asyncio.sleep(0.1)
    assert page["without"] == {"microphone": REASON}
    pdf = await organizer.fetch(f"/api/sessions/{row['id']}/report.pdf")
    command = ["pdftotext", "-layout", "-", "-"]
    done = await asyncio.to_thread(subprocess.run, command, input=pdf, capture_output=True, check=True)
    assert f"without a microphone: {REASON}" in " ".join(done.stdout.decode().split())
    await watching.close()
    await proctor.close()
    await door.close()


async def test_it_holds_after_a_restart_of_the_server(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    await door.post("/api/sitting/without", {"source": "microphone", "reason": REASON})
    ident = next(i for i in home.context.seats if str(i) == row["id"])
    del home.context.seats[ident]
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    assert home.context.seats[ident].without == {"microphone"}
    await peer.close()
    await door.close()


async def test_what_the_template_insists_on_cannot_be_gone_without(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer, may_go_without=[]))
    door = await home.sit(row)
    for source in ("microphone", "camera"):
        refused = await answer(door, "without", {"source": source, "reason": REASON})
        assert (refused.status_code, refused.json()["code"]) == (409, "may_not_go_without")
    assert (await answer(door, "without", {"source": "screen", "reason": REASON})).status_code == 422
    assert (await answer(door, "without", {"source": "camera", "reason": "\u200b \n"})).status_code == 422
    assert (await answer(door, "without", {"source": "camera", "reason": "x" * 501})).status_code == 422
    assert await events(organizer, row) == []
    await door.close()


async def test_it_is_taken_back_before_the_start_and_not_after(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer, may_go_without=["camera", "microphone"]))
    door = await home.sit(row, start=False)
    await door.post("/api/sitting/without", {"source": "camera", "reason": REASON})
    assert (await door.get("/api/sitting"))["face"]["wanted"] is False
    back = await door._client.delete("/api/sitting/without/camera", headers=door._headers)
    assert (back.json()["without"], back.json()["face"]["wanted"]) == ({}, True)
    assert [e["kind"] for e in await events(organizer, row)] == ["went_without", "went_with"]
    await door.post("/api/sitting/without", {"source": "camera", "reason": REASON})
    await door.post("/api/sitting/start")
    late = await door._client.delete("/api/sitting/without/camera", headers=door._headers)
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")
    await door.close()


async def test_a_student_who_is_excused_is_asked_for_nothing(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    items = [{"tracker": "microphone", "on": False, "weight": None, "raise_s": None, "reason": "Does not speak."}]
    path = f"/api/people/{row['student']}/accommodations"
    await organizer._client.put(path, json={"items": items}, headers=organizer._headers)
    door = await home.sit(row)
    sitting = await door.get("/api/sitting")
    assert (sitting["sources"]["microphone"], sitting["may_go_without"], sitting["without"]) == (False, [], {})
    assert next(s for i, s in home.context.seats.items() if str(i) == row["id"]).without == {"microphone"}
    await door.close()


async def test_changes_of_devices_are_on_the_timeline_once_with_bounded_names(home: House, organizer: Door) -> None:
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    at = home.context.clock() * 1000
    told = {"id": str(uuid4()), "change": "changed", "source": "microphone", "label": "USB\u202e Headset", "at_ms": at}
    for _ in range(2):
        assert (await answer(door, "device", told | {"before": "Built-in"})).status_code == 204
    lost = {"id": str(uuid4()), "change": "lost", "source": "camera", "label": "x" * 2000, "at_ms": at + 9e9}
    assert (await answer(door, "device", lost)).status_code == 204
    assert (await answer(door, "device", lost | {"id": str(uuid4()), "source": "screen"})).status_code == 422
    found = [e for e in (await organizer.get(f"/api/sessions/{row['id']}"))["events"] if e["kind"].startswith("device")]
    assert [(e["kind"], e["data"]["source"]) for e in found] == [
        ("device_changed", "microphone"), ("device_lost", "camera"),
    ]  # fmt: skip
    assert (found[0]["data"]["text"], found[0]["data"]["before"]) == ("USB Headset", "Built-in")
    assert len(found[1]["data"]["text"]) == 120
    assert found[1]["at"][:16] == found[0]["at"][:16], "the page's clock cannot move it into the future"
    await door.close()


async def test_a_page_cannot_fill_the_timeline_with_devices(
    home: House, organizer: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairseat.flow.go_without.MOST_CHANGES", 3)
    row = await home.seat(organizer, await home.exam(organizer))
    door = await home.sit(row)
    body = {"change": "added", "source": "camera", "label": "Cam", "at_ms": 0}
    codes = [(await answer(door, "device", body | {"id": str(uuid4())})).status_code for _ in range(5)]
    assert codes == [204, 204, 204, 409, 409]
    await door.close()
