"""Routes of keys, with which programs act for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.refusals import refused
from api.service.auth import Reader
from api.service.people_schemas import KeyIn, KeyOut, KeysOut, NewKey
from api.service.schemas import errors
from api.service.state import TheService
from api.service.writing import Writes
from api.sign_in import keys
from api.store.people import keys_of

router = APIRouter(prefix="/v1", tags=["keys"])

KeyId = Annotated[
    str,
    Path(
        alias="id", pattern="^[0-9a-f]{12}$", description="A key's id: what follows cartref_ in it."
    ),
]


@router.get("/keys", response_model=KeysOut, responses=errors())
def list_(
    service: TheService,
    who: Reader,
    everybodys: Annotated[
        bool, Query(alias="all", description="Everybody's, which only admins see.")
    ] = False,
) -> KeysOut:
    """List one's own keys, or everybody's, without their secrets."""
    if everybodys and "admin" not in who.may:
        raise refused(403, "all", "this needs the permission admin", "false, for your own keys")
    with service.database.reading() as session:
        found = keys_of(session, None if everybodys else who.person)
    return KeysOut(keys=tuple(map(KeyOut.of, found)))


@router.post("/keys", status_code=201, response_model=NewKey, responses=errors())
def make(who: Reader, write: Writes, given: KeyIn) -> Response:
    """Make a key that may do some of what you may do yourself; its text is shown this once."""

    def act(session: Session) -> NewKey:
        key, text = keys.make(session, who, given.label, given.scopes, given.days)
        return NewKey(**KeyOut.of(key).model_dump(), key=text)

    return write(act, of=given.model_dump_json(), status=201, unkept=_without)


@router.delete("/keys/{id}", response_model=KeyOut, responses=errors(404))
def revoke(who: Reader, write: Writes, key_id: KeyId) -> Response:
    """Revoke a key: from now on it opens nothing. It stays in the list."""
    return write(lambda session: KeyOut.of(keys.revoke(session, who, key_id)), of="")


def _without(answer: BaseModel) -> BaseModel:
    return answer.model_copy(update={"key": None})
