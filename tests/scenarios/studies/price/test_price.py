"""What an element costs: both plans known by hand."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.errors import InputError, UndecidedError
from matcher.records.home import Home
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.studies import price as module
from scenarios.studies.price import ELEMENTS, FIGURES, Price, Priced, price_of
from tests.support.registers import (
    WELSH_NEIGHBOUR,
    child,
    group,
    home,
    register,
    settled,
    there,
)
from tests.support.what_ifs import inputs

#: Tenths of a km to a home 0.1 degrees to the north: 11.1 km.
FAR = 111
LEVELS = [{"unplaced": 1}, {"setting": 1000, "distance_home": 1}]
NEAR_AGENCY = home("H1", kind="agency_foster", weekly_cost=900.5)
FAR_IN_HOUSE = home("H2", location=there(0.1), weekly_cost=500)


def one(county: Inputs, element: str, **options: Any) -> Priced:
    """Return the price of one element."""
    (found,) = price_of(county, [element], **options).priced
    return found


def changes(found: Priced) -> dict[str, int]:
    """Return what an element costs, criterion by criterion, where it costs anything."""
    return {cost.criterion: cost.change for cost in found.costs if cost.change}


def test_in_house_first_costs_its_way_and_saves_its_fee() -> None:
    county = inputs(register(child("C1"), child("C2"), NEAR_AGENCY, FAR_IN_HOUSE), levels=LEVELS)
    study = price_of(county, ["in_house_first"])
    (found,) = study.priced
    # Both children go 11.1 km away instead of next door; £900.50 counts as £900.
    assert changes(found) == {"distance_home": 2 * FAR, "weekly_cost": -800, "setting": -2}
    distance = found.cost("distance_home")
    assert distance is not None
    assert (distance.having, distance.without, distance.verdict) == (2 * FAR, 0, "higher")
    assert (distance.least, distance.most, distance.per_child) == (2 * FAR, 2 * FAR, FAR)
    # £801 a week less, to the penny, 365 days.
    assert found.yearly_gbp == pytest.approx(-801 * 365 / 7, abs=0.01)
    assert found.proved
    assert [(who.child, who.without, who.having) for who in found.rehomed] == [
        ("C1", "H1", "H2"),
        ("C2", "H1", "H2"),
    ]
    assert study.n_children == 2
    say = Language("en")
    assert study.headline(say) == (
        "Elements of the policy that were priced: 1; that change who lives where: 1. "
        "In-house first: +22.2 km, -£800 a week (-£41,766 a year)."
    )


def test_a_target_of_the_in_house_share_is_priced_where_the_policy_has_none() -> None:
    county = inputs(
        register(
            *map(child, ("C1", "C2", "C3", "C4")),
            NEAR_AGENCY,
            home("H3", places=1, kind="agency_foster"),
            FAR_IN_HOUSE,
        ),
        levels=[{"unplaced": 1}, {"distance_home": 1}],
    )
    # Without it nobody is far away. With half of them in-house two are; with 70 % three.
    assert changes(one(county, "in_house_target", in_house_target=0.5))["distance_home"] == 2 * FAR
    assert changes(one(county, "in_house_target"))["distance_home"] == 3 * FAR
    own = county.with_policy(limits={"min_in_house_share": 0.25})
    assert changes(one(own, "in_house_target"))["distance_home"] == FAR


def test_siblings_together_cost_a_way_be_it_a_wish_or_a_must() -> None:
    levels = [{"unplaced": 1}, {"siblings_apart": 1}, {"distance_home": 1}]
    small, large = home("H1", places=1), home("H2", places=2, location=there(0.1))
    for together, order in (("prefer", levels), ("must", [levels[0], levels[2]])):
        siblings = group("C1", "C2", together=together)
        county = inputs(register(child("C1"), child("C2"), siblings, small, large), levels=order)
        found = one(county, "siblings_together")
        assert changes(found) == {"siblings_apart": -1, "distance_home": FAR}
        assert len(found.rehomed) == 1


def test_the_county_border_costs_a_way() -> None:
    over = home("H1", authority=WELSH_NEIGHBOUR, weekly_cost=500)
    county = inputs(
        register(child("C1"), over, FAR_IN_HOUSE),
        levels=[{"unplaced": 1}, {"out_of_county": 900, "area_order": 100, "distance_home": 1}],
    )
    assert changes(one(county, "county_border")) == {"distance_home": FAR, "out_of_county": -1}


def test_few_moves_cost_a_way_and_so_does_their_limit() -> None:
    levels = [{"unplaced": 1}, {"moves": 200, "distance_home": 1}]
    records = child("C1", home="H2", moves_12m=1), NEAR_AGENCY, FAR_IN_HOUSE
    county = inputs(register(*records), levels=levels)
    assert changes(one(county, "few_moves"))["distance_home"] == FAR
    assert changes(one(county, "few_moves"))["moves"] == -2
    limited = inputs(
        register(*records), levels=[levels[0], {"distance_home": 1}], limits={"max_moves": 0}
    )
    assert changes(one(limited, "max_moves"))["distance_home"] == FAR


def test_of_equally_good_plans_the_one_without_differs_least() -> None:
    # An agency and the county are as far: in-house first decides, and costs nothing.
    agency = home("H1", kind="agency_foster", weekly_cost=500)
    county = inputs(register(child("C1"), agency, home("H2")), levels=LEVELS)
    found = one(county, "in_house_first")
    assert (changes(found), found.rehomed, found.yearly_gbp) == ({}, (), 0)
    assert {cost.verdict for cost in found.costs} == {"equal"}


def test_what_the_policy_does_not_ask_for_is_absent() -> None:
    levels = [{"unplaced": 1}, {"moves": 0, "distance_home": 1}]
    county = inputs(register(child("C1"), home()), levels=levels)
    study = price_of(county)
    status = {found.element: found.status for found in study.priced}
    assert set(status) == {element.code for element in ELEMENTS}
    assert {code for code, how in status.items() if how == "priced"} == {
        "in_house_target",
        "near_family",
    }
    assert set(status.values()) == {"priced", "absent"}
    table = study.tables(Language("en"))[0]
    assert ["few moves: not in this policy", *[""] * 7] in table.rows


def test_settled_children_cost_the_same_with_and_without() -> None:
    county = inputs(
        register(settled("C1", "H1"), child("C2"), NEAR_AGENCY, FAR_IN_HOUSE), levels=LEVELS
    )
    found = one(county, "in_house_first")
    assert changes(found) == {"distance_home": FAR, "weekly_cost": -400, "setting": -1}
    assert price_of(county, ["in_house_first"]).n_children == 1


def test_nobody_to_decide_on_costs_nothing() -> None:
    study = price_of(inputs(register(home()), levels=LEVELS))
    (found,) = (found for found in study.priced if found.element == "in_house_first")
    assert changes(found) == {}
    assert {cost.per_child for cost in found.costs} == {None}
    assert [len(table.columns) for table in study.tables(Language("cy"))] == [8, 6, 5, 6]


def test_a_target_that_no_plan_keeps_is_told() -> None:
    county = inputs(register(settled("C1", "H1"), NEAR_AGENCY), levels=LEVELS)
    study = price_of(county, ["in_house_target"])
    (found,) = study.priced
    assert (found.status, found.costs) == ("no_plan", ())
    assert len(found.faults) == 1
    *_, faults = study.tables(Language("en"))
    assert faults.title == "Why there is no plan"
    assert "the in-house target: no plan" in study.tables(Language("en"))[0].rows[0]


def test_an_unproved_price_is_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    county = inputs(register(child("C1"), NEAR_AGENCY, FAR_IN_HOUSE), levels=LEVELS)
    place = len(LEVELS) + FIGURES.index("distance_home")

    def stopped(inputs: Inputs, time_limit: float | None) -> Plan:
        plan = inputs.plan(time_limit)
        if inputs.policy.levels[1] == LEVELS[1]:
            bounds = [
                {"value": level.value, "bound": level.bound if number < place else None}
                for number, level in enumerate(plan.levels)
            ]
            bounds[place]["bound"] = 100
            fields = {**dict(plan), "status": "feasible", "levels": bounds}
            return Plan.model_validate(fields)
        return plan

    monkeypatch.setattr(module, "planned", stopped)
    study = price_of(county, ["in_house_first"], time_limit=1)
    (found,) = study.priced
    assert not found.proved
    distance, cost = found.cost("distance_home"), found.cost("weekly_cost")
    assert distance is not None
    assert cost is not None
    assert (distance.least, distance.most, distance.verdict) == (100, FAR, "higher")
    assert (cost.least, cost.most, cost.verdict) == (None, None, "unproved")
    say = Language("en")
    (row,) = study.tables(say)[0].rows
    assert row[1:3] == ["+10.0 km to +11.1 km", "no proven difference"]
    assert study.headline(say).endswith(
        "In-house first: +10.0 km to +11.1 km, no proven difference."
    )
    assert study.exactness(say).startswith("Prices of plans that were stopped before they were")


def test_an_interrupt_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    county = inputs(register(child("C1"), NEAR_AGENCY, FAR_IN_HOUSE), levels=LEVELS)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        if told and done:
            raise KeyboardInterrupt
        told.append((done, total))

    def run() -> Price:
        return price_of(county, ["in_house_first", "near_family"], progress=progress)

    told_of = run()  # by an interrupt that falls into the callback
    assert [found.element for found in told_of.priced] == ["in_house_first"]
    assert told_of.left == ("near_family",)
    undecided = iter([0, 0])

    def stopped(inputs: Inputs, time_limit: float | None) -> Plan:
        if next(undecided, None) is None:
            raise KeyboardInterrupt
        return inputs.plan(time_limit)

    monkeypatch.setattr(module, "planned", stopped)
    study = price_of(county, ["in_house_first", "near_family"])
    assert [found.element for found in study.priced] == ["in_house_first"]
    assert study.left == ("near_family",)
    assert "The study was stopped; not priced: near the family." in study.headline(Language("en"))
    assert study.exactness(Language("en")).endswith("not priced: near the family.")


def test_time_that_runs_out_before_any_plan_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Plan:
        raise UndecidedError("time ran out")

    monkeypatch.setattr(module, "planned", never)
    county = inputs(register(child("C1"), NEAR_AGENCY), levels=LEVELS)
    found = one(county, "in_house_first", time_limit=1)
    assert [fault.fault for fault in found.faults] == ["time ran out"]


def test_faults_of_what_is_asked_are_told_together() -> None:
    county = inputs(register(child("C1"), home()))
    with pytest.raises(InputError) as raised:
        price_of(county, ["county", "few_moves", "few_moves"])
    assert [fault.place for fault in raised.value.faults] == ["elements[0]", "elements[2]"]
    with pytest.raises(InputError, match="in_house_target: is not a share"):
        price_of(county, in_house_target=70)


def test_bars_and_tables_in_both_languages() -> None:
    county = inputs(register(child("C1"), NEAR_AGENCY, FAR_IN_HOUSE), levels=LEVELS)
    study = price_of(county, ["in_house_first", "low_cost"])
    for code in ("en", "cy"):
        say = Language(code)
        pounds, distance = study.pictures(say)
        assert pounds.svg.startswith("<svg")
        assert "11.1" in distance.svg
        prices, each, sides, elsewhere = study.tables(say)
        assert {len(row) for row in prices.rows} == {8}
        assert {len(row) for row in each.rows} == {6}
        assert len(sides.rows) == 3
        assert len(elsewhere.rows) == 1
    assert Price.model_validate_json(study.model_dump_json()) == study


def test_of_many_elements_the_dearest_are_told() -> None:
    def for_one(id_: str, who: str, **fields: Any) -> Home:
        return home(id_, reserved_for=[who], **fields)

    county = inputs(
        register(
            child("C1"),
            for_one("H1", "C1", kind="agency_foster", weekly_cost=900),
            for_one("H2", "C1", location=there(0.1), weekly_cost=500),
            child("C2"),
            for_one("H3", "C2", authority=WELSH_NEIGHBOUR, weekly_cost=400),
            for_one("H4", "C2", location=there(0.1), weekly_cost=500),
            child("C3", home="H5"),
            for_one("H5", "C3", location=there(0.2), weekly_cost=500),
            for_one("H6", "C3", weekly_cost=500),
        ),
        levels=[
            {"unplaced": 1},
            {"setting": 900, "out_of_county": 900, "moves": 900, "distance_home": 1},
        ],
    )
    study = price_of(county, ["in_house_first", "county_border", "few_moves"])
    assert study.headline(Language("en")) == (
        "Elements of the policy that were priced: 3; that change who lives where: 3. "
        "Most money: the county border, +£100 a week (+£5,214 a year). "
        "Most distance: few moves, +22.2 km."
    )
    cheapest = price_of(county, ["in_house_first"])
    assert "Most" not in cheapest.headline(Language("en"))


def test_of_a_child_without_a_home_no_home_is_nearer_or_cheaper() -> None:
    records = child("C1"), child("C2"), home("H1", reserved_for=["C1"], weekly_cost=500)
    county = inputs(
        register(*records, home("H2", kind="residential", weekly_cost=900)),
        levels=[{"unplaced": 1, "setting": 9}],
    )
    *_, elsewhere = price_of(county, ["in_house_first"]).tables(Language("en"))
    assert [row[3:] for row in elsewhere.rows] == [("no home", "", "")]
