"""Answers that came in after the end, beside what was there in time."""

from typing import Any

from fairseat.domain.report import ReportData, ReportLateAnswer
from fairseat.outside.report.glyphs import breakable
from fairseat.outside.report.words import Words

MOST = 40  # answers in one report
LONGEST = 2000  # letters of each: a page holds two of them side by side
NARROW = 20  # letters that fit the column of tasks


def late_answers(report: ReportData, words: Words) -> dict[str, Any]:
    rows = [
        {
            "task": breakable(one.task, NARROW),
            "about": _about(one, words),
            "in_time": _cut(one.in_time, words) or words.say("late_nothing"),
            "saved": words.say("late_saved", at=words.clock(one.saved_at)) if one.saved_at and one.in_time else None,
            "text": _cut(one.text, words) or words.say("late_empty"),
        }
        for one in report.late_answers[:MOST]
    ]
    left = len(report.late_answers) - len(rows)
    return {"rows": rows, "more": words.say("late_more", n=left) if left else None}


def _about(one: ReportLateAnswer, words: Words) -> list[str]:
    if one.written_at is None:
        written = words.say("late_written_unknown")
    else:
        written = words.say("late_written", at=words.clock(one.written_at))
    about = [words.say("late_arrived", at=words.clock(one.received_at)), written]
    if one.line_down is not None:
        about.append(words.say("late_down.yes" if one.line_down else "late_down.no"))
    return about


def _cut(text: str, words: Words) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + words.say("late_cut")
