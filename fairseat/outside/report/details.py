"""What a tracker found, in the plain words of the pages (web/src/words/details.en.ts), from the detail of a violation.

Most of it was written by the student's page: whatever is not as it should be says nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from fairseat.outside.report.words import Words, percent

MOST_NAMES = 12
MOST_LETTERS = 80
Detail = Mapping[str, Any]


def _word(words: Words, kind: str, key: object) -> str:
    """Empty for what there is no word for."""
    word = words.all["detail"].get(kind, {}).get(key) if isinstance(key, str) else None
    return str(word or "")


def _listed(words: Words, kind: str, names: object) -> str:
    known = [_word(words, kind, name) for name in names[:MOST_NAMES]] if isinstance(names, list) else []
    return ", ".join(filter(None, known))


def _machine(detail: Detail, words: Words) -> str:
    """With the renderer as the browser names it."""
    said, renderer = _listed(words, "remote_or_virtual", detail.get("signs")), detail.get("renderer")
    return f"{said} ({renderer[:MOST_LETTERS]})" if said and isinstance(renderer, str) and renderer else said


def _look(detail: Detail, words: Words) -> str:
    to = _word(words, "looking_where", detail.get("where"))
    if not to:
        return ""
    by = _word(words, "looking_by", detail.get("by")) or _word(words, "looking_by", "head")
    return f"{by} {to}{_word(words, 'looking_learned', detail.get('learned'))}"


def _rhythm(detail: Detail, words: Words) -> str:
    over = detail.get("over_bound")
    return words.say("detail.keystrokes", n=over) if isinstance(over, int | float) else ""


def _similarity(detail: Detail, words: Words) -> str:
    value = detail.get("similarity")
    return words.say("detail.similarity", percent=percent(max(0, value))) if isinstance(value, int | float) else ""


def _find(detail: Detail, words: Words) -> str:
    return f"{_similarity(detail, words)} {words.say('detail.find')}".strip()


SPECIAL: dict[str, Callable[[Detail, Words], str]] = {
    "content_actions": lambda detail, words: _listed(words, "content_actions", detail.get("actions")),
    "remote_or_virtual": _machine,
    "looking_away": _look,
    "keystrokes": _rhythm,
    "face_mismatch": _similarity,
    "similar_profile": _find,
}


def told(tracker: str, detail: Detail, words: Words) -> str:
    """Empty where the detail says nothing more."""
    special = SPECIAL.get(tracker)
    said = special(detail, words) if special else _word(words, tracker, detail.get("reason"))
    return said[:1].upper() + said[1:]
