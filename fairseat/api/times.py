"""The session's clock: minutes that are added, what a change of the exam would do, reopening."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from fairseat.api import shapes, views
from fairseat.api.who import Ctx, Needs, NeedsSession
from fairseat.flow import extend, reopen, take_back
from fairseat.flow.context import Actor
from fairseat.flow.extend import Extension

router = APIRouter(prefix="/api", tags=["times"])

Manager = Annotated[Actor, Depends(Needs("manage_exams"))]
Extender = Annotated[Actor, Depends(NeedsSession("extend"))]
Reopener = Annotated[Actor, Depends(NeedsSession("reopen"))]


def _asked(body: shapes.ExtendIn) -> Extension:
    return Extension(body.request, body.minutes, body.reason)


@router.post("/sessions/{session}/extend")
async def extend_one(session: UUID, body: shapes.ExtendIn, context: Ctx, actor: Extender) -> shapes.Extended:
    return views.extended(await extend.extend(context, actor, _asked(body), None, [session]))


@router.post("/sessions/{session}/extend/back")
async def take_minutes_back(session: UUID, body: shapes.ExtendIn, context: Ctx, actor: Extender) -> shapes.TakenBack:
    minutes, ends_at = await take_back.take_back(context, actor, session, _asked(body))
    return shapes.TakenBack(minutes=minutes, ends_at=ends_at)


@router.post("/exams/{exam}/extend")
async def extend_some(exam: UUID, body: shapes.ExtendSomeIn, context: Ctx, actor: Manager) -> shapes.Extended:
    return views.extended(await extend.extend(context, actor, _asked(body), exam, body.sessions))


@router.post("/exams/{exam}/preview", dependencies=[Depends(Needs("manage_exams"))])
async def preview(exam: UUID, body: shapes.PreviewIn, context: Ctx) -> shapes.Effect:
    return views.effect(await extend.effect_of(context, exam, body.closes_at, body.duration_min))


@router.post("/sessions/{session}/reopen")
async def reopen_session(session: UUID, body: shapes.ReopenIn, context: Ctx, actor: Reopener) -> shapes.SessionRow:
    return views.session(context, actor, await reopen.reopen(context, actor, session, body.minutes, body.reason))
