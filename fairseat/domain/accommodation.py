"""What is different for one student: a tracker that does not look, or is charged less and told later. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct, structs

from fairseat.domain.errors import Place
from fairseat.domain.template import TemplateSettings
from fairseat.domain.trackers import BY_NAME, LIMITS, TrackerSetting


class Accommodation(Struct, kw_only=True, frozen=True):
    """For one tracker. Off, or, where it stays on, the weight at most and the raise time (seconds) at least."""

    tracker: str
    on: bool = False
    weight: float | None = None
    raise_s: float | None = None
    reason: str
    author: str
    at: datetime

    def same_as(self, other: "Accommodation") -> bool:
        """Whoever said it, and when."""
        return self == structs.replace(other, author=self.author, at=self.at)


def _loosened(rule: TrackerSetting, own: Accommodation) -> TrackerSetting:
    """Never stricter than the template."""
    return structs.replace(
        rule,
        on=rule.on and own.on,
        weight=rule.weight if own.weight is None else min(rule.weight, own.weight),
        raise_s=rule.raise_s if own.raise_s is None else max(rule.raise_s, own.raise_s),
    )


def accommodated(settings: TemplateSettings, own: Sequence[Accommodation]) -> TemplateSettings:
    """The settings as they hold for the student."""
    if not own:
        return settings
    rules: Mapping[str, TrackerSetting] = settings.trackers
    changed = {one.tracker: _loosened(rules[one.tracker], one) for one in own if one.tracker in rules}
    return structs.replace(settings, trackers={**rules, **changed})


def faults_of(own: Sequence[Accommodation]) -> list[Place]:
    """What is wrong with them, by the place in the list."""
    places, seen = [], set[str]()
    for n, one in enumerate(own):
        at = f"items.{n}"
        if one.tracker not in BY_NAME:
            places.append(Place(f"{at}.tracker", "There is no such tracker."))
        elif one.tracker in seen:
            places.append(Place(f"{at}.tracker", "This tracker is in the list already."))
        seen.add(one.tracker)
        if not one.reason.strip():
            places.append(Place(f"{at}.reason", "Say why, so that somebody else can understand it."))
        if one.on and one.weight is None and one.raise_s is None:
            places.append(Place(f"{at}.on", "Say what is loosened: the weight, the time, or both."))
        for name in ("weight", "raise_s"):
            value, (low, high) = getattr(one, name), LIMITS[name]
            if value is not None and not low <= value <= high:
                places.append(Place(f"{at}.{name}", f"Must lie between {low} and {high}."))
    return places
