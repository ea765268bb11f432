"""`make evaluate`: feeds labelled clips through real browsers and counts what the trackers made of them.

Prints a table and writes evaluation/results.json, one object per tracker. See evaluation/README.md.
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Playwright, async_playwright

from bench.product import Product, product
from evaluation.labels import read_clips
from evaluation.line import line_to
from evaluation.product import Organizer
from evaluation.runs import earlier_runs, save_run
from evaluation.scenes import Scene, scenes_of
from evaluation.scoring import Finding, Run, clean_hours, result_of
from evaluation.sit import Sat, sit
from fairseat.domain.trackers import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "evaluation/results.json"
CLIPS = ROOT / ".cache/evaluation/played"
RUNS = ROOT / ".cache/evaluation/runs"
AT_ONCE = 3  # browsers on two cores; with more of them looks are late for want of a processor
TRIES = 2  # a browser may hang; a scene that fails twice is told as failed
WAIT_S = 60.0  # for the last readings and pictures of a session


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="*", default=[], help="trackers, or `clean`")
    parser.add_argument("--clips", type=Path, help="a folder of own clips, see evaluation/README.md")
    parser.add_argument("--own", action="store_true", help="the clips of --clips alone")
    parser.add_argument("--quick", action="store_true", help="a short clip for each tracker")
    parser.add_argument("--at-once", type=int, default=AT_ONCE, help="browsers at a time")
    parser.add_argument("--join", action="store_true", help="count what was sat in earlier runs, too")
    parser.add_argument("--write", type=Path, default=RESULTS)
    wish = parser.parse_args()
    if wish.own and not wish.clips:
        parser.error("--own (ONLY=own) needs a folder of own clips: --clips (CLIPS=folder)")
    return wish


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _finding(violation: dict[str, Any], began: float, until: float) -> Finding:
    ended = violation["ended_at"]
    return Finding(
        violation["tracker"], _seconds(violation["started_at"]) - began,
        _seconds(ended) - began if ended else until, _seconds(violation["raised_at"]) - began,
        " ".join(f"{key}={value}" for key, value in (violation["detail"] or {}).items()),
    )  # fmt: skip


def _run_of(scene: Scene, sat: Sat, session: dict[str, Any]) -> Run:
    """What happened after the clip's lead-in; the check before it is none of the clip's."""
    findings = [_finding(v, sat.began, sat.seconds) for v in session["violations"]]
    coverage = {t["tracker"]: t["coverage"] for t in session["score"]["trackers"] if t["on"]}
    events = [*scene.labels.events, *sat.acted]
    return Run(
        scene.labels, sat.seconds, [f for f in findings if f.to_s > 0 and f.from_s < sat.seconds], events, coverage
    )


def _make_clips(wish: argparse.Namespace) -> None:
    """The clips that are wanted, as links into the cache of those that are made already; own ones beside them."""
    shutil.rmtree(CLIPS, ignore_errors=True)
    made = [["evaluation.clips", "--out", str(CLIPS), *(["--quick"] if wish.quick else [])]] if not wish.own else []
    own = [["evaluation.clips.own", str(wish.clips), str(CLIPS)]] if wish.clips else []
    for command in (*made, *own):
        done = subprocess.run([sys.executable, "-m", *command], check=False, cwd=ROOT)
        if done.returncode:  # it has said why
            sys.exit(done.returncode)


class Evaluation:
    def __init__(self, running: Product, scenes: list[Scene]) -> None:
        self.product, self.scenes = running, scenes
        self.organizer = Organizer(running)
        self.failed: dict[str, str] = {}
        self.rows = self._enrol()

    def _enrol(self) -> dict[str, dict[str, Any]]:
        """A session for every scene and try, in exams by what their templates require."""
        rows: dict[str, dict[str, Any]] = {}
        for n, sources in enumerate({json.dumps(scene.sources, sort_keys=True) for scene in self.scenes}):
            template = self.organizer.template(f"Evaluation {n}", **json.loads(sources))
            exam = self.organizer.exam(f"Evaluation {n}", template, 60)
            names = [s.labels.name for s in self.scenes if json.dumps(s.sources, sort_keys=True) == sources]
            rows |= self.organizer.enrol(exam, [_email(name, k) for name in names for k in range(TRIES)])
        return rows

    async def _ended(self, ident: str) -> dict[str, Any]:
        for _ in range(int(WAIT_S)):
            session = await asyncio.to_thread(self.organizer.session, ident)
            if session["report"] == "ready":
                return session
            await asyncio.sleep(1)
        return session

    async def _try(self, playwright: Playwright, scene: Scene, k: int) -> Run:
        row = self.rows[_email(scene.labels.name, k)]
        async with line_to(self.product.port) as line:
            sat = await sit(
                playwright, scene.clip, line, "/sit/" + row["link"].rsplit("/", 1)[-1], scene.act, list(scene.scripts)
            )
        return _run_of(scene, sat, await self._ended(row["id"]))

    async def sit(self, playwright: Playwright, scene: Scene, turn: asyncio.Semaphore) -> Run | None:
        async with turn:
            for k in range(TRIES):
                try:
                    run = await self._try(playwright, scene, k)
                except Exception as error:  # a browser's trouble must not cost the other clips
                    self.failed[scene.labels.name] = f"{type(error).__name__}: {error}".split("\n")[0]
                    traceback.print_exc()
                else:
                    self.failed.pop(scene.labels.name, None)
                    print(_told(run), flush=True)
                    save_run(RUNS, run)
                    return run
        return None

    async def all(self, at_once: int) -> list[Run]:
        turn = asyncio.Semaphore(at_once)
        async with async_playwright() as playwright:
            runs = await asyncio.gather(*(self.sit(playwright, scene, turn) for scene in self.scenes))
        return [run for run in runs if run]


def _email(name: str, k: int) -> str:
    return f"{name.replace('_', '-')}.{k}@evaluation.example"


def _told(run: Run) -> str:
    seen = ", ".join(f"{f.tracker} {f.from_s:.0f}-{f.to_s:.0f}" for f in run.findings) or "nothing"
    return f"{run.labels.name}: {run.seconds:.0f} s, {len(run.events)} labelled; found {seen}"


COLUMNS = ("clips", "events", "precision", "recall", "mean_delay_s", "false_alarms_per_hour", "coverage")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _print(results: dict[str, dict[str, Any]], runs: list[Run]) -> None:
    print(f"\n{'tracker':18} " + " ".join(f"{name:>13.13}" for name in COLUMNS))
    for tracker, row in results.items():
        print(f"{tracker:18} " + " ".join(f"{_cell(row[name]):>13}" for name in COLUMNS))
    hours = clean_hours(runs)
    false = sum(len(r["wrong"]) for r in results.values())
    print(f"\n{hours:.2f} hours of clean clips; {false} false alarms in all clips")


def main() -> int:
    wish = _arguments()
    _make_clips(wish)
    scenes = scenes_of(read_clips(CLIPS), set(wish.only), acted=not wish.own)
    print(f"{len(scenes)} clips, {sum(s.labels.length_s for s in scenes) / 60:.0f} min, {wish.at_once} at a time")
    with product() as running:
        evaluation = Evaluation(running, scenes)
        runs = asyncio.run(evaluation.all(wish.at_once))
    if wish.join:
        runs += earlier_runs(RUNS, {run.labels.name for run in runs})
    results = {tracker.name: result_of(tracker.name, runs) for tracker in CATALOGUE}
    _print(results, runs)
    for name, why in evaluation.failed.items():
        print(f"not sat: {name}: {why}")
    wish.write.write_text(json.dumps(results, indent=1) + "\n")
    return 1 if evaluation.failed else 0


if __name__ == "__main__":
    sys.exit(main())
