"""Homes: the list, one home, and which children it could take."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from api.pages.auth import Ranks, Reader
from api.pages.fields import field_name, field_value
from api.pages.home import MAP, Offer, map_of, offers, others, residents, terms
from api.pages.homes import KINDS, Room, Sought, room_of, rooms
from api.pages.page import Page
from api.pages.refusal_reasons import refusal_reasons
from api.refusals import RefusedError, refused
from api.runs.jobs import OVER, Job
from api.service.planning_context import PlanningContext
from api.service.routes.rankings import MADE
from api.service.waiting import answer_in, asked_run
from api.store.policies import policy_numbered
from api.store.runs import same_inputs
from api.store.tables import RegisterVersion, Run
from api.store.versions import newest
from api.version import SOFTWARE
from matcher.amounts import level_unit
from matcher.case import Case
from matcher.errors import Fault, InputError
from matcher.records.plan import Ranking
from scenarios.reports.plan_words import in_short

router = APIRouter()

#: Longer lists nobody reads: what is asked for has to be narrowed.
MOST_LISTED = 300
#: Seconds to wait for a ranking before the page says that it is being worked out.
_WAIT_SECONDS = 3.0


class Told(NamedTuple):
    """What is known of a home's ranking.

    Attributes
    ----------
    state : str
        Of the run that works it out; empty where nobody has asked yet.
    position : int or None
        In the queue, from 1.
    offers : tuple of Offer
        Whom the home could take, once the run is done.
    faults : tuple of Fault
        Why it came to nothing.
    """

    state: str = ""
    position: int | None = None
    offers: tuple[Offer, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether it is known whom the home could take."""
        return self.state in OVER and not self.faults


@router.get("/homes")
def homes(page: Reader, kind: str = "", area: str = "", free: str = "") -> Response:
    """Return the homes of the newest register, those that are asked for."""
    with page.service.database.reading() as session:
        version = newest(session)
        basis = None if version is None else _basis(session, version)
    every = () if basis is None else rooms(basis.case())
    found = page.say.in_order(Sought(kind, area, bool(free)).of(every), lambda one: one.home.id)
    areas = [(area, page.say.name(area)) for area in {room.area for room in every}]
    return page.show(
        "homes.html",
        version=version,
        rooms=found[:MOST_LISTED],
        n_found=len(found),
        kinds=[(one, page.say.name(one)) for one in KINDS],
        areas=page.say.in_order(areas, lambda one: one[1]),
        sought=Sought(kind, area, bool(free)),
    )


@router.get("/homes/{id:path}")
def home(page: Reader, id: str, run: str = "") -> Response:
    """Return a home and, where somebody has asked, which children it could take."""
    say = page.say
    with page.service.database.reading() as session:
        basis, case, room = _found(session, id)
        told = _ranking(page, session, basis, case, room, run)
    waiting = [child.id for child in basis.register.children if child.status == "waiting"]
    stops = refusal_reasons(page.service, basis, id, waiting) if told and told.is_over else {}
    return page.show(
        "home.html",
        block="ranking",
        version=basis.version,
        room=room,
        terms=[
            (_capital(field_name(say, one)), field_value(say, one, value))
            for one, value in terms(room)
        ],
        others=field_value(say, "other_children", others(room)),
        residents=residents(case, room),
        ranking=told,
        stops=stops,
        n_could=sum(child.status != "settled" for child in basis.register.children),
        picture=map_of(room, told.offers, say) if told and told.offers else None,
        map_title=say.text(MAP),
        levels=[(say.level(one), level_unit(one)) for one in basis.policy.levels],
        in_short=lambda criteria: list(in_short(criteria, say)),
        status_of=partial(field_value, say, "status"),
    )


@router.post("/homes/{id:path}")
def rank(page: Ranks, id: str) -> Response:
    """Ask which children a home could take, and show the page again."""
    with page.service.database.reading() as session:
        basis, _, room = _found(session, id)
    run = asked_run(
        page.service,
        page.somebody,
        basis,
        _job(basis, room),
        _WAIT_SECONDS,
        MADE,
        {"request": room.home.id, "k": None, "system_cost": True},
    )
    return RedirectResponse(f"{page.path}?run={run.id}", status_code=303)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _basis(session: Session, version: RegisterVersion) -> PlanningContext:
    return PlanningContext.of(session, version, None, policy_numbered(session))


def _found(session: Session, id_: str) -> tuple[PlanningContext, Case, Room]:
    """Return a home of the newest register by its id.

    Raises
    ------
    RefusedError
        404 if there is none such.
    """
    version = newest(session)
    if version is not None:
        basis = _basis(session, version)
        case = basis.case()
        if id_ in case.homes:
            return basis, case, room_of(case, case.homes[id_])
    raise refused(404, "home", "there is no such home in the register", "a home of the list")


def _job(basis: PlanningContext, room: Room) -> Job:
    return basis.job("ranking", request=room.home.id)


def _ranking(
    page: Page, session: Session, basis: PlanningContext, case: Case, room: Room, run_id: str
) -> Told | None:
    """Return what is known of a home's ranking; None for those who may not rank.

    A run is that of the address, so that one which failed is not asked for again and again; or
    else any that answers the same question.
    """
    if not page.may("rank"):
        return None
    inputs = _job(basis, room).inputs_sha256(basis.register_sha256, SOFTWARE)
    run = session.get(Run, run_id) if run_id else None
    if run is None or run.inputs_sha256 != inputs:
        run = same_inputs(session, inputs, None)
    if run is None:
        return Told()
    try:
        answer = answer_in(run)
    except (RefusedError, InputError) as error:
        return Told(run.state, faults=tuple(error.faults))
    if answer is None:
        return Told(run.state, page.service.supervisor.position(run.id))
    return Told(run.state, offers=offers(case, Ranking.model_validate(answer)))
