"""A plan that is over, as its page shows it: found, not found, or emptied; and planned again."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.pages.forms import Form
from api.pages.language import Speech, mark
from api.pages.plans import Chosen, counts_of, map_of, places_of, rows_of
from api.refusals import refused
from api.runs.jobs import Job, job_in
from api.service.routes.plans import PlanIn
from api.service.run_schemas import TIME_LIMIT, RunOut
from api.store.runs import answer_of
from api.store.tables import RegisterVersion, Run
from api.store.versions import register_of
from matcher.errors import Fault
from matcher.records.plan import Pair, Plan
from matcher.records.policy import Limits
from scenarios.reports import plan_tables, plan_words

#: What is said of a run in a word or two, and the colour of its tag.
STATES = {
    "queued": (mark("Waiting to begin"), "grey"),
    "running": (mark("Being made"), "blue"),
    "best": (mark("Proved best"), "green"),
    "found": (mark("Best found"), "yellow"),
    "stopped": (mark("Stopped"), "grey"),
    "failed": (mark("No plan"), "red"),
}


def state_of(run: RunOut) -> tuple[str, str]:
    """Return the state of a plan's run, marked for the catalogue, and its colour."""
    if run.has_answer:
        return STATES["best" if run.final else "found"]
    return STATES["failed" if run.state == "done" else run.state]


def context_of(
    session: Session, found: Run, run: RunOut, chosen: Chosen, say: Speech
) -> dict[str, Any]:
    """Return what the page of a plan shows.

    Parameters
    ----------
    session : Session
        To read with.
    found, run : Run, RunOut
        The run, which is over.
    chosen : Chosen
        Which rows are shown.
    say : Speech
        The language.
    """
    context: dict[str, Any] = {"run": run, "state": state_of(run), "chosen": chosen, "plan": None}
    answer = answer_of(found)
    job = None if found.request is None else job_in(found.request)
    if answer is None:
        return context | {
            "is_emptied": job is None,
            "faults": _faults(run),
            "limits": _limits(run, job, say),
        }
    plan = Plan.model_validate(answer)
    register = register_of(session.get_one(RegisterVersion, found.version))
    rows = rows_of(plan, register)
    places = places_of(rows)
    return context | {
        "plan": plan,
        "as_of": register.as_of,
        "proof": say(plan_words.STATUSES[plan.status]),
        "limits": plan_words.limits(plan.policy.limits, say),
        "counts": counts_of(rows),
        "rows": [row for row in rows if chosen.fits(row)],
        "n_all": len(rows),
        "changes": [(code, say(words)) for code, words in plan_words.CHANGES.items()],
        "kinds": _named({row.home.kind for row in rows if row.home}, say),
        "areas": _named({row.area for row in rows if row.home}, say),
        "places": places,
        "map": map_of(places, say.text(mark("Where children live after the plan")), say),
        "levels": plan_tables.levels(plan, say),
        "figures": plan_tables.single_figures(plan, say),
        "breakdowns": plan_tables.breakdowns(plan, say, deep=False),
        "warnings": plan_tables.warnings(plan, say),
        "provenance": plan_tables.provenance(plan, register, say),
    }


def again_in(found: Run, form: Form) -> PlanIn:
    """Return the question of a run before, with what a button of its page changes.

    Its buttons are ``lock`` and ``forbid``, each with a child's id: the pair is the child and the
    home that the plan gives it; ``unlock`` and ``allow``, each with the position of a pair from 0.

    Raises
    ------
    RefusedError
        410 if the run was emptied; 422 if the button is none of the page's.
    """
    answer = answer_of(found)
    if found.request is None:
        raise refused(410, "run", "was emptied when a child was erased", "a new run")
    job = job_in(found.request)
    locks, forbid = list(job.locks), list(job.forbid)
    homes = {} if answer is None else Plan.model_validate(answer).homes
    for name in ("lock", "forbid"):
        if child := form.value(name):
            pair = _pair(child, homes.get(child))
            locks = [one for one in locks if one[0] != child]
            forbid = [one for one in forbid if one != pair]
            (locks if name == "lock" else forbid).append(pair)
    if place := form.value("unlock"):
        locks = _without(locks, place)
    if place := form.value("allow"):
        forbid = _without(forbid, place)
    return PlanIn(
        policy=job.policy,
        time_limit=job.time_limit or TIME_LIMIT,
        locks=tuple(locks),
        forbid=tuple(forbid),
    )


def _pair(child: str, home: str | None) -> Pair:
    if home is None:
        raise refused(422, "", "the plan gives this child no home", "a child with a home")
    return child, home


def _without(pairs: list[Pair], place: str) -> list[Pair]:
    return [pair for number, pair in enumerate(pairs) if str(number) != place]


def _faults(run: RunOut) -> list[Fault]:
    given = () if run.failure is None else run.failure.faults
    return [Fault(one.place, one.fault, one.accepted) for one in given]


def _limits(run: RunOut, job: Job | None, say: Speech) -> str:
    """Return the limits that can't hold together, in words; empty where others are to blame."""
    if job is None or run.failure is None:
        return ""
    given = {code: getattr(job.policy.limits, code) for code in run.failure.limits}
    return plan_words.limits(Limits.model_validate(given), say)


def _named(codes: set[str], say: Speech) -> list[tuple[str, str]]:
    """Return codes with their names, in the order of the names."""
    return say.in_order(((code, say.name(code)) for code in codes), key=lambda one: one[1])
