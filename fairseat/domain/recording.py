"""Kinds of recordings: what our recorders make (`web/src/capture/encoding.ts`), and nothing else.

A page names the kind of what it sends. The name reaches the index, players and browsers, so it is held against a
closed list when it comes in, against the first bytes, and against the list again when it leaves.
"""

import re

_EBML = b"\x1a\x45\xdf\xa3"  # RFC 8794: the first bytes of every WebM file
JPEG = b"\xff\xd8\xff"  # ITU-T T.81: start of image, and the marker that follows
_FTYP, _FTYP_AT = b"ftyp", 4  # ISO/IEC 14496-12: the first box of an MP4 file, behind its length
CONTAINERS = ("video/webm", "audio/webm", "video/mp4", "audio/mp4")
# Where a browser can record nothing and the template lets it: each segment is one picture, shown until the next.
STILL = "image/jpeg"

# Families of codecs, as recorders of browsers name them: "vp8", "avc1.42E01E", "mp4a.40.2".
_CODEC = r"(?:vp8|vp9|vp09|av1|av01|avc1|avc3|h264|hvc1|hev1|opus|vorbis|mp4a|aac|flac|alac|pcm)(?:\.[0-9a-z]+)*"
_KIND = re.compile(
    rf'((?:video|audio)/(?:webm|mp4))(?: *; *codecs *= *("?){_CODEC}(?: *, *{_CODEC})*\2)?', re.ASCII | re.I
)


def container_of(mime: str) -> str | None:
    """The type without its codecs, lower case; None when it is none of ours."""
    if mime == STILL:
        return STILL
    found = _KIND.fullmatch(mime)
    return found[1].lower() if found else None


def begins_as(container: str, head: bytes) -> bool:
    """Whether a recording of that type begins so. Some browsers hand out a single byte first: what is there counts."""
    if not head:
        return False
    if container == STILL:
        return head.startswith(JPEG)
    if container.endswith("/webm"):
        return head.startswith(_EBML[: len(head)])
    name = head[_FTYP_AT : _FTYP_AT + len(_FTYP)]
    return head[0] == 0 and _FTYP.startswith(name)  # a first box of 16 MB and more is none
