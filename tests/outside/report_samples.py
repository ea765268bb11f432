"""Reports to print: a rich one, an empty one, and one with far too much in it."""
# ruff: noqa: E501

import io
from datetime import UTC, datetime, timedelta
from random import Random

from PIL import Image, ImageDraw

from fairseat.domain.report import (
    ReportChat,
    ReportConclusion,
    ReportData,
    ReportEvent,
    ReportLateAnswer,
    ReportMinute,
    ReportOutage,
    ReportRuling,
    ReportShare,
    ReportSnapshot,
    ReportViolation,
    Severity,
)

START = datetime(2026, 11, 24, 9, 0, 3, tzinfo=UTC)
TRACKERS: dict[str, tuple[str, Severity]] = {
    "environment": ("b1", "minor"),
    "page_hidden": ("b2", "serious"),
    "window_focus": ("b2", "minor"),
    "fullscreen": ("b3", "minor"),
    "camera": ("c1", "serious"),
    "face_absent": ("c2", "serious"),
    "several_faces": ("c3", "serious"),
    "microphone": ("m1", "minor"),
    "voices": ("m2", "serious"),
    "network": ("n1", "minor"),
    "screen_share": ("s1", "serious"),
    "second_display": ("s2", "serious"),
}


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def jpeg(words: str = "camera", size: tuple[int, int] = (480, 360), colour: str = "#7a8c99") -> bytes:
    picture = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((size[0] * 0.35, size[1] * 0.2, size[0] * 0.65, size[1] * 0.75), fill="#d9b99b")
    draw.text((10, 10), words, fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def violation(
    tracker: str, minute: float, seconds: float, sources: tuple[str, ...] = (), **more: object
) -> ReportViolation:
    code, severity = TRACKERS[tracker]
    at = after(minute)
    end = at + timedelta(seconds=seconds)
    facts: dict[str, object] = {
        "severity": severity,
        "ended_at": end,
        "seconds": seconds * 0.9,
        "peak": 1.0,
        "coverage": 0.97,
        "snapshots": [ReportSnapshot(key=f"{tracker}/{minute}/{s}", source=s, at=at) for s in sources],
    }
    return ReportViolation(tracker=tracker, code=code, started_at=at, **{**facts, **more})  # type: ignore[arg-type]


def shares(found: list[ReportViolation], observed_s: float) -> list[ReportShare]:
    out = []
    for name, (code, _) in TRACKERS.items():
        own = [v for v in found if v.tracker == name]
        seconds = sum(v.seconds for v in own if v.dismissed is None)
        share = 100 * seconds / observed_s if observed_s else 0
        out.append(
            ReportShare(
                tracker=name,
                code=code,
                on=name != "microphone",
                weight=0 if name == "second_display" else 1,
                share=share,
                loss=0 if name == "second_display" else share,
                seconds=seconds,
                coverage=0.62 if name == "face_absent" else 0.99,
                available=name != "second_display",
                violations=len(own),
            )
        )
    return out


def minutes(found: list[ReportViolation], n: int, seed: int = 1) -> list[ReportMinute]:
    random = Random(seed)
    out = []
    for i in range(n):
        hit = next((v for v in found if after(i) <= v.started_at < after(i + 1)), None)
        value: float | None = min(1.0, (hit.seconds / 60) + 0.1) if hit else random.choice([0, 0, 0, 0.01])
        if 31 <= i < 34:
            value = None
        out.append(ReportMinute(at=after(i), value=value, tracker=hit.tracker if hit else None))
    return out


def snapshots_of(report: ReportData) -> dict[str, bytes]:
    colours = {"camera": "#6c8192", "screen": "#e9edf2"}
    found = [s for v in report.violations for s in v.snapshots] + ([report.photo] if report.photo else [])
    sizes = {"camera": (480, 360), "screen": (1280, 720)}
    return {s.key: jpeg(s.source, sizes[s.source], colours[s.source]) for s in found}


def rich() -> ReportData:
    found = [
        violation("several_faces", 12.4, 21, ("camera",)),
        violation("page_hidden", 25.1, 8, ("screen",)),
        violation("voices", 41.0, 34, ("camera", "screen", "camera")),
        violation("face_absent", 55.5, 140, ("camera",), coverage=0.71),
        violation("screen_share", 70.2, 15),
        violation("fullscreen", 25.0, 9, ("screen",)),
        violation("network", 31.0, 42),
        violation(
            "several_faces", 80.0, 6, ("camera",),
            dismissed=ReportRuling(by="Pia Proctor", at=after(131), comment="A poster on the wall."),
        ),
        violation("environment", 88.0, 2, severity="hint"),
    ]  # fmt: skip
    observed = 118 * 60.0
    parts = shares(found, observed)
    return ReportData(
        session="0198f6a2-6b1e-7c44-9d0e-3f5a51c6b7aa",
        institution="Universität Nordhafen, Prüfungsamt",
        exam_title="Statistics I: final examination",
        student_name="María-José Ångström Nguyễn",
        student_email="maria.angstrom@students.nordhafen.example",
        proctor_name="Pia Proctor",
        state="concluded",
        started_at=START,
        finished_at=after(120),
        time_zone="Europe/Berlin",
        photo=ReportSnapshot(key="photo", source="camera", at=after(-2)),
        credibility=100 - sum(p.loss for p in parts if p.on),
        observed_s=observed,
        review_below=98,
        for_review=True,
        rating=3,
        violations=found,
        trackers=parts,
        minutes=minutes(found, 120),
        outages=[
            ReportOutage(from_at=after(31), to_at=after(32.5), missing_s={"camera": 0.0, "screen": 12.3}),
            ReportOutage(from_at=after(95), to_at=after(95.4), missing_s={"camera": 0, "screen": 0}),
        ],
        late_answers=[
            ReportLateAnswer(
                task="Regression", in_time="The slope is 2.", saved_at=after(118), text="The slope is 2.4, see below.",
                received_at=after(121), written_at=after(119.5), line_down=True,
            ),
            ReportLateAnswer(
                task="Median", in_time="", saved_at=None, text="It is 7.", received_at=after(122), written_at=None,
                line_down=None,
            ),
        ],
        chat=[
            ReportChat(at=after(14), author="Pia Proctor", role="proctor", text="Somebody is behind you. Please be alone."),
            ReportChat(at=after(14.5), author="María-José Ångström Nguyễn", role="student", text="Sorry, my flatmate 🙂\nShe is gone now ✓"),
            ReportChat(at=after(60), author="Pia Proctor", role="proctor", text="Is a ≥ b in task 3? Please do not ask me."),
        ],
        events=[
            ReportEvent(at=after(-6), kind="signed_in", actor="María-José Ångström Nguyễn"),
            ReportEvent(at=after(-5), kind="consented", actor="María-José Ångström Nguyễn", data={"version": "1"}),
            ReportEvent(at=START, kind="started", actor="María-José Ångström Nguyễn"),
            ReportEvent(at=after(14), kind="warned", actor="Pia Proctor", data={"text": "Please be alone in the room."}),
            ReportEvent(at=after(42), kind="comment", actor="Pia Proctor", data={"text": "Speaks with somebody, see the recording."}),
            ReportEvent(at=after(119), kind="rated", actor="Pia Proctor", data={"rating": 3, "comment": "Mixed."}),
            ReportEvent(at=after(120), kind="finished", actor="María-José Ångström Nguyễn"),
            ReportEvent(at=after(131), kind="violation_dismissed", actor="Pia Proctor", data={"tracker": "several_faces", "comment": "A poster on the wall."}),
            ReportEvent(at=after(140), kind="concluded", actor="Otto Organizer", data={"decision": "rejected", "comment": "A second person helped."}),
        ],
        conclusion=ReportConclusion(
            decision="rejected", by="Otto Organizer", at=after(140),
            comment="A second person helped between 10:41 and 10:42.\nThe student was heard.",
        ),
        dismissed=1,
        generated_at=after(141),
        version="0.1.0",
    )  # fmt: skip


def empty() -> ReportData:
    return ReportData(
        session="0198f6a2-0000-7c44-9d0e-3f5a51c6b7aa",
        institution="Fairseat",
        exam_title="Empty",
        student_name="Sam Student",
        student_email="sam@example.org",
        state="expired",
        trackers=shares([], 0),
        generated_at=after(0),
        version="0.1.0",
    )


def crowded(n: int = 400, hours: int = 4) -> ReportData:
    random = Random(7)
    names = list(TRACKERS)
    found = []
    for i in range(n):
        tracker = random.choice(names)
        sources = ("camera", "screen") if TRACKERS[tracker][1] == "serious" else ()
        found.append(violation(tracker, hours * 60 * i / n, random.uniform(1, 90), sources))
    parts = shares(found, hours * 3600)
    return ReportData(
        session="0198f6a2-1111-7c44-9d0e-3f5a51c6b7aa",
        institution="A rather long name of an institution of higher education and research",
        exam_title="An examination whose title goes on and on, about everything that was ever taught in this course, part two",
        student_name="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-" + "x" * 120,
        student_email="a" * 120 + "@" + "b" * 120 + ".example",
        proctor_name="P" * 200,
        state="terminated",
        reason="The student spoke with others throughout. " * 20,
        started_at=START,
        finished_at=after(hours * 60),
        time_zone="Asia/Kathmandu",
        photo=ReportSnapshot(key="photo", source="camera", at=after(-2)),
        credibility=max(0.0, 100 - sum(p.loss for p in parts if p.on)),
        observed_s=hours * 3600.0,
        for_review=True,
        violations=found,
        trackers=parts,
        minutes=minutes(found, hours * 60),
        outages=[ReportOutage(from_at=after(i), to_at=after(i + 0.2)) for i in range(100)],
        chat=[ReportChat(at=after(i), author="Pia", role="proctor", text="word " * 60) for i in range(230)],
        events=[ReportEvent(at=after(i), kind="comment", actor="Pia", data={"text": "t" * 300}) for i in range(160)],
        generated_at=after(hours * 60 + 1),
        version="0.1.0",
    )
