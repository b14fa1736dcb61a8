"""The main job: the best plan for all children at once, proved.

Find where each child may live, price each possibility, choose the best set that fits, hand back a
plan that anyone can check.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from matcher.assignments import assignments_of
from matcher.case import Case
from matcher.cases import case_of
from matcher.certificate import certificate_of, how_proved, refuse_too_large
from matcher.check import judge
from matcher.collecting import not_collecting
from matcher.engine import Engine, Homes
from matcher.files import write_json
from matcher.indicators import indicators
from matcher.locks import PairConstraints, read_pairs
from matcher.plan_warnings import warnings
from matcher.progress import Report
from matcher.records.plan import LevelValue, Pair, Plan, Warn
from matcher.records.policy import Policy
from matcher.records.register import Register
from matcher.solve.solution import Solution
from matcher.solve.stop import Stop


def plan(
    register: Register,
    policy: Policy | None = None,
    locks: Iterable[Pair] = (),
    forbid: Iterable[Pair] = (),
    travel: str | Path | None = None,
    time_limit: float | None = None,
    progress: Report | None = None,
    certificate: str | Path | None = None,
) -> Plan:
    """Return the best plan for all children at once, with its proof.

    Parameters
    ----------
    register : Register
        Children, sibling groups and homes.
    policy : Policy, optional
        What to minimise, within which limits; the default policy if None.
    locks, forbid : iterable of (str, str)
        Pairs (child id, home id) that the plan must, or must not, contain.
    travel : str or Path, optional
        A travel matrix file; wins over the policy's.
    time_limit : float, optional
        Seconds after which the best plan so far is returned, its bounds true. An interrupt
        (Ctrl-C) does the same.
    progress : callable, optional
        Told of each step; see `matcher.progress.Progress`.
    certificate : str or Path, optional
        A file to write what proves the plan to, for another program to check; replaced if it
        exists.

    Returns
    -------
    Plan
        Judged before it is returned; its status is ``optimal`` if every level is proved.

    Raises
    ------
    InputError
        If a lock or a forbidden pair can't be kept, the travel matrix is faulty, or the
        certificate can't be written.
    NoPlanError
        If no plan keeps the limits; it names a smallest set that can't hold together.
    UndecidedError
        If time ran out before any plan within the limits was found.
    """
    case = case_of(register, policy, travel)
    return plan_case(case, locks, forbid, Stop(time_limit), progress, certificate)


def plan_case(
    case: Case,
    locks: Iterable[Pair],
    forbid: Iterable[Pair],
    stop: Stop,
    progress: Report | None = None,
    certificate: str | Path | None = None,
) -> Plan:
    """Return the best plan of a case; see `plan`."""
    wanted = read_pairs(case, locks, forbid)
    engine = Engine(case)
    if certificate is not None:
        refuse_too_large(engine)
    solution = engine.solve(wanted, stop, progress)
    if solution.chosen is None:
        raise engine.why_not(wanted, solution, stop)
    homes = engine.homes(solution.chosen)
    limited = engine.limit_warnings(wanted, homes, stop)
    with not_collecting():
        found = _written(engine, wanted, solution, homes, [*warnings(case, homes), *limited], stop)
    if certificate is not None:
        written = certificate_of(engine, wanted, solution)
        write_json(written.model_dump(mode="json", exclude_defaults=True), certificate)
    return found


def _written(
    engine: Engine,
    wanted: PairConstraints,
    solution: Solution,
    homes: Homes,
    notes: list[Warn],
    stop: Stop,
) -> Plan:
    """Return a solution as a plan, judged."""
    case = engine.case
    work = solution.work
    optimal = solution.values == solution.bounds
    found = Plan(
        format="cartref/plan/1",
        register_sha256=case.register.sha256,
        policy=case.policy,
        locks=wanted.locks,
        forbid=wanted.forbid,
        status="optimal" if optimal else "feasible",
        levels=tuple(
            LevelValue(value=value, bound=bound)
            for value, bound in zip(solution.values, solution.bounds, strict=True)
        ),
        assignments=assignments_of(case, homes, arrays=engine.arrays),
        warnings=tuple(notes),
        indicators=indicators(case, homes),
        solve={
            "seconds": round(stop.elapsed(), 3),
            "columns": work.columns,
            "rows": work.rows,
            "bounds": work.bounds,
            "searches": work.searches,
            "search_columns": work.search_columns,
            "proof": how_proved(solution),
        },
    )
    violations = judge(case, found)
    if violations:
        raise AssertionError(f"the judge refuses the plan: {violations[0].text}")
    return found
