"""Keyset pages: never OFFSET, so that the last page of two million rows is as fast as the first."""

import base64
from collections.abc import Sequence
from typing import Any

import msgspec

from fairseat.domain.errors import Place, invalid

PAGE = 100  # rows; fits a screen several times over and stays under 50 KB


def cursor_of(*key: Any) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def key_of(cursor: str, types: Sequence[type]) -> list[Any]:
    """The sort key in a cursor; refuses what is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = msgspec.json.decode(raw, type=list[Any])
        return [msgspec.convert(v, t, strict=False) for v, t in zip(values, types, strict=True)]
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise invalid(Place("after", "This is no page mark of ours.")) from error
