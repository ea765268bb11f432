"""Exams, their rosters, and who watches whom."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from fairseat.api import shapes, views
from fairseat.api.people import columns_of, csv_out
from fairseat.api.who import Ctx, Needs, Signed
from fairseat.flow import assign, browse, enrol, links, manage_exams
from fairseat.flow.context import Actor

router = APIRouter(prefix="/api/exams", tags=["exams"])
Manager = Annotated[Actor, Depends(Needs("manage_exams"))]
managing = [Depends(Needs("manage_exams"))]
assigning = [Depends(Needs("assign"))]


def _fields(body: shapes.ExamIn) -> tuple[Any, ...]:
    return body.title, body.template, body.opens_at, body.closes_at, body.duration_min, body.content, body.contact


@router.get("", dependencies=managing)
async def list_exams(context: Ctx, after: str | None = None) -> shapes.Page[shapes.Exam]:
    rows, following = await browse.list_exams(context, after)
    return shapes.Page(items=[views.exam(row) for row in rows], next=following)


@router.post("", status_code=201, dependencies=managing)
async def add_exam(body: shapes.ExamIn, context: Ctx, actor: Signed) -> shapes.Exam:
    return views.exam(await manage_exams.add_exam(context, actor, *_fields(body)))


@router.get("/{exam}", dependencies=managing)
async def read_exam(exam: UUID, context: Ctx) -> shapes.Exam:
    return views.exam(await manage_exams.read_exam(context, exam))


@router.put("/{exam}")
async def change_exam(exam: UUID, body: shapes.ExamChange, context: Ctx, actor: Manager) -> shapes.Exam:
    return views.exam(await manage_exams.change_exam(context, actor, exam, *_fields(body), shorten=body.shorten))


@router.post("/{exam}/roster", dependencies=managing)
async def add_to_roster(exam: UUID, body: shapes.RosterIn, context: Ctx, actor: Signed) -> shapes.RosterOut:
    added, already = await enrol.add_to_roster(context, actor, exam, body.students)
    return shapes.RosterOut(added=added, already=already)


@router.post("/{exam}/roster/csv", dependencies=managing)
async def import_roster(exam: UUID, body: shapes.CsvIn, context: Ctx, actor: Signed) -> shapes.CsvOut:
    return csv_out(await enrol.import_roster(context, actor, exam, body.text, body.apply, columns_of(body)))


@router.delete("/{exam}/roster/{session}", status_code=204, dependencies=managing)
async def remove_from_roster(exam: UUID, session: UUID, context: Ctx, actor: Signed) -> None:
    await enrol.remove_from_roster(context, actor, exam, session)


@router.post("/{exam}/share", dependencies=assigning)
async def share_out(exam: UUID, body: shapes.ShareIn, context: Ctx, actor: Signed) -> shapes.ShareOut:
    given, left, loads = await assign.share_out(context, actor, exam, body.proctors, body.at_most, body.keep)
    return shapes.ShareOut(assigned=given, unassigned=left, per_proctor={str(p): n for p, n in loads.items()})


@router.post("/{exam}/assign", status_code=204, dependencies=assigning)
async def assign_by_hand(exam: UUID, body: shapes.AssignIn, context: Ctx, actor: Signed) -> None:
    await assign.assign(context, actor, exam, body.sessions, body.proctor)


@router.post("/{exam}/links", dependencies=managing)
async def renew_links(exam: UUID, body: shapes.LinksIn, context: Ctx, actor: Signed) -> shapes.LinksOut:
    """The old links are dead at once, and whoever is inside by one of them is put out."""
    return shapes.LinksOut(changed=await links.renew(context, actor, exam, body.sessions, body.inside))


@router.post("/{exam}/links/withdraw", dependencies=managing)
async def withdraw_links(exam: UUID, body: shapes.WithdrawIn, context: Ctx, actor: Signed) -> shapes.LinksOut:
    return shapes.LinksOut(changed=await links.withdraw(context, actor, exam, body.sessions))
