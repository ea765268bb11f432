"""Violations first: the serious ones as cards with pictures, the rest in a table, and what is too much summed up."""

from collections.abc import Callable
from typing import Any

from fairseat.domain.report import ReportData, ReportSnapshot, ReportViolation
from fairseat.domain.trackers import FIND
from fairseat.outside.report.details import told
from fairseat.outside.report.words import Words, percent

GRAVITY = {"serious": 0, "minor": 1, "hint": 2}
MOST_CARDS = 24  # with pictures: eight pages, what a person looks through
MOST_ROWS = 80
PICTURES_A_CARD = 2
Placed = Callable[[ReportSnapshot], str | None]
View = dict[str, Any]


def violations(report: ReportData, words: Words, placed: Placed) -> View:
    """Dismissed ones are listed with the others but get no card: they do not count."""
    in_time = sorted(report.violations, key=lambda v: v.started_at)
    grave = [v for v in in_time if v.severity == "serious" and v.dismissed is None]
    longest = sorted(grave, key=lambda v: -v.seconds)[:MOST_CARDS]
    shown = [v for v in grave if any(v is one for one in longest)]
    further = [v for v in grave if all(v is not one for one in longest)]
    others = sorted(
        (v for v in in_time if v.severity != "serious" or v.dismissed is not None),
        key=lambda v: (v.dismissed is not None, GRAVITY[v.severity]),
    )
    rows, rest = _limited(further, others)
    return {
        "intro": _intro(report, words),
        "cards": [_card(n, v, words, placed) for n, v in enumerate(shown, 1)],
        "further": [_row(v, words) for v in rows[0]],
        "further_hint": words.say("more_hint", shown=len(shown), n=len(further)) if further else None,
        "others": [_row(v, words) for v in rows[1]],
        "groups": _groups(rest, words),
        "groups_hint": words.say("grouped_hint", n=len(rest)) if rest else None,
    }


def _limited(
    further: list[ReportViolation], others: list[ReportViolation]
) -> tuple[tuple[list[ReportViolation], list[ReportViolation]], list[ReportViolation]]:
    """The rows of both tables, the grave ones before the others, and what finds no place."""
    place = MOST_ROWS - min(len(further), MOST_ROWS)
    return (further[:MOST_ROWS], others[:place]), [*further[MOST_ROWS:], *others[place:]]


def _intro(report: ReportData, words: Words) -> str:
    found = report.violations
    if not found:
        return words.say("violations_none" if report.credibility is not None else "violations_unseen")
    parts = []
    for severity in GRAVITY:
        if n := sum(v.severity == severity for v in found):
            parts.append(words.say(f"severity_count.{severity}", n=n))
    sentence = words.say("of_which", total=words.say("violations_count", n=len(found)), parts=", ".join(parts))
    dismissed = sum(v.dismissed is not None for v in found)
    return f"{sentence} {words.say('dismissed_count', n=dismissed)}" if dismissed else sentence


def _end(v: ReportViolation, words: Words) -> str:
    return words.clock(v.ended_at) if v.ended_at else words.say("to_the_end")


def _card(n: int, v: ReportViolation, words: Words, placed: Placed) -> View:
    name = words.name("tracker", v.tracker)
    pictures = [_picture(s, name, words, placed) for s in v.snapshots[:PICTURES_A_CARD]]
    left = len(v.snapshots) - len(pictures)
    note = words.say("pictures_left", n=left) if left else "" if pictures else words.say("no_picture")
    return {
        "n": str(n),
        "name": name,
        "code": v.code,
        "from": words.clock(v.started_at),
        "to": _end(v, words),
        "seconds": words.lasting(v.seconds),
        "peak": percent(v.peak),
        "coverage": percent(v.coverage),
        "found": told(v.tracker, v.detail, words),
        "pictures": pictures,
        "note": note,
    }


def _picture(snapshot: ReportSnapshot, what: str, words: Words, placed: Placed) -> View:
    source, at = words.name("source", snapshot.source), words.clock(snapshot.at)
    path = f"pictured.{snapshot.shows}" if snapshot.shows else "snapshot"
    return {
        "file": placed(snapshot),
        "alt": words.say("snapshot_alt", source=source, at=at, what=what),
        "caption": words.say(path, source=source, at=at),
    }


def _ruled(v: ReportViolation, words: Words) -> str | None:
    """What a person decided about it."""
    kind, ruling = ("confirmed", v.confirmed) if v.confirmed else ("dismissed", v.dismissed)
    if ruling is None:
        return words.say("unconfirmed") if v.tracker == FIND else None
    path = f"{kind}_why" if ruling.comment else f"{kind}_by"
    return words.say(path, by=ruling.by, at=words.day_and_clock(ruling.at), comment=ruling.comment)


def _row(v: ReportViolation, words: Words) -> View:
    # A find has no length, and its peak is the similarity.
    lasted = {"to": "", "seconds": "", "peak": "", "coverage": ""} if v.tracker == FIND else {}
    return {
        "name": words.name("tracker", v.tracker),
        "code": v.code,
        "severity": v.severity,
        "severity_word": words.say(f"severity.{v.severity}"),
        "from": words.clock(v.started_at),
        "to": _end(v, words),
        "seconds": words.lasting(v.seconds),
        "peak": percent(v.peak),
        "coverage": percent(v.coverage),
        "found": told(v.tracker, v.detail, words),
        "ruled": _ruled(v, words),
        "status": words.say("dismissed") if v.dismissed else words.say("confirmed") if v.confirmed else None,
        **lasted,
    }


def _groups(rest: list[ReportViolation], words: Words) -> list[View]:
    by_tracker: dict[str, list[ReportViolation]] = {}
    for v in rest:
        by_tracker.setdefault(v.tracker, []).append(v)
    return [
        {
            "name": words.name("tracker", tracker),
            "count": str(len(group)),
            "seconds": words.lasting(sum(v.seconds for v in group)),
            "first": words.clock(min(v.started_at for v in group)),
            "last": words.clock(max(v.started_at for v in group)),
        }
        for tracker, group in by_tracker.items()
    ]
