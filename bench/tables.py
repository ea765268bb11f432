"""Values, goals beside them, and the file they are written to."""

import json
import math
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.json")


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached; `least` for values of which more is better."""

    value: float
    least: bool = False

    def reached(self, value: float) -> bool:
        return value >= self.value if self.least else value <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.least else '<='} {self.value:g}"


GOALS = {
    "alert_p99_ms": Goal(50),
    "alerts_lost": Goal(0),
    "cpu_ratio": Goal(3.5),
    "kb_per_student": Goal(35),
    "chunks_lost": Goal(0),
    "glass_to_glass_p50_ms": Goal(1200),
    "first_picture_ms": Goal(300),
    "uplink_kbit_s": Goal(110),
    "report_s": Goal(10),
    "tracker_worker_percent": Goal(15),
    "longest_page_task_ms": Goal(50),
    "thin_recorded_s": Goal(10),
    "thin_faces_s": Goal(60),
}


def percentile(ordered: list[float], share: float) -> float:
    """Nearest rank of values in order; NaN of none."""
    if not ordered:
        return math.nan
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]


def _verdict(name: str, value: Any) -> tuple[str, str]:
    goal = GOALS.get(name)
    if goal is None:
        return "", ""
    good = isinstance(value, int | float) and goal.reached(value)
    return str(goal), "reached" if good else "MISSED"


def table(parts: dict[str, dict[str, Any]]) -> str:
    """One line a value: part, name, value, goal, whether it is reached."""
    lines = [f"{'part':9}{'measure':32}{'value':>12}   {'goal':10}"]
    for part, values in parts.items():
        for name, value in values.items():
            goal, verdict = _verdict(name, value)
            lines.append(f"{part:9}{name:32}{value!s:>12}   {goal:10}{verdict}")
    return "\n".join(lines)


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


def save(parts: dict[str, dict[str, Any]]) -> None:
    """Parts that were not measured this time keep their last values."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    known |= {"machine": machine(), **parts}
    RESULTS.write_text(json.dumps(known, indent=2) + "\n")
