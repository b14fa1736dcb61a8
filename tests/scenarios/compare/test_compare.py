"""A baseline and scenarios side by side."""

from __future__ import annotations

import pytest

from matcher.errors import InputError
from matcher.indicators import INDICATORS
from matcher.records.plan import Plan
from scenarios.compare import Comparison, compare
from scenarios.compare.figures import less
from scenarios.inputs import Inputs
from scenarios.outcome import Outcome, ScenarioFault, outcome_of
from scenarios.scenario import BASELINE, Said, Scenario
from tests.support.registers import WELSH_NEIGHBOUR, child, group, home, register, settled, there
from tests.support.what_ifs import answered, compared, inputs, outcome, what_if


def county() -> Inputs:
    """Two who wait and one who is settled; a home in the county, one beyond it."""
    return inputs(
        register(
            child("C1"),
            child("C2"),
            settled("C3", "H2"),
            group("C1", "C2"),
            home("H1", places=2, weekly_cost=480.5),
            home("H2", kind="residential", authority=WELSH_NEIGHBOUR, weekly_cost=5000),
        )
    )


TOGETHER: dict[str, str | None] = {"C1": "H1", "C2": "H1", "C3": "H2"}
APART: dict[str, str | None] = {"C1": "H1", "C2": "H2", "C3": "H2"}


def test_an_empty_scenario_equals_the_baseline() -> None:
    county_ = county()
    empty = Scenario(name="empty", question=Said(en="What if nothing changes?"))
    told = compare(county_, [outcome_of(county_, BASELINE), outcome_of(county_, empty)])
    baseline, answer = told.answers
    assert answer.placed_differently == ()
    assert {level.verdict for level in answer.levels} == {"equal"}
    assert {one.change for one in answer.totals} == {0}
    assert {one.change for one in answer.figures} <= {0, None}
    assert answer.facts == baseline.facts
    assert (answer.status, answer.figures, answer.levels) == (
        "optimal",
        baseline.figures,
        baseline.levels,
    )


def test_every_indicator_is_there_with_its_change() -> None:
    county_ = county()
    answer = answered(county_, TOGETHER, county_, APART)
    figures = {(one.indicator, *one.of): one for one in answer.figures}
    assert {one.indicator for one in answer.figures} == {one.code for one in INDICATORS}
    cost = figures["weekly_cost",]
    assert (cost.today, cost.baseline, cost.value, cost.change) == (5000, 5961, 10480.5, 4519.5)
    assert cost.unit == "pounds a week"
    kind = figures["weekly_cost_by_kind", "residential"]
    assert (kind.baseline, kind.value, kind.change) == (5000, 10000, 5000)
    female = figures["equality", "gender", "female", "unplaced"]
    assert (female.today, female.baseline, female.value, female.change) == (2, 0, 0, 0)
    nobody = figures["in_house_share",]
    assert (nobody.today, nobody.baseline) == (None, 1)
    male = figures["equality", "gender", "male", "distance_median_km"]
    assert (male.baseline, male.value, male.change) == (None, None, None)


def test_a_difference_is_exact_in_decimals() -> None:
    assert less(0.3, 0.1) == 0.2
    assert less(5, 7) == -2
    assert isinstance(less(5, 7), int)
    assert less(None, 1) is None
    assert less(1, None) is None


def test_an_area_that_only_one_register_has_is_no_change() -> None:
    before = county()
    after = before.added(homes=[home("H9", location=there().model_copy(update={"label": "Elan"}))])
    figures = {
        (one.indicator, *one.of): one for one in answered(before, TOGETHER, after, TOGETHER).figures
    }
    elan = figures["places_used_by_area", "Elan"]
    assert (elan.today, elan.baseline, elan.value, elan.change) == (None, None, 0, None)
    back = {
        (one.indicator, *one.of): one for one in answered(after, TOGETHER, before, TOGETHER).figures
    }["places_used_by_area", "Elan"]
    assert (back.today, back.baseline, back.value, back.change) == (0, 0, None, None)


def test_totals_are_over_the_children_and_groups_of_both_registers() -> None:
    before = county()
    after = before.edited(children=[*before.register.children, child("C4")])
    answer = answered(before, TOGETHER, after, {**APART, "C4": "H2"})
    totals = {one.criterion: (one.baseline, one.value, one.change) for one in answer.totals}
    # C3, who is settled, counts; C4, who is new, does not.
    assert totals["out_of_county"] == (1, 2, 1)
    assert totals["siblings_apart"] == (0, 1, 1)
    assert totals["weekly_cost"] == (480 + 480 + 5000, 480 + 5000 + 5000, 4520)


def test_what_differs_in_register_and_policy_is_told() -> None:
    before = county()
    changed = before.edited(
        children=[child("C2", smoke_free=True), settled("C3", "H2"), child("C4")],
        sibling_groups=[],
        homes=[home("H2", kind="residential", authority=WELSH_NEIGHBOUR, places=1), home("H3")],
    )
    after = Inputs(changed.register, before.policy.with_limits(max_moves=0))
    answer = answered(before, TOGETHER, after, {"C2": "H3", "C3": "H2", "C4": "H3"})
    facts = answer.facts
    assert facts is not None
    assert (facts.n_children, facts.n_waiting, facts.n_review, facts.n_settled) == (3, 2, 0, 1)
    assert (facts.n_groups, facts.n_homes, facts.n_places) == (0, 2, 4)
    assert (facts.children_new, facts.children_gone, facts.children_changed) == (
        ("C4",),
        ("C1",),
        ("C2",),
    )
    assert (facts.homes_new, facts.homes_gone, facts.homes_changed) == (("H3",), ("H1",), ("H2",))
    assert facts.policy_changed == ("limits",)


def test_a_scenario_without_a_plan_is_told_and_does_not_stop_the_rest() -> None:
    county_ = county()
    fell = ScenarioFault(place="limits", fault="can't hold together", accepted="less")
    failed = Outcome(scenario=what_if(county_, "failed"), faults=(fell,))
    told = compare(
        county_,
        [outcome(county_, TOGETHER), failed, outcome(county_, APART, what_if(county_, "apart"))],
    )
    assert [one.status for one in told.answers] == ["optimal", "failed", "optimal"]
    assert told.answers[1].faults == (fell,)
    assert told.answers[1].figures == ()
    assert [one.child for one in told.answers[2].placed_differently] == ["C2"]
    assert told.scenarios == told.answers[1:]


def test_a_change_that_can_t_be_made_is_told() -> None:
    county_ = county()
    change = {"change": "close_homes", "homes": ["H77"]}
    scenario = Scenario.model_validate(
        {"name": "broken", "question": "What if?", "changes": [change]}
    )
    failed = outcome_of(county_, scenario)
    assert failed.plan is None
    answer = compare(county_, [outcome(county_, TOGETHER), failed]).answers[1]
    assert answer.faults[0].place.startswith("changes[0].close_homes")
    assert (answer.facts, len(answer.says)) == (None, 1)


def test_without_a_baseline_s_plan_figures_stand_alone() -> None:
    county_ = county()
    failed = Outcome(scenario=BASELINE, faults=(ScenarioFault(place="", fault="time ran out"),))
    told = compare(county_, [failed, outcome(county_, APART, what_if(county_))])
    answer = told.answers[1]
    assert {level.verdict for level in answer.levels} == {"incomparable"}
    assert {one.change for one in answer.figures} == {None}
    assert (answer.totals, answer.placed_differently) == ((), ())
    assert next(one.value for one in answer.figures if one.indicator == "unplaced") == 0


def test_places_are_rounded_so_that_no_family_is_found() -> None:
    there_ = there(0.00456, 0.00444).model_copy(update={"label": "Rhayader"})
    one = inputs(register(child("C1", family_home=there_), home("H1", location=there(0.0049))))
    told = compared(one, {"C1": "H1"}, one, {"C1": "H1"})
    spot = told.children[0].spot
    assert (spot.lat, spot.lon, spot.label) == (52.25, -3.37, "Rhayader")
    assert told.homes[0].spot.lat == 52.25
    assert "52.2545" not in told.model_dump_json()


def test_a_comparison_reads_back_from_its_json() -> None:
    county_ = county()
    told = compared(county_, TOGETHER, county_, APART)
    assert Comparison.model_validate_json(told.model_dump_json()) == told
    with pytest.raises(ValueError, match="needs a baseline"):
        Comparison.model_validate({**dict(told), "answers": ()})


def test_outcomes_that_don_t_belong_together_are_refused_all_at_once() -> None:
    county_ = county()
    other = inputs(register(child("C1"), home("H1")))
    foreign = outcome(other, {"C1": "H1"}, what_if(county_, "foreign"))
    twice = outcome(county_, APART, what_if(county_, "foreign"))
    with pytest.raises(InputError) as refused:
        compare(county_, [outcome(county_, TOGETHER), foreign, twice])
    assert [fault.place for fault in refused.value.faults] == [
        "outcomes[2].scenario.name",
        "outcomes[1]",
    ]
    with pytest.raises(InputError, match="are none"):
        compare(county_, [])


def test_a_plan_of_a_scenario_that_can_no_longer_be_made_is_refused() -> None:
    county_ = county()
    change = {"change": "close_homes", "homes": ["H77"]}
    scenario = Scenario.model_validate(
        {"name": "broken", "question": "What if?", "changes": [change]}
    )
    plan = outcome(county_, TOGETHER).plan
    assert isinstance(plan, Plan)
    with pytest.raises(InputError, match="H77"):
        compare(county_, [Outcome(scenario=scenario, plan=plan)])


def test_two_scenarios_may_give_different_new_homes_one_id() -> None:
    before = county()
    near = before.added(homes=[home("H9", kind="kinship")], children=[child("C9")])
    far = before.added(homes=[home("H9", kind="residential", location=there(0.5))])
    told = compare(
        before,
        [
            outcome(before, TOGETHER),
            outcome(near, {**TOGETHER, "C9": "H9"}, what_if(near, "near")),
            outcome(far, {**TOGETHER, "C1": "H9"}, what_if(far, "far")),
        ],
    )
    assert [one.id for one in told.homes] == ["H1", "H2"]
    baseline, first, second = told.answers
    assert (baseline.homes, baseline.children) == ((), ())
    assert [one.id for one in first.children] == ["C9"]
    assert told.homes_of(first)["H9"].kind == "kinship"
    assert told.homes_of(second)["H9"].kind == "residential"
    assert list(told.children_of(first)) == ["C1", "C2", "C3", "C9"]
    assert list(told.children_of(second)) == ["C1", "C2", "C3"]


def test_a_home_that_a_scenario_shows_otherwise_is_told_again() -> None:
    before = county()
    larger = [one.model_copy(update={"places": 5}) for one in before.register.homes]
    answer = answered(before, TOGETHER, before.edited(homes=larger), TOGETHER)
    assert [(one.id, one.places) for one in answer.homes] == [("H1", 5), ("H2", 5)]
