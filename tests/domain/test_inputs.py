"""What may be gone without, and what is told of devices."""

from datetime import UTC, datetime

from fairseat.domain.accommodation import Accommodation
from fairseat.domain.inputs import asked_of, excused, may_still_go_without, one_line
from fairseat.domain.template import SourceSetting

ALL = SourceSetting()


def off(tracker: str, on: bool = False) -> Accommodation:
    return Accommodation(tracker=tracker, on=on, weight=0, reason="Deaf", author="Olga", at=datetime.now(UTC))


def test_an_accommodation_that_switches_the_microphone_off_excuses_it() -> None:
    assert excused(ALL, [off("microphone")]) == {"microphone"}
    assert excused(ALL, [off("voices")]) == excused(ALL, [off("microphone", on=True)]) == frozenset()
    assert excused(SourceSetting(microphone=False), [off("microphone")]) == frozenset()


def test_what_is_gone_without_is_not_asked_for() -> None:
    asked = asked_of(ALL, frozenset({"microphone"}))
    kept = {"camera": True, "microphone": False, "screen": True, "fullscreen": False, "phone": False, "stills": False}
    assert asked == kept


def test_only_what_the_template_names_and_asks_for_may_be_gone_without() -> None:
    none: frozenset[str] = frozenset()
    assert may_still_go_without(ALL, ["camera", "microphone"], {}, none) == ["camera", "microphone"]
    assert may_still_go_without(ALL, ["camera", "microphone"], {"camera": "broken"}, none) == ["microphone"]
    assert may_still_go_without(ALL, ["microphone"], {}, frozenset({"microphone"})) == []
    assert may_still_go_without(SourceSetting(microphone=False), ["microphone"], {}, none) == []


def test_names_from_outside_become_one_line_that_shows_what_it_says() -> None:
    assert one_line("USB\nHeadset\x00 \u202egnp.exe", 120) == "USB Headset gnp.exe"
    assert one_line("می\u200cروم", 120) == "می\u200cروم"
    assert one_line("x" * 5000, 120) == "x" * 120
    assert one_line("\ud800 \u200b\t", 120) == ""
