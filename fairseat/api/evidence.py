"""How evidence leaves. A student made it, and it comes from our own origin: no browser may run any of it.

The type is one of a fixed list, never what a page said, and opened by its address it is kept as a file. The shield adds
that no browser may guess another type, and that whatever is shown all the same is shown in a sandbox, without scripts
and without our origin (`shield.BARE`). Players and pictures of our own pages are not concerned: they take the bytes.
"""

from fastapi import Response

from fairseat.domain.recording import CONTAINERS, STILL, container_of

# A closed segment never changes; it stays in the viewer's own browser only, and goes with the sign-in's day.
KEPT = "private, max-age=3600"
ANEW = "no-store"

UNKNOWN = "application/octet-stream"
SUFFIXES = {STILL: "jpg", "application/pdf": "pdf", UNKNOWN: "bin"} | {
    container: container.partition("/")[2] for container in CONTAINERS
}


def picture(data: bytes, name: str, cache: str = KEPT) -> Response:
    return _handed_out(data, STILL, name, cache)


def report(data: bytes, name: str) -> Response:
    return _handed_out(data, "application/pdf", name, ANEW)


def recording(data: bytes, mime: str, name: str, closed: bool) -> Response:
    """`mime` is as it was stored, perhaps before it was checked."""
    return _handed_out(data, container_of(mime) or UNKNOWN, name, KEPT if closed else ANEW)


def _handed_out(data: bytes, kind: str, name: str, cache: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{SUFFIXES[kind]}"',
        "Cache-Control": cache,
    }
    return Response(data, media_type=kind, headers=headers)
