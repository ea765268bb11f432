"""What the audit log says of a change."""

from fairseat.domain.audit import LONGEST, MOST, changes_of


def test_only_what_is_another_is_told_with_its_path():
    before = {"name": "A", "settings": {"trackers": {"voices": {"on": True, "weight": 1}}}}
    after = {"name": "A", "settings": {"trackers": {"voices": {"on": True, "weight": 2}}}}
    assert changes_of(before, after) == {"settings.trackers.voices.weight": (1, 2)}


def test_what_is_new_and_what_is_gone_is_told():
    assert changes_of({"a": 1}, {"b": 2}) == {"b": (None, 2), "a": (1, None)}


def test_tasks_are_told_one_by_one_and_plain_lists_as_a_whole():
    before = {"tasks": [{"text": "One"}, {"text": "Two"}], "steps": ["rules"]}
    after = {"tasks": [{"text": "One"}, {"text": "Three"}], "steps": ["rules", "equipment"]}
    assert changes_of(before, after) == {
        "tasks.2.text": ("Two", "Three"), "steps": (["rules"], ["rules", "equipment"]),
    }  # fmt: skip


def test_texts_that_differ_behind_what_is_shown_are_told_too():
    changes = changes_of({"text": "a" * 1000 + "b"}, {"text": "a" * 1000 + "c"})
    old, new = changes["text"]
    assert len(old) == len(new) == LONGEST + 1


def test_an_entry_is_bounded():
    changes = changes_of({}, {str(n): n for n in range(1000)})
    assert len(changes) == MOST + 1
    assert changes["…"] == (None, "and 900 more")
