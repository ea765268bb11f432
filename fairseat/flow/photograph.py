"""The photo of the check-in, which the face is compared with while the exam runs."""

import hashlib
from array import array
from datetime import timedelta
from uuid import UUID, uuid4

from fairseat.domain.errors import Refusal
from fairseat.domain.face import Face, Fault, fault_of
from fairseat.flow.admit import own_session
from fairseat.flow.board import asked_sources, face_trackers, load_seat, settings_of
from fairseat.flow.context import Actor, Context
from fairseat.store import looks, prints, sessions
from fairseat.store.database import Row

SENTENCES: dict[Fault, str] = {
    "no_face": "No face was found. Look into the camera, with your whole face in the picture.",
    "several_faces": "There is more than one face in the picture. Nobody else should be in it.",
    "face_too_small": "Your face is too small in the picture. Move nearer to the camera.",
    "too_dark": "Your face is too dark. Switch on a light in front of you, or turn away from the window behind you.",
    "blurred": "The picture is blurred. Hold still, and wipe the lens of the camera.",
}


def packed(face: Face) -> bytes:
    return array("f", face.print).tobytes()


async def photo_step(context: Context, row: Row) -> dict[str, bool]:
    """Whether the exam wants a photo of the face, whether this server can use one, and whether it has it."""
    wanted = bool(face_trackers(settings_of(row))) and asked_sources(row)["camera"]
    async with context.database.unit() as c:
        taken = wanted and await prints.print_of(c, row["id"]) is not None
    return {"wanted": wanted, "available": context.faces.available, "taken": bool(taken)}


def _must_want_photo(context: Context, row: Row) -> None:
    if row["state"] != "checking" or not face_trackers(settings_of(row)):
        raise Refusal("wrong_state", "No photo is taken now.")
    if not context.faces.available:
        raise Refusal("faces_not_available", "This server cannot compare faces; no photo is needed.", 503)


async def photograph(context: Context, actor: Actor, jpeg: bytes) -> Row:
    """Takes the photo that later looks are compared with. Refuses one that is of no use, with the cure."""
    async with context.database.unit() as c:
        row = await own_session(context, c, actor)
    _must_want_photo(context, row)
    found = await context.faces.look(jpeg)
    if fault := fault_of(found):
        raise Refusal(fault, SENTENCES[fault], 422)
    ident = uuid4()
    key = f"sessions/{row['id']}/snapshots/{ident}.jpg"
    await context.vault.put(key, jpeg)
    row = await _store_photo(context, actor, ident, key, hashlib.sha256(jpeg).digest(), found[0])
    seat = await load_seat(context, row["id"])
    if seat.faces is not None:
        seat.faces.photo = str(ident)
    if row["similar_consent_at"]:
        await context.defer("compare_faces", {"session": "all"})
    return row


async def _store_photo(context: Context, actor: Actor, ident: UUID, key: str, digest: bytes, face: Face) -> Row:
    now = context.now()
    async with context.database.unit() as c:
        row = await own_session(context, c, actor, lock=True)
        _must_want_photo(context, row)
        await looks.keep_picture(c, ident, row["id"], now, now, key, digest)
        comparable = row["similar_consent_at"] is not None and "similar_profile" in face_trackers(settings_of(row))
        await prints.save_print(
            c, row["id"], row["student_id"], ident, context.sealer.seal(packed(face), row["id"].bytes), now,
            now + timedelta(days=context.settings.face_print_days), comparable,
        )  # fmt: skip
        data = {"photo": str(ident), "height_px": round(face.height)}
        await sessions.add_event(c, row["id"], now, "face_photographed", actor.name, data)
    return row


async def forget_prints(context: Context) -> None:
    """The numbers that faces are compared by, once their time is over."""
    async with context.database.unit() as c:
        await prints.delete_prints(c, context.now())
