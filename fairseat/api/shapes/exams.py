"""Exams, rosters, assignments."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from fairseat.api.shapes.base import Moment, Name, Shape
from fairseat.domain.template import CONTACT_MOST

ContactText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=CONTACT_MOST)]


class ExamIn(Shape):
    title: Name
    template: UUID
    opens_at: Moment
    closes_at: Moment
    duration_min: int = Field(ge=1, le=24 * 60)
    content: dict[str, Any]  # Content, checked by the domain
    contact: ContactText = ""  # whom students may ask; empty: the template's


class ExamChange(ExamIn):
    shorten: bool = False  # students who are inside may get less time; asked after a look at the preview


class Exam(Shape):
    id: UUID
    title: str
    template: UUID
    template_name: str
    opens_at: datetime
    closes_at: datetime
    duration_min: int
    content: dict[str, Any]
    contact: str
    settings: dict[str, Any]
    sessions: int
    unassigned: int
    running: int


class RosterIn(Shape):
    students: list[UUID] = Field(max_length=10_000)


class RosterOut(Shape):
    added: int
    already: int


class ShareIn(Shape):
    """Shares the exam's sessions out evenly over the proctors; `keep` leaves those that have one alone."""

    proctors: list[UUID] = Field(min_length=1)
    at_most: int = Field(default=30, ge=1, le=500)
    keep: bool = True


class ShareOut(Shape):
    assigned: int
    unassigned: int  # what found no place under `at_most`
    per_proctor: dict[str, int]


class AssignIn(Shape):
    sessions: list[UUID] = Field(min_length=1, max_length=10_000)
    proctor: UUID | None


class LinksIn(Shape):
    """New links: of these sessions, or, with null, of all who have not begun; `inside`: also of those who have."""

    sessions: list[UUID] | None = Field(default=None, min_length=1, max_length=10_000)
    inside: bool = False


class WithdrawIn(Shape):
    sessions: list[UUID] = Field(min_length=1, max_length=10_000)


class LinksOut(Shape):
    changed: int
