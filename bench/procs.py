"""Processor time and memory of processes, from the kernel's own books (Linux)."""

import os
from dataclasses import dataclass
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024


def _fields(pid: int) -> list[str]:
    """The fields of /proc/pid/stat from the state on (the name before it may hold blanks)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def cpu_s(pid: int) -> float:
    """User and system time of the process so far, seconds."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) * TICK_S


def rss_kb(pid: int) -> float:
    """Resident memory."""
    return int(_fields(pid)[21]) * _PAGE_KB


def family(pid: int) -> set[int]:
    """The process and all its descendants that live now."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            children.setdefault(int(_fields(int(path.name))[1]), []).append(int(path.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, todo = set(), [pid]
    while todo:
        one = todo.pop()
        found.add(one)
        todo += children.get(one, [])
    return found


def _total(pids: set[int]) -> float:
    """Also of children that have ended since: their time is in the books of whoever buried them."""
    total = 0.0
    for pid in pids:
        try:
            total += sum(map(int, _fields(pid)[11:15])) * TICK_S
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


@dataclass(slots=True)
class Meter:
    """Processor time of a process and its family since the last look, seconds."""

    pid: int
    with_family: bool = True
    _before: float = 0.0

    def look(self) -> float:
        now = _total(family(self.pid)) if self.with_family else cpu_s(self.pid)
        spent, self._before = now - self._before, now
        return spent
