"""Routes of registers: sent, listed, fetched, compared, downloaded."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import ConfigDict, Field
from sqlalchemy.orm import Session

from api.refusals import RefusedError, refused
from api.service.auth import Uploader, may
from api.service.register_schemas import (
    Sound,
    Uploaded,
    VersionOut,
    VersionPage,
    changed_since,
)
from api.service.schemas import (
    MAX_NUMBER,
    NOT_MODIFIED,
    Before,
    IfNoneMatch,
    Limit,
    Reason,
    at_hand,
    errors,
)
from api.service.state import TheService
from api.service.uploads import Form, Upload, form_of, taken_in
from api.service.writing import Writes
from api.store import journeys, policies, versions
from api.store.tables import RegisterVersion
from matcher import read_register
from matcher.case import Case
from matcher.difference import Difference, difference
from matcher.files.registers import register_bytes
from matcher.files.template import template_bytes
from matcher.plan_warnings import warnings
from matcher.records.register import Register

router = APIRouter(prefix="/v1", tags=["registers"])

#: The forms of a register in one file, and how a browser is told of each.
FORMS = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
SUFFIXES = tuple(f".{form}" for form in FORMS)

VersionPath = Annotated[
    str,
    Path(pattern="^(latest|[1-9][0-9]{0,8})$", description="A version's number, or latest."),
]


class RegisterForm(Form):
    """What may be sent with a register."""

    model_config = ConfigDict(title="A register", extra="forbid")

    reason: Reason = None
    base: Annotated[
        int | None,
        Field(
            ge=1,
            le=MAX_NUMBER,
            description="The version that was changed to make this one; refused if it is not the "
            "newest any more, so that nobody's work is lost.",
        ),
    ] = None


RegisterUpload = Annotated[
    Upload[RegisterForm, Register], taken_in(RegisterForm, SUFFIXES, read_register)
]
FORM = form_of(
    RegisterForm, "A JSON file, a workbook (.xlsx) made from the template, or a .zip of CSV files."
)


@router.post(
    "/registers",
    status_code=201,
    response_model=Uploaded,
    responses={
        200: {"model": Uploaded, "description": "It is the newest version already"},
        **errors(400, 409, 413, 415, 422),
    },
    openapi_extra=FORM,
)
def add(who: Uploader, write: Writes, upload: RegisterUpload) -> Response:
    """Keep a register as the newest version.

    Nothing is kept of a register with a fault: all faults are told, each with its place.
    """
    register = upload.record
    base, reason = upload.fields.base, upload.fields.reason

    def act(session: Session) -> Uploaded:
        newest = versions.newest(session)
        if newest is not None and versions.standing_sha256(newest) == register.sha256:
            return Uploaded.as_new(session, newest, new=False)
        if base is not None and (newest is None or newest.number != base):
            raise _behind(session, base, newest)
        added = versions.add_version(session, who.actor, register, "upload", reason)
        return Uploaded.as_new(session, added, new=True)

    return write(act, of=upload.asked_for(), status=lambda done: 201 if done.new else 200)


@router.post(
    "/registers/validate",
    dependencies=[may("upload")],
    response_model=Sound,
    responses=errors(400, 413, 415, 422),
    openapi_extra=FORM,
)
def validate(service: TheService, upload: RegisterUpload) -> Sound:
    """Look through a register and keep nothing: its size and warnings, or all its faults.

    The warnings are of children where they live today, under the council's policy.
    """
    register = upload.record
    with service.database.reading() as session:
        policy = policies.policy_numbered(session)
        table = journeys.table_of(session, policy)
    case = Case(register, policy, journeys.journeys_of(table))
    today = {child.id: child.present_home for child in register.children}
    return Sound.of(register, warnings(case, today))


@router.get("/registers", responses=errors(422), dependencies=[may("read")])
def versions_kept(service: TheService, before: Before = None, limit: Limit = 20) -> VersionPage:
    """List the versions of the register, newest first."""
    with service.database.reading() as session:
        found = versions.page(session, before, limit)
        out = VersionOut.many(session, found)
    return VersionPage(versions=out, next=found[-1].number if len(found) == limit else None)


@router.get("/registers/{version}", responses=errors(404, 422), dependencies=[may("read")])
def version_kept(service: TheService, version: VersionPath) -> VersionOut:
    """Tell of a version: when it was made, by whom and why, how much is in it."""
    with service.database.reading() as session:
        return VersionOut.one(session, versions.version_called(session, version))


@router.get(
    "/registers/{version}/register",
    dependencies=[may("read")],
    response_model=Register,
    responses=errors(404, 422) | NOT_MODIFIED,
)
def register_kept(
    service: TheService, version: VersionPath, if_none_match: IfNoneMatch = None
) -> Response:
    """Return the register of a version as JSON, for programs."""
    found = _version(service, version)
    etag = f'"{versions.standing_sha256(found)}"'
    if at_hand(etag, if_none_match):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(versions.json_of(found), media_type="application/json", headers={"ETag": etag})


@router.get(
    "/registers/{version}/file",
    dependencies=[may("read")],
    response_class=Response,
    responses={
        200: {
            "model": Register,
            "description": "The file",
            "content": {
                FORMS[form]: {"schema": {"type": "string", "format": "binary"}}
                for form in ("xlsx", "zip")
            },
        },
        **errors(404, 422),
        **NOT_MODIFIED,
    },
)
def file_kept(
    service: TheService,
    version: VersionPath,
    form: Annotated[Literal["json", "xlsx", "zip"], Query(description="Which form.")] = "xlsx",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Download the register of a version as a workbook, as JSON or as zipped CSV.

    Only JSON holds the labels of exclusion zones. No cell is run as a formula by a spreadsheet.
    """
    found = _version(service, version)
    # Weak: a workbook made again is the same to people, but not byte for byte.
    etag = f'W/"{versions.standing_sha256(found)}-{form}"'
    if at_hand(etag, if_none_match):
        return Response(status_code=304, headers={"ETag": etag})
    try:
        name, content = _written(found, form)
    except RefusedError:
        if form != "json":
            raise
        # As it is kept, to be corrected.
        name, content = f"cartref-register-v{found.number}.json", versions.json_of(found)
    headers = {"ETag": etag, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=FORMS[form], headers=headers)


@router.get(
    "/registers/{before}/difference/{after}", responses=errors(404, 422), dependencies=[may("read")]
)
def compare(service: TheService, before: VersionPath, after: VersionPath) -> Difference:
    """Tell what differs between two versions: what was added, removed or changed in the second."""
    with service.database.reading() as session:
        old, new = (versions.version_called(session, one) for one in (before, after))
    return difference(versions.register_of(old), versions.register_of(new))


@router.get(
    "/template",
    dependencies=[may("read")],
    response_class=Response,
    responses={
        200: {
            "description": "The workbook",
            "content": {FORMS["xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
        },
        **errors(),
    },
)
def template() -> Response:
    """Download an empty workbook to fill in, with headings, drop-down lists and notes."""
    headers = {"Content-Disposition": 'attachment; filename="cartref-template.xlsx"'}
    return Response(_template(), media_type=FORMS["xlsx"], headers=headers)


@cache
def _template() -> bytes:
    return template_bytes()


def _written(version: RegisterVersion, form: str) -> tuple[str, bytes]:
    """Return the register of a version as a file: its name, and what is in it."""
    register = versions.register_of(version)
    name = f"cartref-{versions.slug(register)}-v{version.number}.{form}"
    return name, register_bytes(register, f".{form}")


def _version(service: TheService, wanted: str) -> RegisterVersion:
    with service.database.reading() as session:
        return versions.version_called(session, wanted)


def _behind(session: Session, base: int, newest: RegisterVersion | None) -> Exception:
    """Return the refusal of a register that was not made from the newest version."""
    if newest is None or base > newest.number:
        last = f"a number from 1 to {newest.number}" if newest else "none: nothing is kept yet"
        return refused(422, "base", "there is no such version of the register", last)
    return refused(
        409,
        "base",
        f"is not the newest version any more: that is version {newest.number}",
        "the newest version with your changes made in it, or no base to replace it whatever it is",
        about=changed_since(session, base, newest),
    )
