"""What it costs to take streams in, write them to disk and hand each to one watcher."""

import asyncio
import time
from typing import Any

from bench.actors import Actor, start_actor
from bench.alerts import Spent, measure
from bench.crowd import gather_crowd
from bench.product import Product, product
from bench.streams import CHUNK_BYTES, CHUNK_MS, Streamed, Watched, stream_watchers, streams
from bench.tables import percentile

WARM_S, MEASURE_S, DRAIN_S = 5, 40, 5
SOURCES = {"screen": False}  # only the camera is sent: a screen that is asked for would rightly be an alert


def _run(one: Product, count: int, measure_s: int) -> tuple[Streamed, Watched, Spent]:
    crowd = asyncio.run(gather_crowd(one, count, sources=SOURCES))
    print(f"  {count} students running; connecting ...", flush=True)
    whole_s = WARM_S + measure_s + 1
    actors: list[Actor] = []
    try:
        actors.append(start_actor(streams, one.host, one.port, crowd.students, whole_s))
        actors.append(start_actor(stream_watchers, one.host, one.port, crowd.proctors, whole_s + DRAIN_S))
        for actor in actors:
            actor.wait_connected()
        for actor in reversed(actors):
            actor.go()
        time.sleep(WARM_S)
        print(f"  measuring for {measure_s} s ...", flush=True)
        spent = measure(one.pid, measure_s)
        return actors[0].report(), actors[1].report(), spent
    finally:
        for actor in actors:
            actor.end()


def measure_relay(count: int, measure_s: int = MEASURE_S) -> dict[str, Any]:
    """The values of part (b). A chunk is lost when it was not acknowledged or did not reach its watcher."""
    with product() as one:
        streamed, watched, spent = _run(one, count, measure_s)
    since = spent.since * 1e9
    delays = sorted(
        (watched.arrived[key] - at) / 1e6 for key, at in streamed.sent.items() if key in watched.arrived and at >= since
    )
    missing = sum(key not in watched.arrived for key in streamed.sent)
    return {
        "relay_streams": count,
        "relay_kbit_s_each": CHUNK_BYTES * 8 // CHUNK_MS,
        "relay_cpu_percent_per_stream": round(100 * spent.server_s / spent.seconds / count, 4),
        "relay_server_cpu_percent": round(100 * spent.server_s / spent.seconds, 1),
        "relay_added_p50_ms": round(percentile(delays, 50), 1),
        "relay_added_p99_ms": round(percentile(delays, 99), 1),
        "chunks_sent": len(streamed.sent),
        "chunks_lost": max(missing, len(streamed.sent) - streamed.stored),
        "relay_connections_lost": len(streamed.lost + watched.lost),
        "relay_close_codes": sorted({*streamed.lost, *watched.lost}),
        "relay_generator_late_ms": round(streamed.latest_ms, 1),
    }
