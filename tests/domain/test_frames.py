"""Binary frames: what is written is read, and what is no frame is refused."""

import struct
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairseat.domain.frames import (
    SOURCES,
    Chunk,
    MalformedFrame,
    Snapshot,
    read_chunk,
    read_snapshot,
    watched,
    write_chunk,
    write_snapshot,
)

from .factories import SESSION, chunk

DETAILS = {"mime": 'video/webm;codecs="vp8,opus"', "width": 480, "height": 360, "offset_ms": -12.5, "error_ms": 4.0}
SNAPSHOT = Snapshot("screen", UUID(int=77), 1.8e12, b"\xff\xd8\xff\xe0 picture")
HEAD = 34


def with_details(raw: bytes) -> bytes:
    frame = write_chunk(chunk(first=True))
    return frame[:32] + struct.pack(">H", len(raw)) + raw + frame[HEAD:]


def patched(frame: bytes, at: int, part: bytes) -> bytes:
    return frame[:at] + part + frame[at + len(part) :]


def refused(frame: bytes) -> str:
    with pytest.raises(MalformedFrame) as error:
        read_chunk(frame)
    return str(error.value)


# --- chunks ---------------------------------------------------------------------------------------------------


def test_the_layout_is_the_one_that_is_written_down():
    frame = write_chunk(chunk(source="screen", first=True, last=True, details={"width": 1}, payload=b"end"))
    assert frame == (
        bytes([1, 1, 3, 0]) + bytes.fromhex("00112233aabbccdd") + (3).to_bytes(4, "big") + (61).to_bytes(4, "big")
        + struct.pack(">d", 1.8e12 + 0.25) + (500).to_bytes(4, "big") + (11).to_bytes(2, "big") + b'{"width":1}end'
    )  # fmt: skip


@given(
    st.builds(
        Chunk,
        source=st.sampled_from(SOURCES),
        first=st.booleans(),
        last=st.booleans(),
        recorder=st.binary(min_size=8, max_size=8).map(bytes.hex),
        segment=st.integers(0, 2**31 - 1),
        sequence=st.integers(0, 2**31 - 1),
        started_device_ms=st.floats(1, 9e13),
        duration_ms=st.integers(0, 2**32 - 1),
        payload=st.binary(max_size=40),
        details=st.sampled_from([{}, DETAILS, {"mime": ""}, {"later": [1, {"more": None}]}]),
    )
)
def test_every_chunk_comes_back_as_it_was(one: Chunk):
    assert read_chunk(write_chunk(one)) == one


def test_a_chunk_cut_off_within_its_head_is_refused():
    assert {refused(write_chunk(chunk())[:length]) for length in range(HEAD)} == {"no header of a chunk"}


def test_a_chunk_cut_off_within_its_details_is_refused():
    frame = write_chunk(chunk(first=True, details=DETAILS, payload=b""))
    assert read_chunk(frame).details == DETAILS
    assert refused(frame[:-1]) == "shorter than its details"


@pytest.mark.parametrize("kind", [0, 2, 3, 255])
def test_another_kind_of_frame_is_no_chunk(kind: int):
    assert refused(patched(write_chunk(chunk()), 0, bytes([kind]))) == "no header of a chunk"


@pytest.mark.parametrize("source", [3, 200])
def test_an_unknown_source_is_refused(source: int):
    assert refused(patched(write_chunk(chunk()), 1, bytes([source]))) == f"unknown source {source}"


def test_a_sequence_that_the_index_cannot_count_to_is_refused():
    assert refused(write_chunk(chunk(sequence=2**31))) == "no such sequence number"
    assert read_chunk(write_chunk(chunk(sequence=2**31 - 1))).sequence == 2**31 - 1


def test_a_segment_number_that_the_index_cannot_hold_is_refused():
    frame = patched(write_chunk(chunk()), 12, (2**31).to_bytes(4, "big"))
    assert refused(frame) == "no such segment number"


@pytest.mark.parametrize("started", [0.0, -1.0, 1e14, 1e300, float("nan"), float("inf"), float("-inf")])
def test_a_start_that_is_no_instant_is_refused(started: float):
    assert refused(patched(write_chunk(chunk()), 20, struct.pack(">d", started))) == "the time is no instant"


@pytest.mark.parametrize(
    "raw",
    [b"{", b"\xff", b'{"width":NaN}', b'{"width":Infinity}', b'{"width":1e999}', b'{"mime":"\\ud800"}',
     b"{'width':1}", b'{"width":1}x', b"[" * 60_000, b'{"x":' * 12_000],
)  # fmt: skip
def test_details_that_are_no_json_are_refused(raw: bytes):
    assert refused(with_details(raw)).startswith("details")


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"null", b"7", b'"text"', b'{"mime":7}', b'{"mime":null}', b'{"width":"wide"}', b'{"width":-1}',
     b'{"width":1' + b"0" * 400 + b"}", b'{"height":1e9}', b'{"offset_ms":1e200}', b'{"error_ms":-1}',
     b'{"mime":"video/webm\\r\\nX-Evil: 1"}', b'{"mime":"video/webm\\n"}', b'{"mime":"\\u0000"}',
     b'{"mime":"' + b"x" * 201 + b'"}'],
)  # fmt: skip
def test_details_that_would_harm_the_index_are_refused(raw: bytes):
    assert refused(with_details(raw)).startswith("details: ")


def test_a_clock_that_is_not_known_yet_is_no_fault():
    raw = b'{"mime":"video/webm","width":0,"height":null,"offset_ms":0,"error_ms":null}'
    assert read_chunk(with_details(raw)).details["error_ms"] is None


def test_reserved_bits_are_left_for_later():
    frame = write_chunk(chunk(last=True))
    assert read_chunk(patched(frame, 2, b"\xfe\x07")) == chunk(last=True)


def source_in(read: Callable[[bytes], Chunk | Snapshot], frame: bytes) -> str | None:
    try:
        return read(frame).source
    except MalformedFrame:
        return None


@given(st.binary(max_size=80))
def test_noise_is_a_frame_or_refused(noise: bytes):
    for read in (read_chunk, read_snapshot):
        for frame in (noise, b"\x01" + noise, b"\x02" + noise):
            assert source_in(read, frame) in (*SOURCES, None)


# --- snapshots ------------------------------------------------------------------------------------------------


def test_a_snapshot_comes_back_as_it_was():
    assert read_snapshot(write_snapshot(SNAPSHOT)) == SNAPSHOT


def test_a_snapshot_without_a_picture_is_refused():
    for length in range(29):
        with pytest.raises(MalformedFrame, match="no picture"):
            read_snapshot(write_snapshot(SNAPSHOT)[:length])


@pytest.mark.parametrize(
    ("at", "part"),
    [(0, b"\x01"), (0, b"\x00"), (1, b"\x03"), (20, struct.pack(">d", float("nan"))),
     (20, struct.pack(">d", float("inf"))), (20, struct.pack(">d", 0.0)), (20, struct.pack(">d", 1e18))],
)  # fmt: skip
def test_a_snapshot_with_a_head_that_means_nothing_is_refused(at: int, part: bytes):
    with pytest.raises(MalformedFrame):
        read_snapshot(patched(write_snapshot(SNAPSHOT), at, part))


# --- to the watcher -------------------------------------------------------------------------------------------


def test_the_watcher_gets_the_pages_frame_behind_the_session():
    frame = write_chunk(chunk(source="phone", first=True))
    seen = watched(SESSION, frame)
    assert (seen[:4], seen[4:20], seen[20:]) == (bytes([3, 2, 1, 0]), SESSION.bytes, frame)
