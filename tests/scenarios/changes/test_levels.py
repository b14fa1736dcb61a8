from __future__ import annotations

from tests.support.asking import asked, change, changed, misread
from tests.support.registers import child, home, there

CODE = "levels"
COST_FIRST = [{"unplaced": 1}, {"weekly_cost": 1}]


def test_the_levels_are_replaced_whole() -> None:
    near, far = home("H1", weekly_cost=200), home("H2", location=there(0.1), weekly_cost=100)
    inputs = asked(child("C1"), near, far)
    assert inputs.plan().homes == {"C1": "H1"}
    after = changed(CODE, inputs, levels=COST_FIRST)
    assert after.policy.levels == ({"unplaced": 1}, {"weekly_cost": 1})
    assert after.plan().homes == {"C1": "H2"}
    assert after.policy.with_limits() == inputs.with_policy(levels=COST_FIRST).policy


def test_levels_that_a_policy_can_not_have() -> None:
    assert misread(CODE, levels=[{"moves": 1}]) == [("levels", "no level weighs unplaced")]
    assert misread(CODE, levels=[{"unplaced": 1, "cost": 1}]) == [
        ("levels", "no criterion is called cost")
    ]
    assert misread(CODE, levels=[]) == [("levels", "has too few items")]
    assert misread(CODE, levels=[{"unplaced": -1}]) == [("levels[0].unplaced", "is not a weight")]


def test_they_are_said_in_order() -> None:
    levels = [{"unplaced": 1}, {"moves": 1200, "weekly_cost": 1}, {}]
    assert change(CODE, levels=levels).says.en == (
        "minimise in this order: unplaced; 1,200 x moves + weekly_cost; 0"
    )
