from __future__ import annotations

from fractions import Fraction

import pytest

from matcher.errors import InputError
from scenarios.compare.side import Side
from scenarios.reports.language import Language
from scenarios.studies._level_words import (
    difference_in_words,
    first_other,
    level_cell,
    level_text,
)
from scenarios.studies._whole_plans import LevelSum, WholePlan, WholePlans, level_sums
from tests.support.registers import child, home, register, there
from tests.support.what_ifs import inputs, outcome

EN = Language("en")
LEVELS = [{"unplaced": 1}, {"distance_home": 1}, {"weekly_cost": 2, "moves": 3}]
MADE = inputs(
    register(child("C1"), home("H1"), home("H2", location=there(0.1), weekly_cost=400)),
    levels=LEVELS,
)


def whole(at: str | None, bounds: list[int | None] | None = None) -> WholePlan:
    plan = outcome(MADE, {"C1": at}, bounds=bounds).plan
    assert plan is not None
    return WholePlan(Side(MADE, plan))


def test_proved_plans_sum_to_exact_levels() -> None:
    half = Fraction(1, 2)
    sums = level_sums([(half, whole("H1")), (half, whole("H2"))])
    assert sums == tuple(LevelSum(value=n, least=n, most=n) for n in (0, 55.5, 900))
    assert all(one.proved for one in sums)


def test_a_gap_becomes_an_interval_and_hides_the_levels_after_it() -> None:
    sums = level_sums([(1, whole("H2", [0, 100, None])), (-2, whole("H1"))])
    assert sums[:2] == (
        LevelSum(value=0, least=0, most=0),
        LevelSum(value=111, least=100, most=111),
    )
    assert sums[2] == LevelSum(value=-1200, least=None, most=None)


def test_a_gap_that_both_sides_share_is_counted_once() -> None:
    open_ = whole("H2", [0, 100, None])
    assert level_sums([(1, open_), (-1, open_)])[1] == LevelSum(value=0, least=0, most=0)
    assert level_sums([(1, open_), (-1, whole("H2", [0, 100, None]))])[1] == LevelSum(
        value=0, least=-11, most=11
    )
    assert level_sums([(-1, open_), (2, whole("H1"))])[1] == LevelSum(
        value=-111, least=-111, most=-100
    )


def test_plans_are_made_with_and_without_pairs() -> None:
    plans = WholePlans(MADE)
    assert plans.best.levels == (0, 0, 1000)
    assert plans.where() is plans.best
    assert plans.best.proved

    def levels(plan: WholePlan | None) -> tuple[int, ...] | None:
        return None if plan is None else plan.levels

    assert levels(plans.with_homes({"C1": "H2"})) == (0, 111, 800)
    assert levels(plans.with_homes({"C1": None})) == (1, 0, 0)
    assert levels(plans.where(forbid=[("C1", "H1")])) == (0, 111, 800)
    assert plans.where([("C1", "H1")], [("C1", "H1")]) is None


def test_where_nothing_can_be_planned_that_is_said() -> None:
    made = inputs(
        register(child("C1", home="H1"), home("H1", kind="agency_foster")),
        limits={"min_in_house_share": 1},
    )
    with pytest.raises(InputError, match="min_in_house_share"):
        WholePlans(made).where([("C1", "H1")])


def test_levels_are_told_with_units_and_what_they_lie_between() -> None:
    exact = LevelSum(value=0.25, least=0.25, most=0.25)
    open_ = LevelSum(value=3, least=-1, most=3)
    lost = LevelSum(value=3, least=None, most=None)

    assert level_text(exact, LEVELS[0], EN) == "0.25 children"
    assert level_text(LevelSum(value=4e-5, least=4e-5, most=4e-5), LEVELS[0], EN) == (
        "next to nothing"
    )
    assert level_text(open_, LEVELS[1], EN, signed=True) == "between -0.1 km and +0.3 km"
    assert level_text(lost, LEVELS[2], EN) == "not known"
    assert level_cell(lost, LEVELS[2], EN, signed=True) == "not known"

    zero = LevelSum(value=0, least=0, most=0)
    assert first_other((zero, zero)) is None
    assert first_other((zero, LevelSum(value=0, least=-1, most=0))) == 1
    assert difference_in_words((zero, zero), LEVELS, EN) is None
    assert difference_in_words((zero, exact), LEVELS, EN) == (
        "+0.0 km (level 2, distance from the family home)"
    )
    assert difference_in_words((zero, zero, open_), LEVELS, EN) == (
        "between -1 point and +3 points (level 3)"
    )
