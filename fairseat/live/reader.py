"""From a text frame to a message, or to one kind of error."""

from collections.abc import Callable
from typing import Any

import msgspec

from fairseat.domain.nesting import too_deep


def reader(union: Any) -> Callable[[str | bytes], Any]:
    """Decodes the messages of a socket; raises `msgspec.MsgspecError`, whatever is wrong with them."""
    decode = msgspec.json.Decoder(union).decode

    def read(text: str | bytes) -> Any:
        if too_deep(text):
            raise msgspec.DecodeError("nested too deeply")
        try:
            return decode(text)
        except UnicodeError as error:
            raise msgspec.DecodeError(str(error)) from error

    return read
