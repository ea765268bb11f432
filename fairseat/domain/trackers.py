"""The catalogue of trackers: what each is called, its rule's start values, and the parameters the page looks with.

Source: the project's tracker definitions (docs/trackers.md). `parameters` are thresholds on raw signals and are
applied in the page at every look; `raise_s`, `clear_s` and `weight` are applied on the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec import field as msgfield

Needs = Literal["camera", "microphone", "screen", "phone", "page", "server"]
TellsOf = Literal["page", "server"]
Severity = Literal["hint", "minor", "serious"]
Rule = TypeVar("Rule")  # a `TrackerSetting`, or one as it is kept


@dataclass(frozen=True, slots=True)
class Tracker:
    name: str
    code: str  # the field's code, an alias for import and export
    needs: Needs
    severity: Severity
    raise_s: float
    clear_s: float
    weight: float = 1.0
    on: bool = True
    told_by: TellsOf = "page"  # who yields its seconds; a page is not believed about what the server measures itself
    snapshot: tuple[str, ...] = ()  # sources of which a still picture is taken when a violation opens
    parameters: dict[str, float] = field(default_factory=dict)


CATALOGUE: tuple[Tracker, ...] = (
    Tracker("environment", "b1", "page", "minor", 0, 1),
    Tracker("page_hidden", "b2", "page", "serious", 1, 0.5, snapshot=("screen",)),
    # The find bar, the address bar and an input method take the focus for seconds: late, and no grave matter.
    Tracker("window_focus", "b2", "page", "minor", 5, 0.5, snapshot=("screen",)),
    Tracker("fullscreen", "b3", "page", "minor", 2, 0, snapshot=("screen",)),
    Tracker(
        "camera",
        "c1",
        "camera",
        "serious",
        3,
        1,
        parameters={"dark_mean": 16, "dark_spread": 8, "dim_s": 60, "frozen_s": 10, "no_frame_s": 2},
    ),
    Tracker(
        "face_absent",
        "c2",
        "camera",
        "serious",
        3,
        1,
        snapshot=("camera",),
        parameters={"score_on": 0.6, "score_off": 0.5, "min_height": 0.12},
    ),
    Tracker(
        "looking_away",
        "c2",
        "camera",
        "minor",
        4,
        1,
        snapshot=("camera",),
        parameters={
            "yaw_on": 30,
            "yaw_off": 22,
            "down_on": 20,
            "down_off": 14,
            "up_on": 25,
            "up_off": 18,
            "eyes_on": 5,
            "eyes_off": 2,
        },
    ),
    Tracker(
        "several_faces",
        "c3",
        "camera",
        "serious",
        1.5,
        3,
        snapshot=("camera",),
        parameters={"score": 0.65, "min_height": 0.06, "looks": 4, "of_looks": 3},
    ),
    Tracker(
        "face_mismatch",
        "c4",
        "camera",
        "serious",
        0,
        1,
        told_by="server",
        snapshot=("camera",),
        parameters={"differs_below": 0.40, "matches_from": 0.45, "every_s": 60, "after_absence_s": 5},
    ),
    Tracker(
        "similar_profile",
        "c5",
        "camera",
        "hint",
        0,
        0,
        weight=0,
        on=False,
        told_by="server",
        parameters={"similar_from": 0.50},
    ),
    Tracker(
        "keystrokes",
        "k1",
        "page",
        "minor",
        0,
        1,
        snapshot=("camera",),
        parameters={"learned_keys": 150, "window_s": 120, "least_keys": 60, "on_percentile": 99, "off_percentile": 95},
    ),
    Tracker(
        "microphone",
        "m1",
        "microphone",
        "minor",
        5,
        1,
        parameters={"silent_dbfs": -70, "below_check_in_db": 12},
    ),
    Tracker(
        "voices",
        "m2",
        "microphone",
        "serious",
        2,
        2,
        snapshot=("camera",),
        parameters={"speech_probability": 0.6, "speech_s": 1.5, "within_s": 3, "above_room_db": 15},
    ),
    Tracker("network", "n1", "page", "minor", 5, 0, told_by="server"),
    Tracker("not_recorded", "n3", "server", "serious", 5, 2, told_by="server"),
    Tracker("phone_camera", "n2", "phone", "minor", 10, 2, told_by="server"),
    Tracker("screen_share", "s1", "screen", "serious", 2, 0),
    Tracker("second_display", "s2", "page", "serious", 3, 3),
    # Beyond the field's fifteen: hints of weight 0 until their false-alarm rates are known.
    Tracker(
        "forbidden_object",
        "o1",
        "camera",
        "serious",
        2,  # two of three looks have confirmed it before its first second counts
        5,
        weight=0,
        snapshot=("camera",),
        parameters={
            "phone_score": 0.28,
            "book_score": 0.5,
            "laptop_score": 0.45,
            "keyboard_score": 0.6,
            "min_height": 0.05,
            "looks": 3,
            "of_looks": 2,
        },
    ),
    Tracker(
        "false_camera",
        "f1",
        "camera",
        "serious",
        5,
        5,
        weight=0,
        snapshot=("camera",),
        parameters={"loop_s": 5, "within_s": 600, "still_share": 0.8, "still_s": 20, "test_camera": 2},
    ),
    Tracker(
        "content_actions",
        "t1",
        "page",
        "minor",
        0,
        0,
        weight=0,
        snapshot=("screen",),
        parameters={"burst_chars": 20},
    ),
    Tracker("remote_or_virtual", "v1", "page", "serious", 3, 3, weight=0, snapshot=("screen",)),
    Tracker(
        "lips",
        "l1",
        "camera",
        "minor",
        4,
        2,
        weight=0,
        snapshot=("camera",),
        parameters={"movement": 0.06, "window_s": 4, "silent_probability": 0.4},
    ),
)

BY_NAME: dict[str, Tracker] = {tracker.name: tracker for tracker in CATALOGUE}

FIND = "similar_profile"  # looks once for the whole session; what it finds has no length and is a person's to judge


def severity_of(name: str, rules: Mapping[str, "TrackerSetting"]) -> Severity:
    """As the rules of the session have it, its student's accommodations among them. What costs nothing is a hint,
    however grave it would be; so is what nobody knows any more."""
    tracker, rule = BY_NAME.get(name), rules.get(name)
    return tracker.severity if tracker and (rule is None or rule.weight > 0) else "hint"


# What a template or an accommodation may say, from and to: least and most.
LIMITS: dict[str, tuple[float, float]] = {"weight": (0, 10), "raise_s": (0, 600), "clear_s": (0, 600), "fill": (0.1, 1)}


class TrackerSetting(Struct, kw_only=True, frozen=True):
    """One tracker in a template. `fill` is the share of the window (raise time and a third more) that the
    behaviour must fill; 0.8 lets a detector err in every fifth look."""

    on: bool = True
    weight: float = 1.0  # 0 to 10; 0 makes it a hint: shown, never charged
    raise_s: float = 3.0
    clear_s: float = 1.0
    fill: float = 0.8
    alert: bool = True
    parameters: dict[str, float] = msgfield(default_factory=dict)


def default_setting(tracker: Tracker) -> TrackerSetting:
    """The catalogue's start values as a template's setting."""
    return TrackerSetting(
        on=tracker.on,
        weight=tracker.weight,
        raise_s=tracker.raise_s,
        clear_s=tracker.clear_s,
        parameters=dict(tracker.parameters),
    )


# One tracker before it was told apart; the name that is left keeps the half that was not taken out.
APART = {"page_hidden": "window_focus"}


def told_apart(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """What was saved before a tracker was told apart: each half is ruled as the whole was."""
    halves = {half: rules[whole] for half, whole in APART.items() if whole in rules and half not in rules}
    return {**halves, **rules}


def is_on(rules: Mapping[str, TrackerSetting], name: str) -> bool:
    """A template that was saved before a tracker existed does not have it."""
    rule = rules.get(name)
    return rule is not None and rule.on


def heeded(rules: Mapping[str, TrackerSetting]) -> frozenset[str]:
    """Trackers whose readings count: on, and the page's to tell (a page cannot report on its own line)."""
    return frozenset(name for name, rule in rules.items() if rule.on and BY_NAME[name].told_by == "page")


def parameters_of(rules: Mapping[str, TrackerSetting], name: str) -> dict[str, float]:
    """The tracker's thresholds; a template need not name all of them."""
    return BY_NAME[name].parameters | rules[name].parameters


def default_settings() -> dict[str, TrackerSetting]:
    return {tracker.name: default_setting(tracker) for tracker in CATALOGUE}
