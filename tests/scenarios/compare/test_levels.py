"""What is proved of a difference, and what can be compared at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.records.policy import Policy
from matcher.travel import Journey, Journeys
from scenarios.compare import Answer, LevelCompared
from scenarios.inputs import Inputs
from tests.support.registers import child, group, home, register, there
from tests.support.what_ifs import answered, inputs

LEVELS = [{"unplaced": 1}, {"weekly_cost": 1}, {"distance_home": 1}]
DEAR, CHEAP = home("H1", weekly_cost=900, places=1), home("H2", weekly_cost=500, places=1)


def county(*others: str) -> Inputs:
    """C1, and others, with a dear home and a cheap one."""
    return inputs(register(child("C1"), *map(child, others), DEAR, CHEAP), levels=LEVELS)


def dear_to_cheap(
    bounds_before: list[int | None] | None = None, bounds: list[int | None] | None = None
) -> Answer:
    """From a plan that costs 900 to one that costs 500, proved as told."""
    one = county()
    return answered(
        one, {"C1": "H1"}, one, {"C1": "H2"}, bounds_before=bounds_before, bounds=bounds
    )


def interval(level: LevelCompared) -> tuple[int | None, int | None, str]:
    return level.least, level.most, level.verdict


def test_where_both_plans_are_proved_so_is_the_difference() -> None:
    first, second, third = dear_to_cheap().levels
    assert interval(first) == (0, 0, "equal")
    assert interval(second) == (-400, -400, "lower")
    assert (second.value, second.baseline_value, second.difference) == (500, 900, -400)
    assert (second.gap, second.baseline_gap, second.unlike) == (0, 0, ())
    assert interval(third) == (0, 0, "equal")


@pytest.mark.parametrize(
    ("bounds_before", "bounds", "expected"),
    [
        # The baseline costs 850 to 900, the scenario 500: 350 to 400 less.
        ([0, 850, None], None, (-400, -350, "lower")),
        # 500 to 900 against 400 to 500: perhaps the same.
        ([0, 500, None], [0, 400, None], (-500, 0, "unproved")),
        # 850 to 900 against 0 to 500.
        ([0, 850, None], [0, 0, None], (-900, -350, "lower")),
        # Nothing is known of the scenario's cost but that it is none below 0.
        (None, [0, None, None], (-900, -400, "lower")),
    ],
)
def test_an_open_gap_leaves_an_interval(
    bounds_before: list[int | None] | None,
    bounds: list[int | None] | None,
    expected: tuple[int, int, str],
) -> None:
    _, second, third = dear_to_cheap(bounds_before, bounds).levels
    assert interval(second) == expected
    # After an open gap another plan may be better before, so nothing is known of this level.
    assert interval(third) == (None, None, "unproved")
    assert third.difference == 0


def test_the_other_way_round_it_is_higher() -> None:
    one = county()
    (_, second, _) = answered(one, {"C1": "H2"}, one, {"C1": "H1"}).levels
    assert interval(second) == (400, 400, "higher")


def test_an_unproved_difference_of_nothing_is_not_called_equal() -> None:
    one = county()
    (_, second, _) = answered(one, {"C1": "H1"}, one, {"C1": "H1"}, bounds=[0, 880, None]).levels
    assert interval(second) == (-20, 0, "unproved")


def test_levels_are_compared_by_what_they_count_wherever_they_stand() -> None:
    before = county()
    swapped = Policy.model_validate({"levels": [LEVELS[0], {"moves": 0, **LEVELS[2]}, LEVELS[1]]})
    after = replace(before, policy=swapped)
    answer = answered(before, {"C1": "H1"}, after, {"C1": "H2"})
    first, second, third = answer.levels
    assert (first.baseline_number, second.baseline_number, third.baseline_number) == (1, 3, 2)
    assert interval(third) == (-400, -400, "lower")
    assert (first.unlike, third.unlike) == ((), ("earlier_levels",))
    assert second.counts == {"distance_home": 1}


def test_a_sum_that_the_baseline_has_not_is_not_compared_but_its_criteria_are() -> None:
    before = county()
    both = Policy.model_validate({"levels": [{"unplaced": 1}, {"weekly_cost": 2}]})
    after = replace(before, policy=both)
    answer = answered(before, {"C1": "H1"}, after, {"C1": "H2"})
    second = answer.levels[1]
    assert (second.verdict, second.value, second.baseline_value) == ("incomparable", 1000, None)
    assert (second.difference, second.least, second.most) == (None, None, None)
    totals = {one.criterion: (one.baseline, one.value, one.change) for one in answer.totals}
    assert totals["weekly_cost"] == (900, 500, -400)


def test_the_same_sum_twice_is_compared_place_by_place() -> None:
    one = inputs(
        register(child("C1"), DEAR, CHEAP), levels=[*LEVELS[:2], {"distance_home": 1}, LEVELS[1]]
    )
    levels = answered(one, {"C1": "H1"}, one, {"C1": "H2"}).levels
    assert [level.baseline_number for level in levels] == [1, 2, 3, 4]


def test_other_children_groups_or_measures_are_told() -> None:
    before = county("C2")
    homes: dict[str, str | None] = {"C1": "H1", "C2": "H2"}
    arrived = before.added(children=[child("C3")])
    level = answered(before, homes, arrived, {**homes, "C3": None}).levels[0]
    assert (level.unlike, level.difference) == (("children",), 1)
    grouped = before.edited(sibling_groups=[group("C1", "C2")])
    assert answered(before, homes, grouped, homes).levels[0].unlike == ("groups",)
    measured = replace(
        before, journeys=Journeys({(c, h): Journey() for c in homes for h in ("H1", "H2")})
    )
    assert answered(before, homes, measured, homes).levels[0].unlike == ("measures",)
    assert answered(measured, homes, measured, homes).levels[0].unlike == ()
    longer = (
        replace(
            measured, journeys=Journeys({**measured.journeys.rows, ("C1", "H1"): Journey(home=9)})
        )
        if measured.journeys
        else measured
    )
    assert answered(measured, homes, longer, homes).levels[0].unlike == ("measures",)
    reach = replace(before, policy=Policy.model_validate({"levels": LEVELS, "school_reach_km": 9}))
    assert answered(before, homes, reach, homes).levels[0].unlike == ("measures",)


def test_a_new_home_does_not_make_a_table_of_journeys_another_measure() -> None:
    table = Journeys({("C1", "H1"): Journey(home=5), ("C1", "H2"): Journey()})
    before = replace(county(), journeys=table)
    after = before.added(homes=[home("H3", location=there(0.1))])
    assert answered(before, {"C1": "H1"}, after, {"C1": "H1"}).levels[0].unlike == ()
