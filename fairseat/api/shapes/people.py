"""People, one by one and as CSV."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from fairseat.api.shapes.base import FieldError, Name, Role, Shape


class PersonIn(Shape):
    name: Name
    email: str = Field(max_length=320)
    roles: list[Role] = Field(min_length=1)
    password: str | None = Field(default=None, max_length=1000)  # students need none: they have a link


class Person(Shape):
    id: UUID
    name: str
    email: str
    roles: list[Role]
    created_at: datetime
    disabled: bool
    forget_typing_at: datetime | None  # when the rhythm of typing is deleted; null: none is kept


class PersonChange(Shape):
    name: Name | None = None
    email: str | None = Field(default=None, max_length=320)
    roles: list[Role] | None = Field(default=None, min_length=1)
    password: str | None = Field(default=None, max_length=1000)
    disabled: bool | None = None


class AccommodationIn(Shape):
    """For one tracker: off, or its weight at most and its raise time at least."""

    tracker: str = Field(max_length=60)
    on: bool = False
    weight: float | None = None
    raise_s: float | None = None
    reason: str = Field(max_length=500)


class AccommodationsIn(Shape):
    """All of a student's."""

    items: list[AccommodationIn] = Field(max_length=100)


class Accommodation(Shape):
    """`reason` is empty for whoever is no organizer."""

    tracker: str
    on: bool
    weight: float | None
    raise_s: float | None
    reason: str
    author: str
    at: datetime


CsvField = Literal["name", "first_name", "last_name", "email", "roles", "password", ""]


class CsvIn(Shape):
    """The text of a list with a head line: name,email[,roles][,password], or what these are called elsewhere.
    `columns` says what each one holds, "" for one that is left out; null: the headings say it, and an unknown one is
    an error as soon as something is taken. `apply` "no" only checks. Good rows are taken even when others are not,
    unless `apply` is "all"."""

    text: str = Field(max_length=5_000_000)
    apply: Literal["no", "good", "all"] = "no"
    columns: list[CsvField] | None = Field(default=None, max_length=200)


class CsvColumn(Shape):
    heading: str  # empty where the file has no head line
    field: CsvField
    known: bool  # false: nobody has said yet what it holds
    sample: str


class CsvRow(Shape):
    """A row as it was understood."""

    line: int
    name: str
    email: str
    roles: list[Role]
    password: bool


class CsvOut(Shape):
    rows: int
    created: int
    updated: int
    unchanged: int
    errors: list[FieldError]
    rest: str  # the rows that were not taken, with the head line, to correct and send again
    columns: list[CsvColumn]
    preview: list[CsvRow]  # the first good rows


class EncodingChoice(Shape):
    encoding: str
    sample: str  # lines that look otherwise in another encoding


class FileText(Shape):
    text: str
    encoding: str
    choices: list[EncodingChoice]  # the likeliest first
