"""The results as tables in docs/trackers.md, between two marks."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/trackers.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
GOALS = {
    **dict.fromkeys(
        ("camera", "face_absent", "several_faces", "microphone", "voices", "screen_share", "page_hidden",
         "window_focus", "fullscreen", "network"), 0.95,
    ),
    **dict.fromkeys(("looking_away", "face_mismatch", "forbidden_object"), 0.9),
}  # fmt: skip
Results = dict[str, dict[str, Any]]


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _mark(value: float | None, goal: float | None) -> str:
    """Bold where the goal is missed."""
    text = _cell(value)
    return f"**{text}**" if value is not None and goal is not None and value < goal else text


def rates(results: Results) -> str:
    head = ["tracker", "clips", "events", "precision", "recall", "goal", "delay, s", "false alarms an hour", "coverage"]
    rows = [
        [
            name, row["clips"], row["events"], _mark(row["precision"], GOALS.get(name)),
            _mark(row["recall"], GOALS.get(name)), GOALS.get(name), row["mean_delay_s"], row["false_alarms_per_hour"],
            row["coverage"],
        ]
        for name, row in results.items()
        if row["events"] or row["wrong"]
    ]  # fmt: skip
    return _table(head, rows)


def apart(results: Results) -> str:
    """Recall by light, distance and skin tone, over all trackers of the camera together."""
    sums: dict[tuple[str, str], list[float]] = {}
    for name, row in results.items():
        if name not in ("face_absent", "several_faces", "looking_away", "face_mismatch", "forbidden_object"):
            continue
        for aspect, values in row["by"].items():
            for value, numbers in values.items():
                found = sums.setdefault((aspect, value), [0, 0])
                found[0] += numbers["events"]
                found[1] += numbers["events"] * numbers["recall"]
    rows = [[aspect, value, events, round(hit / events, 3)] for (aspect, value), (events, hit) in sorted(sums.items())]
    return _table(["by", "", "events", "recall"], rows)


def errors(results: Results) -> str:
    lines = [f"- {name}: missed {', '.join(row['missed'])}" for name, row in results.items() if row["missed"]]
    lines += [f"- {name}: wrong {', '.join(row['wrong'])}" for name, row in results.items() if row["wrong"]]
    return "\n".join(lines) or "None."


def written(page: str, results: Results) -> str:
    """The page with the tables of these results."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    tables = f"\n\n{rates(results)}\n\nThe camera's trackers together, apart by what differs between clips:\n\n"
    tables += f"{apart(results)}\n\nEvery error, by clip and second:\n\n{errors(results)}\n\n"
    return f"{before}{BEGIN}{tables}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(), json.loads((ROOT / "evaluation/results.json").read_text())))
