"""The session's clock."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from fairseat.api.shapes.base import Moment, Shape
from fairseat.domain.ending import EXTENSION_MOST_MIN, EXTRA_MOST_MIN

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class ExtendIn(Shape):
    """`request` is chosen by the page, so that one that is sent twice counts once."""

    request: UUID
    minutes: int = Field(ge=1, le=EXTENSION_MOST_MIN)
    reason: Reason


class ExtendSomeIn(ExtendIn):
    sessions: list[UUID] | None = Field(default=None, min_length=1, max_length=10_000)  # null: all of the exam


class Extended(Shape):
    extended: int
    over: int  # sessions that were over already and stay so
    first_ends_at: datetime | None  # of those that run
    last_ends_at: datetime | None


class TakenBack(Shape):
    minutes: int  # fewer than asked for where the student needs the rest as notice; 0: the request was heard before
    ends_at: datetime | None


class PreviewIn(Shape):
    """An exam's window and duration as they would be saved."""

    closes_at: Moment
    duration_min: int = Field(ge=1, le=24 * 60)


class EndChange(Shape):
    minutes: int  # more, or less when negative
    sessions: int
    first_ends_at: datetime
    last_ends_at: datetime


class Effect(Shape):
    """What that would do to those who are inside."""

    changes: list[EndChange]
    running: int
    not_begun: int  # they get the new times when they begin


class ReopenIn(Shape):
    """`minutes` from now on; null for a session that had not begun."""

    minutes: int | None = Field(default=None, ge=1, le=EXTRA_MOST_MIN)
    reason: Reason


class Gap(Shape):
    """The session was over, or reopened and not yet sat again; nothing is missing here."""

    from_at: datetime
    to_at: datetime | None
