"""Templates, and the catalogue they are made from."""

from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends

from fairseat.api import shapes, views
from fairseat.api.who import Ctx, Needs, Signed
from fairseat.domain.template import TemplateSettings
from fairseat.domain.trackers import CATALOGUE, default_setting
from fairseat.flow import browse, manage_templates
from fairseat.flow.board import FACE_TRACKERS

router = APIRouter(prefix="/api", tags=["templates"])
managing = [Depends(Needs("manage_templates"))]


@router.get("/catalogue", dependencies=[Depends(Needs("read_catalogue"))])
async def catalogue(context: Ctx) -> shapes.Catalogue:
    trackers = [
        shapes.TrackerInfo(
            name=t.name, code=t.code, needs=t.needs, severity=t.severity,
            available=context.faces.available or t.name not in FACE_TRACKERS,
            defaults=msgspec.to_builtins(default_setting(t)),
        )
        for t in CATALOGUE
    ]  # fmt: skip
    return shapes.Catalogue(trackers=trackers, settings=msgspec.to_builtins(TemplateSettings()))


@router.get("/templates", dependencies=managing)
async def list_templates(context: Ctx) -> shapes.Page[shapes.Template]:
    rows = await browse.list_templates(context)
    return shapes.Page(items=[views.template(row) for row in rows], next=None)


@router.post("/templates", status_code=201, dependencies=managing)
async def add_template(body: shapes.TemplateIn, context: Ctx, actor: Signed) -> shapes.Template:
    return views.template(await manage_templates.add_template(context, actor, body.name, body.settings))


@router.put("/templates/{template}", dependencies=managing)
async def change_template(template: UUID, body: shapes.TemplateIn, context: Ctx, actor: Signed) -> shapes.Template:
    row = await manage_templates.change_template(context, actor, template, body.name, body.settings)
    return views.template(row)


@router.post("/templates/{template}/archive", dependencies=managing)
async def archive_template(template: UUID, context: Ctx, actor: Signed) -> shapes.Template:
    return views.template(await manage_templates.archive_template(context, actor, template))
