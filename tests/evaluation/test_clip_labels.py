"""What a clip's labels say, and that every clip of the catalogue says something consistent."""

import json
from itertools import pairwise

import pytest

from evaluation.clips import acts
from evaluation.clips.catalogue import all_clips, chosen
from evaluation.clips.script import Act, Clip, Place
from evaluation.labels import Labels, Stretch, faults, labels_of
from fairseat.domain.trackers import BY_NAME

CLIPS = all_clips()
BY_MEDIA = (
    "camera",
    "face_absent",
    "several_faces",
    "looking_away",
    "lips",
    "face_mismatch",
    "microphone",
    "voices",
    "false_camera",
    "forbidden_object",
)
LEAST_BETWEEN_S = 12


def test_an_event_of_movement_begins_at_half_of_the_movement():
    clip = Clip("x", "face_absent", "eva", acts.spaced(acts.empty_chair(10)))
    assert clip.labels().events == (Stretch("face_absent", 16.35, 26.35, "empty chair"),)


def test_a_sound_begins_at_once():
    clip = Clip("x", "voices", "eva", acts.spaced(acts.speech("en", -30, "far", 9)))
    assert [(span.from_s, span.to_s) for span in clip.labels().events] == [(16, 25)]


def test_the_same_in_two_acts_is_one_event():
    gone = Act(5, place=Place(0.95), events={"face_absent": "gone"})
    labels = Clip("x", "face_absent", "eva", (acts.lead_in(), gone, gone, acts.calm())).labels()
    assert [(span.from_s, span.to_s) for span in labels.events] == [(16.35, 26.35)]


def test_labels_survive_the_file():
    labels = CLIPS[0].labels()
    assert labels_of(json.loads(labels.written())) == labels


def test_an_event_within_the_lead_in_is_a_fault():
    labels = Labels("x", "voices", 60, 16, events=(Stretch("voices", 3, 9, "far"),))
    assert faults(labels) == ["voices happens 3 s after the beginning, within the lead-in"]


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_a_clip_is_labelled_without_fault(clip: Clip):
    labels = clip.labels()
    assert faults(labels) == []
    assert labels.start >= 15
    assert all(span.tracker in BY_NAME for span in (*labels.events, *labels.ignore))


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_between_two_events_of_a_tracker_it_can_clear(clip: Clip):
    for tracker in {span.tracker for span in clip.labels().events}:
        own = [span for span in clip.labels().events if span.tracker == tracker]
        assert all(later.from_s - earlier.to_s >= LEAST_BETWEEN_S for earlier, later in pairwise(own))


def test_every_tracker_of_picture_and_sound_has_events_in_some_light():
    found = {span.tracker for clip in CLIPS for span in clip.labels().events}
    assert found >= set(BY_MEDIA)
    assert {clip.light for clip in CLIPS} == {"bright", "dim", "backlit"}
    assert {clip.distance for clip in CLIPS} == {"near", "normal", "far"}
    assert {clip.skin for clip in CLIPS} == {"light", "medium", "dark"}


def test_the_set_fits_an_hour_or_so_and_has_enough_that_is_clean():
    clean_min = sum(clip.length_s for clip in CLIPS if clip.clean) / 60
    assert sum(clip.length_s for clip in CLIPS) / 60 < 90
    assert clean_min >= 20


def test_names_are_unique():
    assert len({clip.name for clip in CLIPS}) == len(CLIPS)


def test_quick_takes_one_clip_of_each_tracker():
    quick = [clip.tracker for clip in chosen(quick=True)]
    assert sorted(quick) == sorted({clip.tracker for clip in CLIPS})
