"""What an entry of the audit log says of a change: each field that is not as it was, before and after."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

LONGEST = 300  # characters of a value: an exam's tasks are kept with the exam, not once more in the log
MOST = 100  # fields of one entry; a screen shows some twenty

Change = tuple[Any, Any]


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """{"trackers": {"voices": {"on": True}}} -> ("trackers.voices.on", True)"""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _flat(part, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and value and all(isinstance(part, Mapping) for part in value):
        for number, part in enumerate(value, 1):
            yield from _flat(part, f"{path}.{number}")
    else:
        yield path, value


def _clipped(value: Any) -> Any:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return value if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def changes_of(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    """Path of the field -> before, after; null where there was, or is, none."""
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    changed = [path for path in (*new, *(p for p in old if p not in new)) if old.get(path) != new.get(path)]
    found = {path: (_clipped(old.get(path)), _clipped(new.get(path))) for path in changed[:MOST]}
    left = len(changed) - MOST
    return found | ({"…": (None, f"and {left} more")} if left > 0 else {})
