"""The first plan: a plan, within limits, locks kept, no worse than leaving all as it is."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.engine import Engine, Homes
from matcher.locks import PairConstraints
from matcher.solve.heuristics import first_plan
from matcher.solve.problem import Problem
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.drafting import as_it_is
from tests.support.strategies import tiny_cases

CASES = crowds(5, 3) | tiny_cases(5, 4)


def planned(engine: Engine, wanted: PairConstraints, stop: Stop | None = None) -> Homes | None:
    """Return every child's home in the first plan, whose columns and rows are looked at."""
    allowed = engine._allowed(wanted)
    rows = list(engine.limits.values())
    chosen = first_plan(engine.model, rows, allowed, as_it_is(engine), stop or Stop())
    if chosen is None:
        return None
    assert allowed[chosen].all()
    assert Problem(engine.model, rows, allowed).keeps_rows(chosen)
    return engine.homes(chosen)


@settings(max_examples=200)
@given(CASES)
def test_it_is_a_plan_and_no_worse_than_leaving_all_as_it_is(case: Case) -> None:
    brute = BruteForce(case)
    homes = planned(Engine(case), PairConstraints())
    if homes is None:
        assert not brute.within_limits(brute.today)
        return
    assert homes in list(brute.plans())
    if brute.within_limits(brute.today):
        assert brute.levels(homes) <= brute.levels(brute.today)


@settings(max_examples=150)
@given(CASES, st.randoms(use_true_random=False))
def test_it_keeps_locks_and_forbidden_pairs(case: Case, chance: Random) -> None:
    brute, plans = BruteForce(case), list(BruteForce(case).plans())
    if not plans:
        return
    some = chance.choice(plans)
    locked = {id_: some[id_] for id_ in brute.eligible if chance.random() < 0.3}
    forbid = [
        (id_, home)
        for id_, homes in brute.eligible.items()
        for home in homes
        if home is not None and some[id_] != home and chance.random() < 0.2
    ]
    wanted = PairConstraints(
        tuple((id_, home) for id_, home in locked.items() if home is not None),
        tuple(forbid),
        tuple(id_ for id_, home in locked.items() if home is None),
    )
    homes = planned(Engine(case), wanted)
    if homes is not None:
        assert homes in list(brute.plans(locked, forbid))


@settings(max_examples=50)
@given(CASES)
def test_it_is_the_same_again_and_sound_when_there_is_no_time(case: Case) -> None:
    assert planned(Engine(case), PairConstraints()) == planned(Engine(case), PairConstraints())
    brute, homes = BruteForce(case), planned(Engine(case), PairConstraints(), Stop(0))
    if homes is not None:
        assert homes in list(brute.plans())
