"""Sessions: the list, one session's page and evidence, what a proctor does, what a person concludes."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from fairseat.api import evidence, shapes, views
from fairseat.api.who import Ctx, Needs, NeedsSession
from fairseat.flow import browse, finish, intervene, report, resemble, review
from fairseat.flow.context import Actor

router = APIRouter(prefix="/api/sessions", tags=["sessions"])

Lister = Annotated[Actor, Depends(Needs("list_sessions"))]
Seer = Annotated[Actor, Depends(NeedsSession("see_session"))]
Viewer = Annotated[Actor, Depends(NeedsSession("see_evidence"))]
Watcher = Annotated[Actor, Depends(NeedsSession("intervene"))]
Judge = Annotated[Actor, Depends(NeedsSession("judge"))]
Reader = Annotated[Actor, Depends(NeedsSession("see_report"))]

Source = Literal["camera", "screen", "phone"]


@router.get("")
async def list_sessions(
    context: Ctx, actor: Lister, exam: UUID | None = None, state: shapes.State | None = None, q: str | None = None,
    for_review: bool = False, after: str | None = None,
) -> shapes.Page[shapes.SessionRow]:  # fmt: skip
    rows, following = await browse.list_sessions(
        context, actor, exam=exam, state=state, q=q, for_review=for_review, after=after
    )
    return shapes.Page(items=[views.session(context, actor, row) for row in rows], next=following)


@router.get("/{session}")
async def read_session(session: UUID, context: Ctx, actor: Seer) -> shapes.SessionPage:
    return views.session_page(context, actor, await review.session_page(context, actor, session))


@router.get("/{session}/answers")
async def read_answers(session: UUID, context: Ctx, actor: Viewer) -> list[shapes.Answer]:
    return [views.answer(one) for one in await review.answers(context, actor, session)]


@router.get("/{session}/segments")
async def list_segments(session: UUID, context: Ctx, actor: Viewer) -> shapes.SegmentIndex:
    return shapes.SegmentIndex(**await review.segment_index(context, session))


@router.get("/{session}/segments/{source}/{segment}", response_class=Response)
async def read_segment(session: UUID, source: Source, segment: str, context: Ctx, actor: Viewer) -> Response:
    data, mime, closed = await review.segment(context, actor, session, source, segment)
    return evidence.recording(data, mime, f"{source}-{segment}", closed)


@router.get("/{session}/snapshots/{snapshot}", response_class=Response)
async def read_snapshot(session: UUID, snapshot: UUID, context: Ctx, actor: Viewer) -> Response:
    return evidence.picture(await review.snapshot(context, actor, session, snapshot), f"picture-{snapshot}")


@router.get("/{session}/similar/{find}")
async def read_similar(session: UUID, find: UUID, context: Ctx, actor: Viewer) -> shapes.SimilarFace:
    return views.similar_face(await resemble.seen(context, actor, session, find))


@router.get("/{session}/similar/{find}/photo", response_class=Response)
async def read_similar_photo(session: UUID, find: UUID, context: Ctx, actor: Viewer) -> Response:
    data = await resemble.photo(context, actor, session, find)
    return evidence.picture(data, f"similar-{find}", evidence.ANEW)


@router.get("/{session}/report.pdf", response_class=Response)
async def read_report(session: UUID, context: Ctx, actor: Reader) -> Response:
    return evidence.report(await review.report(context, actor, session), f"report-{session}")


@router.post("/{session}/report", status_code=202)
async def make_report(
    session: UUID, context: Ctx, actor: Annotated[Actor, Depends(NeedsSession("make_report"))]
) -> None:
    await report.ask_for_report(context, session)


@router.post("/{session}/comments", status_code=201)
async def comment(session: UUID, body: shapes.CommentIn, context: Ctx, actor: Watcher) -> shapes.Event:
    return views.event(await intervene.comment(context, actor, session, body.text, body.at_ms))


@router.post("/{session}/rating", status_code=201)
async def rate(session: UUID, body: shapes.RatingIn, context: Ctx, actor: Watcher) -> shapes.Event:
    return views.event(await intervene.rate(context, actor, session, body.rating, body.comment))


@router.post("/{session}/warnings", status_code=201)
async def warn(session: UUID, body: shapes.WarnIn, context: Ctx, actor: Watcher) -> shapes.Event:
    return views.event(await intervene.warn(context, actor, session, body.text))


@router.post("/{session}/terminate", status_code=204)
async def terminate(session: UUID, body: shapes.TerminateIn, context: Ctx, actor: Watcher) -> None:
    await intervene.terminate(context, actor, session, body.reason)


@router.post("/{session}/violations/{violation}/dismiss")
async def dismiss(
    session: UUID, violation: UUID, body: shapes.RulingIn, context: Ctx, actor: Judge
) -> shapes.Violation:
    await finish.judge(context, actor, session, violation, "dismissed", body.comment)
    return views.violation(*await review.violation(context, session, violation))


@router.post("/{session}/violations/{violation}/confirm")
async def confirm(
    session: UUID, violation: UUID, body: shapes.RulingIn, context: Ctx, actor: Judge
) -> shapes.Violation:
    await finish.judge(context, actor, session, violation, "confirmed", body.comment)
    return views.violation(*await review.violation(context, session, violation))


@router.post("/{session}/violations/{violation}/restore")
async def restore(session: UUID, violation: UUID, context: Ctx, actor: Judge) -> shapes.Violation:
    await finish.judge(context, actor, session, violation, "restored", "")
    return views.violation(*await review.violation(context, session, violation))


@router.post("/{session}/conclude")
async def conclude(session: UUID, body: shapes.ConcludeIn, context: Ctx, actor: Judge) -> shapes.Conclusion:
    return shapes.Conclusion(**await finish.conclude(context, actor, session, body.decision, body.comment))
