"""Routes of records: who did what, whether the log is whole, and erasing a child."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from sqlalchemy.orm import Session

from api.refusals import refused
from api.service.auth import Admin, may
from api.service.errors import FaultOut
from api.service.schemas import MAX_NUMBER, Author, Before, Limit, errors
from api.service.state import TheService
from api.service.writing import Writes
from api.store import chain, entries
from api.store.agreement import verify
from api.store.chain import Noted
from api.store.entries import Told, Wanted
from api.store.erasing import erase, forget
from api.store.naming import Naming
from api.store.scrubbing import scrub
from matcher.records.fields import Code, Text

router = APIRouter(prefix="/v1", tags=["records"])

_TIME = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z)?$"
_EXAMPLE: JsonDict = {
    "number": 12,
    "at": "2026-11-22T08:00:00.000000Z",
    "person": {"number": 3, "name": "a.officer"},
    "via": "session",
    "action": "register.added",
    "about": "version 4",
    "version": 4,
    "register_sha256": "4f0c" + "0" * 60,
    "policy_sha256": None,
    "software": "cartref 0.1.0",
    "detail": {"made_by": "upload", "reason": "November"},
    "erased": False,
    "previous": "9a1b" + "0" * 60,
    "sha256": "77e2" + "0" * 60,
}


class RecordOut(BaseModel):
    """An entry of the log: who did what, when, on which register, policy and software."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    number: int
    at: str
    #: None is the service itself, or somebody at its machine with a command.
    person: Author | None
    via: str
    action: str
    about: str | None
    version: int | None
    register_sha256: str | None
    policy_sha256: str | None
    software: str
    detail: dict[str, Any] | None
    #: Whether there was a detail, which is gone: a child in it was erased.
    erased: bool
    previous: str
    sha256: str

    @classmethod
    def of(cls, told: Told) -> RecordOut:
        """Return an entry as it is told of."""
        entry = told.entry
        person = None if told.name is None else Author(number=entry.person, name=told.name)
        columns = {name: getattr(entry, name) for name in cls.model_fields if hasattr(entry, name)}
        detail = None if told.content is None else json.loads(told.content)
        return cls(**columns | {"person": person, "detail": detail, "erased": told.erased})


class RecordPage(BaseModel):
    """Entries of the log, newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"records": [_EXAMPLE], "next": None}]}
    )

    records: tuple[RecordOut, ...]
    #: What to give as `before` for those that follow; null where there are no more.
    next: int | None


class HeadOut(BaseModel):
    """The last entry of the log: keep its text elsewhere, and verify with it later."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"number": 12, "sha256": "77e2" + "0" * 60, "text": "12:77e2" + "0" * 60},
            ]
        }
    )

    number: int
    sha256: str
    text: str

    @classmethod
    def of(cls, noted: Noted) -> HeadOut:
        """Return a head as it is told of."""
        return cls(number=noted.number, sha256=noted.sha256, text=str(noted))


class VerifiedOut(BaseModel):
    """Whether the log is whole and agrees with all that it tells of; if not, where."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "sound": False,
                    "head": {"number": 12, "sha256": "77" * 32, "text": f"12:{'77' * 32}"},
                    "faults": [{"place": "entry 7", "fault": "its detail was changed"}],
                }
            ]
        }
    )

    sound: bool
    head: HeadOut
    faults: tuple[FaultOut, ...]


class ErasureIn(BaseModel):
    """A child to erase, and why."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"child": "C011", "reason": "Kept until the age the schedule says"}]
        },
    )

    child: Code
    reason: Annotated[Text, Field(description="Why, without the child's id or name.")]


class ErasureOut(BaseModel):
    """What an erasure emptied: by number, never by child."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "entry": 31,
                    "versions": [1, 2],
                    "decisions": [4],
                    "runs": ["3f" * 16],
                    "entries": [9, 17],
                    "journeys": ["roads-2026.csv"],
                    "named": [],
                }
            ]
        }
    )

    entry: int = Field(description="The log's entry of it.")
    versions: tuple[int, ...] = Field(description="Of the register, without the child now.")
    decisions: tuple[int, ...] = Field(description="Whose content is gone.")
    runs: tuple[str, ...] = Field(description="Whose request and answer are gone.")
    entries: tuple[int, ...] = Field(description="Of the log, whose detail is gone.")
    journeys: tuple[str, ...] = Field(description="Tables, without the child's rows now.")
    named: tuple[int, ...] = Field(
        description="Versions in which free text, such as a provider's name, still has the id."
    )


@router.get("/records", responses=errors(422), dependencies=[may("read")])
def records(
    service: TheService,
    before: Before = None,
    limit: Limit = 50,
    action: Annotated[
        str | None,
        Query(pattern=r"^[a-z_]{1,20}(\.[a-z_]{1,20})?$", description="decision, or run.asked."),
    ] = None,
    about: Annotated[
        str | None,
        Query(pattern=r"^[a-z]{1,20} [0-9A-Za-z.]{1,58}$", description="Such as version 4."),
    ] = None,
    version: Annotated[int | None, Query(ge=1, le=MAX_NUMBER)] = None,
    person: Annotated[int | None, Query(ge=0, le=MAX_NUMBER)] = None,
    since: Annotated[str | None, Query(pattern=_TIME, description="In UTC, from then on.")] = None,
    until: Annotated[str | None, Query(pattern=_TIME, description="In UTC, before then.")] = None,
) -> RecordPage:
    """List what was done, newest first."""
    wanted = Wanted(action, about, version, person, since, until)
    with service.database.reading() as session:
        found = entries.page(session, wanted, before, limit)
    out = tuple(map(RecordOut.of, found))
    return RecordPage(records=out, next=out[-1].number if len(out) == limit else None)


@router.get("/records/head", responses=errors(), dependencies=[may("read")])
def records_head(service: TheService) -> HeadOut:
    """Return the last entry's number and hash, to be kept elsewhere and verified with later."""
    with service.database.reading() as session:
        return HeadOut.of(chain.head(session))


@router.get("/records/verify", responses=errors(422), dependencies=[may("admin")])
def records_verified(
    service: TheService,
    head: Annotated[
        str | None,
        Query(pattern="^[0-9]{1,9}:[0-9a-f]{64}$", description="A head that was kept elsewhere."),
    ] = None,
) -> VerifiedOut:
    """Verify the whole log: every entry, every detail, and all that it tells of."""
    with service.database.reading() as session:
        last = chain.head(session)
        faults = verify(session, Noted.of(head) if head else None)
    out = tuple(FaultOut(place=one.place, fault=one.fault, accepted=one.accepted) for one in faults)
    return VerifiedOut(sound=not faults, head=HeadOut.of(last), faults=out)


@router.get("/records/{number}", responses=errors(404, 422), dependencies=[may("read")])
def record(service: TheService, number: Annotated[int, Path(ge=1, le=MAX_NUMBER)]) -> RecordOut:
    """Return an entry of the log by its number."""
    with service.database.reading() as session:
        found = entries.page(session, Wanted(), number + 1, 1)
    if not found or found[0].entry.number != number:
        raise refused(404, "number", "the log has no entry of that number", "an earlier one")
    return RecordOut.of(found[0])


@router.post(
    "/erasures",
    status_code=201,
    response_model=ErasureOut,
    responses=errors(400, 404, 413, 422, 503),
)
def erase_child(who: Admin, write: Writes, service: TheService, given: ErasureIn) -> Response:
    """Erase a child from all versions of the register, and from all that names the child.

    Decisions and runs that had the child stay as rows without content, and the log's chain goes
    on to verify. Backups that were made before still have the child.
    """
    if Naming(given.child).text(write.key):
        raise refused(422, "Idempotency-Key", "names the child", "a key without the child's id")

    def act(session: Session) -> ErasureOut:
        erasure = erase(session, who.actor, given.child, given.reason)
        return ErasureOut.model_validate(erasure, from_attributes=True)

    response = write(act, of=given.model_dump_json(), status=201)
    forget()
    service.rankers.forget()
    service.supervisor.forget()
    scrub(service.database)
    return response
