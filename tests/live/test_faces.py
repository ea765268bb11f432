"""The face: photo, looks, another person in the seat, somebody who resembles another. Real models, real photographs."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from fairseat.domain.frames import KIND_LOOK, Snapshot, write_snapshot
from fairseat.domain.looks import DELAY_S, Look, answers_of, stands_of
from fairseat.domain.messages import (
    AlertRaised,
    LookRequested,
    ReadingsStored,
    Refused,
    SendReadings,
    SnapshotStored,
    StudentWelcomed,
    ViolationClosed,
)
from fairseat.flow.board import load_seat
from fairseat.flow.look import queue_forgotten_looks
from fairseat.flow.photograph import forget_prints
from fairseat.flow.report import report_data
from fairseat.flow.review import gathered
from fairseat.simulate.door import Door, Turned
from fairseat.store import prints
from tests.house import House, Peer
from tests.media import pictures

SIMILAR = {"similar_profile": {"on": True}}


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


FACE, OTHER, NOBODY, TWO = (jpeg(p()) for p in (pictures.face, pictures.other, pictures.nobody, pictures.two))


@dataclass
class Sat:
    row: dict[str, Any]
    door: Door
    peer: Peer
    number: int = 0

    @property
    def id(self) -> UUID:
        return UUID(self.row["id"])

    async def look(self, at: float, picture: bytes) -> str:
        """A look taken at this second, answered with its id."""
        ident = uuid4()
        await self.peer.put(write_snapshot(Snapshot("camera", ident, at * 1000, picture), KIND_LOOK))
        await self.peer.expect(SnapshotStored, lambda m: m.id == str(ident))
        return str(ident)

    async def read(self, at: float, **values: float | None) -> None:
        self.number += 1
        readings = {"face_absent": 0.0, **values}
        await self.peer.say(SendReadings(sequence=self.number, at_ms=int(at) * 1000, values=readings))


@pytest.fixture(scope="module")
async def exam(home: House, organizer: Door) -> str:
    return await home.exam(organizer, trackers=SIMILAR)


async def checking(home: House, organizer: Door, exam: str, similar: bool = False) -> tuple[dict[str, Any], Door]:
    """A student who has consented and is about to be photographed."""
    row = await home.seat(organizer, exam)
    door = await home.sit(row, start=False)
    await door.post("/api/sitting/consent", {"version": "1", "similar_faces": similar})
    return row, door


@pytest.fixture
async def sat(home: House, organizer: Door, exam: str) -> AsyncIterator[Sat]:
    """A session that began ten minutes ago, with the photo of the face."""
    row, door = await checking(home, organizer, exam)
    assert (await door.send("/api/sitting/face", FACE))["face"] == {"wanted": True, "available": True, "taken": True}
    await door.post("/api/sitting/start")
    home.context.seats[UUID(row["id"])].started_at_ms -= 600_000
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    yield Sat(row, door, peer)
    await peer.close()
    await door.close()


async def judged(home: House, sat: Sat, n: int) -> None:
    for _ in range(400):
        if len(home.context.seats[sat.id].faces.stands) >= n:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the looks were not judged")


async def page_of(organizer: Door, sat: Sat) -> dict[str, Any]:
    page: dict[str, Any] = await organizer.get(f"/api/sessions/{sat.id}")
    return page


# --- the photo ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (NOBODY, "no_face"),
        (TWO, "several_faces"),
        (jpeg(pictures.face().resize((160, 120))), "face_too_small"),
        (b"no picture", "no_picture"),
        (FACE + bytes(300_000), "too_large"),
    ],
)
async def test_a_photo_that_is_of_no_use_is_refused(home, organizer, exam, picture, code) -> None:
    _, door = await checking(home, organizer, exam)
    with pytest.raises(Turned) as turned:
        await door.send("/api/sitting/face", picture)
    assert turned.value.code == code
    assert not (await door.get("/api/sitting"))["face"]["taken"]
    await door.close()


async def test_the_photo_is_evidence_and_the_print_is_sealed(home: House, organizer: Door, sat: Sat) -> None:
    async with home.context.database.unit() as c:
        row = await prints.print_of(c, sat.id)
    assert row is not None
    assert await organizer.fetch(f"/api/sessions/{sat.id}/snapshots/{row['photo_id']}") == FACE
    (found,) = await home.context.faces.look(FACE)
    opened = home.context.sealer.opened(row["sealed"], sat.id.bytes)
    assert home.context.faces.near([opened], [opened], 0.99)
    assert len(opened) == len(found.print) * 4
    assert opened not in row["sealed"]
    assert "face_photographed" in [e["kind"] for e in (await page_of(organizer, sat))["events"]]


async def test_no_photo_is_taken_once_the_exam_runs(sat: Sat) -> None:
    with pytest.raises(Turned) as turned:
        await sat.door.send("/api/sitting/face", OTHER)
    assert turned.value.code == "wrong_state"


async def test_who_starts_without_a_photo_is_not_kept_out_but_it_is_noted(home, organizer, exam) -> None:
    row, door = await checking(home, organizer, exam)
    await door.post("/api/sitting/start")
    page = await organizer.get(f"/api/sessions/{row['id']}")
    assert "face_photo_missing" in [e["kind"] for e in page["events"]]
    await door.close()


# --- looks --------------------------------------------------------------------------------------------------------


async def test_another_person_is_an_alert_with_both_pictures_and_the_right_one_clears_it(
    home: House, organizer: Door, sat: Sat
) -> None:
    proctor = await home.proctor(0)
    watcher = await home.staff_socket(proctor)
    begun = home.context.clock()
    await sat.look(begun - 5, OTHER)
    await sat.peer.expect(LookRequested)
    await sat.read(home.context.clock() - 1)  # one picture proves nothing
    look = await sat.look(begun - 3, OTHER)
    await judged(home, sat, 2)
    await sat.read(begun + 3)
    mine = lambda m: m.session == str(sat.id) and m.tracker == "face_mismatch"  # noqa: E731
    alert = await watcher.expect(AlertRaised, mine)
    assert (alert.severity, alert.late) == ("serious", False)
    assert alert.detail["similarity"] < 0.4
    assert alert.detail["look"] == look
    for key, picture in (("look", OTHER), ("reference", FACE)):
        assert await proctor.fetch(f"/api/sessions/{sat.id}/snapshots/{alert.detail[key]}") == picture
    await sat.look(begun, FACE)
    await judged(home, sat, 3)
    for ahead in (1, 2):
        await sat.read(begun + DELAY_S + ahead)
    await watcher.expect(ViolationClosed, mine)
    await watcher.close()
    await proctor.close()


async def test_a_look_that_matches_costs_nothing_and_its_picture_is_not_kept(
    home: House, organizer: Door, sat: Sat
) -> None:
    ident = await sat.look(home.context.clock() - 6, FACE)
    await judged(home, sat, 1)
    await sat.read(home.context.clock())
    await sat.peer.expect(ReadingsStored)
    score = (await page_of(organizer, sat))["score"]
    own = next(t for t in score["trackers"] if t["tracker"] == "face_mismatch")
    assert (own["share"], own["coverage"]) == (0.0, 1.0)
    with pytest.raises(home.context.vault.missing):
        await home.context.vault.get(f"sessions/{sat.id}/looks/{ident}.jpg")


async def test_nobody_in_the_picture_is_not_known_and_so_is_an_absence(home: House, organizer: Door, sat: Sat) -> None:
    now = home.context.clock()
    await sat.look(now - 8, FACE)
    await judged(home, sat, 1)
    await sat.read(now - 2, face_absent=1.0)  # charged there, and once
    await sat.look(now - 6, NOBODY)
    await judged(home, sat, 2)
    await sat.read(now)
    await sat.peer.expect(ReadingsStored, lambda m: m.sequence >= sat.number)
    score = (await page_of(organizer, sat))["score"]
    own = next(t for t in score["trackers"] if t["tracker"] == "face_mismatch")
    assert (score["observed_s"], own["coverage"]) == (2, 0.0)


async def test_looks_that_come_after_an_outage_give_what_timely_ones_would_have_given(
    home: House, organizer: Door, sat: Sat
) -> None:
    begin = int(home.context.clock()) - 400
    for n in range(150):
        await sat.read(begin + n)
    taken = [(0.5, FACE), (60.5, OTHER), (64.5, OTHER), (110.5, FACE)]
    for at, picture in reversed(taken):
        await sat.look(begin + at, picture)
    await judged(home, sat, 4)
    rule = home.context.seats[sat.id].rules["face_mismatch"].parameters
    folded = answers_of(stands_of([Look(begin + at, 0.9 if p == FACE else 0.1) for at, p in taken], rule), rule)
    violations: list[dict[str, Any]] = []
    for _ in range(100):
        violations = [v for v in (await page_of(organizer, sat))["violations"] if v["tracker"] == "face_mismatch"]
        if violations and violations[0]["ended_at"]:
            break
        await asyncio.sleep(0.05)
    (violation,) = violations
    other = next(a for a in folded if a.value == 1)
    assert violation["seconds"] == other.until_at - other.from_at
    assert violation["detail"]["similarity"] < 0.4
    assert violation["detail"]["reference"]
    own = next(t for t in (await page_of(organizer, sat))["score"]["trackers"] if t["tracker"] == "face_mismatch")
    known = sum(min(a.until_at, begin + 150) - a.from_at for a in folded if a.value is not None)
    assert own["coverage"] == pytest.approx(known / 150)
    async with home.context.database.unit() as c:
        report = report_data(home.context, await gathered(home.context, c, sat.id))
    (told,) = [v for v in report.violations if v.tracker == "face_mismatch"]
    assert [picture.shows for picture in told.snapshots][:2] == ["reference", "look"]


@pytest.mark.parametrize(
    ("ago", "picture", "code"),
    [
        (-3600.0, FACE, "look_unwanted"),
        (3600.0, FACE, "look_unwanted"),
        (5.0, b"no picture", "picture_malformed"),
        (5.0, b"\xff\xd8\xff" + bytes(300_000), "picture_too_large"),
        (5.0, b"\xff\xd8\xff\xc0\x00\x11\x08" + b"\xff" * 100, "picture_too_large"),  # 65535 x 65535, it says
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(
    home: House, sat: Sat, ago: float, picture: bytes, code: str
) -> None:
    ident = uuid4()
    at = home.context.clock() - ago
    await sat.peer.put(write_snapshot(Snapshot("camera", ident, at * 1000, picture), KIND_LOOK))
    refused = await sat.peer.expect(Refused)
    assert (refused.of, refused.id, refused.code) == ("snapshot", str(ident), code)


async def test_a_look_whose_job_was_lost_is_judged_all_the_same(home: House, sat: Sat, monkeypatch) -> None:
    async def lost(name: str, arguments: dict[str, Any]) -> None:
        """As when the server is killed before the job is queued."""

    monkeypatch.setattr(home.context, "defer", lost)
    await sat.look(home.context.clock() - 6, FACE)
    monkeypatch.undo()
    now = home.context.clock
    monkeypatch.setattr(home.context, "clock", lambda: now() + 60)
    await queue_forgotten_looks(home.context)
    monkeypatch.undo()
    await judged(home, sat, 1)


async def test_a_restarted_server_knows_what_was_judged(home: House, sat: Sat) -> None:
    await sat.look(home.context.clock() - 6, FACE)
    await judged(home, sat, 1)
    before = home.context.seats.pop(sat.id)
    after = await load_seat(home.context, sat.id)
    assert after.faces is not None
    assert (after.faces.photo, after.faces.answers) == (before.faces.photo, before.faces.answers)


# --- somebody else's face -----------------------------------------------------------------------------------------


async def finds(organizer: Door, session: str, wait: bool = True) -> list[dict[str, Any]]:
    for _ in range(100 if wait else 10):
        page = await organizer.get(f"/api/sessions/{session}")
        found = [v for v in page["violations"] if v["tracker"] == "similar_profile"]
        if found and wait:
            return found
        await asyncio.sleep(0.05)
    return found


async def test_one_face_in_two_accounts_is_found_and_seen_only_through_the_audited_door(home, organizer) -> None:
    exam = await home.exam(organizer, trackers=SIMILAR)
    first, one = await checking(home, organizer, exam, similar=True)
    await one.send("/api/sitting/face", OTHER)
    second, two = await checking(home, organizer, exam, similar=True)
    await two.send("/api/sitting/face", OTHER)
    (found,) = await finds(organizer, second["id"])
    assert found["severity"] == "hint"
    assert found["detail"]["similarity"] > 0.9
    assert found["detail"]["reference"]
    assert first["student_name"] not in str(found)
    path = f"/api/sessions/{second['id']}/similar/{found['detail']['find']}"
    proctor = await home.proctor(0)
    seen = await proctor.get(path)
    assert (seen["session"], seen["email"], seen["photo"]) == (first["id"], first["student_email"], True)
    assert await proctor.fetch(f"{path}/photo") == OTHER
    audit = await organizer.all_of("/api/audit", session=second["id"])
    assert "similar_face_seen" in [row["action"] for row in audit]
    await two.post("/api/sitting/start")
    await organizer.post(f"/api/sessions/{second['id']}/violations/{found['id']}/dismiss", {"comment": "twins"})
    assert (await finds(organizer, second["id"]))[0]["dismissed"]["comment"] == "twins"
    for door in (one, two, proctor):
        await door.close()


async def similar_share(organizer: Door, session: str) -> tuple[float, float]:
    """What the finds cost, and the credibility."""
    score = (await organizer.get(f"/api/sessions/{session}"))["score"]
    (own,) = [t for t in score["trackers"] if t["tracker"] == "similar_profile"]
    return round(own["loss"], 3), round(score["credibility"], 3)


async def test_a_find_costs_points_only_while_a_person_has_confirmed_it(home, organizer) -> None:
    exam = await home.exam(organizer, trackers={"similar_profile": {"on": True, "weight": 0.2}})
    doors = []
    for _ in range(2):
        row, door = await checking(home, organizer, exam, similar=True)
        await door.send("/api/sitting/face", OTHER)
        doors.append(door)
    session, found = row["id"], (await finds(organizer, row["id"]))[0]
    await doors[1].post("/api/sitting/start")
    sat = Sat(row, doors[1], await home.student_socket(doors[1]))
    await sat.peer.expect(StudentWelcomed)
    await sat.read(home.context.clock())
    await sat.peer.expect(ReadingsStored)
    assert await similar_share(organizer, session) == (0, 100)
    path = f"/api/sessions/{session}/violations/{found['id']}"
    confirmed = await organizer.post(f"{path}/confirm", {"comment": "The same scar."})
    assert (confirmed["confirmed"]["by"], confirmed["confirmed"]["comment"]) == ("Olga Organizer", "The same scar.")
    assert await similar_share(organizer, session) == (20, 80)
    dismissed = await organizer.post(f"{path}/dismiss", {"comment": "Twins."})
    assert (dismissed["confirmed"], dismissed["dismissed"]["comment"]) == (None, "Twins.")
    assert await similar_share(organizer, session) == (0, 100)
    await organizer.post(f"{path}/restore")
    audit = [row["action"] for row in await organizer.all_of("/api/audit", session=session)]
    assert [a for a in audit if a.startswith("violation")] == [
        "violation_restored", "violation_dismissed", "violation_confirmed",
    ]  # fmt: skip
    await sat.peer.close()
    for door in doors:
        await door.close()


async def test_who_did_not_agree_is_compared_with_nobody(home, organizer) -> None:
    exam = await home.exam(organizer, trackers=SIMILAR)
    doors = []
    for similar in (False, True):
        row, door = await checking(home, organizer, exam, similar=similar)
        await door.send("/api/sitting/face", jpeg(pictures.face().transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
        doors.append(door)
    assert not await finds(organizer, row["id"], wait=False)
    for door in doors:
        await door.close()


async def test_prints_are_deleted_when_their_time_is_over(home: House, sat: Sat, monkeypatch) -> None:
    now = home.context.clock
    days = home.context.settings.face_print_days
    for later_days, there in ((days - 1, True), (days + 1, False)):
        monkeypatch.setattr(home.context, "clock", lambda d=later_days: now() + d * 86_400)
        await forget_prints(home.context)
        async with home.context.database.unit() as c:
            assert (await prints.print_of(c, sat.id) is not None) == there


# --- a server without the models ----------------------------------------------------------------------------------


async def test_without_the_models_all_else_works_and_it_is_said(home, organizer, exam, monkeypatch) -> None:
    monkeypatch.setattr(home.context.faces, "available", False)
    row, door = await checking(home, organizer, exam)
    assert (await door.get("/api/sitting"))["face"] == {"wanted": True, "available": False, "taken": False}
    with pytest.raises(Turned) as turned:
        await door.send("/api/sitting/face", FACE)
    assert turned.value.code == "faces_not_available"
    await door.post("/api/sitting/start")
    peer = await home.student_socket(door)
    await peer.expect(StudentWelcomed)
    await peer.say(SendReadings(sequence=1, at_ms=int(home.context.clock()) * 1000, values={"voices": 0.0}))
    await peer.expect(ReadingsStored)
    off: set[str] = set()
    for _ in range(100):  # what the browser and the server cannot run is noted after the readings
        score = (await organizer.get(f"/api/sessions/{row['id']}"))["score"]
        off = {t["tracker"] for t in score["trackers"] if not t["available"]}
        if off:
            break
        await asyncio.sleep(0.02)
    assert off == {"face_mismatch", "similar_profile"}
    await peer.close()
    await door.close()
