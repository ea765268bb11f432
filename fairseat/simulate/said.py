"""What a student's page says of itself."""

from fairseat.domain.messages import ReportPipeline, SendReadings, Source
from fairseat.simulate.script import Script
from fairseat.simulate.sitting import Sitting
from fairseat.simulate.webm import CHUNK_MS


def pipeline(waiting: tuple[int, int], recording: list[Source]) -> ReportPipeline:
    """The recorder's state; `waiting` chunks and bytes."""
    count, size = waiting
    oldest_ms = count * CHUNK_MS // max(1, len(recording))
    return ReportPipeline(
        waiting_chunks=count, waiting_bytes=size, oldest_waiting_ms=oldest_ms, level=0, recording=recording
    )


def reading(script: Script, sitting: Sitting, second: int, begun_s: int) -> SendReadings:
    """The readings of the second after the beginning, which was at `begun_s` on the server's clock."""
    trackers = set(sitting["trackers"])
    values = script.values(second, trackers, bool(sitting["sources"].get("fullscreen")))
    return SendReadings(
        sequence=second,
        at_ms=(begun_s + second) * 1000,
        values=values,
        details={"several_faces": {"faces": 2}} if values.get("several_faces") else {},
        unavailable=script.unavailable(trackers),
    )
