"""The rhythm of typing, as the student's page learns it and reads it back (domain/rhythm.py)."""

from typing import Annotated

from pydantic import Field

from fairseat.api.shapes.base import Shape
from fairseat.domain.rhythm import MOST_BLOCKS, MOST_FEATURES

Name = Annotated[str, Field(max_length=60)]
Block = Annotated[dict[Name, tuple[int, float, float]], Field(max_length=MOST_FEATURES)]


class Typing(Shape):
    """Without the student's consent `kept` is false and nothing is there."""

    version: int
    kept: bool
    earlier: list[list[Block]]  # one run for each earlier session, the oldest first
    own: list[Block]  # of this session


class TypingIn(Shape):
    """All that this session has learned."""

    version: int
    blocks: list[Block] = Field(max_length=MOST_BLOCKS)
