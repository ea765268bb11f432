"""Runs kept on disk, so that one tracker can be tried again without sitting the others' clips once more."""

from pathlib import Path

import msgspec

from evaluation.scoring import Run


def save_run(folder: Path, run: Run) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.encode(run)
    (folder / f"{run.labels.name}.json").write_bytes(msgspec.json.format(text, indent=1))


def earlier_runs(folder: Path, but: set[str]) -> list[Run]:
    """All that are kept, but those of the names given."""
    kept = [path for path in sorted(folder.glob("*.json")) if path.stem not in but]
    return [msgspec.json.decode(path.read_bytes(), type=Run) for path in kept]
