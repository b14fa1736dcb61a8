"""Registers: bring data in, see what is kept and what changed."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.pages.auth import Reader, Uploader
from api.pages.differing import Differing
from api.pages.flash import message
from api.pages.forms import Form, Posted
from api.pages.language import mark
from api.pages.page import Page
from api.pages.uploads import Listed, Tried, tried
from api.refusals import RefusedError
from api.service.register_schemas import VersionOut
from api.service.routes import journeys as journeys_api
from api.service.routes import registers as api
from api.service.schemas import MAX_NUMBER, Before
from api.service.writing import Writes
from api.store import journeys, versions
from api.store.tables import RegisterVersion
from matcher import read_register
from matcher.difference import difference
from matcher.errors import Fault
from matcher.files import read_journeys
from matcher.records.register import Register
from matcher.travel import Journeys

router = APIRouter()

STORED = message("register-stored", mark("Version %(number)s of the register is stored."))
SAME = message(
    "register-same", mark("The newest version holds just this already: it is version %(number)s.")
)
JOURNEYS_STORED = message("journeys-stored", mark("The table of journeys is stored."))

#: How many versions a page lists, and how many tables of journeys.
LISTED, TABLES = 20, 100

Number = Annotated[int, Path(ge=1, le=MAX_NUMBER)]
Wanted = Annotated[int, Query(ge=1, le=MAX_NUMBER)]
RegisterFile = Annotated[
    Tried[api.RegisterForm, Register], tried(api.RegisterForm, api.SUFFIXES, read_register)
]
JourneysFile = Annotated[
    Tried[journeys_api.JourneysForm, Journeys],
    tried(journeys_api.JourneysForm, (".csv",), read_journeys),
]


@router.get("/registers")
def registers(page: Reader, before: Before = None) -> Response:
    """Return the versions of the register, and the form to upload another."""
    return page.show("registers.html", **_listed(page, before))


@router.post("/registers")
def upload(page: Uploader, form: Posted, sent: RegisterFile, write: Writes) -> Response:
    """Keep a register as the newest version, or look through it only."""
    if sent.upload is None:
        return _refused(page, form, sent)
    if form.value("check"):
        sound = api.validate(page.service, sent.upload)
        return page.show("registers.html", **_listed(page) | {"sound": sound})
    try:
        answer = api.add(page.somebody, write, sent.upload)
    except RefusedError as error:
        return page.again("registers.html", form, error, **_listed(page))
    kept = json.loads(bytes(answer.body))
    number = kept["number"]
    return page.go(f"/registers/{number}", STORED if kept["new"] else SAME, number)


@router.get("/registers/template")
def template(page: Reader) -> Response:
    """Download an empty workbook."""
    del page
    return api.template()


@router.get("/registers/compare")
def compare(page: Reader, before: Wanted, after: Wanted) -> Response:
    """Return what differs between two versions."""
    with page.service.database.reading() as session:
        found = [versions.version_called(session, str(number)) for number in (before, after)]
        old, new = VersionOut.many(session, found)
    differs = difference(*(versions.register_of(one) for one in found))
    return page.show(
        "registers_compared.html", old=old, new=new, differing=Differing.of(page.say, differs)
    )


@router.get("/registers/{number}")
def register(page: Reader, number: Number) -> Response:
    """Return what is known of a version, and what changed from the one before."""
    with page.service.database.reading() as session:
        found = versions.version_called(session, str(number))
        version = VersionOut.one(session, found)
        last = versions.latest_number(session)
        before = versions.version_called(session, str(number - 1)) if number > 1 else None
    differing, faults = None, _faults_of(found)
    if before is not None and not faults and not _faults_of(before):
        differs = difference(versions.register_of(before), versions.register_of(found))
        differing = Differing.of(page.say, differs)
    return page.show(
        "register.html", version=version, last=last, differing=differing, faults=faults
    )


@router.get("/registers/{number}/file")
def file(
    page: Reader, number: Number, form: Annotated[Literal["xlsx", "zip", "json"], Query()] = "xlsx"
) -> Response:
    """Download a version as a workbook, as zipped CSV or as JSON."""
    return api.file_kept(page.service, str(number), form)


@router.post("/journeys")
def upload_journeys(page: Uploader, form: Posted, sent: JourneysFile, write: Writes) -> Response:
    """Keep a table of measured journeys."""
    if sent.upload is None:
        return _tables(page, form, sent)
    try:
        journeys_api.add(page.somebody, write, sent.upload)
    except RefusedError as error:
        return _tables(page, form, Tried(of_form=error.faults), error.status)
    return page.go("/journeys", JOURNEYS_STORED)


@router.get("/journeys")
def tables_of_journeys(page: Reader) -> Response:
    """Return the tables of measured journeys, and the form to upload one."""
    return _tables(page, Form(), Tried())


def _faults_of(version: RegisterVersion) -> tuple[Fault, ...]:
    """Return what is wrong with a version that is kept; nothing where it can be used."""
    try:
        versions.register_of(version)
    except RefusedError as error:
        return error.faults
    return ()


def _listed(page: Page, before: int | None = None) -> dict[str, Any]:
    """Return what the page of registers shows, but for what was sent."""
    with page.service.database.reading() as session:
        found = versions.page(session, before, LISTED + 1)
        out = VersionOut.many(session, found[:LISTED])
        last = versions.latest_number(session)
    return {
        "versions": out,
        "last": last,
        "earlier": out[-1].number if len(found) > LISTED else None,
        "before": before,
        "listed": None,
        "sound": None,
    }


def _refused(page: Page, form: Form, sent: Tried[Any, Any]) -> Response:
    shown = form.with_faults(sent.faults)
    listed = None if sent.of_file is None else Listed.of(sent.of_file)
    more = _listed(page) | {"listed": listed}
    return page.show("registers.html", status=422, form=shown, **more)


def _tables(page: Page, form: Form, sent: Tried[Any, Any], status: int = 422) -> Response:
    with page.service.database.reading() as session:
        found = journeys.page(session, None, TABLES)
        tables = [journeys_api.JourneysOut.one(session, one) for one in found]
    return page.show(
        "journeys.html",
        status=status if sent.faults else 200,
        form=form.with_faults(sent.faults),
        tables=tables,
        listed=None if sent.of_file is None else Listed.of(sent.of_file),
    )
