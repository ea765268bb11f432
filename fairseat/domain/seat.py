"""What the server knows by heart of one session that is going on. Everything here can be read back from the
database and the spool, so a killed server loses none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fairseat.domain.credibility import GAP, INTERVAL_S, SCALE, UNKNOWN, credibility_of, share_of
from fairseat.domain.gap import Stretch
from fairseat.domain.looks import Faces
from fairseat.domain.phone import Phone
from fairseat.domain.recorded import Recorded
from fairseat.domain.template import sources_of
from fairseat.domain.trackers import TrackerSetting, is_on
from fairseat.domain.violation import Watch, clean

SOURCE_LIVE_S = 5.0  # a source counts as live when a chunk came in this time: ten chunks


@dataclass(slots=True)
class Open:
    """A violation that is going on."""

    id: UUID
    started_at: int
    alerted: bool = False
    detail: dict[str, Any] = field(default_factory=dict)


_EMPTY = bytes([GAP]) * INTERVAL_S


@dataclass(slots=True)
class Column:
    """The seconds of one interval, all trackers."""

    seconds: dict[str, bytearray] = field(default_factory=dict)
    seen: int = 0  # a bit for each second of which there is any reading
    dirty: bool = False

    def put(self, second: int, values: dict[str, float | None], heeded: frozenset[str]) -> dict[str, float | None]:
        """Files the values of a second that count, cleaned; returns those that are new. Of repeats the first counts.
        Five thousand times a second: one pass, and nothing made that is not needed."""
        seconds, new = self.seconds, {}
        for name, raw in values.items():
            if name not in heeded:
                continue
            value = raw if raw is None or 0.0 <= raw <= 1.0 else clean(raw)
            line = seconds.get(name)
            if line is None:
                line = seconds[name] = bytearray(_EMPTY)
            elif line[second] != GAP:
                continue
            line[second] = UNKNOWN if value is None else round(value * SCALE)
            new[name] = value
        return new

    def take_back(self, second: int, name: str, value: float | None) -> float:
        """Makes room for another value; what the one before counted."""
        line = self.seconds.get(name)
        if line is None or line[second] in (GAP, UNKNOWN if value is None else round(value * SCALE)):
            return 0.0
        before, line[second] = line[second], GAP
        return before / SCALE if before < GAP else 0.0

    def first_of(self, second: int) -> bool:
        """True when nothing of this second was seen before; from now on it was."""
        bit = 1 << second
        fresh = not self.seen & bit
        self.seen |= bit
        return fresh

    def shows(self, second: int, name: str) -> bool:
        """Did the tracker mostly say yes in this second?"""
        line = self.seconds.get(name)
        return line is not None and SCALE / 2 <= line[second] <= SCALE


# The server's own trackers whose seconds are filed beside the page's, and what silences them: one fault, one charge.
OWN = frozenset({"face_mismatch"})
SILENCED_BY = ("face_absent", "camera")


def column_of(stored: Mapping[str, bytes]) -> Column:
    """As it is stored."""
    seen = 0
    for line in stored.values():
        for second, byte in enumerate(line):
            seen |= (byte != GAP) << second
    return Column({name: bytearray(line) for name, line in stored.items()}, seen)


@dataclass(slots=True)
class Seat:
    session: UUID
    exam: UUID
    exam_title: str
    student: str
    email: str
    proctor: UUID | None
    state: str
    rules: dict[str, TrackerSetting]
    review_below: float
    sources: tuple[str, ...]  # required ones
    tools: frozenset[str]  # what staff and student may use of the template's
    heeded: frozenset[str] = frozenset()  # trackers whose readings count
    devices: frozenset[str] = frozenset()  # asked for by the template
    stills: bool = False  # still pictures are taken where nothing can be recorded
    without: frozenset[str] = frozenset()  # of these, those not asked of the student: reason on record, or excused
    started_at_ms: int | None = None
    ends_at_ms: int | None = None
    finished_at_ms: int | None = None
    rating: int | None = None

    page: str | None = None  # the page that holds the session
    connection: object | None = None  # its socket's token; None while offline
    heard_at: float = 0.0  # seconds, server clock; 0 never
    readings_at: float = 0.0
    silent: bool = False  # the page is connected but its trackers are not heard
    offline_since_ms: int | None = None
    offset_ms: float = 0.0  # server clock minus device clock
    error_ms: float = 0.0
    chunk_at: dict[str, float] = field(default_factory=dict)  # source -> when its last chunk came
    level: int = 0
    waiting_ms: int = 0
    unavailable: tuple[str, ...] = ()
    unavailable_changed: bool = False
    gaps: list[Stretch] = field(default_factory=list)  # over, or reopened and not yet sat again: not an outage
    returned_at: float = 0.0  # reopened, and the page is back since: the last gap goes on until all runs; 0: it does
    told_last: dict[str, float | None] = field(default_factory=dict)  # the page's last second since then
    second_told_at: float = 0.0  # when a second page asking for the session was last told
    late_at: float = 0.0  # when evidence last came in after the end; 0 never

    watches: dict[str, Watch] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    newest_at: int = 0  # the newest second of any reading
    observed_s: int = 0
    totals: dict[str, float] = field(default_factory=dict)
    unacknowledged: list[int] = field(default_factory=list)  # sequences of readings not yet stored
    late: list[tuple[int, dict[str, float | None]]] = field(default_factory=list)  # readings not yet filed
    refold: set[str] = field(default_factory=set)  # trackers whose history late readings have changed
    violated: set[str] = field(default_factory=set)  # trackers that have ever raised a violation here

    faces: Faces | None = None  # None: faces are not compared in this session
    late_own: list[int] = field(default_factory=list)  # seconds the server's own trackers can tell of only now
    cannot: tuple[str, ...] = ()  # trackers that this server cannot run

    open: dict[str, Open] = field(default_factory=dict)
    alerts: int = 0
    alerted_at: dict[str, int] = field(default_factory=dict)
    help: tuple[str, str, int] | None = None  # id, text, at_ms
    unread_chat: int = 0
    photographed: bool = False
    phone: Phone | None = None  # paired once; None: never
    recorded: Recorded = field(default_factory=Recorded)
    caught_up_at: float = 0.0  # since when the page has said that nothing old waits; 0: it does, or nobody knows

    @property
    def online(self) -> bool:
        return self.connection is not None

    @property
    def awaited(self) -> bool:
        """Reopened, and the student is not back yet."""
        return bool(self.gaps) and self.gaps[-1][1] is None

    @property
    def in_gap(self) -> bool:
        return self.awaited or self.returned_at > 0

    @property
    def sat_since(self) -> float:
        """When it was begun, or last gone on with."""
        return max([(self.started_at_ms or 0) / 1000, *(until for _, until in self.gaps if until is not None)])

    @property
    def due(self) -> list[str]:
        """The sources that have to be recorded."""
        return sources_of(self.devices - self.without)

    def live_sources(self, now: float) -> list[str]:
        return [s for s, at in self.chunk_at.items() if now - at < SOURCE_LIVE_S]

    @property
    def credibility(self) -> float | None:
        """The score so far, missing evidence left out: it is only known when the backlog is in."""
        if not self.observed_s:
            return None
        rules = self.rules
        return credibility_of(
            rules[name].weight * share_of(total, self.observed_s)
            for name, total in self.totals.items()
            if is_on(rules, name)
        )

    def shows(self, at: int, name: str) -> bool:
        """Did the tracker mostly say yes in this second, one of the last few?"""
        column = self.columns.get(at - at % INTERVAL_S)
        return column is not None and column.shows(at % INTERVAL_S, name)

    def observe(
        self, at: int, values: dict[str, float | None], heeded: frozenset[str] | None = None
    ) -> dict[str, float | None]:
        """Files one second's values, of those that count from a page or of `heeded`; returns those that are new."""
        interval, second = at - at % INTERVAL_S, at % INTERVAL_S
        column = self.columns.get(interval)
        if column is None:
            column = self.columns[interval] = Column()
        new = column.put(second, values, self.heeded if heeded is None else heeded)
        if new:
            self.observed_s += column.first_of(second)
        return self._counted(column, second, new)

    def observe_own(self, at: int) -> tuple[dict[str, float | None], dict[str, Any]]:
        """Files what the server's own trackers tell of a second that the page has told of, with their details. What
        was not looked at does not become observed by this. Unlike the page, the server may think better of it: what
        changes is new."""
        column, second = self.columns.get(at - at % INTERVAL_S), at % INTERVAL_S
        if self.faces is None or self.faces.photo is None or column is None or not column.seen & 1 << second:
            return {}, {}
        value, detail = self.faces.told(at)
        if any(column.shows(second, name) for name in SILENCED_BY):
            value = None
        before = column.take_back(second, "face_mismatch", value)
        new = column.put(second, {"face_mismatch": value}, OWN)
        if before and new:
            self.totals["face_mismatch"] = self.totals.get("face_mismatch", 0.0) - before
        return self._counted(column, second, new), {"face_mismatch": detail}

    def _counted(self, column: Column, second: int, new: dict[str, float | None]) -> dict[str, float | None]:
        if new:
            column.dirty = True
        for name, value in new.items():
            if value:  # as it is stored, so that the tile's score is the report's
                self.totals[name] = self.totals.get(name, 0.0) + column.seconds[name][second] / SCALE
        return new
