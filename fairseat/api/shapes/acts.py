"""What a proctor does and a person concludes."""

from typing import Literal

from pydantic import Field

from fairseat.api.shapes.base import Shape


class CommentIn(Shape):
    text: str = Field(min_length=1, max_length=4000)
    at_ms: float | None = Field(default=None, ge=0, le=1e13)  # a moment of the recording


class RatingIn(Shape):
    rating: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=4000)


class WarnIn(Shape):
    text: str = Field(min_length=1, max_length=2000)


class TerminateIn(Shape):
    reason: str = Field(min_length=1, max_length=2000)


class RulingIn(Shape):
    comment: str = Field(default="", max_length=2000)


class ConcludeIn(Shape):
    decision: Literal["accepted", "rejected"]
    comment: str = Field(default="", max_length=4000)
