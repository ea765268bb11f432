"""What a tracker found stands beside each violation of the report, in the words of the pages."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from report_samples import after, jpeg, rich, snapshots_of
from test_printer import flat, is_archival, pdf_text

from fairseat.domain.report import ReportData, ReportRuling, ReportShare, ReportSnapshot, ReportViolation
from fairseat.domain.trackers import BY_NAME, FIND
from fairseat.outside.printer import Printer
from fairseat.outside.report.details import told
from fairseat.outside.report.words import HERE, Words

PAGES = Path(__file__).resolve().parents[2] / "web/src/words"
WORDS = Words("en", "UTC", None)

TOLD: list[tuple[str, dict[str, Any], str]] = [
    ("environment", {"reason": "second_tab"}, "A second tab"),
    ("looking_away", {"where": "left", "by": "head", "learned": "points"},
     "The head is turned to the student’s left; the neutral direction was learned from the points in the check"),
    ("looking_away", {"where": "up", "by": "eyes", "learned": "none"},
     "The eyes are turned up; no neutral direction could be learned, straight ahead was taken"),
    ("face_mismatch", {"similarity": 0.213}, "Similarity 21 %."),
    ("similar_profile", {"similarity": 0.87}, "Similarity 87 %. Whom the face resembles is shown"),
    ("keystrokes", {"over_bound": 1.4}, "1.4 times as far from the usual as is allowed for"),
    ("phone_camera", {"reason": "dark"}, "The picture is black"),
    ("forbidden_object", {"reason": "book"}, "A book"),
    ("false_camera", {"reason": "loop"}, "The picture repeats an earlier stretch"),
    ("content_actions", {"actions": ["paste", "screenshot"]}, "Pasted, screenshot keys"),
    ("remote_or_virtual", {"signs": ["software_display"], "renderer": "llvmpipe (LLVM 15)"},
     "No graphics card draws (llvmpipe (LLVM 15))"),
]  # fmt: skip


@pytest.mark.parametrize(("tracker", "detail", "said"), TOLD)
def test_a_detail_is_told_in_plain_words(tracker: str, detail: dict[str, Any], said: str) -> None:
    assert told(tracker, detail, WORDS).startswith(said)


@pytest.mark.parametrize("tracker", BY_NAME)
@pytest.mark.parametrize("odd", [None, [], {}, 3, "nonsense", ["nonsense", 3], {"a": 1}])
def test_what_no_page_of_ours_writes_says_nothing_and_breaks_nothing(tracker: str, odd: Any) -> None:
    names = ("reason", "where", "by", "learned", "similarity", "over_bound", "actions", "signs", "renderer")
    said = told(tracker, dict.fromkeys(names, odd), WORDS)
    assert "nonsense" not in said


def _sentences(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else [s for part in words.values() for s in _sentences(part)]


def test_the_report_uses_the_words_of_the_pages() -> None:
    said = json.loads((HERE / "words_en.json").read_text("utf-8"))["detail"]
    own = {"similarity", "find", "looking_where"}  # elsewhere in the pages, or in the report alone
    pages = (PAGES / "details.en.ts").read_text("utf-8")
    for sentence in _sentences({kind: words for kind, words in said.items() if kind not in own}):
        assert re.sub(r"^\{n\}", "", sentence) in pages, sentence


def test_trackers_are_called_as_in_the_pages() -> None:
    pages = (PAGES / "trackers.en.ts").read_text("utf-8")
    named = dict(re.findall(r'^  (\w+): \{\n    name: "([^"]+)"', pages, re.MULTILINE))
    assert {name: WORDS.name("tracker", name) for name in BY_NAME} == {name: named[name] for name in BY_NAME}


def _violation(tracker: str, minute: float, detail: dict[str, Any], **more: Any) -> ReportViolation:
    at, info = after(minute), BY_NAME[tracker]
    facts: dict[str, Any] = {
        "severity": info.severity if info.weight else "hint", "ended_at": at + timedelta(seconds=12), "seconds": 11.0,
        "peak": 1.0, "coverage": 0.97,
    }  # fmt: skip
    return ReportViolation(tracker=tracker, code=info.code, started_at=at, detail=detail, **{**facts, **more})


def detailed() -> ReportData:
    """One violation of each kind of detail; two finds, of which one is confirmed."""
    faces = [
        ReportSnapshot(key="photo", source="camera", at=after(-2), shows="reference"),
        ReportSnapshot(key="other", source="camera", at=after(30), shows="look"),
        ReportSnapshot(key="taken", source="camera", at=after(30)),
    ]
    found = [_violation(name, 5 + 3 * n, detail) for n, (name, detail, _) in enumerate(TOLD) if name != FIND]
    found = [replace(v, snapshots=faces) if v.tracker == "face_mismatch" else v for v in found]
    ruling = ReportRuling(by="Pia Proctor", at=after(131), comment="The same scar.")
    found += [
        _violation(FIND, -1, {"similarity": 0.87, "find": "x"}, confirmed=ruling),
        _violation(FIND, -1, {"similarity": 0.52, "find": "y"}),
    ]
    share = ReportShare(
        tracker=FIND, code="c5", on=True, weight=0.2, share=100, loss=20, seconds=7080, coverage=1, available=True,
        violations=2,
    )  # fmt: skip
    return replace(rich(), violations=found, trackers=[*rich().trackers, share], dismissed=0, credibility=76.56)


def test_a_report_says_beside_each_violation_what_was_found_and_what_a_person_decided() -> None:
    report = detailed()
    pdf = Printer().render(report, {**snapshots_of(report), "photo": jpeg()})
    text = flat(pdf_text(pdf))
    assert is_archival(pdf)
    for name, _, said in TOLD:
        assert said in text, name
    for said in (
        "Photo of the check-in, 09:58:03",
        "Face in the exam, 10:30:03",
        "1 more picture is on the session's page.",
        "Confirmed by Pia Proctor, 24 November 2026, 12:11:03: “The same scar.”",
        "Nobody has confirmed it, so it costs nothing",
        "counted as if it had lasted all of the observed time",
    ):
        assert said in text, said
