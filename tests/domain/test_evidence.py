"""The chain that proves a recording, and the holes in it."""

import hashlib
import struct
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.evidence import START, head_of, holes, linked

from .factories import chunk

RECORDING = [chunk(sequence=n, started_device_ms=1.8e12 + 500 * n, payload=bytes([n]) * 9) for n in range(5)]


def test_the_head_is_what_a_third_party_computes_by_hand():
    one = chunk(source="screen", sequence=7, started_device_ms=1.8e12, duration_ms=480, payload=b"bytes")
    facts = b"\x01" + (7).to_bytes(4, "big") + struct.pack(">d", 1.8e12) + (480).to_bytes(4, "big")
    by_hand = hashlib.sha256(bytes(32) + facts + hashlib.sha256(b"bytes").digest()).digest()
    assert linked(START, one) == by_hand


def test_a_recording_of_nothing_has_the_head_it_starts_with():
    assert head_of([]) == START == bytes(32)


def test_a_chain_can_be_carried_on():
    assert head_of(RECORDING[3:], head_of(RECORDING[:3])) == head_of(RECORDING)


@pytest.mark.parametrize(
    "change",
    [{"payload": b"other"}, {"source": "phone"}, {"sequence": 99}, {"started_device_ms": 1.8e12 + 1},
     {"duration_ms": 501}],
)  # fmt: skip
def test_any_change_to_any_chunk_changes_the_head(change: dict[str, Any]):
    heads = {
        head_of([replace(c, **change) if i == where else c for i, c in enumerate(RECORDING)]) for where in range(5)
    }
    assert len(heads | {head_of(RECORDING)}) == 6


def test_a_chunk_left_out_repeated_or_moved_changes_the_head():
    tampered = [RECORDING[:2] + RECORDING[3:], [*RECORDING, RECORDING[-1]], RECORDING[::-1], RECORDING[:-1]]
    assert len({head_of(chunks) for chunks in [RECORDING, *tampered]}) == 5


# --- holes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], [(0, 10)]),
        ([(0, 10)], []),
        ([(-5, 20)], []),
        ([(0, 4), (6, 10)], [(4, 6)]),
        ([(6, 10), (0, 4)], [(4, 6)]),
        ([(3, 7)], [(0, 3), (7, 10)]),
        ([(0, 4), (5, 10)], []),
        ([(0, 8), (1, 3), (9, 10)], []),
        ([(-9, -1), (12, 20)], [(0, 10)]),
        ([(0, 5), (20, 30)], [(5, 10)]),
        ([(0, 9), (100, 110)], []),
        ([(0, 9.5), (100, 110)], []),
        ([(-3, 1), (1, 2), (2, 5)], [(5, 10)]),
    ],
)
def test_a_hole_is_what_no_span_covers_for_longer_than_the_tolerance(
    spans: list[tuple[float, float]], found: list[tuple[float, float]]
):
    assert holes(spans, 0, 10, tolerance=1) == found


def test_a_stretch_that_has_no_length_has_no_hole():
    assert holes([], 5, 5, 0) == holes([(0, 1)], 5, 4, 0) == []


@given(st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 20)), max_size=8), st.integers(0, 50), st.integers(0, 5))
def test_without_tolerance_holes_and_spans_make_up_the_whole(drawn: list[tuple[int, int]], end: int, tolerance: int):
    spans = [(float(a), float(a + length)) for a, length in drawn]
    missing = {s for a, b in holes(spans, 0, end, 0) for s in range(int(a), int(b))}
    covered = {s for a, b in spans for s in range(int(a), int(b))}
    assert missing == set(range(end)) - covered
    assert holes(spans, 0, end, tolerance) == [(a, b) for a, b in holes(spans, 0, end, 0) if b - a > tolerance]
