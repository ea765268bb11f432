import io
from itertools import pairwise

import av
import pytest

from fairseat.domain.frames import Chunk, read_chunk
from fairseat.simulate.loops import Loop, camera_loop, screen_loop
from fairseat.simulate.recorder import Recorder
from fairseat.simulate.webm import CHUNK_MS

EBML = b"\x1a\x45\xdf\xa3"


@pytest.fixture(scope="module")
def camera() -> Loop:
    return camera_loop(0, "talk")


@pytest.fixture(scope="module")
def screen() -> Loop:
    return screen_loop(0, "search")


def decoded(data: bytes, kind: str) -> int:
    """How many frames of the kind the bytes hold."""
    with av.open(io.BytesIO(data), "r") as file:
        return sum(len(packet.decode()) for packet in file.demux() if packet.stream.type == kind)


def frames(loop: Loop, segments: int = 1) -> list[Chunk]:
    recorder, found = Recorder("camera"), []
    for segment in range(segments):
        for part in range(len(loop.chunks)):
            frame = recorder.frame(loop, segment, part, 1_000_000.0 + segment * 10_000, (250.0, 3.0))
            assert frame is not None
            found.append(read_chunk(frame))
    return found


def test_a_camera_segment_comes_in_twenty_chunks_that_all_hold_something(camera: Loop) -> None:
    assert len(camera.chunks) == 20
    assert min(map(len, camera.chunks)) > 500


def test_only_the_first_chunk_begins_with_the_header(camera: Loop) -> None:
    assert [chunk.startswith(EBML) for chunk in camera.chunks] == [True] + [False] * 19


def test_the_chunks_of_a_camera_segment_together_play(camera: Loop) -> None:
    whole = b"".join(camera.chunks)
    assert decoded(whole, "video") == 100
    assert decoded(whole, "audio") >= 500


def test_what_has_arrived_of_a_segment_plays(camera: Loop) -> None:
    assert decoded(b"".join(camera.chunks[:6]), "video") in (30, 31)  # a sound may begin the next chunk


def test_a_camera_stays_under_its_share_of_the_line(camera: Loop) -> None:
    assert sum(map(len, camera.chunks)) * 8 / 10 < 80_000


def test_a_screen_segment_has_a_picture_every_half_second(screen: Loop) -> None:
    assert len(screen.chunks) == 60
    assert decoded(b"".join(screen.chunks), "video") == 60


def test_the_still_is_a_jpeg(camera: Loop) -> None:
    assert camera.still.startswith(b"\xff\xd8")


def test_chunks_are_numbered_without_gaps_over_segments(camera: Loop) -> None:
    chunks = frames(camera, segments=2)
    assert [chunk.sequence for chunk in chunks] == list(range(40))
    assert {chunk.segment for chunk in chunks} == {0, 1}


def test_first_and_last_are_marked_and_only_the_first_has_details(camera: Loop) -> None:
    chunks = frames(camera)
    assert [n for n, chunk in enumerate(chunks) if chunk.first] == [0]
    assert [n for n, chunk in enumerate(chunks) if chunk.last] == [19]
    assert [n for n, chunk in enumerate(chunks) if chunk.details] == [0]
    assert chunks[0].details["offset_ms"] == 250.0


def test_times_follow_each_other(camera: Loop) -> None:
    chunks = frames(camera)
    assert {b.started_device_ms - a.started_device_ms for a, b in pairwise(chunks)} == {CHUNK_MS}
