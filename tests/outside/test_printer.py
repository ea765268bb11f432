"""The report, printed for real and read back."""

import re
import subprocess
import threading
import unicodedata
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from report_samples import START, after, crowded, empty, jpeg, rich, snapshots_of, violation

from fairseat.domain.picture import looked_at
from fairseat.domain.report import ReportChat, ReportData, ReportShare, ReportSnapshot, ReportViolation
from fairseat.outside.printer import FONTS, Printer
from fairseat.outside.report.glyphs import Script

NASTY = '#panic("x") *bold* _it_ $x^2$ `raw` <label> @ref = Head \\ "q" \'s\' //c /*c*/ [#sys] {a}'
SCRIPTS = (
    "María Ångström · محمد علي · דוד · Дмитрий · Ελένη · 王小明 · 田中さくら · 김철수 · हिन्दी · বাংলা · தமிழ் · ไทย · 🙂👍"
)


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer()


def pdf_text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def flat(text: str) -> str:
    """Without layout: PDF text comes in lines, and long words with chances to break."""
    return re.sub(r"[\s\u200b\u00a0]+", " ", text)


def pages(pdf: bytes) -> int:
    found = re.search(rb"<xmpTPg:NPages>(\d+)<", pdf)
    assert found is not None
    return int(found[1])


def is_archival(pdf: bytes) -> bool:
    wanted = (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<")
    return all(mark in pdf for mark in wanted)


def counts(violation: ReportViolation) -> bool:
    return violation.severity == "serious" and violation.dismissed is None


def changed(report: ReportData, **facts: object) -> ReportData:
    return msgspec.structs.replace(report, **facts)


def test_a_rich_report_says_what_happened(printer: Printer) -> None:
    report = rich()
    text = flat(pdf_text(printer.render(report, snapshots_of(report))))
    for said in (
        "María-José Ångström Nguyễn",
        "Statistics I: final examination",
        "Universität Nordhafen, Prüfungsamt",
        "maria.angstrom@students.nordhafen.example",
        "24 November 2026, 10:00:03 to 12:00:03 (2 h 0 min)",
        "Europe/Berlin (UTC+01:00)",
        "96.6 out of 100",
        "Marked for review",
        "9 violations: 6 serious, 2 minor, 1 hint. 1 of them was dismissed by a person.",
        "Several faces c3 10:12:27 to 10:12:48",
        "Camera, 10:12:27",
        "Screen, 10:25:09",
        "Dismissed by Pia Proctor",
        "A poster on the wall.",
        "62 % low",
        "not available",
        "Not looked at in this exam: Microphone off or silent.",
        "100 – 3.44 = 96.56",
        "Screen 12 s",
        "Sorry, my flatmate 🙂",
        "Is a ≥ b in task 3?",
        "The slope is 2.4, see below.",
        "Written 11:59:33",
        "The connection was down then.",
        "Time of writing not known",
        "Rejected by Otto Organizer, 24 November 2026, 12:20:03",
        "A second person helped between 10:41 and 10:42.",
        "phone outside every picture",
        "Page 1 of 4",
        "by Fairseat 0.1.0",
    ):
        assert said in text, said


def test_violations_come_first_and_serious_ones_before_the_others(printer: Printer) -> None:
    report = rich()
    text = pdf_text(printer.render(report, {}))
    order = ["Violations", "Serious violations", "Other violations", "How the credibility", "Outages", "Chat", "Events"]
    places = [text.index(head) for head in order]
    assert places == sorted(places)


def test_it_is_pdf_a_2a_and_pdf_ua_with_title_and_language(printer: Printer) -> None:
    report = rich()
    pdf = printer.render(report, snapshots_of(report))
    assert is_archival(pdf)
    assert b"/Lang(en" in pdf.replace(b"/Lang (", b"/Lang(")
    assert b"Proctoring report: Statistics I" in pdf
    structure = subprocess.run(["pdfinfo", "-struct", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert structure.count("Figure") >= 7
    assert "TH" in structure


def test_every_picture_and_the_chart_are_described(printer: Printer) -> None:
    report = rich()
    pdf = printer.render(report, snapshots_of(report))
    pictures = 1 + sum(min(2, len(v.snapshots)) for v in report.violations if counts(v))
    assert pdf.count(b"/Alt") == pictures + 1


def test_nothing_a_person_writes_becomes_markup(printer: Printer) -> None:
    said = [ReportChat(at=START, author=NASTY, role=NASTY, text=NASTY)]
    report = changed(
        rich(), student_name=NASTY, exam_title=NASTY, institution=NASTY, chat=said, reason=NASTY, state=NASTY,
        student_email=NASTY, proctor_name=NASTY, version=NASTY, session=NASTY, time_zone=NASTY,
    )  # fmt: skip
    pdf = printer.render(report, {})
    assert is_archival(pdf)
    text = flat(pdf_text(pdf))
    assert text.count("[#sys] {a}") >= 5
    assert '#panic("x") *bold* _it_ $x^2$ `raw` <label> @ref' in text


def test_names_of_many_scripts_are_shown(printer: Printer) -> None:
    pdf = printer.render(changed(rich(), student_name=SCRIPTS), {})
    assert is_archival(pdf)
    text = pdf_text(pdf)
    for name in ("María Ångström", "Дмитрий", "Ελένη", "王小明", "田中さくら", "김철수", "🙂👍"):
        assert name in text
    assert "[U+" not in text


def test_what_no_font_has_is_written_out(printer: Printer) -> None:
    pdf = printer.render(changed(rich(), student_name="a\U0001f9ffb \ue000 \x07 \u202ecba \ufffd \U000e0041"), {})
    assert is_archival(pdf)
    text = flat(pdf_text(pdf))
    for code in ("a[U+1F9FF]b", "[U+E000]", "[U+0007]", "[U+202E]cba", "[U+E0041]"):
        assert code in text


def test_marks_on_characters_of_other_scripts_cost_nothing(printer: Printer) -> None:
    mixed = "王\u0301 ا\u0301 😀\u0301 ก\u0302 \u0301alone ह\u093f\u0301 ガ\u3099 \u200d\u200d 👩\u200d💻 x\ufe0f"
    assert is_archival(printer.render(changed(rich(), student_name=mixed), {}))


@pytest.mark.parametrize("seed", range(4))
def test_any_text_can_be_printed_for_the_archive(printer: Printer, seed: int) -> None:
    random = Random(seed)
    known = sorted(Script(FONTS.glob("*.[to]tf"))._known)
    texts = ["".join(chr(random.choice(known)) for _ in range(200)) for _ in range(20)]
    texts += ["".join(chr(random.randrange(1, 0xD800)) for _ in range(60)) for _ in range(10)]
    texts += ["".join(chr(random.randrange(0xE000, 0x110000)) for _ in range(60)) for _ in range(5)]
    said = [ReportChat(at=after(i), author="A", role="student", text=text) for i, text in enumerate(texts)]
    pdf = printer.render(changed(empty(), chat=said), {})
    assert is_archival(pdf)


def test_an_empty_session_has_a_report(printer: Printer) -> None:
    pdf = printer.render(empty(), {})
    assert is_archival(pdf)
    text = flat(pdf_text(pdf))
    for said in ("not observed", "Nothing was observed", "The exam was not started", "Expired", "No picture"):
        assert said in text
    assert "out of 100" not in text


def test_hundreds_of_violations_are_limited_and_what_is_left_out_is_said(printer: Printer) -> None:
    report = crowded(400)
    pdf = printer.render(report, snapshots_of(report))
    assert is_archival(pdf)
    text = flat(pdf_text(pdf))
    assert "400 violations: 225 serious, 175 minor." in text
    assert "the pictures of these 201 are left out" in text
    assert "296 more violations, summed up" in text
    assert "30 later messages are on the session's page." in text
    assert "10 later events are on the session's page." in text
    assert "40 more outages are on the session's page." in text
    assert pages(pdf) < 60
    assert len(pdf) < 5_000_000


def test_a_missing_or_broken_picture_leaves_an_empty_frame(printer: Printer) -> None:
    at = START
    broken = {
        "none": None,
        "empty": b"",
        "text": b"<svg/>",
        "cut": jpeg()[:700],
        "noise": jpeg()[:400] + bytes(3000),
        "head": b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + bytes(20),
        "png": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "lie": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10" + bytes(40),
        "good": jpeg(),
    }
    found = [
        violation("several_faces", i, 5, snapshots=[ReportSnapshot(key=key, source="camera", at=at)])
        for i, key in enumerate(broken)
    ]
    pdf = printer.render(changed(rich(), violations=found), {k: v for k, v in broken.items() if v is not None})
    assert is_archival(pdf)
    assert pdf.count(b"/Subtype/Image") + pdf.count(b"/Subtype /Image") >= 1
    assert pdf_text(pdf).count("Picture not kept") >= 6


def test_a_picture_as_large_as_memory_is_not_opened() -> None:
    assert looked_at(jpeg(size=(640, 480))) == ("jpg", 640, 480)
    assert looked_at(b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + bytes(20)) is None
    assert looked_at(bytes(20_000_000)) is None


def test_an_unknown_zone_falls_back_to_utc_and_says_so(printer: Printer) -> None:
    text = flat(pdf_text(printer.render(changed(rich(), time_zone="Mars/Olympus"), {})))
    assert "Times in UTC" in text
    assert "09:12:27" in text


def test_a_session_over_midnight_dates_its_times(printer: Printer) -> None:
    late = START.replace(hour=23, minute=50)
    report = changed(rich(), time_zone="UTC", started_at=late, finished_at=late + timedelta(minutes=30))
    assert "23:50:03 to 25 Nov 00:20:03" in flat(pdf_text(printer.render(report, {})))


def test_what_the_words_do_not_know_is_readable(printer: Printer) -> None:
    share = ReportShare(
        tracker="new_thing", code="z9", on=True, weight=1, share=1, loss=1, seconds=3, coverage=1, available=True,
        violations=0,
    )  # fmt: skip
    assert "New thing" in pdf_text(printer.render(changed(rich(), trackers=[share]), {}))


def test_several_threads_print_at_once(printer: Printer) -> None:
    made: list[bytes] = []
    report = rich()
    pictures = snapshots_of(report)

    def work(name: str) -> None:
        made.append(printer.render(changed(report, student_name=name), pictures))

    threads = [threading.Thread(target=work, args=(f"Student {i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    names = {re.search(r"Student \d", pdf_text(pdf))[0] for pdf in made}  # type: ignore[index]
    assert len(names) == 6


def test_fonts_of_ones_own_are_used(tmp_path: Path) -> None:
    assert Printer(more_fonts=tmp_path).render(empty(), {})


def test_the_shipped_fonts_are_small_and_have_their_licences() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 6_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert "Apache License" in (FONTS / "APACHE-2.0.txt").read_text()


def test_long_words_may_break_but_stay_whole_in_meaning() -> None:
    script = Script(FONTS.glob("*.[to]tf"))
    text = script.printable("x" * 300 + " ok " + unicodedata.normalize("NFD", "é"))
    assert text.replace("\u200b", "") == "x" * 300 + " ok é"
    assert "\u200b" in text
