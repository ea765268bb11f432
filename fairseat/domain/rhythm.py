"""A student's rhythm of typing as it is kept: sums of times by class of key, never keys and never text.

A *block* is some 30 keys: per feature how many times, the sum and the sum of squares of ln(ms). A feature is how long
a key of a class was held ("dwell.letter") or how soon the next one came ("press.letter.space"). The page computes the
blocks and compares with them (web/src/trackers/typing); the server only keeps them.
"""

import re
from math import isfinite
from typing import Any

VERSION = 1  # what is kept in another version is not understood any more, and learned anew
MOST_BLOCKS = 40  # of a person; the oldest go first
MOST_FEATURES = 60  # of a block: six classes held, thirty-six pairs
_CLASS = "(letter|digit|space|punctuation|editing|movement)"
_FEATURE = re.compile(rf"(dwell|press\.{_CLASS})\.{_CLASS}\Z")
_LOG_MOST = 20.0  # ln(ms) of a pause of days

Sums = tuple[int, float, float]
Block = dict[str, Sums]


def _sums_hold(sums: Sums) -> bool:
    n, total, squares = sums
    return 0 < n <= 1000 and isfinite(total) and isfinite(squares) and abs(total) <= n * _LOG_MOST and squares >= 0


def block_holds(block: Block) -> bool:
    """Whether this can be a block: known features only, so that nothing else can be kept in their place."""
    known = all(_FEATURE.match(name) for name in block)
    return len(block) <= MOST_FEATURES and known and all(map(_sums_hold, block.values()))


def with_session(kept: Any, session: str, blocks: list[Block]) -> dict[str, Any]:
    """What is kept, with this session's blocks in place of those it had; in all no more than `MOST_BLOCKS`."""
    others = [run for run in runs_of(kept) if run["session"] != session]
    runs, room = [], MOST_BLOCKS
    for run in [{"session": session, "blocks": blocks}, *reversed(others)]:
        newest = run["blocks"][-room:] if room else []
        room -= len(newest)
        runs += [{"session": run["session"], "blocks": newest}] if newest else []
    return {"version": VERSION, "runs": runs[::-1]}


def runs_of(kept: Any) -> list[dict[str, Any]]:
    """One run for each session, the oldest first."""
    return list(kept["runs"]) if kept and kept.get("version") == VERSION else []
