"""Rivals: the exact ones find the engine's levels, rules of thumb keep every rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import benchmarks.rivals
from benchmarks.rivals import RIVALS, Answer, judged
from matcher import NoPlanError, Policy
from matcher.case import Case
from matcher.planning import plan_case
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.solve.stop import Stop
from scenarios.generator.sample import sample_register
from tests.support.crowds import crowds
from tests.support.registers import case, child, group, home, settled
from tests.support.running import python
from tests.support.strategies import tiny_cases

EXACT = sorted(code for code, rival in RIVALS.items() if rival.exact)
RULES_OF_THUMB = sorted(RIVALS.keys() - EXACT)
#: CBC is another process for each level, so it gets fewer cases.
IN_PROCESS = [code for code in EXACT if code not in ("pulp_cbc_pairs", "scipy_assignment")]


def engine_levels(case_: Case) -> tuple[int, ...] | None:
    """Return the levels of the engine's plan; None where there is no plan."""
    try:
        found = plan_case(case_, (), (), Stop())
    except NoPlanError:
        return None
    assert found.status == "optimal"
    return tuple(level.value for level in found.levels)


def proved(case_: Case, code: str) -> tuple[int, ...] | None:
    """Return the levels that a rival proves the best, its plan judged."""
    answer = RIVALS[code].solve(case_, None)
    assert judged(case_, answer) == []
    assert answer.optimal
    if answer.homes is None:
        assert (answer.levels, answer.bounds) == ((), ())
        return None
    assert answer.bounds == answer.levels
    return answer.levels


def test_every_rival_says_what_it_is() -> None:
    assert EXACT == [
        "cp_sat_pairs",
        "cp_sat_parties",
        "highs_parties",
        "pulp_cbc_pairs",
        "scip_parties",
        "scipy_assignment",
    ]
    assert RULES_OF_THUMB == ["best_for_each", "greedy"]
    for rival in RIVALS.values():
        assert rival.name
        assert rival.model.endswith(".")
    assert len({rival.name for rival in RIVALS.values()}) == len(RIVALS)


def test_no_rival_uses_the_engines_solver() -> None:
    modules = list(Path(benchmarks.rivals.__path__[0]).glob("*.py"))
    assert len(modules) > len(RIVALS)
    for module in modules:
        imports = [line for line in module.read_text().splitlines() if line.startswith("from ")]
        used = {line.split()[1] for line in imports}
        assert not any(
            name.startswith(("matcher.solve", "matcher.arcs", "matcher.engine", "matcher.planning"))
            for name in used
        )


def test_no_rival_takes_interrupts_from_the_process_that_it_ran_in() -> None:
    script = """
import os, signal
from benchmarks.rivals import RIVALS
from tests.support.registers import case, child, home

signal.signal(signal.SIGINT, signal.default_int_handler)
alone = case(child("C1"), home("H1", places=1))
for code, rival in RIVALS.items():
    rival.solve(alone, None)
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        print(code)
"""
    run = python("-c", script)
    assert run.stdout.split() == list(RIVALS), run.stderr


@pytest.mark.parametrize("code", IN_PROCESS)
@settings(max_examples=50)
@given(tiny_cases(max_homes=4) | crowds())
def test_exact_rivals_and_the_engine_agree(code: str, case: Case) -> None:
    assert proved(case, code) == engine_levels(case)


@settings(max_examples=40)
@given(tiny_cases(max_homes=4) | crowds(max_children=4))
def test_cbc_and_the_engine_agree(case: Case) -> None:
    assert proved(case, "pulp_cbc_pairs") == engine_levels(case)


@pytest.mark.parametrize("code", [*IN_PROCESS, "pulp_cbc_pairs"])
def test_exact_rivals_and_the_engine_agree_on_a_made_up_register(code: str) -> None:
    made_up = Case(sample_register(2, 100), Policy())
    assert proved(made_up, code) == engine_levels(made_up)


@pytest.mark.parametrize("code", [*IN_PROCESS, "pulp_cbc_pairs"])
@pytest.mark.parametrize("together", ["must", "prefer"])
def test_siblings_share_bedrooms_and_a_foster_home(code: str, together: str) -> None:
    """Four siblings in one home for three, of two bedrooms, that another child would take."""
    four = [child(f"C{n}", age=12, gender="male" if n < 3 else "female") for n in range(1, 5)]
    shared = case(
        *four,
        child("C5"),
        group("C1", "C2", "C3", "C4", together=together),
        home("H1", places=5, bedrooms=2, fostering_limit=3),
    )
    assert proved(shared, code) == (1, 0, *engine_tail(shared))


def engine_tail(case_: Case) -> tuple[int, ...]:
    levels = engine_levels(case_)
    assert levels is not None
    return levels[2:]


def test_work_is_counted() -> None:
    """Two pairs and no home: three columns, one row that a child is somewhere."""
    one = case(child(), home("H1"), home("H2"))
    for code in ("cp_sat_pairs", "cp_sat_parties", "highs_parties", "scip_parties"):
        work = RIVALS[code].solve(one).work
        assert (work["columns"], work["rows"]) == (3, 1)
    assert RIVALS["scipy_assignment"].solve(one).work == {"columns": 3, "rows": 1}


@pytest.mark.parametrize("code", EXACT)
def test_limits_that_no_plan_keeps_are_said_to_be_so(code: str) -> None:
    full = case(settled("C1", "H1"), child("C2"), home(), limits={"max_weekly_cost": 499})
    if not RIVALS[code].suits(full):
        assert code == "scipy_assignment"
        return
    answer = RIVALS[code].solve(full)
    assert (answer.homes, answer.levels, answer.optimal) == (None, (), True)


@pytest.mark.parametrize("code", RULES_OF_THUMB)
@settings(max_examples=80)
@given(tiny_cases() | crowds())
def test_rules_of_thumb_keep_every_rule_and_are_never_better(code: str, case: Case) -> None:
    rival = RIVALS[code]
    if not rival.suits(case):
        assert case.policy.limits.set_codes()
        return
    answer = rival.solve(case)
    assert answer.homes is not None
    assert judged(case, answer) == []
    assert not answer.optimal
    assert set(answer.bounds) == {None}
    best = engine_levels(case)
    assert best is not None
    assert answer.levels >= best


@pytest.mark.parametrize("code", RULES_OF_THUMB)
def test_rules_of_thumb_need_limits_kept_today(code: str) -> None:
    today: list[Child | Home] = [settled("C1", "H1"), child("C2"), home()]
    assert RIVALS[code].suits(case(*today, limits={"max_weekly_cost": 500}))
    assert not RIVALS[code].suits(case(*today, limits={"max_weekly_cost": 499}))


def test_limits_hold_back_rules_of_thumb() -> None:
    two = case(child("C1"), child("C2"), home(), limits={"max_weekly_cost": 500})
    for code in RULES_OF_THUMB:
        answer = RIVALS[code].solve(two)
        assert answer.homes == {"C1": "H1", "C2": None}
        assert answer.levels[0] == 1


def test_first_come_is_first_served_in_house_first_and_near_first() -> None:
    """C2 is needed first and takes the near in-house place; C1 gets the far one, C3 the agency."""
    three = case(
        child("C1", needed_by="2026-11-10"),
        child("C2", needed_by="2026-11-09"),
        child("C3", needed_by="2026-11-11"),
        home("H1", kind="agency_foster", places=1),
        home("H2", kind="in_house_foster", places=1, location={"lat": 53.0, "lon": -3.375}),
        home("H3", kind="in_house_foster", places=1),
        home("H4", kind="residential", places=3),
    )
    answer = RIVALS["greedy"].solve(three)
    assert answer.homes == {"C1": "H2", "C2": "H3", "C3": "H1"}
    assert answer.work == {"placed": 3}


def test_first_come_keeps_siblings_together_where_it_can() -> None:
    apart: list[Child | Home] = [
        child("C1"),
        child("C2"),
        home("H1", places=1),
        home("H2", places=1),
    ]
    greedy = RIVALS["greedy"]
    assert greedy.solve(case(*apart, group("C1", "C2"))).homes == {"C1": "H1", "C2": "H2"}
    must = case(*apart, group("C1", "C2", together="must"))
    assert greedy.solve(must).homes == {"C1": None, "C2": None}
    whole = case(*apart, group("C1", "C2"), home("H3", kind="residential"))
    assert greedy.solve(whole).homes == {"C1": "H3", "C2": "H3"}


def test_best_for_each_takes_the_next_on_the_list() -> None:
    """Both like the in-house home best, which takes one; nobody is moved to a worse home."""
    two = case(
        child("C1"),
        child("C2"),
        child("C3", home="H3"),
        home("H1", kind="agency_foster"),
        home("H2", kind="in_house_foster", places=1),
        home("H3", kind="kinship", reserved_for=["C3"]),
    )
    assert RIVALS["best_for_each"].solve(two).homes == {"C1": "H2", "C2": "H1", "C3": "H3"}


def no_plan_or_a_sound_one(case_: Case, answer: Answer) -> bool:
    return not answer.optimal and judged(case_, answer) == []


@pytest.mark.parametrize("code", [code for code in RIVALS if code != "scipy_assignment"])
def test_no_time_proves_nothing(code: str) -> None:
    made_up = Case(sample_register(1, 20), Policy())
    assert no_plan_or_a_sound_one(made_up, RIVALS[code].solve(made_up, 0))


@settings(max_examples=50)
@given(st.data())
def test_the_assignment_solver_and_the_engine_agree_on_assignments(data: st.DataObject) -> None:
    n_homes = data.draw(st.integers(1, 5))
    homes = [
        home(f"H{n}", places=1, weekly_cost=data.draw(st.integers(0, 5)),
             kind=data.draw(st.sampled_from(["kinship", "in_house_foster", "residential"])))
        for n in range(n_homes)
    ]  # fmt: skip
    lives = data.draw(st.lists(st.booleans(), min_size=n_homes, max_size=n_homes))
    reviewed = [child(f"R{n}", home=f"H{n}") for n in range(n_homes) if lives[n]]
    waiting = [
        child(f"W{n}", declined_by=data.draw(st.sets(st.sampled_from([h.id for h in homes]))))
        for n in range(data.draw(st.integers(0, 5)))
    ]
    singles = case(*reviewed, *waiting, *homes)
    assert RIVALS["scipy_assignment"].suits(singles)
    assert proved(singles, "scipy_assignment") == engine_levels(singles)


def test_the_assignment_solver_suits_assignments_alone() -> None:
    suits = RIVALS["scipy_assignment"].suits
    two = [child("C1"), child("C2")]
    one_place = [home("H1", places=1), home("H2", places=1)]
    assert suits(case(*two, *one_place))
    assert not suits(case(*two, *one_place, group("C1", "C2")))
    assert not suits(case(*two, *one_place, limits={"max_moves": 1}))
    assert not suits(case(*two, home("H1", places=2)))
    assert suits(case(child("C1"), child("C2", declined_by=["H1"]), home("H1", places=2)))
    assert suits(case(*two, settled("C3", "H1"), home("H1", places=2)))
    heavy = [{"unplaced": 1}, {"weekly_cost": 10**9}, {"unneeded_provision": 10**9}]
    various = [home("H1", places=1), home("H2", places=1, weekly_cost=9999, provides=["ramp"])]
    assert not suits(case(*two, *various, levels=heavy))


def test_the_assignment_solver_does_not_begin_without_time() -> None:
    one = case(child(), home())
    answer = RIVALS["scipy_assignment"].solve(one, 0)
    assert (answer.homes, answer.optimal) == (None, False)
