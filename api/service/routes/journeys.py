"""Routes of tables of measured journeys, which policies name: ``{"matrix": "roads-2026.csv"}``."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from sqlalchemy.orm import Session

from api.refusals import refused
from api.service.auth import Uploader, may
from api.service.schemas import Author, Limit, errors
from api.service.state import TheService
from api.service.uploads import Form, Upload, form_of, taken_in
from api.service.writing import Writes
from api.store import journeys
from api.store.authors import names_of
from api.store.tables import JourneyTable
from matcher.files import read_journeys
from matcher.travel import Journeys

router = APIRouter(prefix="/v1", tags=["journeys"])

_EXAMPLE: JsonDict = {
    "name": "roads-2026.csv",
    "sha256": "4f0c" + "0" * 60,
    "rows": 51450,
    "author": {"number": 2, "name": "a.officer"},
    "at": "2026-11-22T08:00:00.000000Z",
}

Name = Annotated[str, Path(pattern=journeys.NAME, description="The name of a table.")]


class JourneysForm(Form):
    """What may be sent with a table of journeys."""

    model_config = ConfigDict(title="A table of journeys", extra="forbid")

    name: Annotated[
        str | None,
        Field(description="What policies call it, for ever; the file's own name if left out."),
    ] = None


class JourneysOut(BaseModel):
    """A table of measured journeys, without its rows."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: str
    sha256: str
    #: Pairs of a child and a home.
    rows: int
    author: Author
    at: str

    @classmethod
    def one(cls, session: Session, table: JourneyTable) -> Self:
        """Return a table as it is told of."""
        return cls(
            name=table.name,
            sha256=table.sha256,
            rows=table.n_rows,
            author=Author(
                number=table.author, name=names_of(session, [table.author])[table.author]
            ),
            at=table.at,
        )


class JourneysAdded(JourneysOut):
    """A table of measured journeys, and whether it is a new one."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE | {"new": True}]})

    #: False where it was there already, the same.
    new: bool


class JourneysPage(BaseModel):
    """Tables of measured journeys, by name."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"tables": [_EXAMPLE], "next": None}]}
    )

    tables: tuple[JourneysOut, ...]
    #: What to give as `after` for those that follow; null where there are no more.
    next: str | None


JourneysUpload = Annotated[
    Upload[JourneysForm, Journeys], taken_in(JourneysForm, (".csv",), read_journeys)
]


@router.post(
    "/journeys",
    status_code=201,
    response_model=JourneysAdded,
    responses={
        200: {"model": JourneysAdded, "description": "It was there already, the same"},
        **errors(400, 409, 413, 415, 422),
    },
    openapi_extra=form_of(
        JourneysForm,
        "A CSV file: child, home, distance_home, distance_school, distance_contact; tenths of km.",
    ),
)
def add(who: Uploader, write: Writes, upload: JourneysUpload) -> Response:
    """Keep a table of measured journeys, to be named by policies.

    A name is for ever: what was worked out with a table can always be worked out again.
    """
    name = journeys.sound_name(upload.fields.name or upload.name)

    def act(session: Session) -> JourneysAdded:
        found = session.get(JourneyTable, name)
        if found is not None and found.sha256 != upload.sha256:
            raise refused(
                409,
                "name",
                "is that of another table of journeys, which stays as it is",
                "a new name",
            )
        table = found or journeys.add_table(
            session, who.actor, name, upload.content(), len(upload.record.rows)
        )
        out = JourneysOut.one(session, table)
        return JourneysAdded(**dict(out), new=found is None)

    return write(act, of=upload.asked_for(), status=lambda done: 201 if done.new else 200)


@router.get("/journeys", responses=errors(422), dependencies=[may("read")])
def tables_kept(
    service: TheService,
    after: Annotated[
        str | None,
        Query(pattern=journeys.NAME, description="Only what comes after this name."),
    ] = None,
    limit: Limit = 20,
) -> JourneysPage:
    """List the tables of measured journeys, by name."""
    with service.database.reading() as session:
        found = journeys.page(session, after, limit)
        out = tuple(JourneysOut.one(session, table) for table in found)
    return JourneysPage(tables=out, next=out[-1].name if len(out) == limit else None)


@router.get("/journeys/{name}", responses=errors(404, 422), dependencies=[may("read")])
def table_kept(service: TheService, name: Name) -> JourneysOut:
    """Tell of a table of measured journeys."""
    with service.database.reading() as session:
        found = session.get(JourneyTable, name)
        if found is None:
            raise refused(
                404, "name", "no table of journeys has this name", "one of GET /v1/journeys"
            )
        return JourneysOut.one(session, found)
