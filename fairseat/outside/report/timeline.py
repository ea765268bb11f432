"""The chart: minutes, violations by tracker and outages on one axis of time, 0 to 1 from the start to the end."""

from datetime import datetime, timedelta
from typing import Any

from fairseat.domain.report import ReportData
from fairseat.outside.report.words import Words

STEPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440)
MOST_TICKS = 9
OF_NOTE = 0.05  # a minute's value from which the description counts it
TIMES_TOLD = 5
MINUTE = timedelta(minutes=1)
View = dict[str, Any]


class Axis:
    def __init__(self, start: datetime, end: datetime) -> None:
        self.start, self.end = start, end
        self._length = (end - start).total_seconds()

    def at(self, moment: datetime) -> float:
        return min(1.0, max(0.0, (moment - self.start).total_seconds() / self._length))

    def bar(self, start: datetime, end: datetime | None) -> dict[str, float]:
        x = self.at(start)
        return {"x": round(x, 5), "w": round(self.at(end or self.end) - x, 5)}


def timeline(report: ReportData, words: Words) -> View | None:
    start = report.started_at
    if start is None:
        return None
    ends = [report.finished_at, *(v.ended_at for v in report.violations)]
    ends += [minute.at + MINUTE for minute in report.minutes]
    end = report.finished_at or max((e for e in ends if e), default=start)
    axis = Axis(start, max(end, start + MINUTE))
    tracks = _tracks(report, words, axis)
    return {
        "ticks": _ticks(axis, words),
        "minutes": [{**axis.bar(m.at, m.at + MINUTE), "value": m.value} for m in report.minutes],
        "tracks": tracks,
        "outages": [axis.bar(one.from_at, one.to_at) for one in report.outages],
        "alt": _described(report, words, axis),
    }


def _ticks(axis: Axis, words: Words) -> list[View]:
    """Marks at round local times, e.g. every half hour."""
    minutes = (axis.end - axis.start).total_seconds() / 60
    step = next((s for s in STEPS_MIN if minutes / s <= MOST_TICKS), STEPS_MIN[-1])
    local = axis.start.astimezone(words.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((local - midnight).total_seconds() // 60)
    at = midnight + timedelta(minutes=passed - passed % step + step)
    ticks = []
    while at <= axis.end:
        ticks.append({"x": round(axis.at(at), 5), "label": f"{at:%H:%M}"})
        at += timedelta(minutes=step)
    return ticks


def _tracks(report: ReportData, words: Words, axis: Axis) -> list[View]:
    order = [share.tracker for share in report.trackers]
    found = {v.tracker for v in report.violations}
    known = [name for name in order if name in found]
    return [
        {
            "name": words.name("tracker", name),
            "bars": [
                {**axis.bar(v.started_at, v.ended_at), "kind": "dismissed" if v.dismissed else v.severity}
                for v in report.violations
                if v.tracker == name
            ],
        }
        for name in [*known, *sorted(found - set(known))]
    ]


def _described(report: ReportData, words: Words, axis: Axis) -> str:
    """The chart for those who hear it."""
    noted = sum((minute.value or 0) >= OF_NOTE for minute in report.minutes)
    times: dict[str, list[str]] = {}
    for v in sorted(report.violations, key=lambda v: v.started_at):
        times.setdefault(words.name("tracker", v.tracker), []).append(words.clock(v.started_at))
    tracks = [words.say("timeline_track", name=name, times=_some(at, words)) for name, at in times.items()]
    return words.say(
        "timeline_alt",
        **{"from": words.clock(axis.start)},
        to=words.clock(axis.end),
        minutes=words.say("timeline_minutes", n=noted, all=len(report.minutes)),
        tracks="; ".join(tracks) or words.say("timeline_quiet"),
    )


def _some(times: list[str], words: Words) -> str:
    left = len(times) - TIMES_TOLD
    return ", ".join([*times[:TIMES_TOLD], *([words.say("more_times", n=left)] if left > 0 else [])])
