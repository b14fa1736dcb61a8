"""Routes of plans: the best plan for all children at once, worked out in the background."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field

from api.service.auth import Planner
from api.service.run_schemas import ASKED, RunOut, TimeLimited, asked
from api.service.state import TheService
from api.service.writing import Writes
from matcher.locks import read_pairs
from matcher.records.plan import Pair

router = APIRouter(prefix="/v1", tags=["plans"])

#: Locks and forbidden pairs of one plan: more than any council has children.
MOST_PAIRS = 10_000
Pairs = Annotated[tuple[Pair, ...], Field(max_length=MOST_PAIRS)]


class PlanIn(TimeLimited):
    """What to plan.

    Attributes
    ----------
    locks, forbid : tuple of (str, str)
        Pairs (child id, home id) that the plan must, or must not, contain.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": "latest"},
                {"version": 3, "locks": [["C011", "H002"]], "time_limit": 60},
            ]
        }
    )

    locks: Pairs = ()
    forbid: Pairs = ()


@router.post("/plans", status_code=202, response_model=RunOut, responses=ASKED)
def plan(given: PlanIn, service: TheService, who: Planner, write: Writes) -> Response:
    """Work out the best plan for all children at once, and prove it.

    Answers at once with a run; the plan is at GET /v1/runs/{id}/answer when it is over. The same
    inputs as of a run whose plan is proved, or that is not over yet, give that run.
    """
    with service.database.reading() as session:
        basis = given.basis(session)
    if given.locks or given.forbid:
        read_pairs(basis.case(), given.locks, given.forbid)
    job = basis.job("plan", time_limit=given.time_limit, locks=given.locks, forbid=given.forbid)
    return asked(service, who, write, basis, job, of=given.model_dump_json())
