"""What a template looks at."""

from fairseat.domain.template import SourceSetting, TemplateSettings, looking
from fairseat.domain.trackers import CATALOGUE


def off(**sources: bool) -> set[str]:
    """Of a template with all trackers on."""
    return {n for n, rule in looking(TemplateSettings(sources=SourceSetting(**sources))).items() if not rule.on}


def test_a_tracker_whose_source_is_not_required_is_off():
    usual = {tracker.name for tracker in CATALOGUE if not tracker.on}
    assert off() == usual | {"fullscreen", "phone_camera"}
    assert off(fullscreen=True, phone=True) == usual
    by_sound = {tracker.name for tracker in CATALOGUE if tracker.needs == "microphone"}
    assert off(microphone=False) == usual | {"fullscreen", "phone_camera"} | by_sound


def test_what_is_on_keeps_its_rule():
    settings = TemplateSettings()
    assert looking(settings)["voices"] == settings.trackers["voices"]
