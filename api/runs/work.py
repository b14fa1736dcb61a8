"""What a worker does: one job, on a register and journeys that it has at hand."""

from __future__ import annotations

import json
import logging
import traceback
import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from api.runs.jobs import Job
from api.store.runs import answer_hash
from matcher.case import Case
from matcher.errors import Fault, InputError, NoPlanError, UndecidedError
from matcher.explaining import explain_case
from matcher.planning import plan_case
from matcher.progress import Progress, Report
from matcher.ranking import Ranker
from matcher.records.register import Register
from matcher.solve.stop import Stop
from matcher.travel import Journeys
from scenarios.compare import compare
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome, ScenarioFault, outcome_of
from scenarios.sweep import with_baseline

_log = logging.getLogger(__name__)

#: Where a run is, as JSON.
Where = dict[str, Any]
Tell = Callable[[Where], None]
IsStopped = Callable[[], bool]


class Result(NamedTuple):
    """What comes of a job.

    Attributes
    ----------
    answer : bytes or None
        Its JSON, compressed; None where there is none.
    answer_sha256 : str or None
        Of the answer without the seconds that it took.
    final : bool
        Whether it is the same whenever and for however long it is worked out.
    failure : dict or None
        Why there is no answer: ``faults``, ``total``, ``limits``.
    """

    answer: bytes | None = None
    answer_sha256: str | None = None
    final: bool = False
    failure: dict[str, Any] | None = None


class Material(NamedTuple):
    """What a job is done on."""

    register: Register
    journeys: Journeys | None
    #: Gives a ranker of a policy: made once, since most of a ranking's time goes into it.
    ranker: Callable[[Case], Ranker] = Ranker


def failed(faults: Sequence[Fault], total: int | None = None, limits: Sequence[str] = ()) -> Result:
    """Return the result of a job that came to nothing, with the reasons."""
    listed = [
        {"place": fault.place, "fault": fault.fault, "accepted": fault.accepted} for fault in faults
    ]
    total = len(listed) if total is None else total
    return Result(failure={"faults": listed, "total": total, "limits": list(limits)})


def result_of(job: Job, material: Material, tell: Tell, is_stopped: IsStopped) -> Result:
    """Do a job and return what comes of it; raises nothing on purpose.

    Parameters
    ----------
    job : Job
        What to do.
    material : Material
        What to do it on.
    tell : callable
        Told where it is.
    is_stopped : callable
        Whether somebody wants no more than what is there.
    """
    try:
        return _DOERS[job.kind](job, material, tell, is_stopped)
    except InputError as error:
        limits = error.limits if isinstance(error, NoPlanError) else ()
        return failed(error.faults, error.total, limits)
    except UndecidedError as error:
        if is_stopped():
            return failed([Fault("", "was stopped before a plan within the limits was found")])
        return failed([Fault("time_limit", str(error), "a longer time limit")])
    except MemoryError:
        return failed([Fault("", "ran out of memory", "a smaller question, or more memory")])
    except Exception as error:
        # Only where it was: what the error says may name a child.
        _log.error("a job failed: %s\n%s", type(error).__name__, _lines(error))
        return failed([Fault("", f"this is a fault of cartref: {type(error).__name__}")])


def _lines(error: Exception) -> str:
    return "".join(traceback.format_tb(error.__traceback__))


def _plan(job: Job, material: Material, tell: Tell, _: IsStopped) -> Result:
    case = Case(material.register, job.policy, material.journeys)
    stop = Stop(job.time_limit)
    plan = plan_case(case, job.locks, job.forbid, stop, _telling(tell, {}))
    answer = plan.model_dump(mode="json")
    return _answered(answer, final=plan.status == "optimal")


def _scenarios(job: Job, material: Material, tell: Tell, is_stopped: IsStopped) -> Result:
    inputs = Inputs(material.register, job.policy, material.journeys)
    asked = with_baseline(job.scenarios)
    outcomes: list[Outcome] = []
    for number, scenario in enumerate(asked, start=1):
        if is_stopped():
            fell = ScenarioFault(place="", fault="was not worked out: the run was stopped")
            outcomes.append(Outcome(scenario=scenario, faults=(fell,)))
            continue
        about = {"scenario": scenario.name, "number": number, "n_scenarios": len(asked)}
        tell(about)
        outcomes.append(outcome_of(inputs, scenario, job.time_limit, _telling(tell, about)))
    answer = {
        "outcomes": [outcome.model_dump(mode="json") for outcome in outcomes],
        "comparison": compare(inputs, outcomes).model_dump(mode="json"),
    }
    return _answered(answer, final=all(map(_is_final, outcomes)))


def _is_final(outcome: Outcome) -> bool:
    if outcome.plan is not None:
        return outcome.plan.status == "optimal"
    # Faults that name a place are the question's; time that ran out has none.
    return all(fault.place for fault in outcome.faults)


def _study(job: Job, material: Material, tell: Tell, is_stopped: IsStopped) -> Result:
    assert job.study is not None, "a study without what it is asked with"

    def step(done: int, n_steps: int) -> None:
        tell({"study": job.study.code if job.study else "", "done": done, "n_steps": n_steps})
        if is_stopped():
            raise KeyboardInterrupt

    found = job.study.found(Inputs(material.register, job.policy, material.journeys), step)
    answer = found.model_dump(mode="json")
    return _answered(answer, final=not is_stopped())


def _ranking(job: Job, material: Material, _: Tell, __: IsStopped) -> Result:
    ranker = material.ranker(Case(material.register, job.policy, material.journeys))
    ranking = ranker.rank(job.request or "", job.k, system_cost=True)
    answer = ranking.model_dump(mode="json")
    return _answered(answer, final=True)


def _explanation(job: Job, material: Material, _: Tell, __: IsStopped) -> Result:
    ranker = material.ranker(Case(material.register, job.policy, material.journeys))
    told = explain_case(ranker.case, job.request or "", job.home, ranker.system)
    answer = told.model_dump(mode="json")
    return _answered(answer, final=True)


_DOERS: dict[str, Callable[[Job, Material, Tell, IsStopped], Result]] = {
    "plan": _plan,
    "scenarios": _scenarios,
    "study": _study,
    "ranking": _ranking,
    "explanation": _explanation,
}


def _answered(answer: dict[str, Any], *, final: bool) -> Result:
    packed = zlib.compress(json.dumps(answer, ensure_ascii=False).encode())
    return Result(packed, answer_hash(answer), final)


def _telling(tell: Tell, about: Where) -> Report:
    """Return what the engine tells its progress to, as part of something larger."""

    def report(at: Progress) -> None:
        tell(
            {
                "level": at.level,
                "n_levels": at.n_levels,
                "best": at.best,
                "bound": at.bound,
                "seconds": round(at.seconds, 3),
                **about,
            }
        )

    return report
