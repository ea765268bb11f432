"""What is different for one student loosens, and never tightens."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fairseat.domain.accommodation import Accommodation, accommodated, faults_of
from fairseat.domain.template import TemplateSettings

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def own(tracker: str = "voices", **how: Any) -> Accommodation:
    return Accommodation(**({"reason": "reads aloud", "author": "Olga", "at": NOW} | how), tracker=tracker)


def test_a_tracker_is_switched_off_for_the_student_and_the_others_stay_as_they_were():
    before = TemplateSettings()
    after = accommodated(before, [own()])
    assert not after.trackers["voices"].on
    assert {n: r for n, r in after.trackers.items() if n != "voices"} == {
        n: r for n, r in before.trackers.items() if n != "voices"
    }


def test_one_is_loosened_but_never_made_stricter_than_the_template():
    looser = accommodated(TemplateSettings(), [own(on=True, weight=0.2, raise_s=30)]).trackers["voices"]
    assert (looser.on, looser.weight, looser.raise_s) == (True, 0.2, 30)
    stricter = accommodated(TemplateSettings(), [own(on=True, weight=9, raise_s=0)]).trackers["voices"]
    assert stricter == TemplateSettings().trackers["voices"]
    already_off = accommodated(TemplateSettings(), [own("similar_profile", on=True, weight=1)])
    assert not already_off.trackers["similar_profile"].on


def test_a_template_without_the_tracker_stays_as_it_is():
    bare = TemplateSettings(trackers={})
    assert accommodated(bare, [own()]) == bare


@pytest.mark.parametrize(
    ("items", "where"),
    [
        ([own("noise")], "items.0.tracker"),
        ([own(), own()], "items.1.tracker"),
        ([own(reason=" ")], "items.0.reason"),
        ([own(on=True)], "items.0.on"),
        ([own(on=True, weight=11)], "items.0.weight"),
        ([own(on=True, raise_s=-1)], "items.0.raise_s"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(items: list[Accommodation], where: str):
    assert [place.where for place in faults_of(items)] == [where]
