"""The student's steps over HTTP: link, rules, equipment check, start; and the finish."""

from dataclasses import dataclass
from typing import Any

from fairseat.simulate.door import Door

CHECKED = ("browser", "camera", "microphone", "screen", "connection", "storage")
_DETAILS = {"screen": {"surface": "monitor"}, "connection": {"uplink_kbit_s": 4000.0}}
Sitting = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Who sits where."""

    number: int
    name: str
    token: str  # of the personal link


def _check() -> dict[str, Any]:
    items = [{"name": name, "ok": True, "detail": _DETAILS.get(name, {})} for name in CHECKED]
    return {"items": items, "browser": {"name": "simulated", "version": "1"}}


async def enter(door: Door, token: str) -> Sitting:
    """From the personal link to the running sitting; a second time it just comes back."""
    await door.sign_in_by_link(token)
    sitting = await door.get("/api/sitting")
    todo = set(sitting["steps"]) - set(sitting["done"])
    if "rules" in todo:
        await door.post("/api/sitting/consent", {"version": sitting["rules_version"]})
    if "equipment" in todo:
        await door.post("/api/sitting/check", _check())
    started: Sitting = await door.post("/api/sitting/start")
    return started


async def finish(door: Door, waiting_chunks: int) -> Sitting:
    finished: Sitting = await door.post("/api/sitting/finish", {"waiting_chunks": waiting_chunks})
    return finished
