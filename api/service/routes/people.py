"""Routes of people: who may sign in, and as what."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.refusals import refused
from api.service.auth import Admin
from api.service.people_schemas import NewPerson, PeopleOut, PersonChange, PersonIn, PersonOut
from api.service.schemas import MAX_NUMBER, errors
from api.service.state import Service, TheService
from api.service.writing import Writes
from api.settings import PREFIX
from api.sign_in import passwords, people
from api.store.people import all_people
from api.store.tables import Person
from matcher.errors import InputError

router = APIRouter(prefix="/v1", tags=["people"])

Number = Annotated[int, Path(ge=1, le=MAX_NUMBER, description="A person's number.")]


@router.get("/people", response_model=PeopleOut, responses=errors())
def everybody(service: TheService, who: Admin) -> PeopleOut:
    """List everybody who may sign in, or could once."""
    del who
    with service.database.reading() as session:
        return PeopleOut(people=tuple(map(PersonOut.of, all_people(session))))


@router.post("/people", status_code=201, response_model=NewPerson, responses=errors(409))
def add(service: TheService, who: Admin, write: Writes, given: PersonIn) -> Response:
    """Let somebody in: with a one-time password, or through the council's directory."""
    subject = _subject(service, given)
    password = passwords.one_time() if subject is None else None
    password_hash = password and passwords.hashed(password)

    def act(session: Session) -> NewPerson:
        person = people.add(
            session,
            who.actor,
            given.name,
            given.roles,
            password_hash=password_hash,
            subject=subject,
        )
        return _with(password, person)

    return write(act, of=given.model_dump_json(), status=201, unkept=_without)


@router.patch("/people/{number}", response_model=PersonOut, responses=errors(404, 409))
def change(
    service: TheService, who: Admin, write: Writes, number: Number, given: PersonChange
) -> Response:
    """Give somebody other roles, or let them no longer sign in. One admin always stays."""

    def act(session: Session) -> PersonOut:
        person = _numbered(session, number)
        if given.roles is not None and person.issuer and service.settings.oidc_roles:
            raise refused(
                409, "roles", "are given by the council's directory", "other groups there"
            )
        people.change(session, who.actor, person, roles=given.roles, active=given.active)
        return PersonOut.of(person)

    return write(act, of=given.model_dump_json())


@router.post("/people/{number}/password", response_model=NewPerson, responses=errors(404, 409))
def reset(who: Admin, write: Writes, number: Number) -> Response:
    """Give somebody a new one-time password; they are signed out, and no longer locked out."""
    password = passwords.one_time()
    password_hash = passwords.hashed(password)

    def act(session: Session) -> NewPerson:
        person = _numbered(session, number)
        people.reset(session, who.actor, person, password_hash)
        return _with(password, person)

    return write(act, of="", unkept=_without)


def _numbered(session: Session, number: int) -> Person:
    person = session.get(Person, number)
    if person is None:
        raise refused(404, "number", "is nobody's", "GET /v1/people lists everybody")
    return person


def _subject(service: Service, given: PersonIn) -> tuple[str, str] | None:
    """Return who somebody is in the council's directory, if they sign in through it."""
    if given.subject is None:
        return None
    if service.settings.oidc_issuer is None:
        fault = "is of no use: the service knows no directory"
        raise InputError.single("subject", fault, f"{PREFIX}OIDC_ISSUER, or none")
    return service.settings.oidc_issuer, given.subject


def _with(password: str | None, person: Person) -> NewPerson:
    return NewPerson(**PersonOut.of(person).model_dump(), one_time_password=password)


def _without(answer: BaseModel) -> BaseModel:
    return answer.model_copy(update={"one_time_password": None})
