"""Part (e): what the trackers cost a student: processor, the page's patience, and bytes on a thin line."""

import json
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.chromium import launch, prepare, start, student_page
from bench.counter import CountingProxy
from bench.procs import TICK_S, family
from bench.product import Product, product

STEADY_S = 60
WARM_S = 60  # all models are in, and have run
THIN_KBIT_S = 256
FIRST_FACES_S = 180  # longer than this it is told as not reached
WORKER = "DedicatedWorker"  # beginning of the threads' name in Chromium
VENDOR = Path(__file__).resolve().parents[1] / "web/dist/vendor"
ASSETS = Path(__file__).resolve().parents[1] / "web/src/trackers/inference/assets.json"

# The longest task of the page so far; the first reading of a tracker that looks at faces.
WATCH_JS = """(() => {
  window.benchLongest = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.benchLongest = Math.max(window.benchLongest, task.duration);
  }).observe({ entryTypes: ['longtask'] });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const told = typeof data === 'string' && /"face_absent":(0|1)/.test(data);
    if (told && !window.benchFaces) window.benchFaces = Date.now();
    return send.call(this, data);
  };
})()"""


def worker_s(pid: int) -> float:
    """Processor time of all worker threads of a browser so far, seconds."""
    total = 0.0
    for process in family(pid):
        for task in Path(f"/proc/{process}/task").glob("*"):
            try:
                if (task / "comm").read_text().startswith(WORKER[:15]):
                    fields = (task / "stat").read_text().rpartition(")")[2].split()
                    total += (int(fields[11]) + int(fields[12])) * TICK_S
            except (FileNotFoundError, ProcessLookupError):
                continue
    return total


def _since(page: Page, begun: float, name: str, most_s: float) -> float | None:
    """Seconds from `begun` (epoch) to the instant that the page has noted under this name."""
    until = time.time() + most_s
    while time.time() < until:
        noted = page.evaluate(f"window.{name}")
        if noted:
            return round(noted / 1000 - begun, 1)
        page.wait_for_timeout(500)
    return None


def _cost(one: Product, link: str) -> dict[str, Any]:
    with sync_playwright() as playwright:
        browser, pid = launch(playwright, with_devices=True)
        page = student_page(browser)
        page.expose_function("benchRecorded", lambda: None)
        page.add_init_script(WATCH_JS)
        prepare(page, one.url + link)
        start(page)
        page.wait_for_timeout(WARM_S * 1000)
        starting = page.evaluate("() => [window.benchLongest, (window.benchLongest = 0)][0]")
        before, since = worker_s(pid), time.monotonic()
        page.wait_for_timeout(STEADY_S * 1000)
        share = (worker_s(pid) - before) / (time.monotonic() - since)
        return {
            "tracker_worker_percent": round(100 * share, 1),
            "longest_page_task_ms": round(page.evaluate("window.benchLongest")),  # 0: none was over 50
            "longest_page_task_starting_ms": round(starting),  # from the link to a minute into the exam
        }


def _thin(one: Product, link: str) -> dict[str, Any]:
    recorded: list[float] = []
    with CountingProxy(one.host, one.port, THIN_KBIT_S) as proxy, sync_playwright() as playwright:
        browser, _ = launch(playwright, with_devices=True)
        page = student_page(browser)
        page.expose_function("benchRecorded", lambda: recorded.append(time.time()))
        page.add_init_script(WATCH_JS)
        visited = time.time()
        # A thin line would have to be waited for before the look at the points.
        prepare(page, f"http://127.0.0.1:{proxy.port}{link}", look_at_points=False)
        begun = time.time()
        start(page)
        faces = _since(page, visited, "benchFaces", FIRST_FACES_S)
        return {
            "thin_line_kbit_s": THIN_KBIT_S,
            "thin_check_s": round(begun - visited, 1),
            "thin_recorded_s": round(recorded[0] - begun, 1) if recorded else None,
            "thin_faces_s": faces,
        }


def _bytes() -> dict[str, Any]:
    """In the order in which they are needed, as they go over the line."""
    order = [name for name in json.loads(ASSETS.read_text()) if name != "runtime"]
    files = {name: VENDOR / f"{json.loads(ASSETS.read_text())[name]['file']}.br" for name in order}
    return {f"kb_{name}": round(path.stat().st_size / 1000) for name, path in files.items()}


def measure_trackers() -> dict[str, Any]:
    """The values of part (e)."""
    with product() as one:
        links = [student["link"] for student in one.demo["students"]]
        return _cost(one, links[0]) | _thin(one, links[1]) | _bytes()
