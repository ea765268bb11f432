"""Bodies that others are made of."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Role = Literal["organizer", "proctor", "examiner", "student"]
State = Literal["scheduled", "checking", "running", "finished", "terminated", "expired", "concluded"]


YEARS = range(2000, 2201)  # an instant outside of them is a slip, and some cannot be told in another zone at all


def _within_years(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise PydanticCustomError("year", "The year must lie between 2000 and 2200")
    return at


Moment = Annotated[datetime, AfterValidator(_within_years)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


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
