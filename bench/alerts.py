"""How long an alert takes from the student's message to the proctor's page, under full load."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from bench.actors import Actor, start_actor
from bench.bare import BareLoop
from bench.crowd import Seat, gather_crowd
from bench.procs import Meter, rss_kb
from bench.product import Product, product
from bench.readers import Sent, readers, rules
from bench.tables import percentile
from bench.watchers import Seen, watchers

WARM_S, MEASURE_S, BARE_S = 10, 60, 15
DRAIN_S = 5


@dataclass(slots=True)
class Spent:
    """Of the measured time."""

    seconds: float = 0.0
    server_s: float = 0.0  # processor time of the server's own process
    family_s: float = 0.0  # of the database and all else it started
    rss_kb: float = 0.0
    since: float = 0.0
    until: float = 0.0


def measure(pid: int, seconds: float) -> Spent:
    """What the process spends in the next seconds."""
    own, family = Meter(pid, with_family=False), Meter(pid)
    own.look(), family.look()
    since = time.monotonic()
    time.sleep(seconds)
    until = time.monotonic()
    server = own.look()
    return Spent(until - since, server, family.look() - server, rss_kb(pid), since, until)


def _messages(sent: Sent, spent: Spent) -> int:
    return sum(count for at, count in sent.messages if spent.since <= at < spent.until)


def _bare_cpu_us(students: int, measure_s: int) -> float:
    """Microseconds of processor time for one message in the bare loop, under the same load."""
    seats = [Seat(f"bare-{n}", "none") for n in range(students)]
    with BareLoop() as bare:
        actor = start_actor(readers, "127.0.0.1", bare.port, seats, measure_s + 3)
        try:
            actor.wait_connected()
            actor.go()
            time.sleep(2)
            spent = measure(bare.pid, measure_s)
            return spent.server_s / _messages(actor.report(), spent) * 1e6
        finally:
            actor.end()


def _run(one: Product, students: int, measure_s: int) -> tuple[Sent, Seen, Spent, float]:
    crowd = asyncio.run(gather_crowd(one, students, rules()))
    print(f"  {students} students running, {len(crowd.proctors)} proctors; connecting ...", flush=True)
    whole_s = WARM_S + measure_s + 1
    actors: list[Actor] = []
    try:
        actors.append(start_actor(readers, one.host, one.port, crowd.students, whole_s))
        actors.append(start_actor(watchers, one.host, one.port, list(crowd.proctors), whole_s + DRAIN_S))
        for actor in actors:
            actor.wait_connected()
        for actor in reversed(actors):
            actor.go()
        time.sleep(WARM_S)
        print(f"  measuring for {measure_s} s ...", flush=True)
        spent = measure(one.pid, measure_s)
        return actors[0].report(), actors[1].report(), spent, crowd.before_kb
    finally:
        for actor in actors:
            actor.end()


def _delays_ms(sent: Sent, seen: Seen, since: float) -> tuple[list[float], int]:
    """Of the alerts after the warm-up, in order; and how many of all never came."""
    arrived = {(session, tracker, at): ns for session, tracker, at, ns in seen.alerts}
    pairs = [(ns, arrived.get(key)) for key, ns in sent.alerts.items()]
    delays = [(got - ns) / 1e6 for ns, got in pairs if got is not None and ns >= since * 1e9]
    return sorted(delays), sum(got is None for _, got in pairs)


def measure_alerts(students: int, measure_s: int = MEASURE_S) -> dict[str, Any]:
    """The values of part (a)."""
    with product() as one:
        sent, seen, spent, before_kb = _run(one, students, measure_s)
    bare_us = _bare_cpu_us(students, BARE_S)
    delays, lost = _delays_ms(sent, seen, spent.since)
    messages = _messages(sent, spent)
    server_us = spent.server_s / messages * 1e6
    return {
        "students": students,
        "messages_per_s": round(messages / spent.seconds),
        "alerts_per_s": round(len(delays) / spent.seconds, 1),
        "alert_p50_ms": round(percentile(delays, 50), 1),
        "alert_p99_ms": round(percentile(delays, 99), 1),
        "alert_worst_ms": round(delays[-1], 1) if delays else None,
        "alerts_lost": lost,
        "cpu_ratio": round(server_us / bare_us, 2),
        "server_us_per_message": round(server_us, 1),
        "bare_us_per_message": round(bare_us, 1),
        "server_cpu_percent": round(100 * spent.server_s / spent.seconds, 1),
        "database_cpu_percent": round(100 * spent.family_s / spent.seconds, 1),
        "kb_per_student": round((spent.rss_kb - before_kb) / students, 1),
        "connections_lost": len(sent.lost + seen.lost),
        "close_codes": sorted({*sent.lost, *seen.lost}),
        "generator_late_ms": round(sent.latest_ms, 1),
    }
