"""Labels against findings. Pure.

A violation is right when it overlaps a labelled event of its tracker, neither when it overlaps a stretch
in which either answer will do, and false otherwise. An event is found when a violation of its tracker overlaps it.
Precision is right over right and false, recall found over all events.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from evaluation.labels import Labels, Stretch

EARLY_S = 1.0  # a violation begins with a whole second, an event anywhere within one
LATE_S = 2.0  # looks of the event's last moment are told a second later
ASPECTS = ("light", "distance", "skin")


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation, seconds from the beginning of the clip; `raised_s` is when it was told, `detail` why, in the words
    of the wire."""

    tracker: str
    from_s: float
    to_s: float
    raised_s: float
    detail: str = ""


@dataclass(slots=True)
class Run:
    """A clip as it was sat: `seconds` were observed, `events` are the clip's own and those that were acted."""

    labels: Labels
    seconds: float
    findings: list[Finding]
    events: list[Stretch]
    coverage: dict[str, float] = field(default_factory=dict)


def _overlap(finding: Finding, stretch: Stretch) -> bool:
    return finding.from_s < stretch.to_s + LATE_S and finding.to_s > stretch.from_s - EARLY_S


def _touching(finding: Finding, stretches: Iterable[Stretch]) -> bool:
    return any(one.tracker in (finding.tracker, "*") and _overlap(finding, one) for one in stretches)


@dataclass(slots=True)
class Tally:
    clips: set[str] = field(default_factory=set)
    events: int = 0
    found: int = 0
    right: int = 0
    false: int = 0
    delays: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, tracker: str, run: Run) -> None:
        own = [event for event in run.events if event.tracker == tracker]
        findings = [finding for finding in run.findings if finding.tracker == tracker]
        if own:
            self.clips.add(run.labels.name)
        for event in own:
            self._count_event(run, event, [f for f in findings if _overlap(f, event)])
        for finding in findings:
            self._count_finding(run, finding, own)

    def _count_event(self, run: Run, event: Stretch, hits: list[Finding]) -> None:
        self.events += 1
        if not hits:
            self.missed.append(f"{run.labels.name} {event.from_s:.0f} s {event.kind}".strip())
            return
        self.found += 1
        self.delays.append(max(0.0, min(hit.raised_s for hit in hits) - event.from_s))

    def _count_finding(self, run: Run, finding: Finding, own: list[Stretch]) -> None:
        if _touching(finding, own):
            self.right += 1
        elif not _touching(finding, run.labels.ignore):
            self.false += 1
            self.wrong.append(f"{run.labels.name} {finding.from_s:.0f} s {finding.detail}".strip())

    @property
    def precision(self) -> float | None:
        told = self.right + self.false
        return self.right / told if told else None

    @property
    def recall(self) -> float | None:
        return self.found / self.events if self.events else None

    @property
    def mean_delay(self) -> float | None:
        return sum(self.delays) / len(self.delays) if self.delays else None


def tally(tracker: str, runs: Iterable[Run]) -> Tally:
    out = Tally()
    for run in runs:
        out.add(tracker, run)
    return out


def clean_hours(runs: Iterable[Run]) -> float:
    return sum(run.seconds for run in runs if run.labels.clean) / 3600


def _rounded(value: float | None, digits: int = 3) -> float | None:
    return None if value is None else round(value, digits)


def _by_aspect(tracker: str, runs: list[Run]) -> dict[str, Any]:
    """Recall and precision apart by light, distance and skin tone, as far as there are events of each."""
    out: dict[str, Any] = {}
    for aspect in ASPECTS:
        for value in sorted({getattr(run.labels, aspect) for run in runs}):
            part = tally(tracker, [run for run in runs if getattr(run.labels, aspect) == value])
            if part.events:
                numbers = {
                    "events": part.events,
                    "recall": _rounded(part.recall),
                    "precision": _rounded(part.precision),
                }
                out.setdefault(aspect, {})[value] = numbers
    return out


def result_of(tracker: str, runs: list[Run]) -> dict[str, Any]:
    """One tracker's row of `results.json`; None where nothing could be counted."""
    all_runs = tally(tracker, runs)
    clean = [run for run in runs if run.labels.clean]
    hours = clean_hours(clean)
    false_on_clean = tally(tracker, clean).false
    looked = [run.coverage[tracker] for run in runs if tracker in run.coverage]
    return {
        "clips": len(all_runs.clips),
        "events": all_runs.events,
        "precision": _rounded(all_runs.precision),
        "recall": _rounded(all_runs.recall),
        "mean_delay_s": _rounded(all_runs.mean_delay, 1),
        "false_alarms_per_hour": _rounded(false_on_clean / hours if hours else None, 2),
        "coverage": _rounded(sum(looked) / len(looked) if looked else None, 2),
        "by": _by_aspect(tracker, runs),
        "missed": all_runs.missed,
        "wrong": all_runs.wrong,
    }
