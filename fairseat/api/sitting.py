"""The student's own session, from the rules to the finish."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from fairseat.api import shapes, views
from fairseat.api.who import Ctx, Needs
from fairseat.domain.errors import Refusal
from fairseat.domain.rhythm import VERSION
from fairseat.domain.template import Input
from fairseat.flow import admit, finish, go_without, hand_in, learn, photograph, remember
from fairseat.flow.context import Actor, Context
from fairseat.flow.missing import unrecorded
from fairseat.flow.review import chat_of
from fairseat.store.database import Row

router = APIRouter(prefix="/api/sitting", tags=["sitting"])
Student = Annotated[Actor, Depends(Needs("sit"))]


async def _shown(context: Context, row: Row) -> shapes.Sitting:
    face, lost = await photograph.photo_step(context, row), await unrecorded(context, row)
    said, handed_in = await chat_of(context, row["id"]), await hand_in.receipt(context, row)
    return views.sitting(context, row, said, face, handed_in, lost)


@router.get("")
async def read(context: Ctx, actor: Student) -> shapes.Sitting:
    return await _shown(context, await admit.enter(context, actor))


@router.post("/consent")
async def consent(body: shapes.ConsentIn, context: Ctx, actor: Student) -> shapes.Sitting:
    agreed = await admit.consent(context, actor, body.version, body.keep_typing, body.similar_faces)
    return await _shown(context, agreed)


@router.post("/check")
async def check(body: shapes.CheckIn, context: Ctx, actor: Student) -> shapes.Sitting:
    return await _shown(context, await admit.check(context, actor, body.items, body.browser))


@router.post("/without")
async def without(body: shapes.WithoutIn, context: Ctx, actor: Student) -> shapes.Sitting:
    """Refuses `may_not_go_without` where the template does not let it."""
    return await _shown(context, await go_without.go_without(context, actor, body.source, body.reason))


@router.delete("/without/{source}")
async def take_back(source: Input, context: Ctx, actor: Student) -> shapes.Sitting:
    return await _shown(context, await go_without.take_back(context, actor, source))


@router.post("/device", status_code=204)
async def note_device(body: shapes.DeviceIn, context: Ctx, actor: Student) -> None:
    await go_without.note_device(context, actor, body.id, body.change, body.source, body.label, body.before, body.at_ms)


@router.post("/uplink")
async def uplink(request: Request, context: Ctx, actor: Student) -> dict[str, int]:
    """Takes bytes and throws them away: the page measures how long that takes."""
    total = 0
    async for part in request.stream():
        total += len(part)
        if total > context.settings.uplink_limit:
            raise Refusal("too_large", "This is more than the measurement needs.", 413)
    return {"bytes": total}


@router.post("/face")
async def take_photo(request: Request, context: Ctx, actor: Student) -> shapes.Sitting:
    """The body is a JPEG of the student's face. Refuses one that is of no use: `no_face`, `several_faces`,
    `face_too_small`, `too_dark`, `blurred`, `no_picture`."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > context.settings.face_limit:
            raise Refusal("too_large", "The picture is too large.", 413)
    return await _shown(context, await photograph.photograph(context, actor, bytes(data)))


@router.post("/start")
async def start(context: Ctx, actor: Student) -> shapes.Sitting:
    return await _shown(context, await admit.start(context, actor))


@router.post("/answers", status_code=204)
async def answer(body: shapes.AnswerIn, context: Ctx, actor: Student) -> None:
    await admit.answer(context, actor, body.task, body.text)


@router.post("/answers/late", status_code=204)
async def answer_late(body: shapes.LateAnswerIn, context: Ctx, actor: Student) -> None:
    """Once the exam is over. Refuses `wrong_state` before, `session_closed`, `too_many_versions`."""
    await hand_in.hand_in_late(context, actor, body.task, body.text, body.device_ms, body.offset_ms)


@router.get("/typing")
async def read_typing(context: Ctx, actor: Student) -> shapes.Typing:
    kept, earlier, own = await learn.read_own(context, actor)
    return shapes.Typing(version=VERSION, kept=kept, earlier=earlier, own=own)


@router.post("/typing", status_code=204)
async def save_typing(body: shapes.TypingIn, context: Ctx, actor: Student) -> None:
    await learn.save_own(context, actor, body.version, body.blocks)


@router.delete("/typing", status_code=204)
async def forget_typing(context: Ctx, actor: Student) -> None:
    await remember.forget(context, actor, actor.id)


@router.post("/finish")
async def end(body: shapes.FinishIn, context: Ctx, actor: Student) -> shapes.Sitting:
    over = await finish.finish(context, actor, body.waiting_chunks, body.time_over, body.clicked_ms)
    return await _shown(context, over)
