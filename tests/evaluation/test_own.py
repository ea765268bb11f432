"""One's own videos become clips of the same shape, and what is wrong in their labels is told in words."""

import json
import subprocess
import wave
from pathlib import Path

import pytest

from evaluation.clips import own
from evaluation.labels import read_labels

EVENT = {"tracker": "face_absent", "from_s": 16, "to_s": 18, "kind": "empty chair"}


def entry(**changes: object) -> dict[str, object]:
    return {"name": "a", "tracker": "face_absent", "video": "v.mp4", "to_s": 20, "events": [EVENT]} | changes


def folder_with(tmp_path: Path, *entries: dict[str, object], sound: bool = True) -> Path:
    heard = ["-f", "lavfi", "-i", "sine=d=22"] if sound else []
    made = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=22:s=320x180:r=15", *heard]
    subprocess.run([*made, str(tmp_path / "v.mp4")], check=True)
    (tmp_path / "labels.json").write_text(json.dumps({"clips": entries}))
    return tmp_path


def test_a_video_becomes_picture_sound_and_labels(tmp_path: Path):
    out = tmp_path / "out"
    own.encode(folder_with(tmp_path, entry(from_s=1, to_s=21)), out)
    told = read_labels(out / "a.json")
    assert (told.length_s, told.start, told.skin, told.events[0].kind) == (20, 15, "unknown", "empty chair")
    assert (out / "a.mjpeg").read_bytes().count(b"\xff\xd8\xff") == pytest.approx(600, abs=3)
    with wave.open(str(out / "a.wav")) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getnframes()) == (48_000, 1, 20 * 48_000)


def test_a_video_without_sound_is_silent(tmp_path: Path):
    out = tmp_path / "out"
    own.encode(folder_with(tmp_path, entry(), sound=False), out)
    with wave.open(str(out / "a.wav")) as sound:
        assert not any(sound.readframes(48_000))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"video": "none.mp4"}, "no file none.mp4"),
        ({"start": 5}, "at least 15 s"),
        ({"to_s": 17}, "does not lie within"),
        ({"events": []}, "nothing of face_absent happens"),
        ({"skni": "dark"}, "skni is not known"),
        ({"light": "brigth"}, "Invalid enum value .brigth. - at `..light`"),
        ({"start": "soon"}, "at `..start`"),
        ({"clean": True}, "has no events"),
        ({"events": [EVENT | {"from_s": 3}]}, "within the lead-in"),
    ],
)
def test_wrong_labels_are_told_before_anything_is_written(tmp_path: Path, changes: dict[str, object], word: str):
    with pytest.raises(own.WrongLabels, match=word):
        own.encode(folder_with(tmp_path, entry(**changes)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "word"), [(None, "There is no labels.json"), ("{", "not laid out"), ("[]", "not laid out")]
)
def test_a_folder_without_labels_is_told_in_words(tmp_path: Path, text: str | None, word: str):
    if text is not None:
        (tmp_path / "labels.json").write_text(text)
    with pytest.raises(own.WrongLabels, match=word):
        own.encode(tmp_path, tmp_path / "out")
