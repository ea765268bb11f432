"""Evidence that is missing although it should be there: of the whole time of the exam, whatever the cause."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from fairseat.domain.evidence import holes
from fairseat.domain.recorded import OF_THE_PAGE, SEAM_MS
from fairseat.domain.session import OVER
from fairseat.domain.template import devices_of, sources_of
from fairseat.flow.board import forgone, settings_of
from fairseat.flow.context import Context
from fairseat.store import records, times
from fairseat.store.database import Connection, Row

HOLE_S = SEAM_MS / 1000
EDGE_S = 5.0  # a recorder needs a moment to begin, and it stops before the server hears of the end
COMING_S = 10.0  # while the exam runs: what is younger than this may be on its way

Stretch = tuple[float, float]
Spans = dict[str, list[Stretch]]


@dataclass(frozen=True, slots=True)
class Outage:
    """Seconds on the server's clock; `to_at` is None while it lasts. `missing_s` is, by required source, how much of it
    is still missing."""

    from_at: float
    to_at: float | None
    missing_s: dict[str, float]


@dataclass(frozen=True, slots=True)
class Missing:
    """What the exam's time lacks, by required source, and the outages of the line that may be its cause."""

    holes: dict[str, list[Stretch]]
    outages: list[Outage]
    devices: frozenset[str]  # that are asked for


def _ours(stretches: Iterable[Iterable[float]], offset_ms: float) -> list[Stretch]:
    """From the device's clock, in seconds."""
    return [((a + offset_ms) / 1000, (b + offset_ms) / 1000) for a, b in stretches]


def _packed(row: Row) -> list[Stretch]:
    start = row["started_device_ms"]
    return _ours(row["stretches"] or [(start, start + row["duration_ms"])], row["offset_ms"])


async def _covered(context: Context, c: Connection, session: UUID) -> Spans:
    """Per source the stretches of time that are recorded, seconds on the server's clock. What cannot be a recording
    covers nothing."""
    spans: Spans = {}
    for row in await records.recorded_spans(c, session):
        if row["plausible"]:
            spans.setdefault(row["source"], []).extend(_packed(row))
    for key, part in context.spool.parts.get(session, {}).items():
        if part.plausible:
            spans.setdefault(key[1], []).extend(_ours(part.stretches, part.offset_ms))
    return spans


def _asked(row: Row) -> frozenset[str]:
    """The devices that are to be recorded; not those that were gone without, on record."""
    return devices_of(settings_of(row).sources) - forgone(row)


async def _gaps_of(context: Context, c: Connection, row: Row) -> list[Stretch]:
    """Stretches in which the session was over before it was reopened, up to the student's return, with the moments in
    which a recorder stops and begins. Nothing is missing in them."""
    rows = await times.gaps_of(c, row["id"])
    now = context.clock()
    return [(r["from_at"].timestamp() - EDGE_S, (r["to_at"].timestamp() if r["to_at"] else now) + EDGE_S) for r in rows]


async def _over_at(context: Context, c: Connection, row: Row, spans: Spans) -> float:
    """The end, or now. With the student's click; what the page recorded or told after that shows that it came later."""
    if row["finished_at"] is None:
        return context.clock()
    finished = float(row["finished_at"].timestamp())
    if row["clicked_at"] is None:
        return finished
    recorded = [until for source in OF_THE_PAGE for _, until in spans.get(source, [])]
    told = float(await records.last_reading_of(c, row["id"]))
    return float(min(finished, max([row["clicked_at"].timestamp(), told, *recorded])))


def _time_of(context: Context, row: Row, over: float) -> Stretch | None:
    """From the start to the end of the exam's time, or to what may be expected to be here by now."""
    if row["started_at"] is None:
        return None
    ends = row["ends_at"].timestamp() if row["ends_at"] else context.clock()
    return row["started_at"].timestamp(), min(ends, over if row["finished_at"] else over - COMING_S)


def _within_edges(spans: list[Stretch], time: Stretch) -> Stretch:
    """The time without the moments at its ends in which a recorder begins and stops."""
    first, last = min((a for a, _ in spans), default=time[1]), max((b for _, b in spans), default=time[0])
    begin = first if 0 < first - time[0] <= EDGE_S else time[0]
    return begin, last if 0 < time[1] - last <= EDGE_S else time[1]


async def _outages(c: Connection, row: Row, spans: Spans, due: list[str], over: float) -> list[Outage]:
    out = []
    for outage in await records.outages_of(c, row["id"]):
        a, b = outage["from_at"].timestamp(), outage["to_at"].timestamp() if outage["to_at"] else None
        left = {s: holes(spans.get(s, []), a, min(b or over, over), HOLE_S) for s in due}
        out.append(Outage(a, b, {s: sum(to - begin for begin, to in own) for s, own in left.items()}))
    return out


async def missing_of(context: Context, c: Connection, row: Row) -> Missing:
    """What is missing of the session of `row` as it stands now."""
    spans = await _covered(context, c, row["id"])
    over = await _over_at(context, c, row, spans)
    time, devices, gaps = _time_of(context, row, over), _asked(row), await _gaps_of(context, c, row)
    due = [s for s in sources_of(devices) if s != "phone" or s in spans]  # one that was never paired lacks nothing
    edges = {s: _within_edges(spans.get(s, []), time) for s in due} if time else {}
    spans = {s: [*spans.get(s, []), *gaps] for s in due}
    found = {s: holes(spans[s], *edges[s], HOLE_S) for s in edges}
    return Missing(found, await _outages(c, row, spans, due, over), devices)


async def unrecorded(context: Context, row: Row) -> list[str]:
    """Of an exam that is over: the required sources of which nothing has arrived. The student must not go away in the
    belief that all is there."""
    if row["state"] not in OVER or row["started_at"] is None:
        return []
    async with context.database.unit() as c:
        spans = await _covered(context, c, row["id"])
    return [source for source in sources_of(_asked(row)) if source != "phone" and source not in spans]
