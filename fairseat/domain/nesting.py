"""How deep JSON may be nested. Each level is a frame of the stack to whoever reads, keeps or sends it again: far below
what the stack holds is a limit that is the same everywhere."""

import re

DEEPEST = 64  # levels; our own messages have six at most
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)  # the last one may lack its end
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def too_deep(json: str | bytes) -> bool:
    """True also for some of what is no JSON at all."""
    raw = json.encode() if isinstance(json, str) else json
    if raw.count(b"{") + raw.count(b"[") <= DEEPEST:
        return False
    left = _TEXT.sub(b"", raw).translate(None, _NO_BRACKETS)
    for _ in range(DEEPEST):  # each round takes the innermost level away
        left = left.replace(b"[]", b"").replace(b"{}", b"")
        if not left:
            return False
    return True
