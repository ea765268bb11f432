"""The score, so that every point can be traced."""

import pytest

from fairseat.domain.credibility import (
    GAP,
    SCALE,
    UNKNOWN,
    Minute,
    Score,
    Share,
    Span,
    credibility_of,
    found_once,
    packed,
    score_of,
    share_of,
    unpacked,
)
from fairseat.domain.trackers import CATALOGUE, TrackerSetting

from .factories import T0, interval

CALM = ".........."
ON = {"face_absent": TrackerSetting(), "voices": TrackerSetting(weight=2.0)}


def share(score: Score, name: str) -> Share:
    return next(s for s in score.shares if s.tracker == name)


def scored(*intervals: dict[str, str], spans: tuple[Span, ...] = (), **settings: TrackerSetting) -> Score:
    numbered = [interval(number, **columns) for number, columns in enumerate(intervals)]
    return score_of({**ON, **settings}, numbered, list(spans))


def test_a_clean_session_has_a_hundred_points():
    assert scored({"face_absent": CALM, "voices": CALM}).credibility == 100.0


def test_a_session_of_which_nothing_was_observed_has_no_score():
    nothing = Score(None, 0, scored().shares, 0, [])
    assert scored() == nothing
    assert share(nothing, "face_absent").loss == 0.0


def test_each_tracker_costs_its_weight_times_its_share_of_the_observed_seconds():
    score = scored({"face_absent": "#.........", "voices": "55........"}, {"face_absent": CALM, "voices": CALM})
    assert share(score, "face_absent").share == pytest.approx(5.0)
    assert share(score, "face_absent").loss == pytest.approx(5.0)
    assert share(score, "voices").share == pytest.approx(5.0)
    assert share(score, "voices").loss == pytest.approx(10.0)
    assert score.credibility == pytest.approx(85.0)


def test_the_losses_explain_the_score():
    score = scored({"face_absent": "##........", "voices": "3.3......."})
    assert score.credibility == pytest.approx(100 - sum(s.loss for s in score.shares))


def test_it_never_falls_below_nothing():
    assert scored({"face_absent": "##########", "voices": "##########"}).credibility == 0.0


def test_twenty_seconds_in_two_hours_are_three_tenths_of_a_point():
    calm = [{"face_absent": CALM}] * 718
    score = scored({"face_absent": "##########"}, {"face_absent": "##########"}, *calm)
    assert score.credibility == pytest.approx(100 - 100 * 20 / 7200)


def test_a_tracker_of_weight_nought_is_shown_and_never_charged():
    score = scored({"voices": "##########"}, voices=TrackerSetting(weight=0))
    assert (share(score, "voices").share, share(score, "voices").loss, score.credibility) == (100.0, 0.0, 100.0)


def test_a_tracker_that_is_off_costs_nothing():
    score = scored({"voices": "##########"}, voices=TrackerSetting(on=False))
    assert (share(score, "voices").on, share(score, "voices").share, score.credibility) == (False, 0.0, 100.0)


def test_a_tracker_that_the_template_lacks_is_left_out():
    score = scored({"second_display": "##########"})
    assert score.credibility == 100.0
    assert [s.tracker for s in score.shares] == ["face_absent", "voices"]


def test_seconds_in_which_nobody_could_look_cost_nothing_and_show_in_the_coverage():
    score = scored({"face_absent": "##????????", "voices": CALM})
    assert share(score, "face_absent").share == pytest.approx(20.0)
    assert share(score, "face_absent").coverage == pytest.approx(0.2)
    assert share(score, "voices").coverage == 1.0


def test_pauses_are_left_out_of_the_observed_seconds():
    score = scored({"face_absent": "##..      ", "voices": "    ..    "})
    assert score.observed_s == 6
    assert share(score, "face_absent").share == pytest.approx(100 * 2 / 6)
    assert share(score, "face_absent").coverage == pytest.approx(4 / 6)


def test_a_second_that_any_tracker_saw_is_observed_once():
    assert scored({"face_absent": CALM, "voices": "?????     "}).observed_s == 10


def test_an_interval_without_a_reading_observes_nothing():
    assert scored({}, {"face_absent": " " * 10}).observed_s == 0


def test_what_the_browser_cannot_run_is_said():
    score = score_of(ON, [interval(face_absent=CALM)], [], frozenset({"voices"}))
    assert (share(score, "voices").available, share(score, "face_absent").available) == (False, True)
    assert share(score, "voices").coverage == 0.0


def test_shares_come_in_the_order_of_the_catalogue_with_the_codes_of_the_field():
    shares = score_of({t.name: TrackerSetting() for t in reversed(CATALOGUE)}, [], []).shares
    assert [(s.tracker, s.code) for s in shares] == [(t.name, t.code) for t in CATALOGUE]


# --- what is looked for once ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("confirmed", "lost"), [(False, 0.0), (True, 20.0)])
def test_a_find_holds_for_all_that_was_observed_once_a_person_has_confirmed_it(confirmed: bool, lost: float):
    seen = [interval(0, voices=".......   "), interval(1, voices=CALM)]
    rules = {**ON, "similar_profile": TrackerSetting(weight=0.2)}
    score = score_of(rules, found_once(seen, "similar_profile", confirmed), [])
    found = share(score, "similar_profile")
    assert (score.observed_s, found.coverage) == (17, 1.0)
    assert found.loss == pytest.approx(lost)
    assert score.credibility == pytest.approx(100 - lost)


# --- violations -----------------------------------------------------------------------------------------------


def test_a_dismissed_violation_no_longer_counts_and_the_score_says_so():
    spans = (Span("face_absent", T0, T0 + 4, True), Span("face_absent", T0 + 6, T0 + 8, False))
    score = scored({"face_absent": "####..##.."}, spans=spans)
    assert score.credibility == pytest.approx(80.0)
    assert (score.dismissed, share(score, "face_absent").violations) == (1, 1)
    assert share(score, "face_absent").seconds == pytest.approx(2.0)


def test_a_dismissal_excuses_its_own_tracker_only():
    score = scored({"face_absent": "#.........", "voices": "#........."}, spans=(Span("voices", T0, T0 + 1, True),))
    assert (share(score, "voices").loss, share(score, "face_absent").loss) == (0.0, pytest.approx(10.0))


def test_a_dismissal_reaches_over_the_edge_of_an_interval_and_ends_before_its_end():
    score = scored(
        {"face_absent": "........##"},
        {"face_absent": "##........"},
        spans=(Span("face_absent", T0 + 8, T0 + 11, True),),
    )
    assert share(score, "face_absent").seconds == pytest.approx(1.0)


def test_dismissed_seconds_were_looked_at_all_the_same():
    score = scored({"face_absent": "####......"}, spans=(Span("face_absent", T0, T0 + 4, True),))
    assert (share(score, "face_absent").coverage, score.observed_s) == (1.0, 10)


# --- the network, whose seconds are evidence that is missing ---------------------------------------------------


def test_seconds_of_missing_evidence_cost_their_share():
    score = scored(
        {"face_absent": CALM, "network": CALM}, {"network": "##########"}, network=TrackerSetting(weight=0.5)
    )
    assert share(score, "network").share == pytest.approx(50.0)
    assert score.credibility == pytest.approx(75.0)
    assert share(score, "face_absent").coverage == pytest.approx(0.5)


# --- colours of the minutes ------------------------------------------------------------------------------------


def test_a_minute_has_the_largest_weighted_value_of_its_intervals():
    score = scored(
        {"face_absent": "##........", "voices": "5........."}, {"face_absent": "#########."}, *[{"voices": CALM}] * 4,
        {"face_absent": CALM, "voices": "###......."},
    )  # fmt: skip
    assert score.minutes == [
        Minute(T0, pytest.approx(0.9), "face_absent"), Minute(T0 + 60, pytest.approx(0.3), "voices"),
    ]  # fmt: skip


def test_a_light_tracker_colours_less_and_a_heavy_one_not_more():
    light = scored({"voices": "####......"}, voices=TrackerSetting(weight=0.5)).minutes
    heavy = scored({"voices": "####......"}, voices=TrackerSetting(weight=10)).minutes
    assert (light[0].value, heavy[0].value) == (pytest.approx(0.2), pytest.approx(0.4))


def test_the_mean_of_a_minute_is_over_the_seconds_that_were_seen():
    assert scored({"voices": "##..??????"}).minutes == [Minute(T0, pytest.approx(0.5), "voices")]


def test_a_calm_minute_names_no_tracker_and_an_unseen_one_has_no_value():
    assert scored({"voices": CALM}).minutes == [Minute(T0, 0.0, None)]
    assert scored({"voices": "??????????"}).minutes == [Minute(T0, None, None)]


def test_what_is_off_or_dismissed_colours_nothing():
    off = scored({"voices": "##########"}, voices=TrackerSetting(on=False))
    dismissed = scored({"voices": "##########"}, spans=(Span("voices", T0, T0 + 10, True),))
    assert (off.minutes, dismissed.minutes) == ([Minute(T0, None, None)], [Minute(T0, 0.0, None)])


def test_of_two_equal_trackers_the_same_one_is_named_whatever_their_order():
    one = scored({"voices": "#.........", "face_absent": "#........."}).minutes
    other = scored({"face_absent": "#.........", "voices": "#........."}).minutes
    assert one == other


# --- the byte of a second ---------------------------------------------------------------------------------------


def test_every_value_comes_back_to_within_a_quarter_of_a_percent():
    assert all(abs((unpacked(packed(i / 997)) or 0) - i / 997) <= 0.5 / SCALE + 1e-12 for i in range(998))
    assert (unpacked(packed(0.0)), unpacked(packed(1.0))) == (0.0, 1.0)


def test_unknown_and_missing_are_no_values():
    assert packed(None) == UNKNOWN
    assert unpacked(UNKNOWN) is unpacked(GAP) is None
    assert max(packed(i / 10) for i in range(11)) < GAP


def test_share_and_credibility_stay_within_their_bounds():
    assert (share_of(5, 0), share_of(20, 10), share_of(5, 10)) == (0.0, 100.0, 50.0)
    assert (credibility_of([]), credibility_of([60, 60])) == (100.0, 0.0)
