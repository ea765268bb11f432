"""Whether a source is being recorded: what can be a recording at all, and what is known by heart of what comes in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from fairseat.domain.trackers import BY_NAME

Reason = Literal["nothing", "no_recording", "disk_full", "refused"]

# Two seconds less than the ten of the tracker's definition: its window wants six whole seconds of the five to raise,
# the last of which is judged when it is over, and the alert has to be there 15 s after the last good chunk.
SILENT_S = 8.0
# Bytes a second below which no recording can be. Measured in Chromium 156 at the lowest level: a black camera without
# sound makes 278, a white screen in AV1 (one picture in 5 s) 21; a still picture of anything real makes more.
LEAST_BYTES_S = {"camera": 60, "screen": 8, "phone": 60}
STILL_MOST_MS = (
    10_000  # a picture comes every 5 s at least: one that is to stand for much more hides what came after it
)
SEAM_MS = 1500  # between two chunks; a gap shorter than three of them is no lost evidence

OF_THE_PAGE = ("camera", "screen")  # the phone has a line and a tracker of its own

# Trackers that tell when a source's device is gone: then there is nothing to record, and one fault is charged once.
_TOLD_BY = {"camera": ("camera", "microphone"), "screen": ("screen_share",), "phone": ("phone_camera",)}


def told_by(source: str, devices: Collection[str]) -> list[str]:
    """Of the devices that are asked for; a source goes on as long as one of its devices does."""
    return [name for name in _TOLD_BY[source] if BY_NAME[name].needs in devices]


def is_enough(source: str, size: int, length_ms: float) -> bool:
    """Bytes for the time that they claim."""
    return size * 1000 >= LEAST_BYTES_S[source] * length_ms


@dataclass(slots=True)
class Recorded:
    """What has come lately. Seconds on the server's clock."""

    since: float = 0.0  # since when chunks may be expected; 0: nobody has looked yet
    good_at: dict[str, float] = field(default_factory=dict)
    bad: dict[str, Reason] = field(default_factory=dict)  # what was wrong with the last that was not good
    judged_at: int = 0  # the last second that was judged
    told: dict[str, Reason] = field(default_factory=dict)  # what the page knows

    def wait(self, now: float) -> None:
        """Nothing can be expected: the line is down, or the exam does not run."""
        self.since = now
        self.told = {}

    def note(self, source: str, now: float, bad: Reason | None) -> None:
        if bad is None:
            self.good_at[source] = now
            self.bad.pop(source, None)
        else:
            self.bad[source] = bad

    def trouble(self, source: str, now: float) -> Reason | None:
        """Why no good chunk has come for too long; None while all is well."""
        if now - max(self.good_at.get(source, 0.0), self.since) <= SILENT_S:
            return None
        return self.bad.get(source, "nothing")
