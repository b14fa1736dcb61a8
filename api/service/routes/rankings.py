"""Routes of rankings and of the reasons: which homes, why this one, why not another."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field

from api.service.auth import Ranks
from api.service.planning_context import OnAnyRegister, OnVersion, PlanningContext
from api.service.state import Service, TheService
from api.service.waiting import UNDER_WAY, Wait, answer_in, asked_run, in_terms, under_way
from api.sign_in.permissions import Principal
from api.store import audit
from matcher.ranking import Ranker
from matcher.records.explanation import Explanation
from matcher.records.fields import Code, Truth, Whole
from matcher.records.plan import Ranking

router = APIRouter(prefix="/v1", tags=["rankings"])

#: What the log calls them.
MADE, EXPLAINED = "ranking.made", "explanation.made"


class RankingIn(OnAnyRegister):
    """Whom to find homes for, or which home to find children for.

    Attributes
    ----------
    request : str
        The id of a child, a sibling group or a home.
    k : int or None
        How many options; null for all.
    system_cost : bool
        Whether to find what each option costs everybody together. For a home it always is.
    wait : int
        Seconds to wait at most where that takes a solve.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"request": "C011"}, {"request": "S03", "k": 3}]}
    )

    request: Code
    k: Annotated[Whole, Field(ge=0, le=1000)] | None = 10
    system_cost: Truth = False
    wait: Wait = 20


class RankingOut(Ranking):
    """A ranking, and the version that it is of; null where the register came with the question."""

    version: int | None


class ExplanationIn(OnVersion):
    """Of whom to say why the best plan puts the child where it does.

    Attributes
    ----------
    child : str
        The child's id.
    home : str or None
        A home to ask about.
    wait : int
        Seconds to wait at most.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"child": "C011", "home": "H002"}]})

    child: Code
    home: Code | None = None
    wait: Wait = 20


class ExplanationOut(Explanation):
    """The reasons, and the version of the register that they are of."""

    version: int


@router.post("/rankings", response_model=RankingOut, responses=UNDER_WAY)
def rank(asked: RankingIn, service: TheService, who: Ranks) -> Response:
    """Rank the possible homes for a child or sibling group, or the children for a home.

    Everybody else stays as they are. Says which homes are refused and why, and the smallest
    changes that would make one possible. What options cost everybody together takes a solve, and
    so does a ranking for a home: where the answer is not there in time it is 202, with the run.
    """
    with service.database.reading() as session:
        basis = asked.basis(session)
    for_home = any(home.id == asked.request for home in basis.register.homes)
    if not for_home:
        ranking = _ranked(service, basis, asked, 0 if asked.system_cost else asked.k)
    if not (for_home or asked.system_cost):
        _log(service, who, basis, asked)
        return _answer(RankingOut.model_construct(**dict(ranking), version=basis.number))
    job = basis.job("ranking", request=asked.request, k=asked.k)
    run = asked_run(service, who, basis, job, asked.wait, MADE, _detail(asked))
    found = answer_in(run)
    if found is None:
        return under_way(service, run)
    return _answer(RankingOut.model_validate({**found, "version": basis.number}))


@router.post("/explanations", response_model=ExplanationOut, responses=UNDER_WAY)
def explain(asked: ExplanationIn, service: TheService, who: Ranks) -> Response:
    """Say why the best plan gives a child its home, and why not another.

    Names the homes that would suit better and what stops each; for a child without a home why,
    and the smallest changes that would help. It takes a solve: where the answer is not there in
    time it is 202, with the run.
    """
    with service.database.reading() as session:
        basis = asked.basis(session)
    case = basis.case()
    with in_terms({asked.child: "child"}):
        case.child(asked.child)
    if asked.home is not None:
        with in_terms({asked.home: "home"}):
            case.home(asked.home)
    job = basis.job("explanation", request=asked.child, home=asked.home)
    detail = {"child": asked.child, "home": asked.home}
    run = asked_run(service, who, basis, job, asked.wait, EXPLAINED, detail)
    found = answer_in(run)
    if found is None:
        return under_way(service, run)
    return _answer(ExplanationOut.model_validate({**found, "version": basis.number}))


def _answer(found: RankingOut | ExplanationOut) -> Response:
    return Response(found.model_dump_json(), media_type="application/json")


def _detail(asked: RankingIn) -> dict[str, Any]:
    return {"request": asked.request, "k": asked.k, "system_cost": asked.system_cost}


def _log(service: Service, who: Principal, basis: PlanningContext, asked: RankingIn) -> None:
    with service.database.writing() as session:
        audit.append(
            session,
            who.actor,
            MADE,
            version=basis.number,
            register_sha256=basis.register_sha256,
            policy_sha256=basis.policy_sha256,
            # Of a register that is not kept here no child is named.
            detail=None if basis.version is None else _detail(asked),
        )


def _ranked(service: Service, basis: PlanningContext, asked: RankingIn, k: int | None) -> Ranking:
    """Return a plain ranking; faults of what is asked for are found by that too."""

    def question(ranker: Ranker) -> Ranking:
        return ranker.rank(asked.request, k)

    with in_terms({asked.request: "request"}):
        if basis.version is None:
            return question(Ranker(basis.case()))  # seen once, and not kept ready
        return service.rankers.ask(basis.key, basis.case, question)
