"""Seconds of which evidence is missing: who is charged, and that each is charged once."""

from dataclasses import replace
from typing import Any

from fairseat.domain.credibility import score_of
from fairseat.domain.evidence import merged
from fairseat.domain.missing import charged
from fairseat.domain.recorded import Recorded, is_enough
from fairseat.domain.trackers import default_settings

from .factories import T0, interval

ALL = frozenset({"camera", "microphone", "screen"})


def _shares(intervals: Any, holes: Any, outages: Any = (), off: str = "") -> dict[str, float]:
    rules = default_settings()
    rules.pop(off, None)
    score = score_of(rules, charged(intervals, holes, list(outages), ALL, rules), [])
    return {share.tracker: share.share for share in score.shares if share.share}


def test_a_second_without_a_recording_costs_as_much_as_an_absence() -> None:
    seen = [interval(n, window_focus="..........") for n in range(4)]
    assert _shares(seen, {"camera": [(T0, T0 + 10)], "screen": [(T0, T0 + 10)]}) == {"not_recorded": 25.0}


def test_seconds_of_an_outage_are_the_lines_and_the_others_the_recordings() -> None:
    seen = [interval(n, window_focus="..........") for n in range(4)]
    holes = {"camera": [(T0, T0 + 20)]}
    assert _shares(seen, holes, [(T0, T0 + 10)]) == {"network": 25.0, "not_recorded": 25.0}
    assert _shares(seen, holes, [(T0, T0 + 10)], off="not_recorded") == {"network": 50.0}


def test_what_the_devices_own_tracker_has_told_is_not_charged_again() -> None:
    seen = [interval(0, screen_share="##########"), interval(1, camera="##########", window_focus="..........")]
    assert _shares(seen, {"screen": [(T0, T0 + 10)]}) == {"screen_share": 50.0, "camera": 50.0}
    # The microphone is still there to be recorded.
    assert _shares(seen, {"camera": [(T0 + 10, T0 + 20)]})["not_recorded"] == 50.0


def test_seconds_of_which_nothing_at_all_is_known_count_too() -> None:
    assert _shares([interval(0, window_focus="..........")], {"screen": [(T0 + 10, T0 + 20)]}) == {"not_recorded": 50.0}


def test_a_recording_has_the_bytes_of_an_honest_still_picture() -> None:
    """Measured: a black camera 278 bytes a second, a white screen 21."""
    assert is_enough("camera", 2780, 10_000)
    assert is_enough("screen", 21 * 30, 30_000)
    assert not is_enough("camera", 100, 40_000)
    assert not is_enough("screen", 100, 40_000)


def test_a_source_is_missed_since_the_last_good_chunk_or_since_it_could_be_expected() -> None:
    found = Recorded(since=100.0)
    assert (found.trouble("camera", 107.0), found.trouble("camera", 109.0)) == (None, "nothing")
    found.note("camera", 109.0, "no_recording")
    assert found.trouble("camera", 109.0) == "no_recording"
    found.note("camera", 110.0, None)
    assert found.trouble("camera", 117.0) is None
    found.wait(200.0)
    assert replace(found).trouble("camera", 207.0) is None


def test_stretches_that_meet_are_one() -> None:
    assert merged([[5, 6], [0, 2], [2.5, 4]], 0.6) == [(0, 4), (5, 6)]
