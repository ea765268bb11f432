"""What holds for every session's score."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, UNKNOWN, Interval, Score, Span, score_of
from fairseat.domain.trackers import TrackerSetting

from .factories import T0

NAMES = ("face_absent", "voices", "network")

BYTES = bytes([0, 0, 40, 100, SCALE, SCALE, GAP, UNKNOWN] * 32)  # what each drawn byte stands for
columns = st.binary(min_size=INTERVAL_S, max_size=INTERVAL_S).map(lambda drawn: drawn.translate(BYTES))
sessions = st.lists(st.dictionaries(st.sampled_from(NAMES), columns), max_size=8).map(
    lambda drawn: [Interval(T0 + n * INTERVAL_S, seconds) for n, seconds in enumerate(drawn)]
)
settings = st.fixed_dictionaries(
    {}, optional={
        name: st.builds(TrackerSetting, on=st.booleans(), weight=st.sampled_from([0.0, 0.1, 1.0, 3.7, 10.0]))
        for name in NAMES
    },
)  # fmt: skip
spans = st.lists(
    st.builds(
        lambda tracker, start, length, dismissed: Span(tracker, T0 + start, T0 + start + length, dismissed),
        st.sampled_from(NAMES), st.integers(-5, 80), st.integers(1, 30), st.booleans(),
    ),
    max_size=4,
)  # fmt: skip

Settings = dict[str, TrackerSetting]


def points(score: Score) -> float:
    return 100.0 if score.credibility is None else score.credibility


@given(settings, sessions, spans)
def test_it_lies_between_nought_and_a_hundred(rules: Settings, session: list[Interval], violations: list[Span]):
    score = score_of(rules, session, violations)
    assert score.credibility is None or 0.0 <= score.credibility <= 100.0
    assert all(0 <= s.share <= 100 and 0 <= s.coverage <= 1 and s.loss >= 0 for s in score.shares)
    assert all(m.value is None or 0 <= m.value <= 1 for m in score.minutes)


@given(settings, sessions, spans, st.data())
def test_the_order_of_the_intervals_does_not_matter(
    rules: Settings, session: list[Interval], violations: list[Span], data: st.DataObject
):
    assert score_of(rules, data.draw(st.permutations(session)), violations) == score_of(rules, session, violations)


@given(settings, sessions, spans)
def test_the_order_of_the_trackers_in_an_interval_does_not_matter(
    rules: Settings, session: list[Interval], violations: list[Span]
):
    turned = [Interval(i.at, dict(reversed(i.seconds.items()))) for i in session]
    assert score_of(rules, turned, violations) == score_of(rules, session, violations)


@given(settings, sessions, spans)
def test_two_halves_of_a_session_explain_the_whole(rules: Settings, session: list[Interval], violations: list[Span]):
    half = len(session) // 2
    parts = [score_of(rules, part, violations) for part in (session[:half], session[half:])]
    whole = score_of(rules, session, violations)
    assert sum(part.observed_s for part in parts) == whole.observed_s
    for index, share in enumerate(whole.shares):
        assert abs(sum(part.shares[index].seconds for part in parts) - share.seconds) < 1e-9


@given(settings, sessions, spans, st.integers(0, 2**INTERVAL_S - 1))
def test_a_second_that_turns_out_unknown_never_costs_points(
    rules: Settings, session: list[Interval], violations: list[Span], where: int
):
    blind = [Interval(i.at, {n: blinded(c, where) for n, c in i.seconds.items()}) for i in session]
    assert points(score_of(rules, blind, violations)) >= points(score_of(rules, session, violations)) - 1e-9


def blinded(column: bytes, where: int) -> bytes:
    """The column with some of its seconds unknown, by the bits of `where`."""
    return bytes(UNKNOWN if where >> i & 1 else byte for i, byte in enumerate(column))


@given(settings, sessions, spans, st.integers(0, 15))
def test_dismissing_a_violation_never_lowers_the_score(
    rules: Settings, session: list[Interval], violations: list[Span], chosen: int
):
    milder = [replace(v, dismissed=v.dismissed or bool(chosen >> i & 1)) for i, v in enumerate(violations)]
    before, after = score_of(rules, session, violations), score_of(rules, session, milder)
    assert points(after) >= points(before)
    assert after.dismissed >= before.dismissed
    assert after.observed_s == before.observed_s


@given(settings, sessions)
def test_with_everything_dismissed_nothing_is_lost(rules: Settings, session: list[Interval]):
    everything = [Span(name, T0, T0 + 1000, True) for name in NAMES]
    assert score_of(rules, session, everything).credibility in (100.0, None)


@given(settings, sessions, spans)
def test_what_is_not_dismissed_says_nothing_about_the_score(
    rules: Settings, session: list[Interval], violations: list[Span]
):
    charged = [v for v in violations if not v.dismissed]
    assert score_of(rules, session, charged).credibility == score_of(rules, session, []).credibility
