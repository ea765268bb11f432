"""A whole exam in real Firefox: the student, the proctor and the review."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairseat.simulate.door import Door
from tests.browser.display import display
from tests.browser.firefox import Firefox, firefox
from tests.browser.sound_card import sound_card
from tests.media.make import media
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

LOAD_S = 60  # models to load, two browsers to share two cores
SIT_S = 100  # the first ten seconds or so go by before the models are there
PLAY_S = 12  # longer than a segment, so that the next one must play, too
LOOKING = ("camera", "face_absent", "several_faces", "looking_away")
ROBOT = {"environment", "false_camera"}  # that it is driven and has a clip for a camera is told, rightly
MOVED = """const [video] = [...document.querySelectorAll("video")].filter((v) => v.offsetHeight > 40);
return video ? [video.currentTime, video.videoWidth, video.offsetHeight] : [0, 0, 0];"""


@contextlib.contextmanager
def desk(folder: Path) -> Iterator[dict[str, str]]:
    """A screen and a sound card for browsers."""
    with display() as screen, sound_card(folder, media("room.wav")["room.wav"]) as card:
        yield screen | card


def _enter(student: Firefox, address: str) -> None:
    student.driver.get(address)
    student.find('//label[contains(normalize-space(.), "I have read the rules")]', LOAD_S).click()
    student.press("Agree and continue")
    student.press("Allow camera and microphone")
    student.press("Share your screen", LOAD_S)
    student.press("Show the points", LOAD_S)
    student.reads("Once more", LOAD_S)
    student.press("Continue", LOAD_S)
    student.press("Start the exam")
    student.reads("Time left", LOAD_S)


def _sign_in(staff: Firefox, server: Server, account: dict[str, str]) -> None:
    staff.driver.get(f"{server.url}/staff")
    staff.write("E-mail", account["email"])
    staff.write("Password", account["password"])
    staff.press("Sign in")
    staff.reads("Sign out")


def _plays(browser: Firefox, seconds: float, what: str) -> None:
    """A picture with a size moves on for so many seconds of its own."""
    browser.until(lambda: browser.run(MOVED)[1] > 0, f"{what}: a picture", LOAD_S)
    begun = browser.run(MOVED)[0]
    browser.until(lambda: browser.run(MOVED)[0] >= begun + seconds, f"{what}: {seconds} s", seconds * 2 + LOAD_S)
    assert browser.run(MOVED)[2] > 0


def _finish(student: Firefox) -> None:
    student.press("Finish")
    student.press("Finish the exam")
    student.reads("You have finished your exam", LOAD_S)


def _review(staff: Firefox, address: str) -> None:
    staff.driver.get(address)
    staff.press("Play", LOAD_S)
    _plays(staff, PLAY_S, "review")
    before = staff.run(MOVED)[0]
    staff.press("Back 5")
    staff.until(lambda: staff.run(MOVED)[0] < before - 1, "a seek moves the picture")
    _plays(staff, 3, "review after a seek")


def _sat(server: Server, folder: Path) -> None:
    """Both browsers at a time, for as long as the proctor watches."""
    row, account = server.demo["students"][0], server.demo["proctors"][0]
    with desk(folder) as devices, firefox(devices, folder / "student.log") as student:
        student.stand_in("face.mjpeg")
        _enter(student, server.url + row["link"])
        begun = time.monotonic()
        student.write("answer", "Because of gravity.")
        with display() as own, firefox(devices | own, folder / "proctor.log") as proctor:  # or it hides the exam
            _sign_in(proctor, server, account)
            proctor.driver.get(f"{server.url}/staff/watch")
            _plays(proctor, PLAY_S, "grid")
            proctor.shot("firefox-grid")
        time.sleep(max(0.0, SIT_S - (time.monotonic() - begun)))
        student.shot("firefox-exam")
        _finish(student)


def _reviewed(server: Server, folder: Path, session: str) -> None:
    with desk(folder) as devices, firefox(devices, folder / "review.log") as staff:
        _sign_in(staff, server, server.demo["organizer"])
        _review(staff, f"{server.url}/staff/sessions/{session}")
        staff.shot("firefox-review")


async def test_an_exam_in_firefox_is_recorded_tracked_watched_and_reviewed(
    server: Server, organizer: Door, tmp_path: Path
) -> None:
    name = server.demo["students"][0]["name"]
    await asyncio.to_thread(_sat, server, tmp_path)
    row = next(r for r in await organizer.all_of("/api/sessions") if r["student_name"] == name)
    page = await _reported(organizer, row["id"])
    segments = (await organizer.get(f"/api/sessions/{row['id']}/segments"))["segments"]
    assert {s["source"] for s in segments} == {"camera", "screen"}
    assert all(s["missing"] == 0 for s in segments)
    assert [one["missing_s"] for one in page["outages"]] == []
    shares = {t["tracker"]: t for t in page["score"]["trackers"]}
    assert {name: shares[name]["coverage"] for name in LOOKING if shares[name]["coverage"] < 0.8} == {}
    assert {v["tracker"] for v in page["violations"]} <= ROBOT
    assert {name for name, one in shares.items() if one["loss"]} <= ROBOT
    assert (await organizer.fetch(f"/api/sessions/{row['id']}/report.pdf")).startswith(b"%PDF")

    await asyncio.to_thread(_reviewed, server, tmp_path, row["id"])


async def _reported(organizer: Door, session: str) -> Any:
    for _ in range(100):
        page = await organizer.get(f"/api/sessions/{session}")
        if page["report"] == "ready":
            return page
        await asyncio.sleep(0.2)
    raise AssertionError(f"the report is {page['report']}")
