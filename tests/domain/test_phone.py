"""What is wrong with a phone that was paired."""

from fairseat.domain.phone import SILENT_S, TOLD_S, Phone
from fairseat.domain.template import SourceSetting, required_sources

NOW = 1_800_000_000.0


def test_a_phone_is_silent_when_its_chunks_do_not_come():
    phone = Phone(NOW - 60)
    assert phone.trouble(NOW - SILENT_S, NOW) is None
    assert phone.trouble(NOW - SILENT_S - 0.1, NOW) == "silent"


def test_a_phone_just_paired_has_a_moment_to_begin():
    assert Phone(NOW - 1).trouble(None, NOW) is None
    assert Phone(NOW - 3).trouble(None, NOW) == "silent"


def test_what_the_phone_says_of_its_picture_is_believed_for_a_while_and_silence_comes_first():
    phone = Phone(NOW - 60, picture="dark", told_at=NOW - 1)
    assert phone.trouble(NOW, NOW) == "dark"
    assert phone.trouble(NOW - 10, NOW) == "silent"
    assert phone.trouble(NOW + TOLD_S, NOW + TOLD_S) is None


def test_the_microphone_is_part_of_the_cameras_recording_and_the_phone_a_source_of_its_own():
    none = SourceSetting(camera=False, microphone=False, screen=False)
    assert required_sources(none) == []
    assert required_sources(SourceSetting(camera=False, screen=False)) == ["camera"]
    assert required_sources(SourceSetting(phone=True)) == ["camera", "screen", "phone"]
