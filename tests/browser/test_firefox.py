"""A whole exam in real Firefox: the student, the proctor and the review; and one on a computer without sound."""

import asyncio
import contextlib
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairseat.simulate.door import Door
from tests.browser.display import display
from tests.browser.firefox import LOAD_S, Firefox, firefox
from tests.browser.moving import Look, longest_still_s
from tests.browser.sound_card import heard_dbfs, no_sound_card, sound_card
from tests.media.make import media
from tests.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

SIT_S = 100  # the first ten seconds or so go by before the models are there
PLAY_S = 12  # longer than a segment of the camera, so that the next one must play, too
STILL_S = 4.0  # a screen is recorded twice a second, less often where cores are busy
LEAST_CHANGE = {"camera": 0.3, "screen": 0.02}  # on the screen only a clock ticks
LOOK_S = 0.8
UNHEARD_S = 8  # longer than a silent microphone waits before it is raised
HEARD_DBFS = -65.0  # the room before the student's microphone has -50
LOOKING = ("camera", "face_absent", "several_faces", "looking_away")
CLIP = {"false_camera"}  # that it has a clip for a camera is told, rightly
TILE = {"camera": '[data-session] video[aria-label^="Camera of"]'}
FOCUS = {"camera": 'video[aria-label^="Camera of"]', "screen": 'video[aria-label^="Screen of"]'}
REVIEW = {source: f'figure[data-source="{source}"] video' for source in ("camera", "screen")}


@contextlib.contextmanager
def desk(folder: Path) -> Iterator[dict[str, str]]:
    """A screen and a sound card for browsers."""
    with display() as screen, sound_card(folder, media("room.wav")["room.wav"]) as card:
        yield screen | card


def _agree(student: Firefox, address: str) -> None:
    student.driver.get(address)
    student.find('//label[contains(normalize-space(.), "I have read the rules")]', LOAD_S).click()
    student.press("Agree and continue")
    student.press("Allow camera and microphone")


def _pass_check(student: Firefox) -> None:
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


def _plays(browser: Firefox, videos: dict[str, str], seconds: float) -> None:
    """All of them run for so many seconds of their own, and their pictures with them."""
    for name, video in videos.items():
        browser.until(lambda video=video: browser.grab(video)[1], f"a picture of the {name}", LOAD_S)
    looks: dict[str, list[Look]] = {name: [browser.grab(video)] for name, video in videos.items()}

    def done() -> bool:
        time.sleep(LOOK_S)
        for name, video in videos.items():
            looks[name].append(browser.grab(video))
        return all(seen[-1][0] >= seen[0][0] + seconds for seen in looks.values())

    browser.until(done, f"{seconds} s of {sorted(videos)}", seconds * 2 + LOAD_S)
    still = {name: longest_still_s(seen, LEAST_CHANGE[name]) for name, seen in looks.items()}
    assert max(still.values()) <= STILL_S, still


def _sounds(browser: Firefox, devices: dict[str, str]) -> None:
    """The student's microphone comes out of the loudspeaker, so it was recorded, decoded and played aloud."""
    browser.until(lambda: heard_dbfs(devices) > HEARD_DBFS, "sound")


def _finish(student: Firefox) -> None:
    student.press("Finish")
    student.press("Finish the exam")
    student.reads("You have finished your exam", LOAD_S)


def _watch(proctor: Firefox, server: Server, name: str, devices: dict[str, str]) -> None:
    """In the grid, then alone with its screen and its sound."""
    proctor.driver.get(f"{server.url}/staff/watch")
    _plays(proctor, TILE, 4)
    proctor.shot("firefox-grid")
    proctor.press(name)
    _plays(proctor, FOCUS, PLAY_S)
    assert heard_dbfs(devices) == -math.inf
    proctor.press("Hear the student")
    _sounds(proctor, devices)
    proctor.shot("firefox-focus")


def _review(staff: Firefox, address: str, devices: dict[str, str]) -> None:
    staff.driver.get(address)
    staff.press("Play", LOAD_S)
    _plays(staff, REVIEW, PLAY_S)
    _sounds(staff, devices)
    before = staff.grab(REVIEW["camera"])[0]
    staff.press("Back 5")
    staff.until(lambda: staff.grab(REVIEW["camera"])[0] < before - 1, "a seek moves the picture")
    _plays(staff, REVIEW, 3)
    _sounds(staff, devices)
    staff.press("Pause")
    staff.until(lambda: heard_dbfs(devices) == -math.inf, "silence")


def _sat(server: Server, folder: Path) -> None:
    """Both browsers at a time, for as long as the proctor watches."""
    row, account = server.demo["students"][0], server.demo["proctors"][0]
    with desk(folder) as devices, firefox(devices, folder / "student.log") as student:
        student.stand_in("face.mjpeg")
        _agree(student, server.url + row["link"])
        _pass_check(student)
        begun = time.monotonic()
        student.write("answer", "Because of gravity.")
        with display() as own, firefox(devices | own, folder / "proctor.log") as proctor:  # or it hides the exam
            _sign_in(proctor, server, account)
            _watch(proctor, server, row["name"], devices)
        time.sleep(max(0.0, SIT_S - (time.monotonic() - begun)))
        student.shot("firefox-exam")
        _finish(student)


def _reviewed(server: Server, folder: Path, session: str) -> None:
    with desk(folder) as devices, firefox(devices, folder / "review.log") as staff:
        _sign_in(staff, server, server.demo["organizer"])
        _review(staff, f"{server.url}/staff/sessions/{session}", devices)
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
    assert {v["tracker"] for v in page["violations"]} <= CLIP
    assert {name for name, one in shares.items() if one["loss"]} <= CLIP
    assert (await organizer.fetch(f"/api/sessions/{row['id']}/report.pdf")).startswith(b"%PDF")

    await asyncio.to_thread(_reviewed, server, tmp_path, row["id"])


STARTED = """const [done] = arguments, context = new AudioContext();
context.resume();
setTimeout(() => done(context.state), 2000);"""


def _sat_without_sound(server: Server, folder: Path, link: str) -> None:
    with display() as screen, firefox(screen | no_sound_card(folder), folder / "soundless.log") as student:
        student.stand_in("face.mjpeg", tone=True)
        _agree(student, server.url + link)
        student.reads("this browser cannot measure how loud it is")
        student.reads(
            "because the computer has no loudspeaker or headphones. Plug some in to see the loudness, or go on."
        )
        assert student.driver.execute_async_script(STARTED) == "suspended"
        student.shot("firefox-without-sound")
        _pass_check(student)
        student.reads("camera, microphone and screen")  # in a text node of its own, for a phone has no room for it
        time.sleep(UNHEARD_S)
        _finish(student)


async def test_without_any_sound_output_the_check_says_why_nothing_is_measured_and_lets_go_on(
    server: Server, organizer: Door, tmp_path: Path
) -> None:
    student = server.demo["students"][1]
    await asyncio.to_thread(_sat_without_sound, server, tmp_path, student["link"])
    row = next(r for r in await organizer.all_of("/api/sessions") if r["student_name"] == student["name"])
    page = await organizer.get(f"/api/sessions/{row['id']}")
    shares = {t["tracker"]: t for t in page["score"]["trackers"]}
    assert (shares["microphone"]["coverage"], shares["microphone"]["loss"]) == (0, 0)
    assert {v["tracker"] for v in page["violations"]} <= CLIP


async def _reported(organizer: Door, session: str) -> Any:
    for _ in range(100):
        page = await organizer.get(f"/api/sessions/{session}")
        if page["report"] == "ready":
            return page
        await asyncio.sleep(0.2)
    raise AssertionError(f"the report is {page['report']}")
