"""The score and where it comes from."""

from datetime import datetime

from fairseat.api.shapes.base import Shape


class TrackerShare(Shape):
    """One tracker's part of the loss of credibility."""

    tracker: str
    code: str
    on: bool
    weight: float
    share: float  # x: percent of the observed seconds
    loss: float  # points taken from the score
    seconds: float  # how long the behaviour lasted in all
    coverage: float  # share of the observed seconds in which it could look
    available: bool
    violations: int


class Score(Shape):
    credibility: float | None  # null: nothing observed
    observed_s: float
    trackers: list[TrackerShare]
    dismissed: int
    minutes: list["Minute"]


class Minute(Shape):
    at: datetime
    value: float | None  # the largest weighted value of its intervals; null: nothing observed
    tracker: str | None
