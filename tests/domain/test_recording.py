"""The kinds of recordings: what our recorders make, by name and by the first bytes."""

import pytest

from fairseat.domain.recording import begins_as, container_of

WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01"
MP4 = b"\x00\x00\x00\x1cftypisom"


@pytest.mark.parametrize(
    ("named", "container"),
    [
        ("video/webm;codecs=vp8,opus", "video/webm"),  # Chromium
        ('video/webm; codecs="vp8, opus"', "video/webm"),  # Firefox
        ("video/webm;codecs=av1", "video/webm"),
        ("video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4"),  # Safari
        ("video/mp4", "video/mp4"),
        ("audio/webm;codecs=opus", "audio/webm"),
        ("audio/mp4;codecs=mp4a.40.2", "audio/mp4"),
        ("Video/WebM;Codecs=VP8", "video/webm"),
        ("image/jpeg", "image/jpeg"),  # still pictures
    ],
)
def test_what_recorders_call_their_work_is_known(named: str, container: str):
    assert container_of(named) == container


@pytest.mark.parametrize(
    "named",
    ["", "text/html", "text/javascript", "image/svg+xml", "application/pdf", "video/ogg", "video/webm,text/html",
     "text/html;video/webm", "video/webm;charset=utf-8", "video/webm;codecs=<script>", 'video/webm;codecs="vp8',
     "video/webm;codecs=", "video/webm\n", " video/webm", "video/webm;codecs=vp8\r\nX-Evil: 1", "video/webm²", "None",
     "image/jpeg;codecs=vp8", "image/jpeg\n", "image/png"],
)  # fmt: skip
def test_anything_else_is_no_kind_of_recording(named: str):
    assert container_of(named) is None


@pytest.mark.parametrize(
    ("container", "head", "begins"),
    [
        ("video/webm", WEBM, True),
        ("video/webm", WEBM[:1], True),  # Chromium's muxer may be cut off after its first byte
        ("audio/webm", WEBM, True),
        ("video/mp4", MP4, True),
        ("video/mp4", MP4[:5], True),
        ("video/webm", MP4, False),
        ("video/mp4", WEBM, False),
        ("video/webm", b"<html>", False),
        ("video/mp4", b"\x00\x00\x00\x1cmoov", False),
        ("video/mp4", b"<!--ftyp", False),
        ("video/webm", b"", False),
        ("image/jpeg", b"\xff\xd8\xff\xe0", True),
        ("image/jpeg", b"\xff\xd8", False),
        ("image/jpeg", WEBM, False),
        ("video/webm", b"\xff\xd8\xff\xe0", False),
    ],
)
def test_a_recording_begins_as_its_container_does(container: str, head: bytes, begins: bool):
    assert begins_as(container, head) is begins
