"""Labels beside a clip."""

import json
from pathlib import Path

import pytest

from evaluation.labels import Stretch, read_clips

GOOD = {
    "name": "a", "tracker": "voices", "length_s": 60, "start": 15,
    "events": [{"tracker": "voices", "from_s": 20, "to_s": 27, "kind": "a man"}],
}  # fmt: skip


def test_a_clip_is_read_with_what_lies_beside_it(tmp_path: Path):
    (tmp_path / "a.json").write_text(json.dumps(GOOD))
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    (clip,) = read_clips(tmp_path)
    assert clip.labels.events == (Stretch("voices", 20, 27, "a man"),)
    assert (clip.video, clip.sound) == (None, tmp_path / "a.wav")
    assert (clip.labels.clean, clip.labels.light) == (False, "unknown")


@pytest.mark.parametrize("wrong", [{"length_s": "long"}, {"events": [{"tracker": "voices"}]}, {"start": None}])
def test_wrong_labels_are_told_with_their_file(tmp_path: Path, wrong: dict[str, object]):
    (tmp_path / "a.json").write_text(json.dumps(GOOD | wrong))
    with pytest.raises(ValueError, match=r"a\.json"):
        read_clips(tmp_path)
