"""What the template draws: every text written out, every length as a share of the page. Pure."""

from collections.abc import Callable
from typing import Any

from fairseat.domain.credibility import LOW_COVERAGE
from fairseat.domain.report import ReportAccommodation, ReportData, ReportEvent, ReportGap, ReportSnapshot
from fairseat.outside.report.glyphs import breakable
from fairseat.outside.report.late import late_answers
from fairseat.outside.report.timeline import timeline
from fairseat.outside.report.violations import violations
from fairseat.outside.report.words import Words, number, percent

HEAD = 48  # letters of a running head
NARROW = 16  # letters that fit the narrow columns
MOST_CHAT, MOST_EVENTS, MOST_OUTAGES = 200, 150, 60
Placed = Callable[[ReportSnapshot], str | None]  # the file a snapshot was written to; None: there is none
View = dict[str, Any]


def view_of(report: ReportData, words: Words, placed: Placed) -> View:
    return {
        "words": words.all,
        "language": words.language,
        "title": words.say("document_title", exam=report.exam_title, student=report.student_name),
        "institution": report.institution,
        "exam": report.exam_title,
        "student": report.student_name.strip() or words.say("unknown_name"),
        "head": (_short(report.exam_title), _short(report.student_name)),
        "session": report.session,
        "made": words.say("made", at=words.day_and_clock(report.generated_at), version=report.version),
        "facts": _facts(report, words),
        "photo": _photo(report, words, placed),
        "score": _score(report, words),
        "verdict": _verdict(report, words),
        "violations": violations(report, words, placed),
        "trackers": _trackers(report, words),
        "timeline": timeline(report, words),
        "outages": _outages(report, words),
        "late": late_answers(report, words),
        "chat": _chat(report, words),
        "events": _events(report, words),
    }


def _short(text: str) -> str:
    """For the line at the top of every page."""
    return text if len(text) <= HEAD else text[: HEAD - 1].rstrip() + "…"


def _facts(report: ReportData, words: Words) -> list[tuple[str, str]]:
    facts = [
        ("exam", report.exam_title),
        ("email", report.student_email),
        ("sat", _sat(report, words)),
        ("zone", _zone(report, words)),
        ("observed", words.lasting(report.observed_s) if report.observed_s else ""),
        ("proctor", report.proctor_name or words.say("none")),
        ("rating", words.say("rating_of", n=report.rating) if report.rating else ""),
        ("state", words.name("state", report.state)),
        ("added", str(report.extra_min) if report.extra_min else ""),
        ("gap", "; ".join(_gap(one, words) for one in report.gaps)),
        ("reason", report.reason),
    ]
    return [(words.say(f"fact.{key}"), text) for key, text in facts if text]


def _gap(gap: ReportGap, words: Words) -> str:
    end = words.clock(gap.to_at) if gap.to_at else words.say("to_the_end")
    return words.say("gap", **{"from": words.clock(gap.from_at)}, to=end)


def _sat(report: ReportData, words: Words) -> str:
    start, end = report.started_at, report.finished_at
    if start is None:
        return words.say("not_started")
    begun = {"day": words.day(start), "from": words.clock(start)}
    if end is None:
        return words.say("begun", **begun)
    return words.say("sat", **begun, to=words.clock(end), length=words.lasting((end - start).total_seconds()))


def _zone(report: ReportData, words: Words) -> str:
    offset = words.offset(report.started_at or report.generated_at)
    return words.say("time_zone", zone=words.zone_name, offset=offset) if words.zone_name != offset else offset


def _photo(report: ReportData, words: Words, placed: Placed) -> View:
    photo = report.photo
    file = placed(photo) if photo else None
    return {
        "file": file,
        "alt": words.say("photo_alt", student=report.student_name),
        "caption": words.say("photo_at", at=words.clock(photo.at)) if photo and file else words.say("no_photo"),
    }


def _score(report: ReportData, words: Words) -> View:
    value = report.credibility
    return {
        "value": None if value is None else f"{value:.1f}",  # as the session's page writes it
        "low": value is not None and value < report.review_below,
        "threshold": words.say("threshold", below=number(report.review_below)),
        "for_review": words.say("for_review") if report.for_review else None,
    }


def _verdict(report: ReportData, words: Words) -> View | None:
    conclusion = report.conclusion
    if conclusion is None:
        return None
    decision = words.say(conclusion.decision)
    at = words.day_and_clock(conclusion.at)
    return {
        "decision": decision,
        "accepted": conclusion.decision == "accepted",
        "sentence": words.say("decided", decision=decision, by=conclusion.by, at=at),
        "comment": conclusion.comment,
    }


def _trackers(report: ReportData, words: Words) -> View:
    rows, off = [], []
    for one in sorted(report.trackers, key=lambda share: -share.loss):
        name = words.name("tracker", one.tracker)
        if not one.on:
            off.append(name)
            continue
        seen = one.available and report.observed_s > 0
        rows.append(
            {
                "name": name,
                "code": one.code,
                "available": one.available,
                "weight": number(one.weight, 2) if one.weight else words.say("hint_weight"),
                "share": f"{number(one.share, 2)} %" if seen else "",
                "loss": number(one.loss, 2) if seen else "",
                "seconds": words.lasting(one.seconds) if seen else "",
                "coverage": percent(one.coverage) if seen else "",
                "low": seen and one.coverage < LOW_COVERAGE,
                "count": str(one.violations) if seen else "",
            }
        )
    return {
        "rows": rows,
        "sum": _sum(report, words),
        "low": any(row["low"] for row in rows),
        "unavailable": any(not row["available"] for row in rows),
        "off": words.say("off", names=", ".join(off)) if off else None,
        "dismissed": words.say("dismissed_score", n=report.dismissed) if report.dismissed else None,
        "notes": [
            *_without(report, words),
            *(_accommodation(one, words) for one in report.accommodations),
            *_confirmed(report, words),
        ],
        "short_acts": words.say("short_acts") if report.credibility is not None else None,
    }


def _without(report: ReportData, words: Words) -> list[str]:
    return [words.say(f"went_without.{source}", reason=why) for source, why in sorted(report.without.items())]


def _accommodation(one: ReportAccommodation, words: Words) -> str:
    name = words.name("tracker", one.tracker)
    if not one.on:
        return words.say("accommodation_off", tracker=name)
    loosened = [
        words.say("accommodation_weight", weight=number(one.weight, 2)) if one.weight is not None else "",
        words.say("accommodation_raise", time=words.lasting(one.raise_s)) if one.raise_s is not None else "",
    ]
    return words.say("accommodation_loose", tracker=name, how=", ".join(filter(None, loosened)))


def _confirmed(report: ReportData, words: Words) -> list[str]:
    charged = {one.tracker for one in report.trackers if one.on and one.weight > 0}
    return [
        words.say(
            "confirmed_score" if v.tracker in charged else "confirmed_hint",
            tracker=words.name("tracker", v.tracker), by=v.confirmed.by, at=words.day_and_clock(v.confirmed.at),
        )
        for v in report.violations
        if v.confirmed
    ]  # fmt: skip


def _sum(report: ReportData, words: Words) -> str:
    if report.credibility is None:
        return words.say("no_score")
    lost = sum(one.loss for one in report.trackers if one.on)
    path = "sum_floor" if lost > 100 else "sum"
    return words.say(path, lost=number(lost, 2), result=number(report.credibility, 2))


def _outages(report: ReportData, words: Words) -> View:
    rows = []
    for one in report.outages[:MOST_OUTAGES]:
        end = one.to_at or report.finished_at
        missing = [
            words.say("missing_of", source=words.name("source", source), length=words.lasting(seconds))
            for source, seconds in one.missing_s.items()
            if round(seconds) > 0
        ]
        rows.append(
            {
                "from": words.clock(one.from_at),
                "to": words.clock(one.to_at) if one.to_at else words.say("outage_lasts"),
                "lasted": words.lasting((end - one.from_at).total_seconds()) if end else "",
                "missing": ", ".join(missing) or words.say("nothing_missing"),
                "lost": bool(missing),
            }
        )
    left = len(report.outages) - len(rows)
    return {
        "rows": rows,
        "none": words.say("outages_none" if report.started_at else "timeline_none"),
        "more": words.say("outages_more", n=left) if left else None,
    }


def _chat(report: ReportData, words: Words) -> View:
    said = sorted(report.chat, key=lambda message: message.at)
    rows = [
        {
            "at": words.clock(one.at),
            "who": breakable(words.say("said", author=one.author, role=words.name("role", one.role)), NARROW),
            "student": one.role == "student",
            "text": one.text,
        }
        for one in said[:MOST_CHAT]
    ]
    left = len(said) - len(rows)
    return {"rows": rows, "more": words.say("chat_more", n=left) if left else None}


def _events(report: ReportData, words: Words) -> View:
    happened = sorted(report.events, key=lambda event: event.at)
    rows = [
        {
            "at": words.clock(one.at),
            "what": words.name("event", one.kind),
            "who": breakable(one.actor, NARROW),
            "more": _detail(one, words),
        }
        for one in happened[:MOST_EVENTS]
    ]
    left = len(happened) - len(rows)
    return {"rows": rows, "more": words.say("events_more", n=left) if left else None}


def _detail(event: ReportEvent, words: Words) -> str:
    data = event.data
    if data.get("source") in words.all["input"]:
        names = [str(data[key]) for key in ("before", "text", "reason") if data.get(key)]
        return ": ".join(filter(None, (words.name("input", data["source"]), " → ".join(names))))
    parts = [words.say("rating_of", n=data["rating"])] if data.get("rating") else []
    if data.get("minutes"):
        said = "minutes_from_then" if event.kind == "reopened" else "minutes_moved"
        parts.append(words.say(said, n=data["minutes"]))
    if data.get("tracker"):
        parts.append(words.name("tracker", str(data["tracker"])))
    if data.get("decision") in ("accepted", "rejected"):
        parts.append(words.say(data["decision"]))
    if data.get("failed"):
        parts.append(words.say("not_passed", names=", ".join(data["failed"])))
    parts += [str(data[key]) for key in ("text", "reason", "comment") if data.get(key)]
    return ": ".join(parts)
