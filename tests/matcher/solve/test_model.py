"""The model: every plan is a choice of columns that keeps its rows, at the same levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arcs import build_arcs
from matcher.case import Case
from matcher.case_arrays import CaseArrays
from matcher.engine import Engine
from matcher.household import HOUSEHOLD_RULES
from matcher.parties import MoverScope
from matcher.rules import RULES
from matcher.solve.problem import Problem
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.solving import positions, problem
from tests.support.strategies import tiny_cases


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_every_plan_is_a_choice_of_columns_and_back(case: Case) -> None:
    engine, brute = Engine(case), BruteForce(case)
    problem = Problem(engine.model, engine.model.rows, np.ones(engine.model.n_columns, np.bool_))
    limited = Problem(engine.model, list(engine.limits.values()), problem.open)
    for homes in brute.plans(limits=False):
        at = positions(engine.arrays, case, homes)
        chosen = engine.model.columns_of(at)
        assert chosen is not None
        assert engine.homes(chosen) == homes
        assert problem.keeps_rows(chosen)
        assert limited.keeps_rows(chosen) == brute.within_limits(homes)
        levels = range(len(case.policy.levels))
        assert tuple(problem.value(chosen, level) for level in levels) == brute.levels(homes)


@settings(max_examples=100)
@given(some=crowds(4, 3) | tiny_cases(4, 3), data=st.data())
def test_rows_for_all_clashes_say_at_once_what_each_solution_is_asked(
    some: Case, data: st.DataObject
) -> None:
    engine = Engine(some)
    n_columns = engine.model.n_columns
    subsets = st.lists(st.booleans(), min_size=n_columns, max_size=n_columns)
    there, taken = (np.array(data.draw(subsets), dtype=np.bool_) for _ in range(2))
    rows = engine.model.clashes_on(np.flatnonzero(there))
    chosen = (there & taken).astype(np.float64)
    broken = [row for row in rows if chosen[row.columns].sum() > row.most]
    assert bool(broken) == bool(engine.model.broken_clashes(chosen))
    for homes in BruteForce(some).plans(limits=False):
        plan = engine.model.columns_of(positions(engine.arrays, some, homes))
        assert plan is not None
        assert all(np.isin(row.columns, plan).sum() <= 1 for row in rows)


@given(
    costs=st.lists(st.integers(0, 5), min_size=1, max_size=30),
    kinds=st.integers(1, 6),
    each=st.integers(1, 4),
    data=st.data(),
)
def test_the_few_cheapest_are_the_same_among_many_columns(
    costs: list[int], kinds: int, each: int, data: st.DataObject
) -> None:
    model = problem(costs, []).model
    model.kind = np.sort(np.arange(len(costs)) % kinds)
    wanted = data.draw(st.lists(st.sampled_from(range(len(costs))), unique=True))
    arrays = np.array(sorted(wanted), dtype=np.int64)
    cost = np.array(costs)
    expected = [
        column
        for kind in range(kinds)
        for column in sorted(arrays[model.kind[arrays] == kind], key=lambda one: cost[one])[:each]
    ]
    assert model.cheapest(arrays, cost[arrays], each).tolist() == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matcher.solve.model._MANY", 0)
        assert model.cheapest(arrays, cost[arrays], each).tolist() == expected


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_arcs_are_the_parties_that_may_live_in_a_home(case: Case) -> None:
    arrays = CaseArrays(case)
    movers = [i for i, child in enumerate(arrays.children) if child.status != "settled"]
    scene = MoverScope(arrays, movers)
    arcs = build_arcs(scene)
    known = {
        (int(party), int(there)): (bool(lawful), bool(newcomer))
        for party, there, lawful, newcomer in zip(
            arcs.party, arcs.home, arcs.lawful, arcs.newcomer, strict=True
        )
    }
    fixed = {
        there.id: [
            child
            for child in case.register.children
            if child.status == "settled" and child.present_home == there.id
        ]
        for there in arrays.homes
    }
    for number, party in enumerate(scene.parties):
        members = [arrays.children[member] for member in party.members]
        for position, there in enumerate(arrays.homes):
            eligible = party.only_home in (None, position) and not any(
                child.present_home != there.id and rule.refuses(child, there, case)
                for child in members
                for rule in RULES
            )
            together = [*fixed[there.id], *members]
            lawful = not any(rule.breaking(there, together, case) for rule in HOUSEHOLD_RULES)
            newcomer = any(child.present_home != there.id for child in members)
            wanted = (lawful, newcomer) if eligible and (lawful or not newcomer) else None
            assert known.get((number, position)) == wanted
