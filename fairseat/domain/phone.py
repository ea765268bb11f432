"""The phone as a second camera: what is known of it by heart, and what is wrong with it."""

from dataclasses import dataclass
from typing import Literal

Picture = Literal["live", "dark", "frozen"]

SILENT_S = 2.0  # four chunks that did not come; the tracker's own raise time counts from there
TOLD_S = 5.0  # what the phone's page said of its picture is believed for this long


@dataclass(slots=True)
class Phone:
    """A phone that was paired once. One that never was is not missed."""

    known_at: float  # seconds, server clock: since when chunks may be expected
    connection: object | None = None
    picture: Picture = "live"
    told_at: float = 0.0
    judged_at: int = 0  # the last second that was filed

    def trouble(self, chunk_at: float | None, now: float) -> str | None:
        """ "silent", "dark" or "frozen"; None while all is well."""
        if now - max(chunk_at or 0.0, self.known_at) > SILENT_S:
            return "silent"
        return self.picture if self.picture != "live" and now - self.told_at <= TOLD_S else None
