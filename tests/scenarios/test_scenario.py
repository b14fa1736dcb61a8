from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.check import check
from matcher.errors import InputError
from matcher.records.faults import faults_of
from matcher.records.register import Register
from scenarios.changes import CHANGES
from scenarios.inputs import Inputs
from scenarios.outcome import outcome_of
from scenarios.scenario import BASELINE, Scenario
from tests.support.asking import asked, changed
from tests.support.registers import child, group, home, settled
from tests.support.strategies import PLACES, policies, tiny_cases, tiny_registers

_DAYS = ("2026-01-01", "2027-04-01", "2030-04-01", "2041-05-06")
_SOME = st.sampled_from


def scenario(*changes: Any, **fields: Any) -> Scenario:
    return Scenario.model_validate({"name": "x", "question": "?", "changes": changes, **fields})


def misread(*changes: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as caught:
        scenario(*changes)
    return [(one.place, one.fault, one.accepted) for one in faults_of(caught.value, Scenario)]


def test_nothing_changed_is_the_baseline() -> None:
    inputs = asked(child("C1"), home("H1"))
    assert BASELINE.apply(inputs) is inputs
    plan = outcome_of(inputs, BASELINE).plan
    assert plan is not None
    assert plan.levels == inputs.plan().levels


def test_changes_are_made_one_after_the_other() -> None:
    inputs = asked(settled("C1", "H1"), home("H1", provider="A"), home("H2", provider="B"))
    close = {"change": "close_homes", "homes": {"largest_provider": True}}
    assert _open(scenario(close).apply(inputs)) == ["H2"]
    leave = {"change": "children_leave", "children": "all"}
    arrive = {"change": "children_arrive", "near": "Brecon", "ages": [5]}
    lock = {"change": "lock", "child": "NEW-C1", "home": "H2"}
    after = scenario(leave, arrive, lock, close).apply(inputs)
    assert _open(after) == ["H2"]
    assert after.plan().homes == {"NEW-C1": "H2"}


def test_an_answer_is_the_plan_of_the_register_edited_by_hand() -> None:
    records = child("C1"), child("C2"), group("C1", "C2"), home("H2", weekly_cost=900)
    asked_for = scenario({"change": "close_homes", "homes": ["H1"]})
    plan = outcome_of(asked(settled("C3", "H1"), home("H1"), *records), asked_for).plan
    placement = {"home": "H1", "since": "2026-01-05"}
    by_hand = asked(child("C3", placement=placement), home("H1", open=False), *records).plan()
    assert plan is not None
    assert (plan.levels, plan.homes) == (by_hand.levels, by_hand.homes)
    assert plan.register_sha256 == by_hand.register_sha256


def test_a_change_that_there_is_not_is_told_with_those_there_are() -> None:
    all_codes = ", ".join(CHANGES)
    assert misread({"change": "foo"}) == [
        ("changes[0].change", "no change is called 'foo'", all_codes)
    ]
    assert misread({"change": "hold", "homes": "all"}, {"change": "add_home"}) == [
        ("changes[1].change", "no change is called 'add_home'", "add_homes (the likely one)")
    ]
    assert misread({"homes": ["H1"]}) == [("changes[0].change", "is missing", all_codes)]
    assert misread("hold") == [("changes[0]", "is not an object", "an object")]


def test_a_field_that_there_is_not_is_told_with_the_likely_one_of_that_change() -> None:
    assert misread({"change": "hold", "homes": "all", "home": 1}) == [
        ("changes[0].hold.home", "is not a field of the format", "homes (the likely one)")
    ]
    assert misread({"change": "review", "children": {"living_in": {"provder": "A"}}}) == [
        (
            "changes[0].review.children.living_in.provder",
            "is not a field of the format",
            "provider (the likely one)",
        )
    ]


def test_faults_of_all_changes_come_together() -> None:
    faults = misread({"change": "hold"}, {"change": "lock", "child": "C1"}, {"change": "x"})
    assert [place for place, _, _ in faults] == [
        "changes[0].hold.homes",
        "changes[1].lock.home",
        "changes[2].change",
    ]


@st.composite
def any_change(draw: st.DrawFn, register: Register) -> dict[str, Any]:
    """Draw a change that this register may or may not allow."""
    homes: st.SearchStrategy[Any] = st.just("all") | st.lists(
        _SOME([*(one.id for one in register.homes), "NEW-H1"]), min_size=1, max_size=2
    )
    homes |= _SOME([{"in_county": True}, {"for_profit": False}, {"count": 1}])
    homes |= _SOME([{"kind": "kinship"}, {"largest_provider": True, "in_wales": True}])
    children: st.SearchStrategy[Any] = st.just("all") | st.lists(
        _SOME([*(one.id for one in register.children), "NEW-C1"]), min_size=1, max_size=2
    )
    children |= _SOME([{"status": "waiting"}, {"status": ["review", "settled"]}])
    children |= _SOME([{"ages": [0, 12]}, {"largest_group": True}])
    children |= homes.map(lambda some: {"living_in": some})
    near = _SOME([{"lat": place.lat, "lon": place.lon} for place in PLACES])
    fields: dict[str, dict[str, Any]] = {
        "add_homes": {
            "kind": _SOME(["in_house_foster", "residential"]),
            "near": near,
            "count": st.integers(1, 2),
        },
        "close_homes": {"homes": homes},
        "change_homes": {"homes": homes, "places": st.integers(1, 4), "for_profit": st.booleans()},
        "hold": {"homes": homes},
        "release": {"homes": homes},
        "children_arrive": {
            "near": near,
            "ages": st.lists(st.integers(0, 17), min_size=1, max_size=3),
            "together": _SOME(["must", "prefer"]),
        },
        "children_leave": {"children": children},
        "turn_18": {"date": _SOME(_DAYS)},
        "return_to_parents": {"children": children},
        "numbers_up": {"share": _SOME([0.1, 0.5, 1]), "seed": st.integers(0, 3)},
        "limits": {"max_moves": st.integers(0, 2)},
        "weights": {"weights": _SOME([{"unplaced": 0}, {"moves": 5}, {"language": 1}])},
        "levels": {"levels": _SOME([[{"unplaced": 1}], [{"weekly_cost": 1}, {"unplaced": 1}]])},
        "reach": {"max_km": _SOME([0, 5.5, 20])},
        "law_on": {"date": _SOME(_DAYS)},
        "on_date": {"date": _SOME(_DAYS)},
        "travel": {},
        "find_kin": {"children": children},
        "lock": {"child": _SOME(["C1", "NEW-C1"]), "home": _SOME(["H1", "NEW-H1"])},
        "forbid": {"child": _SOME(["C1", "NEW-C1"]), "home": _SOME(["H1", "NEW-H1"])},
        "review": {"children": children},
        "settle": {"children": children},
    }
    code = draw(_SOME(sorted(fields)))
    return {"change": code, **draw(st.fixed_dictionaries(fields[code]))}


def test_changes_are_drawn_of_every_code() -> None:
    seen: set[str] = set()

    @settings(max_examples=400, database=None, derandomize=True)
    @given(any_change(asked(child("C1"), home("H1")).register))
    def draw(one: dict[str, Any]) -> None:
        scenario(one)  # is well written
        seen.add(one["change"])

    draw()
    assert seen == set(CHANGES)


@given(tiny_registers(max_children=4, max_homes=3), policies(), st.data())
def test_changes_give_a_sound_register_or_say_why_not(
    register: Register, policy: Any, data: st.DataObject
) -> None:
    inputs = Inputs(register, policy)
    for one in data.draw(st.lists(any_change(register), min_size=1, max_size=4)):
        try:
            after = scenario(one).apply(inputs)
        except InputError as error:
            places = [fault.place for fault in error.faults]
            assert [place for place in places if not _is_of(one, place)] == []
            continue
        again = Register.model_validate(after.register.model_dump(mode="json"))
        assert again == after.register
        _nobody_else_gets_in(inputs, after)
        _pairs_are_known(after)
        inputs = after
    try:
        plan = inputs.plan()
    except InputError:
        return
    assert check(inputs.register, plan, inputs.policy) == []


def _is_of(one: dict[str, Any], place: str) -> bool:
    """Return whether a place is one of a change's own fields."""
    code = one["change"]
    under, _, field = place.partition(f".{code}.")
    return under == "changes[0]" and re.split(r"\W", field)[0] in CHANGES[code].model_fields


def _nobody_else_gets_in(before: Inputs, after: Inputs) -> None:
    """A home for named children stays so: for some of them, or who is placed there already."""
    known = before.case.homes
    placed = [(child_.placement, child_.id) for child_ in after.register.children]
    for one in after.register.homes:
        was = known[one.id].reserved_for if one.id in known else ()
        if was:
            there = {id_ for placement, id_ in placed if placement and placement.home == one.id}
            assert one.reserved_for
            assert {*one.reserved_for} <= {*was, *there}


def _pairs_are_known(inputs: Inputs) -> None:
    for child_, home_ in (*inputs.locks, *inputs.forbid):
        assert child_ in inputs.case.children
        assert home_ in inputs.case.homes


@given(tiny_cases(max_children=4, max_homes=4, limits=False), st.data())
def test_one_more_home_never_makes_the_best_plan_worse(case: Any, data: st.DataObject) -> None:
    inputs = Inputs(case.register, case.policy, case.journeys)
    place = data.draw(_SOME(PLACES))
    after = changed(
        "add_homes",
        inputs,
        kind=data.draw(_SOME(["in_house_foster", "residential"])),
        near={"lat": place.lat, "lon": place.lon},
        authority=data.draw(_SOME(["W06000023", "E06000051"])),
        weekly_cost=data.draw(_SOME([0, 100, 900])),
        languages=data.draw(_SOME([["en"], ["cy", "pl"]])),
        ages=[0, 20],
    )
    assert _levels(after) <= _levels(inputs)


@given(tiny_cases(max_children=4, max_homes=4), st.data())
def test_one_limit_less_never_makes_the_best_plan_worse(case: Any, data: st.DataObject) -> None:
    inputs = Inputs(case.register, case.policy, case.journeys)
    assume(case.policy.limits.set_codes())
    lifted = data.draw(_SOME(case.policy.limits.set_codes()))
    try:
        before = _levels(inputs)
    except InputError:  # no plan keeps the limits
        return
    assert _levels(changed("limits", inputs, lift=[lifted])) <= before


def _levels(inputs: Inputs) -> tuple[int, ...]:
    plan = inputs.plan()
    assert plan.status == "optimal"
    assert plan.levels is not None
    return tuple(level.value for level in plan.levels)


def _open(inputs: Inputs) -> list[str]:
    return [one.id for one in inputs.register.homes if one.open]
