"""People, by form and by CSV."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request

from fairseat.api import shapes, views
from fairseat.api.who import Ctx, Needs, Signed
from fairseat.domain.headings import Field
from fairseat.flow import accommodate, browse, manage_people, remember
from fairseat.flow.decode_file import decode_file
from fairseat.flow.import_people import CsvResult
from fairseat.flow.import_people import import_people as take_people

router = APIRouter(prefix="/api/people", tags=["people"], dependencies=[Depends(Needs("manage_people"))])


def csv_out(result: CsvResult) -> shapes.CsvOut:
    return shapes.CsvOut(
        rows=result.rows, created=result.created, updated=result.updated, unchanged=result.unchanged,
        errors=[views.place(p) for p in result.errors], rest=result.rest,
        columns=[shapes.CsvColumn(heading=c.heading, field=c.field or "", known=c.known, sample=c.sample)
                 for c in result.columns],
        preview=[shapes.CsvRow(line=line, name=one.name, email=one.email, roles=list(one.roles),
                               password=one.password is not None) for line, one in result.preview],
    )  # fmt: skip


def columns_of(body: shapes.CsvIn) -> list[Field | None] | None:
    return None if body.columns is None else [field or None for field in body.columns]


@router.get("")
async def list_people(
    context: Ctx, role: shapes.Role | None = None, q: str | None = None, after: str | None = None
) -> shapes.Page[shapes.Person]:
    rows, following = await browse.list_people(context, role, q, after)
    return shapes.Page(items=[views.person(row) for row in rows], next=following)


@router.post("", status_code=201)
async def add_person(body: shapes.PersonIn, context: Ctx, actor: Signed) -> shapes.Person:
    row = await manage_people.add_person(context, actor, body.name, body.email, body.roles, body.password)
    return views.person(row)


@router.patch("/{person}")
async def change_person(person: UUID, body: shapes.PersonChange, context: Ctx, actor: Signed) -> shapes.Person:
    change = manage_people.Change(body.name, body.email, body.roles, body.password, body.disabled)
    return views.person(await manage_people.change_person(context, actor, person, change))


@router.get("/{person}/accommodations")
async def read_accommodations(person: UUID, context: Ctx, actor: Signed) -> list[shapes.Accommodation]:
    return [views.accommodation(one, actor) for one in await accommodate.read(context, person)]


@router.put("/{person}/accommodations")
async def save_accommodations(
    person: UUID, body: shapes.AccommodationsIn, context: Ctx, actor: Signed
) -> list[shapes.Accommodation]:
    wanted = [one.model_dump() for one in body.items]
    return [views.accommodation(one, actor) for one in await accommodate.save(context, actor, person, wanted)]


@router.delete("/{person}/typing", status_code=204)
async def forget_typing(person: UUID, context: Ctx, actor: Signed) -> None:
    await remember.forget(context, actor, person)


@router.post("/csv")
async def import_people(body: shapes.CsvIn, context: Ctx, actor: Signed) -> shapes.CsvOut:
    return csv_out(await take_people(context, actor, body.text, body.apply, columns_of(body)))


@router.post("/csv/text")
async def read_text(request: Request, encoding: str | None = None) -> shapes.FileText:
    """The text of a file that is sent as it is, in the likeliest encoding or in the one that somebody chose."""
    read = await decode_file(await request.body(), encoding)
    choices = [shapes.EncodingChoice(encoding=one.encoding, sample=one.sample) for one in read.choices]
    return shapes.FileText(text=read.text, encoding=read.encoding, choices=choices)
