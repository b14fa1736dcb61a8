"""Routes of decisions: what officers decide, and what was decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.service.auth import Decider, Reader
from api.service.deciding import decided_on
from api.service.decision_schemas import DecisionIn, DecisionOut, DecisionsOut, Kind, SearchIn
from api.service.schemas import MAX_NUMBER, Before, Limit, errors
from api.service.state import TheService
from api.service.writing import Writes
from api.store.decisions import decision_numbered, decisions_made

router = APIRouter(prefix="/v1", tags=["decisions"])


@router.post(
    "/decisions",
    status_code=201,
    response_model=DecisionOut,
    responses=errors(400, 404, 409, 413),
)
def decide(asked: DecisionIn, service: TheService, who: Decider, write: Writes) -> Response:
    """Record what was decided about children and a home.

    `offered`: the home is asked. `declined`: it says no, and is not proposed to the children
    again. `accepted`: the children live there from that day. `ended`: their placements end. All
    but `offered` make a new version of the register. Choosing another than the first option of
    the ranking asks for a reason. If the register is not as it was when the officer looked, the
    answer is 409 and says what has changed since and who decided what.
    """
    return decided_on(service, who, asked, write)


@router.get("/decisions", responses=errors())
def list_decisions(
    service: TheService,
    _: Reader,
    version: Annotated[
        int | None, Query(ge=1, le=MAX_NUMBER, description="Those made on this version.")
    ] = None,
    kind: Annotated[Kind | None, Query(description="Those of this kind.")] = None,
    before: Before = None,
    limit: Limit = 50,
) -> DecisionsOut:
    """List decisions, newest first."""
    with service.database.reading() as session:
        found = decisions_made(session, limit=limit + 1, before=before, version=version, kind=kind)
    return DecisionsOut.of(found, limit)


@router.post("/decisions/search", responses=errors(400, 413))
def search_decisions(asked: SearchIn, service: TheService, _: Reader) -> DecisionsOut:
    """List the decisions about a child, newest first."""
    with service.database.reading() as session:
        found = decisions_made(
            session, limit=asked.limit + 1, before=asked.before, child=asked.child
        )
    return DecisionsOut.of(found, asked.limit)


@router.get(
    "/decisions/{number:int}",
    responses=errors(404),
)
def get_decision(
    number: Annotated[int, Path(ge=1, le=MAX_NUMBER)], service: TheService, _: Reader
) -> DecisionOut:
    """Return a decision by its number."""
    with service.database.reading() as session:
        return DecisionOut.of(decision_numbered(session, number))
