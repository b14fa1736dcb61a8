"""Plans under way and what families may choose in them, against plain judgement."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.engine import Engine, Homes
from matcher.solve.heuristics.choosing import best_choice
from matcher.solve.heuristics.draft import Draft, drafted
from matcher.solve.heuristics.exchange import exchanged
from matcher.solve.heuristics.ground import Family
from matcher.solve.heuristics.in_turn import improved_in_turn
from matcher.solve.heuristics.keys import guides, ranks, shares
from matcher.solve.heuristics.mending import put_back, within_limits
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.drafting import homes_of, today
from tests.support.solving import positions
from tests.support.strategies import tiny_cases

CASES = crowds(5, 3) | tiny_cases(5, 4)


def same(one: Draft, other: Draft) -> bool:
    """Return whether two plans under way are the same, with all that follows from that."""
    return (
        {family: set(choice or ()) for family, choice in enumerate(one.choices)}
        == {family: set(choice or ()) for family, choice in enumerate(other.choices)}
        and (one.key, one.left, one.homes()) == (other.key, other.left, other.homes())
        and bool((one.room == other.room).all() and (one.broken == other.broken).all())
        and one.living == other.living
    )


def others_of(brute: BruteForce, homes: Homes, ids: set[str]) -> list[Homes]:
    """Return the lawful plans in which all but some children live as in a plan."""
    return [
        dict(plan)
        for plan in brute.plans(limits=False)
        if all(plan[id_] == home for id_, home in homes.items() if id_ not in ids)
    ]


@settings(max_examples=100)
@given(CASES, st.randoms(use_true_random=False))
def test_a_family_chooses_the_best_of_what_is_lawful_beside_the_others(
    case: Case, chance: Random
) -> None:
    engine, brute = Engine(case), BruteForce(case)
    start = today(engine, limits=False)
    homes = dict(chance.choice(list(brute.plans(limits=False))))
    draft, out = drafted(start.ground, positions(engine.arrays, case, homes))
    assert out == []
    for family in draft.ground.families:
        ids = {engine.arrays.children[member].id for member in family.members}
        before = draft.take_out(family)
        choice = best_choice(draft, family, before)
        assert choice is not None
        draft.put_in(family, choice)
        levels = [brute.levels(plan) for plan in others_of(brute, homes, ids)]
        assert brute.levels(homes_of(engine, draft)) == min(levels)
        draft.take_out(family)
        draft.put_in(family, before or ())
        assert homes_of(engine, draft) == homes


@settings(max_examples=100)
@given(CASES, st.randoms(use_true_random=False))
def test_keys_compare_as_levels_do_and_what_is_undone_leaves_nothing(
    case: Case, chance: Random
) -> None:
    engine, brute = Engine(case), BruteForce(case)
    ground = today(engine).ground
    plans = [dict(plan) for plan in brute.plans(limits=False)]
    one, other = chance.choice(plans), chance.choice(plans)
    first, _ = drafted(ground, positions(engine.arrays, case, one))
    second, _ = drafted(ground, positions(engine.arrays, case, other))
    assert (first.key < second.key) == (brute.levels(one) < brute.levels(other))
    assert (first.key == second.key) == (brute.levels(one) == brute.levels(other))
    assert first.is_within_limits == brute.within_limits(one)
    changed = first.copy()
    for family in chance.sample(ground.families, len(ground.families)):
        changed.take_out(family)
    for family in chance.sample(ground.families, len(ground.families)):
        choice = second.choices[family.idx]
        assert choice is not None
        assert changed.fits(choice)
        changed.put_in(family, choice)
    assert same(changed, second)


@settings(max_examples=150)
@given(crowds(7, 4) | tiny_cases(7, 5), st.randoms(use_true_random=False))
def test_exchanges_and_choosing_again_only_make_a_plan_better(case: Case, chance: Random) -> None:
    engine, brute = Engine(case), BruteForce(case)
    draft = today(engine)
    for _ in range(3):
        homes, within = homes_of(engine, draft), draft.is_within_limits
        families = chance.sample(draft.ground.families, len(draft.ground.families))
        if chance.random() < 0.5:
            changed = exchanged(draft)
        else:
            changed = improved_in_turn(draft, families, Stop())
        after = homes_of(engine, draft)
        assert brute.lawful(after)
        assert brute.levels(after) <= brute.levels(homes)
        assert changed or after == homes
        assert draft.is_within_limits or not within


def moved_on(case: Case) -> tuple[Engine, Draft]:
    engine = Engine(case)
    return engine, today(engine)


@settings(max_examples=100)
@given(CASES)
def test_a_plan_brought_within_limits_is_a_plan(case: Case) -> None:
    engine, draft = moved_on(case)
    brute = BruteForce(case)
    assert within_limits(draft, Stop()) == brute.within_limits(homes_of(engine, draft))
    assert brute.lawful(homes_of(engine, draft))


@settings(max_examples=100)
@given(CASES, st.randoms(use_true_random=False))
def test_families_that_are_put_back_leave_a_plan(case: Case, chance: Random) -> None:
    engine, draft = moved_on(case)
    draft.limited = False
    some: list[Family] = [family for family in draft.ground.families if chance.random() < 0.5]
    for family in some:
        draft.take_out(family)
    if put_back(draft, some, Stop()):
        assert BruteForce(case).lawful(homes_of(engine, draft))


@settings(max_examples=200)
@given(
    st.lists(
        st.lists(st.integers(0, 1 << 59) | st.integers(0, 3), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_ranks_compare_as_levels_do_however_large(levels: list[list[int]]) -> None:
    costs = np.array(levels, dtype=np.int64)
    rank, columns = ranks(costs).tolist(), costs.T.tolist()
    for one in range(3):
        for other in range(3):
            assert (rank[one] < rank[other]) == (columns[one] < columns[other])


@settings(max_examples=200)
@given(
    st.lists(
        st.lists(st.integers(0, 1 << 59) | st.integers(0, 3), min_size=4, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_sums_of_guides_never_say_the_opposite_of_levels(levels: list[list[int]]) -> None:
    costs = np.array(levels, dtype=np.int64)
    guide = guides(costs, 2)
    one, other = costs[:, :2].sum(axis=1).tolist(), costs[:, 2:].sum(axis=1).tolist()
    if guide[:2].sum() < guide[2:].sum() - 2:
        assert one < other


def test_shares_of_numbers_beyond_64_bits() -> None:
    small = np.array([-3, 0, 6], dtype=np.int64)
    large = np.array([-3 << 70, 0, 6 << 70], dtype=object)
    assert shares(small, 6, 100).tolist() == shares(large, 6 << 70, 100).tolist() == [-50, 0, 100]
