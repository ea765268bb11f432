"""The report: waits a moment for evidence on its way, scores, prints, keeps the PDF."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from fairseat import __version__
from fairseat.domain.answers import Answer
from fairseat.domain.report import (
    ReportAccommodation,
    ReportChat,
    ReportConclusion,
    ReportData,
    ReportEvent,
    ReportGap,
    ReportLateAnswer,
    ReportMinute,
    ReportOutage,
    ReportRuling,
    ReportShare,
    ReportSnapshot,
    ReportViolation,
)
from fairseat.domain.session import OVER
from fairseat.domain.trackers import BY_NAME, TrackerSetting, severity_of
from fairseat.flow.board import accommodations_of, settings_of
from fairseat.flow.context import Context, instant
from fairseat.flow.finish import rescore
from fairseat.flow.review import gathered
from fairseat.store import sessions
from fairseat.store.database import Row

LOOK_S = 0.25  # how often it is looked whether the evidence is whole
Named = Literal["reference", "look"]
NAMED: tuple[Named, ...] = get_args(Named)
PICTURES = 60  # at most, in one report: a page holds six, and nobody reads more than ten pages of them

log = logging.getLogger(__name__)


async def _wait_for_evidence(context: Context, session: UUID) -> None:
    """Until every segment is whole and every reading stored, but no longer than the setting."""
    until = context.clock() + context.settings.drain_wait_s
    while context.clock() < until:
        parts, seat = context.spool.parts.get(session, {}), context.seats.get(session)
        waiting = seat is not None and (seat.unacknowledged or seat.waiting_ms)
        if all(part.complete for part in parts.values()) and not waiting:
            return
        await asyncio.sleep(LOOK_S)


def _violation(row: Row, rules: Mapping[str, TrackerSetting], pictures: list[Row]) -> ReportViolation:
    info = BY_NAME.get(row["tracker"])
    return ReportViolation(
        tracker=row["tracker"], code=info.code if info else "", severity=severity_of(row["tracker"], rules),
        started_at=row["started_at"], ended_at=row["ended_at"], seconds=row["seconds"], peak=row["peak"],
        coverage=row["coverage"],
        snapshots=_shown(row, pictures), detail=row["detail"],
        dismissed=_ruling(row["dismissed"]), confirmed=_ruling(row["confirmed"]),
    )  # fmt: skip


def _shown(violation: Row, pictures: list[Row]) -> list[ReportSnapshot]:
    """Named by it first: the photo, and the face that was compared with it. Then those taken for it."""
    by_id = {str(picture["id"]): picture for picture in pictures}
    named = {kind: by_id.get(str(violation["detail"].get(kind))) for kind in NAMED}
    taken = [p for p in pictures if p["violation_id"] == violation["id"] and p not in named.values()]
    return [_picture(row, kind) for kind, row in named.items() if row] + [_picture(row) for row in taken]


def _picture(row: Row, shows: Named | Literal[""] = "") -> ReportSnapshot:
    return ReportSnapshot(key=row["object"], source=row["source"], at=row["taken_at"], shows=shows)


def _photo(pictures: list[Row]) -> ReportSnapshot | None:
    """The picture taken at the start; without it, the first of the camera."""
    own = [p for p in pictures if p["violation_id"] is None] or [p for p in pictures if p["source"] == "camera"]
    return _picture(own[0]) if own else None


def _ruling(note: dict[str, Any] | None) -> ReportRuling | None:
    """Instants inside stored JSON come back as text."""
    if note is None:
        return None
    return ReportRuling(by=note["by"], at=datetime.fromisoformat(note["at"]), comment=note["comment"])


def _conclusion(row: Row) -> ReportConclusion | None:
    found = row["conclusion"]
    if not found:
        return None
    at = datetime.fromisoformat(found["at"])
    return ReportConclusion(decision=found["decision"], comment=found["comment"], by=found["by"], at=at)


def _late_answers(answers: list[Answer]) -> list[ReportLateAnswer]:
    return [
        ReportLateAnswer(
            task=one.title, in_time=one.text, saved_at=one.saved_at, text=late.text, received_at=late.received_at,
            written_at=late.written_at, line_down=late.line_down,
        )
        for one in answers
        for late in one.late
    ]  # fmt: skip


def report_data(context: Context, page: dict[str, Any]) -> ReportData:
    """All that is said in the report, from what `gathered` brings."""
    row, score, pictures = page["row"], page["score"], page["snapshots"]
    settings, late = settings_of(row), _late_answers(page["answers"])
    below, rules = settings.review_below, settings.trackers
    low = score.credibility is not None and score.credibility < below
    return ReportData(
        session=str(row["id"]), institution=context.settings.institution, exam_title=row["exam_title"],
        student_name=row["student_name"], student_email=row["student_email"], proctor_name=row["proctor_name"],
        state=row["state"], reason=row["reason"], started_at=row["started_at"], finished_at=row["finished_at"],
        time_zone=context.settings.time_zone, photo=_photo(pictures), credibility=score.credibility,
        observed_s=score.observed_s, review_below=below,
        for_review=(low or bool(late)) and not row["decision"],
        rating=row["rating"],
        violations=[_violation(v, rules, pictures) for v in page["violations"]],
        accommodations=[
            ReportAccommodation(tracker=one.tracker, on=one.on, weight=one.weight, raise_s=one.raise_s)
            for one in accommodations_of(row)
        ],
        without=row["without"],
        trackers=[
            ReportShare(
                tracker=s.tracker, code=s.code, on=s.on, weight=s.weight, share=s.share, loss=s.loss,
                seconds=s.seconds, coverage=s.coverage, available=s.available, violations=s.violations,
            )
            for s in score.shares
        ],
        minutes=[ReportMinute(at=instant(m.at), value=m.value, tracker=m.tracker) for m in score.minutes],
        outages=[
            ReportOutage(
                from_at=instant(one.from_at), to_at=instant(one.to_at) if one.to_at else None, missing_s=one.missing_s
            )
            for one in page["outages"]
        ],
        late_answers=late,
        extra_min=row["extra_min"],
        gaps=[ReportGap(from_at=one["from_at"], to_at=one["to_at"]) for one in page["gaps"]],
        chat=[ReportChat(at=c["at"], author=c["author"], role=c["role"], text=c["text"]) for c in page["chat"]],
        events=[ReportEvent(at=e["at"], kind=e["kind"], actor=e["actor"], data=e["data"]) for e in page["events"]],
        conclusion=_conclusion(row), dismissed=score.dismissed, generated_at=context.now(), version=__version__,
    )  # fmt: skip


async def _pictures(context: Context, data: ReportData) -> dict[str, bytes]:
    """The bytes of the pictures that the report shows; one that is gone is shown as missing."""
    wanted = [data.photo] if data.photo else []
    wanted += [picture for violation in data.violations for picture in violation.snapshots]
    found: dict[str, bytes] = {}
    for picture in wanted[:PICTURES]:
        try:
            found[picture.key] = await context.vault.get(picture.key)
        except Exception:
            log.warning("the picture %s cannot be read for the report", picture.key, exc_info=True)
    return found


async def make_report(context: Context, session: UUID, wait: bool) -> None:
    """Idempotent: made again, it replaces the one before."""
    if wait:
        await _wait_for_evidence(context, session)
    await rescore(context, session)
    async with context.database.unit() as c:
        page = await gathered(context, c, session)
    if page["row"]["state"] not in OVER:
        return  # reopened: it is made after the next end
    data = report_data(context, page)
    pictures = await _pictures(context, data)
    async with context.printing:
        pdf = await asyncio.to_thread(context.printer.render, data, pictures)
    key = f"sessions/{session}/report.pdf"
    await context.vault.put(key, pdf)
    async with context.database.unit() as c:
        await sessions.set_report(c, session, "ready", key)


async def give_up_report(context: Context, session: UUID) -> None:
    """After the last try: the page says that it failed and offers to try again."""
    async with context.database.unit() as c:
        await sessions.set_report(c, session, "failed", None)


async def ask_for_report(context: Context, session: UUID) -> None:
    """A person wants it anew."""
    async with context.database.unit() as c:
        await sessions.set_report(c, session, "waiting", None)
    await context.defer("make_report", {"session": str(session), "wait": False})


async def queue_forgotten(context: Context) -> None:
    """Reports that are waited for although nobody makes them: the queue could not be reached when they were due."""
    async with context.database.unit() as c:
        forgotten = await sessions.waiting_reports(c, context.now())
    for session in forgotten:
        await context.defer("make_report", {"session": str(session), "wait": False})
