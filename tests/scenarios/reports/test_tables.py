"""Tables: what decides, what is proved, what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.records.policy import Policy
from scenarios.compare import Comparison, compare
from scenarios.outcome import Outcome, ScenarioFault, outcome_of
from scenarios.reports import tables
from scenarios.reports.delimited import rows
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Table, units_above
from scenarios.scenario import BASELINE, Scenario
from tests.support.registers import child, home, register
from tests.support.reports import comparison
from tests.support.what_ifs import compared, inputs, outcome, what_if

EN = Language("en")
ONE = inputs(
    register(child("C1"), home("H1", weekly_cost=900), home("H2", weekly_cost=500)),
    levels=[{"unplaced": 1}, {"weekly_cost": 1}],
)


def of(before: str | None, after: str | None, bounds: list[int | None] | None = None) -> Comparison:
    return compared(ONE, {"C1": before}, ONE, {"C1": after}, bounds=bounds)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (of("H1", "H1"), "no difference at any level"),
        (of("H1", "H2"), "better: level 2, cost of the placement, -£400 a week"),
        (of("H2", "H1"), "worse: level 2, cost of the placement, +£400 a week"),
        (of("H1", None), "worse: level 1, waiting without a home, +1 child"),
        (
            of("H1", "H2", [0, 450]),
            "better: level 2, cost of the placement, between -£450 a week and -£400 a week",
        ),
        (of("H2", "H1", [0, 300]), "no proven difference: level 2, cost of the placement"),
    ],
)
def test_the_first_level_that_differs_decides(told: Comparison, expected: str) -> None:
    assert tables.headline(told, told.answers[1], EN) == expected
    assert tables.headline(told, told.baseline, EN) == "what the others are compared with"


def test_other_priorities_and_other_children_are_said() -> None:
    other = replace(ONE, policy=Policy.model_validate({"levels": [{"unplaced": 2}]}))
    told = compared(ONE, {"C1": "H1"}, other, {"C1": "H1"})
    assert tables.headline(told, told.answers[1], EN) == "other priorities: level 1, unplaced x 2"
    (row,) = tables.levels(told.answers[1], EN).rows
    assert row[3:5] == ("", "")
    assert row[7:] == ("", "the baseline has no such level: see the totals")
    more = ONE.added(children=[child("C2")])
    told = compared(ONE, {"C1": "H1"}, more, {"C1": "H1", "C2": None})
    assert tables.headline(told, told.answers[1], EN) == (
        "more: level 1, waiting without a home, +1 child; counts other children"
    )


def test_proof_tells_the_interval_of_an_open_gap() -> None:
    told = of("H2", "H1", [0, 300])
    last = tables.levels(told.answers[1], EN).rows[1]
    assert last == (
        "2",
        "cost of the placement",
        "pounds a week",
        Amount(500, "pounds a week", bare=True),
        Amount(0, "pounds a week", bare=True),
        Amount(900, "pounds a week", bare=True),
        Amount(600, "pounds a week", bare=True),
        Amount(400, "pounds a week", signed=True, bare=True),
        "no proven difference; between -£200 a week and +£400 a week",
    )


def test_of_a_child_without_a_home_on_one_side_no_distance_is_compared() -> None:
    told = of("H1", None)
    (row,) = tables.differently(told, told.answers[1], EN).rows
    assert row[2:6] == ["H1, in-house foster, Powys", "no home", "", ""]


def test_breakdowns_leave_out_what_counts_nothing() -> None:
    answer = comparison().answers[1]
    shallow = tables.breakdowns(answer, EN, deep=False)
    assert ["places used by kind", "residential"] in [list(row[:2]) for row in shallow.rows]
    assert ["places used by kind", "parents"] not in [list(row[:2]) for row in shallow.rows]
    deep = tables.breakdowns(answer, EN, deep=True)
    assert ["children", "gender: male"] in [list(row[:2]) for row in deep.rows]
    assert ["children", "gender: other"] not in [list(row[:2]) for row in deep.rows]


def test_facts_list_what_differs_but_not_without_end() -> None:
    more = ONE.added(children=[child(f"N{n}") for n in range(25)])
    homes: dict[str, str | None] = {"C1": "H1", **{f"N{n}": None for n in range(25)}}
    told = compared(ONE, {"C1": "H1"}, more, homes)
    counts, new = tables.facts(told.answers[1], EN)
    assert counts.startswith("26 children: 26 waiting, 0 under review, 0 settled. 2 homes")
    assert new.startswith("New children (25): N0, N1,")
    assert new.endswith("N19 ….")


def test_criteria_list_what_changes_only() -> None:
    told = of("H1", "H2")
    found = tables.criteria(told.answers[1], EN).rows
    assert [list(row) for row in found] == [
        [
            "C1",
            "cost of the placement",
            Amount(900, "pounds a week"),
            Amount(500, "pounds a week"),
            Amount(-400, "pounds a week", signed=True),
        ]
    ]


def test_a_scenario_says_what_it_changes_and_one_that_can_t_be_made_says_why() -> None:
    scenarios = [
        Scenario.model_validate({"name": name, "question": "What if?", "changes": [change]})
        for name, change in (
            ("limit", {"change": "limits", "max_moves": 3}),
            ("broken", {"change": "close_homes", "homes": ["H77"]}),
        )
    ]
    told = compare(ONE, [outcome_of(ONE, one) for one in [BASELINE, *scenarios]])
    _, limit, broken = told.answers
    assert list(tables.facts(limit, EN))[1:] == ["Policy changed (1): limits."]
    assert list(tables.facts(broken, EN)) == []
    assert tables.headline(told, broken, EN) == "no plan: see its faults"
    (fault,) = tables.faults(broken, EN).rows
    assert str(fault[0]).startswith("changes[0].close_homes.homes")
    changes = [row for row in rows(told, EN) if row["table"] == "change"]
    assert [row["scenario"] for row in changes] == ["limit", "broken"]
    assert "3" in str(changes[0]["item"])


def test_without_a_baseline_s_plan_nothing_is_called_better() -> None:
    failed = Outcome(scenario=BASELINE, faults=(ScenarioFault(place="", fault="time ran out"),))
    told = compare(ONE, [failed, outcome(ONE, {"C1": "H1"}, what_if(ONE))])
    assert tables.headline(told, told.answers[1], EN) == (
        "the baseline has no plan to compare with"
    )


def test_a_unit_that_all_cells_of_a_column_have_may_stand_in_its_heading() -> None:
    table = Table(
        "Made up",
        ("of", "places", "far", "mixed", "share", "text", "beside"),
        [
            (
                "a",
                Amount(1, "places"),
                Amount(-15, "tenths of a km", signed=True),
                Amount(1, "km"),
                Amount(0.5, "share"),
                "x",
                Amount(3, "points", bare=True),
            ),
            ("b", Amount(2, "places"), "", Amount(1, "children"), Amount(None, "share"), "y", ""),
        ],
    )
    above = units_above(table, EN)
    assert above.columns == ["of", "places", "far, km", "mixed", "share", "text", "beside"]
    first, second = above.rows
    assert first[2] == Amount(-15, "tenths of a km", signed=True, bare=True)
    assert first[3:] == [*table.rows[0][3:]]
    assert second[:3] == ["b", Amount(2, "places", bare=True), ""]
    assert above.numeric == table.numeric
