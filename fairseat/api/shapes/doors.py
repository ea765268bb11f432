"""Sign-in, and who is signed in."""

from uuid import UUID

from pydantic import Field

from fairseat.api.shapes.base import Role, Shape


class SignIn(Shape):
    email: str = Field(max_length=320)
    password: str = Field(max_length=1000)


class LinkSignIn(Shape):
    """`confirmed`: the member of staff who is signed in with this browser wants the student's exam opened here."""

    token: str = Field(max_length=200)
    confirmed: bool = False


class Me(Shape):
    """`csrf` goes into the header `X-Fairseat-CSRF` of every request that changes something."""

    id: UUID
    name: str
    email: str
    roles: list[Role]
    session: UUID | None  # the student's session when signed in by a personal link
    csrf: str
