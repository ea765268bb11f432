"""Sharing sessions out over proctors."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

S = TypeVar("S")
P = TypeVar("P")


def shared_out(sessions: Sequence[S], load: dict[P, int], at_most: int) -> tuple[dict[S, P], list[S]]:
    """Gives each session to the proctor with the fewest, nobody more than `at_most`; `load` is what each has
    already. Returns the assignment and the sessions that found no place, in their order."""
    order = {proctor: index for index, proctor in enumerate(load)}
    heap = [(count, order[proctor], proctor) for proctor, count in load.items() if count < at_most]
    heapify(heap)
    given: dict[S, P] = {}
    left: list[S] = []
    for session in sessions:
        if not heap:
            left.append(session)
            continue
        count, index, proctor = heappop(heap)
        given[session] = proctor
        if count + 1 < at_most:
            heappush(heap, (count + 1, index, proctor))
    return given, left
