"""What holds for every history and every rule."""

from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.trackers import TrackerSetting
from fairseat.domain.violation import Closed, Found, Watch, advance, clean, reconcile, settle, violations_of

from .factories import T0, rule

Second = tuple[int, float | None]

values = st.one_of(st.none(), st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.8, 1.0, 1.0, 1.0]), st.floats(0, 1))
wild = st.one_of(values, st.sampled_from([float("nan"), float("inf"), float("-inf"), -1.0, 7.0, 1e300, 10**400]))
rules = st.builds(
    rule,
    raise_s=st.sampled_from([0, 0.5, 1, 1.5, 2, 3, 5, 10]),
    clear_s=st.sampled_from([0, 0.5, 1, 3]),
    fill=st.sampled_from([0.5, 0.8, 1.0]),
)


def histories(value: st.SearchStrategy[float | None] = values) -> st.SearchStrategy[list[Second]]:
    """Up to a minute: runs of one value, with gaps between them."""
    run = st.tuples(st.sampled_from([0, 0, 0, 3, 9, 10, 11]), value, st.integers(1, 6))
    return st.lists(run, max_size=10).map(_laid_out)


def _laid_out(runs: list[tuple[int, float | None, int]]) -> list[Second]:
    out, at = [], T0
    for gap, value, length in runs:
        at += gap
        out += [(at + i, value) for i in range(length)]
        at += length
    return out


def all_of(setting: TrackerSetting, history: list[Second]) -> list[Closed]:
    closed, watch = violations_of(setting, history)
    last = settle(watch)
    return [*closed, last] if last else closed


@given(rules, histories(), st.data())
def test_order_of_arrival_and_repeats_do_not_matter(
    setting: TrackerSetting, history: list[Second], data: st.DataObject
):
    again = data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []
    arrived = data.draw(st.permutations(history + again))
    assert violations_of(setting, arrived) == violations_of(setting, history)


@given(rules, histories())
def test_followed_live_it_ends_as_when_folded(setting: TrackerSetting, history: list[Second]):
    live: list[Closed] = []
    watch: Watch | None = None
    for at, value in history:  # a calm watch is forgotten, as the server does with thousands of them
        if watch is None:
            if not value:
                continue
            watch = Watch(last_at=at - 1)
        live += [move for move in advance(setting, watch, at, value) if isinstance(move, Closed)]
        if watch.calm:
            watch = None
    last = settle(watch) if watch else None
    assert [*live, *([last] if last else [])] == all_of(setting, history)


@given(rules, histories())
def test_violations_follow_each_other_and_tell_what_was_seen(setting: TrackerSetting, history: list[Second]):
    known = dict(history)
    until = 0
    for one in all_of(setting, history):
        assert until <= one.started_at < one.ended_at
        until = one.ended_at
        seen = [known.get(at) for at in range(one.started_at, one.ended_at)]
        looks = [value for value in seen if value is not None]
        assert seen[0]
        assert seen[-1]
        assert one.peak == max(looks)
        assert one.coverage == len(looks) / len(seen)
        assert 0 < one.seconds <= one.ended_at - one.started_at


@given(rules, histories())
def test_a_gap_is_the_same_as_not_having_been_able_to_look(setting: TrackerSetting, history: list[Second]):
    known = dict(history)
    whole = [(at, known.get(at)) for at in range(min(known), max(known) + 1)] if known else []
    assert all_of(setting, whole) == all_of(setting, history)


@given(rules, histories(wild))
def test_what_is_out_of_range_is_clamped_and_what_is_no_number_ignored(setting: TrackerSetting, history: list[Second]):
    assert all_of(setting, history) == all_of(setting, [(at, clean(value)) for at, value in history])


@given(rules, histories(st.none()))
def test_nobody_is_accused_of_what_nobody_saw(setting: TrackerSetting, history: list[Second]):
    assert all_of(setting, history) == []


@given(rules, histories(), st.integers(1, 1000))
def test_the_same_history_later_gives_the_same_later(setting: TrackerSetting, history: list[Second], later: int):
    moved = all_of(setting, [(at + later, value) for at, value in history])
    assert [(v.started_at - later, v.ended_at - later) for v in moved] == [
        (v.started_at, v.ended_at) for v in all_of(setting, history)
    ]


def spans(open_end: bool = True) -> st.SearchStrategy[list[Found]]:
    """Disjoint ones in order of time, the last perhaps open."""
    return st.tuples(st.lists(st.integers(1, 60), unique=True, max_size=8), st.booleans()).map(
        lambda drawn: _spans(sorted(drawn[0]), drawn[1] and open_end)
    )


def _spans(edges: list[int], open_end: bool) -> list[Found]:
    closed = [Found(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    return [*closed, Found(edges[-1], None)] if open_end and len(edges) % 2 else closed


@given(spans(), spans())
def test_reconciled_the_stored_ones_are_the_found_ones(stored: list[Found], found: list[Found]):
    before = dict(enumerate(stored))
    change, add, withdraw = reconcile(before, found)
    after = {key: one for key, one in {**before, **change}.items() if key not in withdraw}
    assert sorted([*after.values(), *add], key=lambda one: one.started_at) == found
    assert not set(change) & set(withdraw)
    assert all(before[key] != one for key, one in change.items())
    assert reconcile(after, list(after.values())) == ({}, [], [])
