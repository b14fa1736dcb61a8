"""Registers on which a plan was called optimal that was not, or none was proved in any time.

Each stands for a kind: ties under policies of single criteria, numbers past 32 bits, homes over
their limits, large sibling groups, budgets missed by a hair.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.verify import verify
from matcher import NoPlanError, Policy, plan, read_policy, read_register
from matcher.case import Case
from matcher.cases import case_of
from matcher.planning import plan_case
from matcher.records.certificate import Certificate
from matcher.records.plan import Plan
from matcher.solve.stop import Stop
from tests.support.registers import case, child, group, home, there

CASES = Path(__file__).parent / "cases"

#: The levels of the best plan, by an exact solver that shares nothing with the engine.
BEST = {
    "ties": (0, 62204, 428, 2506, 4),
    "large-distances": (3368000000001,),
    "large-weights": (5808901272, 300004, 12446),
    "over-their-limits": (8, 7, 76906, 39903, 28),
    "eight-siblings": (0, 1, 27524, 4000, 0),
    "budget-missed-by-a-hair": (1, 0, 0, 0, 0),
}


def kept(name: str) -> Case:
    """Return the case of a folder."""
    folder = CASES / name
    path = folder / "policy.json"
    return case_of(
        read_register(folder / "register.json"), read_policy(path) if path.exists() else None
    )


def is_proved(some: Case, folder: Path) -> tuple[int, ...]:
    """Return the levels of a plan, each proved by what another program accepts."""
    path = folder / "certificate.json"
    found = plan_case(some, (), (), Stop(), certificate=path)
    assert found.status == "optimal"
    # As another program reads it.
    written = Plan.model_validate(found.model_dump(mode="json"))
    some = Case(some.register, written.policy, some.journeys)
    judgement = verify(some, written, Certificate.model_validate_json(path.read_bytes()))
    assert judgement.faults == ()
    assert {level.words for level in judgement.levels} == {"certified"}
    return tuple(level.value for level in found.levels)


@pytest.mark.parametrize("name", sorted(BEST))
def test_the_best_plan_is_proved(name: str, tmp_path: Path) -> None:
    assert is_proved(kept(name), tmp_path) == BEST[name]


def test_a_budget_that_the_penny_breaks_can_not_be_kept() -> None:
    some = kept("budget-to-the-penny")
    with pytest.raises(
        NoPlanError, match=r"max_weekly_cost 4807\.69 can't be kept by any plan"
    ) as caught:
        plan(some.register, some.policy)
    assert caught.value.limits == ("max_weekly_cost",)


def test_a_plan_past_a_budget_by_a_hair_is_told_of() -> None:
    some = kept("budget-missed-by-a-hair")
    found = plan(some.register, some.policy)
    assert [note.code for note in found.warnings] == ["limit_leaves_unplaced"]


@pytest.mark.parametrize("n_children", [8, 9, 10, 11, 12])
@pytest.mark.parametrize("places", [(5, 5), (6, 6), (8, 4, 3), (12, 2)])
def test_large_groups_are_settled_by_few_linear_programs(
    n_children: int, places: tuple[int, ...], tmp_path: Path
) -> None:
    """Work, not seconds: sixty linear programs are far below what enumeration would take."""
    ids = [f"C{n:02}" for n in range(n_children)]
    children = (
        child(id_, age=3 + n, school=there(0.07 * (n % 4), 0.05 * n)) for n, id_ in enumerate(ids)
    )
    homes = (
        home(f"H{n}", kind="residential", places=size, location=there(0.1 * n, 0.2))
        for n, size in enumerate(places)
    )
    some = case(*children, group(*ids), *homes)
    is_proved(some, tmp_path)
    solve: Any = plan_case(some, (), (), Stop()).solve
    assert solve["searches"] <= 8


def test_a_level_of_numbers_past_32_bits_takes_no_search() -> None:
    policy = Policy.model_validate(
        {"levels": [{"unplaced": 10**9, "weekly_cost": 999_983, "moves": 7}, {"distance_home": 1}]}
    )
    homes = (home(f"H{n}", places=1, weekly_cost=480 + n, location=there(n / 50)) for n in range(5))
    some = Case(case(*(child(f"C{n}") for n in range(6)), *homes).register, policy)
    found = plan_case(some, (), (), Stop())
    assert found.status == "optimal"
    assert found.levels[0].value == 10**9 + 999_983 * (480 * 5 + 10)
