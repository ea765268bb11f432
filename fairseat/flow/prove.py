"""Evidence that proves itself: chains and checkpoints while it grows, a signed manifest at the end, and the check."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from fairseat.domain.errors import not_found
from fairseat.domain.proof import checkpoint, faults_of_object, faults_of_order, manifest, sums
from fairseat.flow.context import Context
from fairseat.store import records, sessions
from fairseat.store.database import Connection, Row

SUMS, SIGNATURE, ABOUT = "evidence.sha256", "evidence.sha256.sig", "evidence.json"


def folder_of(session: UUID) -> str:
    return f"sessions/{session}"


async def note_checkpoint(context: Context, c: Connection, session: UUID) -> None:
    """Signs where the chains stand, with every object that is packed: about twice a minute."""
    heads = await records.chain_heads(c, session)
    body = checkpoint(str(session), context.now(), heads)
    await records.insert_checkpoint(c, session, context.now(), body, context.signer.sign(body))


def _about(row: Row, segments: Sequence[Row], page: dict[str, Any]) -> bytes:
    """What the files are, for a reader without our database."""
    facts = {
        "session": str(row["id"]), "exam": row["exam_title"], "student": row["student_name"],
        "state": row["state"], "started_at": row["started_at"], "finished_at": row["finished_at"],
        "segments": [_segment(s) for s in segments],
        "events": [{k: e[k] for k in ("at", "kind", "actor", "data")} for e in page["events"]],
        "outages": [{k: o[k] for k in ("from_at", "to_at")} for o in page["outages"]],
        "checkpoints": [{"body": c["body"].decode(), "signature": c["signature"].hex()} for c in page["checkpoints"]],
    }  # fmt: skip
    return msgspec.json.encode(facts)


def _name(row: Row) -> str:
    """An object's name inside its session's folder, as the signed list has it."""
    return str(row["object"]).split("/", 2)[2]


def _segment(row: Row) -> dict[str, Any]:
    plain = (
        "source", "recorder", "number", "mime", "width", "height", "started_device_ms", "offset_ms", "error_ms",
        "duration_ms", "chunks", "missing", "object_from", "bytes",
    )  # fmt: skip
    return {k: row[k] for k in plain} | {
        "object": _name(row), "digests": row["digests"].hex(), "chain": row["chain"].hex()
    }  # fmt: skip


async def write_manifest(context: Context, session: UUID) -> None:
    """At the end: the list of all hashes, what the files are, and the signature, beside the evidence itself."""
    async with context.database.unit() as c:
        row = await sessions.session_by_id(c, session)
        segments = await records.segments_of(c, session)
        pictures = await records.snapshots_of(c, session)
        page = {
            "events": await sessions.events_of(c, session),
            "outages": await records.outages_of(c, session),
            "checkpoints": await records.checkpoints_of(c, session),
        }
    if row is None:
        raise not_found("session")
    about = _about(row, segments, page)
    files = [(_name(s), s["object_sha256"]) for s in segments]
    files += [(_name(p), p["sha256"]) for p in pictures]
    listed = sums(manifest(files, about)).encode()
    folder = folder_of(session)
    await context.vault.put(f"{folder}/{ABOUT}", about)
    await context.vault.put(f"{folder}/{SUMS}", listed)
    await context.vault.put(f"{folder}/{SIGNATURE}", context.signer.sign(listed))


async def faults_of(context: Context, session: UUID) -> list[str]:
    """What is wrong with a session's evidence, in sentences; none when all of it is as it was stored."""
    async with context.database.unit() as c:
        segments = await records.segments_of(c, session)
        pictures = await records.snapshots_of(c, session)
        checkpoints = await records.checkpoints_of(c, session)
        row = await sessions.session_by_id(c, session)
    if row is None:
        raise not_found("session")
    faults: list[str] = []
    for name, own in groupby(segments, key=lambda s: str(s["object"])):
        faults += await _object_faults(context, name, next(iter(own))["object_sha256"])
    for picture in pictures:
        faults += await _object_faults(context, picture["object"], picture["sha256"])
    for recorder, own in groupby(sorted(segments, key=_place), key=lambda s: f"{s['source']}/{s['recorder']}"):
        faults += faults_of_order(recorder, [dict(s) for s in own])
    faults += [
        f"the checkpoint of {c['at'].isoformat()} bears no signature of ours"
        for c in checkpoints
        if not context.signer.signed(c["body"], c["signature"])
    ]
    return faults + (await _manifest_faults(context, session) if row["sealed_at"] else [])


def _place(row: Row) -> tuple[str, str, int]:
    return row["source"], row["recorder"], row["number"]


async def _object_faults(context: Context, name: str, expected: bytes) -> list[str]:
    try:
        return faults_of_object(name, await context.vault.get(name), expected)
    except context.vault.missing:
        return [f"{name}: the file is gone"]


async def _manifest_faults(context: Context, session: UUID) -> list[str]:
    folder = folder_of(session)
    try:
        listed = await context.vault.get(f"{folder}/{SUMS}")
        signature = await context.vault.get(f"{folder}/{SIGNATURE}")
        about = await context.vault.get(f"{folder}/{ABOUT}")
    except context.vault.missing:
        return ["the manifest is gone"]
    if not context.signer.signed(listed, signature):
        return ["the manifest bears no signature of ours"]
    if hashlib.sha256(about).hexdigest() not in listed.decode():
        return [f"{ABOUT} is not the one that was signed"]
    return []
