"""How long after the finish the report can be read."""

import asyncio
import math
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.product import Product, product
from bench.tables import percentile
from fairseat.simulate.door import Door, Turned
from fairseat.simulate.loops import load_loops
from fairseat.simulate.sitting import Place
from fairseat.simulate.stage import Organizer, set_up
from fairseat.simulate.student import Student

STUDENTS, SIT_S, PATIENCE_S, LOOK_S = 4, 90, 60.0, 0.1
CACHE = Path(tempfile.gettempdir()) / "fairseat-bench-loops"


async def _pdf(door: Door, session: str) -> tuple[float, int]:
    """When the report could be read (epoch seconds), and its size in bytes."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            size = len(await door.fetch(f"/api/sessions/{session}/report.pdf"))
            return time.time(), size
        except Turned as no:
            if no.code != "report_not_ready":
                raise
        await asyncio.sleep(LOOK_S)
    return math.nan, 0


async def _sit(one: Product, place: Place, number: int) -> None:
    loops = await asyncio.to_thread(load_loops, CACHE, STUDENTS)
    student = Student(one.url, place, number, loops, lambda text: print(f"  {text}", flush=True))
    asyncio.get_running_loop().call_later(SIT_S, student.leave)
    await student.sit()


async def _run(one: Product) -> list[tuple[float, int]]:
    """For each student: seconds from the finish to the report, and the report's size."""
    account = one.demo["organizer"]
    places, _ = await set_up(one.url, Organizer(account["email"], account["password"], one.demo.get("exam")), STUDENTS)
    await asyncio.gather(*(_sit(one, place, n) for n, place in enumerate(places)))
    door = Door(one.url)
    await door.sign_in(account["email"], account["password"])
    names = {place.name for place in places}
    rows = [r for r in await door.all_of("/api/sessions") if r["student_name"] in names and r["finished_at"]]
    found = await asyncio.gather(*(_pdf(door, row["id"]) for row in rows))
    await door.close()
    finished = [datetime.fromisoformat(row["finished_at"]).timestamp() for row in rows]
    return [(ready - end, size) for (ready, size), end in zip(found, finished, strict=True)]


def measure_report() -> dict[str, Any]:
    """The values of part (d): the slowest of the reports that are wanted at the same moment."""
    load_loops(CACHE, STUDENTS)
    with product() as one:
        found = asyncio.run(_run(one))
    times = sorted(seconds for seconds, _ in found)
    return {
        "report_s": round(times[-1], 2),
        "report_p50_s": round(percentile(times, 50), 2),
        "report_kb": round(max(size for _, size in found) / 1000),
        "reports": len(found),
    }
