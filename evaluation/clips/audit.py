"""python -m evaluation.clips.audit FOLDER: do the clips show what their labels say, in the eyes of the face models?

Twice a second: the share of looks with no face within face_absent, with two within several_faces, and of exactly one
elsewhere; and how the estimated direction of the head follows the drawn one.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from evaluation.clips.catalogue import all_clips
from evaluation.clips.faces import faces_in, mesh_of, pose_of
from evaluation.clips.look import Look
from evaluation.clips.motion import Moment
from evaluation.clips.script import Clip, Place
from evaluation.clips.sheet import pictures_at
from evaluation.clips.stage import seen
from evaluation.labels import Labels, read_labels

SETTLED_S = 1.6  # after a change, for somebody to have walked
SCORE, SECOND_SCORE = 0.6, 0.7


def _expected(labels: Labels, at: float) -> str:
    """The face tracker's event at that time, "" for one face, "?" where it cannot be said."""
    for span in (*labels.events, *labels.ignore):
        if abs(at - span.from_s) < SETTLED_S or abs(at - span.to_s) < SETTLED_S:
            return "?"
    if any(
        span.tracker in ("face_absent", "camera", "several_faces") and span.from_s <= at < span.to_s
        for span in labels.ignore
    ):
        return "?"
    for span in labels.events:
        if span.tracker in ("face_absent", "several_faces", "camera") and span.from_s <= at < span.to_s:
            return span.tracker
    return ""


def _right(expected: str, scores: list[float]) -> bool:
    if expected == "face_absent":
        return not scores or scores[0] < SCORE
    if expected == "several_faces":
        return len(scores) > 1 and scores[1] >= SECOND_SCORE
    return bool(scores) and scores[0] >= SCORE and (len(scores) < 2 or scores[1] < SECOND_SCORE)


def audited(folder: Path, name: str) -> dict[str, list[bool]]:
    labels = read_labels(folder / f"{name}.json")
    times = [at for at in np.arange(1, labels.length_s - 1, 0.5) if _expected(labels, at) not in ("?", "camera")]
    found: dict[str, list[bool]] = defaultdict(list)
    for at, picture in zip(times, pictures_at(folder / f"{name}.mjpeg", times), strict=True):
        expected = _expected(labels, at)
        found[expected or "one face"].append(_right(expected, [face.score for face in faces_in(picture)]))
    return found


def turning(person: str) -> tuple[float, float, float, float]:
    """Correlation and slope of estimated against drawn yaw (-45 to 45 degrees), then of pitch (-30 to 30)."""
    clip = Clip("turning", "", person, ())
    yaws, pitches = np.arange(-45, 46, 7.5), np.arange(-30, 31, 7.5)
    by_yaw = [_seen_pose(clip, Look(yaw=float(yaw)))[0] for yaw in yaws]
    by_pitch = [_seen_pose(clip, Look(pitch=float(pitch)))[1] for pitch in pitches]
    return (*_fit(yaws, by_yaw), *_fit(pitches, by_pitch))


def _seen_pose(clip: Clip, look: Look) -> tuple[float, float]:
    picture = seen(clip, Moment(clip.person, look, Place(), "", Place(0.95), "", "live", 1))
    return pose_of(mesh_of(picture, faces_in(picture, 0.3)[0]))


def _fit(drawn: np.ndarray, estimated: list[float]) -> tuple[float, float]:
    return float(np.corrcoef(drawn, estimated)[0, 1]), float(np.polyfit(drawn, estimated, 1)[0])


def main(folder: Path) -> None:
    total: dict[str, list[bool]] = defaultdict(list)
    for clip in all_clips():
        if (folder / f"{clip.name}.json").exists():
            found = audited(folder, clip.name)
            print(f"{clip.name:18}", "  ".join(f"{what} {np.mean(ok):.2f} of {len(ok)}" for what, ok in found.items()))
            for what, ok in found.items():
                total[what] += ok
    print("together          ", "  ".join(f"{what} {np.mean(ok):.3f} of {len(ok)}" for what, ok in total.items()))


if __name__ == "__main__":
    from evaluation.clips.avatar.person import PEOPLE

    for name in PEOPLE:
        print(f"{name:6} yaw: correlation %.3f slope %.2f   pitch: correlation %.3f slope %.2f" % turning(name))
    main(Path(sys.argv[1]))
