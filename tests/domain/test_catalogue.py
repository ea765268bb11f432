"""The catalogue of trackers and the template's start values."""

import json

import msgspec
import pytest

from fairseat.domain.template import Content, TemplateSettings
from fairseat.domain.trackers import (
    BY_NAME,
    CATALOGUE,
    Tracker,
    TrackerSetting,
    default_setting,
    default_settings,
    severity_of,
)
from fairseat.domain.violation import Opened, Watch, advance

from .factories import T0

# name, code, raise after, clear after: docs/trackers.md
WRITTEN_DOWN = [
    ("environment", "b1", 0, 1),
    ("page_hidden", "b2", 1, 0.5),
    ("window_focus", "b2", 5, 0.5),
    ("fullscreen", "b3", 2, 0),
    ("camera", "c1", 3, 1),
    ("face_absent", "c2", 3, 1),
    ("looking_away", "c2", 4, 1),
    ("several_faces", "c3", 1.5, 3),
    ("face_mismatch", "c4", 0, 1),
    ("similar_profile", "c5", 0, 0),
    ("keystrokes", "k1", 0, 1),
    ("microphone", "m1", 5, 1),
    ("voices", "m2", 2, 2),
    ("network", "n1", 5, 0),
    ("not_recorded", "n3", 5, 2),
    ("phone_camera", "n2", 10, 2),
    ("screen_share", "s1", 2, 0),
    ("second_display", "s2", 3, 3),
    ("forbidden_object", "o1", 2, 5),
    ("false_camera", "f1", 5, 5),
    ("content_actions", "t1", 0, 0),
    ("remote_or_virtual", "v1", 3, 3),
    ("lips", "l1", 4, 2),
]
every_tracker = pytest.mark.parametrize("tracker", CATALOGUE, ids=lambda t: t.name)


@pytest.mark.parametrize(("name", "code", "raise_s", "clear_s"), WRITTEN_DOWN)
def test_a_tracker_has_the_code_and_times_that_are_written_down(name: str, code: str, raise_s: float, clear_s: float):
    tracker = BY_NAME[name]
    assert (tracker.code, tracker.raise_s, tracker.clear_s) == (code, raise_s, clear_s)


def test_names_are_unique_and_all_are_found_by_name():
    assert list(BY_NAME) == [tracker.name for tracker in CATALOGUE]
    assert len(BY_NAME) == len(CATALOGUE)


@every_tracker
def test_a_tracker_can_be_a_key_and_a_start_value(tracker: Tracker):
    assert tracker.name.isidentifier()
    assert tracker.name == tracker.name.lower()
    assert 0 <= tracker.weight <= 10
    assert 0 <= tracker.raise_s <= 600
    assert 0 <= tracker.clear_s <= 600
    assert set(tracker.snapshot) <= {"camera", "screen", "phone"}
    assert all(isinstance(v, int | float) and key.isidentifier() for key, v in tracker.parameters.items())


@every_tracker
def test_only_what_can_be_photographed_is(tracker: Tracker):
    assert not (tracker.name == "camera" and "camera" in tracker.snapshot)
    assert not (tracker.name == "screen_share" and "screen" in tracker.snapshot)


@every_tracker
def test_a_behaviour_that_lasts_is_raised_within_a_third_more_than_its_time_and_a_second(tracker: Tracker):
    watch, setting = Watch(), default_setting(tracker)
    opened = [m for i in range(30) for m in advance(setting, watch, T0 + i, 1.0)]
    assert len(opened) == 1
    assert isinstance(opened[0], Opened)
    assert opened[0].at + 1 - T0 <= tracker.raise_s * 4 / 3 + 1


def test_a_new_template_uses_every_tracker_with_its_start_values():
    settings = default_settings()
    assert list(settings) == list(BY_NAME)
    assert settings["several_faces"] == TrackerSetting(
        raise_s=1.5, clear_s=3, parameters=dict(BY_NAME["several_faces"].parameters)
    )


def test_what_weighs_nothing_is_a_hint_and_so_is_what_nobody_knows():
    rules = {"voices": TrackerSetting(weight=0)}
    assert severity_of("voices", {}) == severity_of("voices", {"voices": TrackerSetting()}) == "serious"
    assert severity_of("voices", rules) == severity_of("long_gone", {}) == "hint"


def test_changing_a_template_leaves_the_catalogue_alone():
    default_settings()["camera"].parameters["dark_mean"] = 99
    assert BY_NAME["camera"].parameters["dark_mean"] == 16


def test_two_templates_share_nothing():
    one, other = TemplateSettings(), TemplateSettings()
    one.steps.clear()
    one.trackers.clear()
    assert other == TemplateSettings()
    assert other.steps == ["rules", "equipment"]


def test_a_template_comes_back_from_json_as_it_was():
    settings = TemplateSettings(review_below=60.0, steps=["rules"])
    assert msgspec.json.decode(msgspec.json.encode(settings), type=TemplateSettings) == settings


def test_a_template_saved_before_a_setting_existed_takes_its_default():
    old = json.dumps({"rules_version": "2", "trackers": {"voices": {"weight": 2}}, "long_gone": True})
    settings = msgspec.json.decode(old, type=TemplateSettings)
    assert settings.trackers == {"voices": TrackerSetting(weight=2)}
    assert (settings.rules_version, settings.review_below) == ("2", 80.0)


@pytest.mark.parametrize(
    "wrong",
    [{"steps": ["dance"]}, {"tools": ["sword"]}, {"review_below": 101}, {"review_below": -1}, {"rules": "x" * 20_001},
     {"sources": {"camera": "yes"}}, {"trackers": {"voices": {"weight": "much"}}}, {"trackers": []}],
)  # fmt: skip
def test_a_template_with_a_wrong_value_is_refused(wrong: dict[str, object]):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, TemplateSettings)


def test_content_is_an_address_or_tasks():
    assert msgspec.convert({"kind": "tasks", "tasks": [{"id": "1", "title": "T", "text": ""}]}, Content).tasks
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "essay"}, Content)


def test_a_template_saved_before_a_tracker_was_told_apart_rules_both_halves_by_it():
    old = msgspec.convert({"trackers": {"window_focus": {"raise_s": 1, "weight": 2}}}, TemplateSettings)
    assert old.trackers["page_hidden"] == old.trackers["window_focus"] == TrackerSetting(raise_s=1, weight=2)
    own = msgspec.convert({"trackers": {"window_focus": {}, "page_hidden": {"on": False}}}, TemplateSettings)
    assert not own.trackers["page_hidden"].on
    assert not msgspec.convert({"trackers": {}}, TemplateSettings).trackers
