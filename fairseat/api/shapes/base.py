"""Bodies that others are made of."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Role = Literal["organizer", "proctor", "examiner", "student"]
State = Literal["scheduled", "checking", "running", "finished", "terminated", "expired", "concluded"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """RFC 9457. `code` is stable; `errors` names the places in the input, e.g. {"where": "row 3, email", ...}."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list["FieldError"] = Field(default_factory=list)


class FieldError(Shape):
    where: str
    message: str
    line: int | None = None
    column: str | None = None


T = TypeVar("T")


class Page(Shape, Generic[T]):
    items: list[T]
    next: str | None  # pass it as `after`; null at the end
