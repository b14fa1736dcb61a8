"""Branching, restricting and rounding against enumeration."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.case_arrays import Bools
from matcher.engine import Engine
from matcher.geography import Ints
from matcher.solve.audit import Claim, audit
from matcher.solve.bound import trivial_bound
from matcher.solve.branch import branch
from matcher.solve.node_program import NodeProgram
from matcher.solve.part import Part
from matcher.solve.problem import Problem
from matcher.solve.restricted_master import DualSolution
from matcher.solve.rounding import _beside, _mixed, rounded
from matcher.solve.stop import Stop
from matcher.solve.tree import Node, Proof
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.solving import positions
from tests.support.strategies import tiny_cases

NOTHING = np.zeros(0, dtype=np.int64)


def problem_of(engine: Engine) -> Problem:
    model = engine.model
    return Problem(model, list(engine.limits.values()), np.ones(model.n_columns, dtype=np.bool_))


def as_it_is(engine: Engine) -> Ints:
    present = engine.arrays.child.present
    found = engine.model.columns_of({m: int(present[m]) for m in engine.scene.stayers.tolist()})
    assert found is not None
    return found


@settings(max_examples=100)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_branching_finds_the_least_value_of_a_level_and_nothing_below_it(case: Case) -> None:
    engine, brute = Engine(case), BruteForce(case)
    plans = [brute.levels(homes) for homes in brute.plans()]
    for level in range(len(case.policy.levels)):
        some = problem_of(engine)
        goal = some.goal(level)
        least = min((values[level] for values in plans), default=None)
        most = 10**9 if least is None else least
        found = branch(Part(some), goal, most + 1, Stop())
        assert found.finished
        assert (found.chosen is None) == (least is None)
        if found.chosen is not None:
            assert some.keeps_rows(found.chosen)
            assert goal.value(found.chosen) == least
        below = branch(Part(some), goal, most, Stop())
        assert below.chosen is None
        assert below.finished
        for settled, at_least in ((found, most), (below, most)):
            assert is_proved(some, level, settled.tree, at_least)
            assert least is None or not is_proved(some, level, settled.tree, at_least + 1)
        assert some.open.all()


class LyingProgram(NodeProgram):
    """A linear program whose word is worth nothing: right, silent, wrong or without end."""

    chance = Random(0)

    def solve(self, is_open: Bools, forced: Bools, stop: Stop) -> DualSolution | None:
        answer = super().solve(is_open, forced, stop)
        n_movers, n_columns = self.problem.model.covers.shape
        made_up = DualSolution(
            np.array([self.chance.choice([0.0, 0.5, 1.0]) for _ in range(n_columns)]),
            np.array([self.chance.uniform(-9, 9) for _ in range(n_movers)]),
            np.array([self.chance.uniform(0, 9) for _ in range(self.problem.n_rows)]),
        )
        match self.chance.randrange(4):
            case 0:
                return answer
            case 1:
                return made_up
            case 2:
                self.ray = made_up
                return None
            case _:
                self.ray = None
                return None


@settings(max_examples=100)
@given(crowds(3, 2) | tiny_cases(3, 2), st.randoms(use_true_random=False))
def test_branching_trusts_no_linear_program(case: Case, chance: Random) -> None:
    engine, brute = Engine(case), BruteForce(case)
    plans = [brute.levels(homes) for homes in brute.plans()]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LyingProgram, "chance", chance)
        patched.setattr("matcher.solve.branch.NodeProgram", LyingProgram)
        for level in range(len(case.policy.levels)):
            some = problem_of(engine)
            least = min((values[level] for values in plans), default=None)
            most = 10**9 if least is None else least
            found = branch(Part(some), some.goal(level), most + 1, Stop())
            if found.chosen is not None:
                assert some.keeps_rows(found.chosen)
                assert some.goal(level).value(found.chosen) == least
            if found.finished:
                assert (found.chosen is None) == (least is None)
                assert is_proved(some, level, found.tree, most)


class LateStop(Stop):
    """A stop that comes when it has been looked at so many times."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def now(self) -> bool:
        self.looks -= 1
        return self.looks < 0


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3), st.integers(0, 30))
def test_branching_stopped_anywhere_says_so_and_keeps_what_it_has(case: Case, looks: int) -> None:
    engine, brute = Engine(case), BruteForce(case)
    plans = [brute.levels(homes)[0] for homes in brute.plans()]
    some = problem_of(engine)
    found = branch(Part(some), some.goal(0), 10**12, LateStop(looks))
    if found.chosen is not None:
        assert some.keeps_rows(found.chosen)
        assert some.goal(0).value(found.chosen) in plans
    if found.finished:
        assert (found.chosen is None) == (not plans)
        assert found.chosen is None or some.goal(0).value(found.chosen) == min(plans)


def is_proved(some: Problem, level: int, tree: Node, value: int) -> bool:
    """Return whether a tree proves that each level before aside, a level is at least a value."""
    nothing = Proof({}, 1, {}, [])
    before = [Claim(k, 10**12, (), nothing, None) for k in range(level)]
    claim = Claim(level, value, (), nothing, tree)
    return audit(some.model, some.open, [*before, claim])[-1].holds


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3))
def test_a_problem_on_the_columns_of_a_plan_has_that_plan(case: Case) -> None:
    engine = Engine(case)
    some = problem_of(engine)
    for homes in list(BruteForce(case).plans())[:20]:
        chosen = engine.model.columns_of(positions(engine.arrays, case, homes))
        assert chosen is not None
        inside = some.restricted(chosen)
        everything = np.arange(len(chosen))
        assert inside.keeps_rows(everything)
        assert inside.model.homes_of(everything.tolist()) == engine.model.homes_of(chosen.tolist())
        for level in range(len(case.policy.levels)):
            assert inside.value(everything, level) == some.value(chosen, level)
            goal = some.goal(level)
            assert goal.on(chosen).value(everything) == goal.value(chosen)


@settings(max_examples=60)
@given(crowds(4, 3) | tiny_cases(4, 3), st.randoms(use_true_random=False))
def test_rounding_gives_plans_only(case: Case, chance: Random) -> None:
    engine = Engine(case)
    some = problem_of(engine)
    goal = some.goal(0)
    plans = [dict(plan) for plan in BruteForce(case).plans()]
    # Whatever the linear program takes whole, sound together or not.
    x = np.array([chance.choice([0.0, 0.5, 1.0]) for _ in range(engine.model.n_columns)])
    bound = replace(trivial_bound(some, goal), x=x)
    for known in (None, as_it_is(engine)):
        for chosen in rounded(some, goal, bound, known, Stop()):
            if some.keeps_rows(chosen):
                assert engine.homes(chosen) in plans


@settings(max_examples=100)
@given(crowds(4, 3) | tiny_cases(4, 3), st.randoms(use_true_random=False))
def test_a_known_plan_and_part_of_another_make_a_plan(case: Case, chance: Random) -> None:
    engine = Engine(case)
    model = engine.model
    some = Problem(model, [], np.ones(model.n_columns, dtype=np.bool_))
    known = as_it_is(engine)
    plans = list(BruteForce(case).plans(limits=False))
    other = model.columns_of(positions(engine.arrays, case, dict(chance.choice(plans))))
    assert other is not None
    sure = np.zeros(model.n_columns, dtype=np.bool_)
    sure[[column for column in other.tolist() if chance.random() < 0.7]] = True
    mixed = _mixed(model, _beside(model, sure, known), known)
    assert mixed is not None
    assert some.keeps_rows(mixed)
