"""What is known by heart of one session agrees with what is stored of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.credibility import GAP, Interval, score_of
from fairseat.domain.seat import Seat
from fairseat.domain.trackers import TrackerSetting

from .factories import T0, seat

Readings = list[tuple[int, dict[str, float | None]]]

readings: st.SearchStrategy[Readings] = st.lists(
    st.tuples(
        st.integers(0, 45).map(lambda second: T0 + second),
        st.dictionaries(
            st.sampled_from(["face_absent", "voices", "camera"]),
            st.one_of(st.none(), st.sampled_from([0.0, 0.001, 0.333, 1.0]), st.floats(0, 1)),
        ),
    ),
    max_size=60,
)
RULES = {
    "face_absent": TrackerSetting(weight=0.3), "voices": TrackerSetting(weight=2), "camera": TrackerSetting(on=False),
}  # fmt: skip


def stored(one: Seat) -> list[Interval]:
    return [Interval(at, {n: bytes(s) for n, s in column.seconds.items()}) for at, column in one.columns.items()]


def test_a_new_seat_has_no_score_and_nobody_on_it():
    assert seat().credibility is None
    assert not seat().online
    assert seat().live_sources(T0) == []


def test_whoever_holds_the_connection_makes_it_online():
    assert seat(connection=object()).online


def test_a_source_is_live_for_five_seconds_after_its_last_chunk():
    one = seat(chunk_at={"camera": 100.0, "screen": 103.0})
    assert one.live_sources(104.9) == ["camera", "screen"]
    assert one.live_sources(105.0) == ["screen"]


def test_a_second_is_filed_under_its_interval():
    one = seat()
    assert one.observe(T0 + 13, {"voices": 0.5}) == {"voices": 0.5}
    assert list(one.columns) == [T0 + 10]
    assert one.columns[T0 + 10].seconds["voices"] == bytes([GAP] * 3 + [100] + [GAP] * 6)
    assert one.columns[T0 + 10].dirty


def test_of_repeats_the_first_counts():
    one = seat()
    one.observe(T0, {"voices": 1.0, "camera": None})
    assert one.observe(T0, {"voices": 0.0, "camera": 1.0, "face_absent": 0.0}) == {"face_absent": 0.0}
    assert (one.observed_s, one.totals) == (1, {"voices": 1.0})


def test_a_repeat_does_not_make_an_interval_that_is_stored_dirty_again():
    one = seat()
    one.observe(T0, {"voices": 1.0})
    one.columns[T0].dirty = False
    one.observe(T0, {"voices": 1.0})
    assert not one.columns[T0].dirty


def test_a_second_without_values_is_not_observed():
    one = seat()
    assert one.observe(T0, {}) == {}
    assert (one.observed_s, one.credibility) == (0, None)


def test_unknown_seconds_are_observed_and_cost_nothing():
    one = seat()
    one.observe(T0, {"voices": None})
    assert (one.observed_s, one.credibility) == (1, 100.0)


def test_what_is_off_or_unknown_to_the_template_costs_nothing():
    one = seat(rules={"voices": TrackerSetting(on=False), "camera": TrackerSetting()})
    one.observe(T0, {"voices": 1.0, "mind_reading": 1.0, "camera": 0.0})
    assert one.credibility == 100.0


def test_the_score_so_far_falls_with_what_is_seen():
    one = seat(rules={"voices": TrackerSetting(weight=0.5)})
    for second in range(10):
        one.observe(T0 + second, {"voices": 1.0 if second < 4 else 0.0})
    assert one.credibility == pytest.approx(80.0)


@given(readings)
def test_the_tile_shows_the_score_that_the_report_will_have(arrived: Readings):
    one = seat(rules=RULES)
    for at, values in arrived:
        one.observe(at, values)
    score = score_of(RULES, stored(one), [])
    assert one.observed_s == score.observed_s
    assert one.credibility == (None if score.credibility is None else pytest.approx(score.credibility, abs=1e-9))


@given(readings)
def test_readings_that_come_twice_change_nothing(arrived: Readings):
    once, twice = seat(rules=RULES), seat(rules=RULES)
    for at, values in arrived:
        once.observe(at, values)
    for at, values in [*arrived, *arrived]:
        twice.observe(at, values)
    assert (twice.columns, twice.totals, twice.observed_s) == (once.columns, once.totals, once.observed_s)
