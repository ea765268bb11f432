"""Rows into the shapes of the HTTP interface."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from msgspec import to_builtins

from fairseat.api import shapes
from fairseat.domain.accommodation import Accommodation
from fairseat.domain.answers import Answer
from fairseat.domain.credibility import Score
from fairseat.domain.errors import Place
from fairseat.domain.links import link_state
from fairseat.domain.tokens import link_token
from fairseat.domain.trackers import BY_NAME, TrackerSetting, severity_of, told_apart
from fairseat.flow.admit import done_of
from fairseat.flow.board import accommodations_of, asked_sources, may_go_without, settings_of
from fairseat.flow.context import Actor, Context, instant
from fairseat.flow.extend import Effect, Extended
from fairseat.flow.links import after_of
from fairseat.flow.whom import contact_of

Row = Mapping[str, Any]


def me(actor: Actor) -> shapes.Me:
    return shapes.Me(
        id=actor.id, name=actor.name, email=actor.email, roles=sorted(actor.roles), session=actor.session,
        csrf=actor.csrf,
    )  # fmt: skip


def person(row: Row) -> shapes.Person:
    return shapes.Person(
        id=row["id"], name=row["name"], email=row["email"], roles=row["roles"], created_at=row["created_at"],
        disabled=row["disabled_at"] is not None, forget_typing_at=row["forget_typing_at"],
    )  # fmt: skip


def place(fault: Place) -> shapes.FieldError:
    return shapes.FieldError(where=fault.where, message=fault.message, line=fault.line, column=fault.column)


def _settings(row: Row) -> dict[str, Any]:
    """As they are kept, with the halves of trackers that were told apart since."""
    return {**row["settings"], "trackers": told_apart(row["settings"]["trackers"])}


def template(row: Row) -> shapes.Template:
    return shapes.Template(
        id=row["id"], name=row["name"], settings=_settings(row), updated_at=row["updated_at"], exams=row["exams"],
        archived=row["archived_at"] is not None,
    )  # fmt: skip


def exam(row: Row) -> shapes.Exam:
    return shapes.Exam(
        id=row["id"], title=row["title"], template=row["template_id"], template_name=row["template_name"],
        opens_at=row["opens_at"], closes_at=row["closes_at"], duration_min=row["duration_min"],
        content=row["content"], contact=row["contact"], settings=_settings(row), sessions=row["sessions"],
        unassigned=row["unassigned"], running=row["running"],
    )  # fmt: skip


def link(context: Context, row: Row) -> str:
    """The student's personal link; a path where no public address is set."""
    return f"{context.settings.public_url.rstrip('/')}/sit/{link_token(context.secret, row['id'], row['link_version'])}"


def session(context: Context, actor: Actor, row: Row) -> shapes.SessionRow:
    """What is going on is told as it stands now, what is over as it was scored. Violations are those that count."""
    seat = context.seats.get(row["id"])
    stands = link_state(row, after_of(context), context.now()) if "organizer" in actor.roles else None
    live = seat is not None and row["state"] in ("checking", "running")
    return shapes.SessionRow(
        id=row["id"], exam=row["exam_id"], exam_title=row["exam_title"], student=row["student_id"],
        student_name=row["student_name"], student_email=row["student_email"], proctor=row["proctor_id"],
        proctor_name=row["proctor_name"], state=row["state"],
        credibility=seat.credibility if seat and live else row["credibility"], rating=row["rating"],
        violations=row["violations"], for_review=row["for_review"],
        conclusion=row["decision"], started_at=row["started_at"], finished_at=row["finished_at"],
        ends_at=row["ends_at"], extra_min=row["extra_min"], sealed=row["sealed_at"] is not None,
        online=bool(seat and live and seat.online),
        link=link(context, row) if stands == "open" else None, link_state=stands,
    )  # fmt: skip


def snapshot(row: Row) -> shapes.SnapshotInfo:
    return shapes.SnapshotInfo(id=row["id"], source=row["source"], at=row["taken_at"])


def violation(row: Row, rules: Mapping[str, TrackerSetting], pictures: list[Any]) -> shapes.Violation:
    info = BY_NAME.get(row["tracker"])
    return shapes.Violation(
        id=row["id"], tracker=row["tracker"], code=info.code if info else "",
        severity=severity_of(row["tracker"], rules), started_at=row["started_at"], ended_at=row["ended_at"],
        raised_at=row["raised_at"], peak=row["peak"], coverage=row["coverage"], seconds=row["seconds"],
        detail=row["detail"], snapshots=[snapshot(p) for p in pictures if p["violation_id"] == row["id"]],
        dismissed=shapes.Ruling(**row["dismissed"]) if row["dismissed"] else None,
        confirmed=shapes.Ruling(**row["confirmed"]) if row["confirmed"] else None,
    )  # fmt: skip


def similar_face(row: Row) -> shapes.SimilarFace:
    return shapes.SimilarFace(
        name=row["other_name"], email=row["other_email"], exam_title=row["other_exam"], session=row["other_id"],
        similarity=row["similarity"], found_at=row["found_at"], photo=row["other_photo_key"] is not None,
    )  # fmt: skip


def event(row: Row) -> shapes.Event:
    return shapes.Event(id=row["id"], at=row["at"], kind=row["kind"], actor=row["actor"], data=row["data"])


def chat(row: Row) -> shapes.ChatMessage:
    return shapes.ChatMessage(id=row["id"], at=row["at"], author=row["author"], role=row["role"], text=row["text"])


def score(found: Score) -> shapes.Score:
    return shapes.Score(
        credibility=found.credibility, observed_s=found.observed_s, dismissed=found.dismissed,
        trackers=[shapes.TrackerShare(**asdict(share)) for share in found.shares],
        minutes=[shapes.Minute(at=instant(m.at), value=m.value, tracker=m.tracker) for m in found.minutes],
    )  # fmt: skip


def session_page(context: Context, actor: Actor, page: dict[str, Any]) -> shapes.SessionPage:
    row = page["row"]
    counted = sum(v["dismissed"] is None for v in page["violations"])
    consent = {"version": row["consent_version"], "at": row["consent_at"]} if row["consent_at"] else None
    return shapes.SessionPage(
        session=session(context, actor, {**row, "violations": counted}), settings=to_builtins(settings_of(row)),
        consent=consent, without=row["without"],
        accommodations=[accommodation(one, actor) for one in accommodations_of(row)],
        violations=[violation(v, settings_of(row).trackers, page["snapshots"]) for v in page["violations"]],
        events=[event(e) for e in page["events"]], chat=[chat(c) for c in page["chat"]],
        outages=[
            shapes.Outage(
                from_at=instant(one.from_at), to_at=instant(one.to_at) if one.to_at else None, missing_s=one.missing_s
            )
            for one in page["outages"]
        ],
        gaps=[shapes.Gap(from_at=one["from_at"], to_at=one["to_at"]) for one in page["gaps"]],
        score=score(page["score"]),
        conclusion=shapes.Conclusion(**row["conclusion"]) if row["conclusion"] else None,
        report=row["report_state"], server_at=context.now(), ends_at=row["ends_at"],
    )  # fmt: skip


def extended(done: Extended) -> shapes.Extended:
    return shapes.Extended(**asdict(done))


def effect(found: Effect) -> shapes.Effect:
    changes = [
        shapes.EndChange(
            minutes=one.minutes, sessions=one.sessions, first_ends_at=instant(one.first_ms / 1000),
            last_ends_at=instant(one.last_ms / 1000),
        )
        for one in found.moves
    ]  # fmt: skip
    return shapes.Effect(changes=changes, running=found.running, not_begun=found.not_begun)


def accommodation(one: Accommodation, actor: Actor) -> shapes.Accommodation:
    """Why is a matter of health, often, and none of the proctor's."""
    reason = one.reason if "organizer" in actor.roles else ""
    return shapes.Accommodation(
        tracker=one.tracker, on=one.on, weight=one.weight, raise_s=one.raise_s, reason=reason, author=one.author,
        at=one.at,
    )  # fmt: skip


def answer(one: Answer) -> shapes.Answer:
    return shapes.Answer(**to_builtins(one, builtin_types=(datetime,)))


def sitting(
    context: Context, row: Row, said: list[Any], face: dict[str, bool], receipt: list[Answer], lost: list[str]
) -> shapes.Sitting:
    """The student's own view. The content goes out only while the exam runs."""
    settings = settings_of(row)
    trackers = {name: to_builtins(rule) for name, rule in settings.trackers.items() if rule.on}
    return shapes.Sitting(
        session=row["id"], state=row["state"], student=row["student_name"], exam_title=row["exam_title"],
        opens_at=row["opens_at"], closes_at=row["closes_at"], duration_min=row["duration_min"],
        steps=list(settings.steps), done=done_of(row),
        rules=settings.rules, rules_version=settings.rules_version, consented=row["consent_at"] is not None,
        sources=asked_sources(row), without=row["without"], may_go_without=may_go_without(row),
        tools=list(settings.tools), trackers=trackers,
        face=shapes.FacePhoto(**face),
        content=row["content"] if row["state"] == "running" else None, answers=row["answers"],
        receipt=[answer(one) for one in receipt],
        started_at=row["started_at"], ends_at=row["ends_at"], finished_at=row["finished_at"], reason=row["reason"],
        extra_min=row["extra_min"], contact=contact_of(context, row),
        unrecorded=lost, chat=[chat(c) for c in said], server_at=datetime.fromtimestamp(context.clock(), UTC),
    )  # fmt: skip
