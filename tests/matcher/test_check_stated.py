"""The judge, on what a plan states of itself: what is not so is named."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.approvals import approvals_for
from matcher.check import judge
from matcher.criteria import child_costs, plan_levels
from matcher.living import Living, change_of
from tests.support.registers import WELSH_NEIGHBOUR, case, child, group, home, plan, settled, there

Broken = tuple[str, tuple[str, ...], str | None]

STATED = case(
    child("C1", school=there(0.1)),
    child("C2", home="H2"),
    settled("C3", "H2"),
    group("C1", "C2"),
    home("H1", authority=WELSH_NEIGHBOUR),
    home("H2"),
)
HOMES: dict[str, str | None] = {"C1": "H1", "C2": "H2", "C3": "H2"}
CHANGES = {"C1": "placed", "C2": "stays", "C3": "stays"}


def stated(about: dict[str, Any] | None = None, **fields: Any) -> list[Broken]:
    made = plan(HOMES, about=about or {}, **fields)
    return [(v.code, v.children, v.home) for v in judge(STATED, made)]


def test_a_plan_that_states_everything_as_it_is() -> None:
    levels = [{"value": value, "bound": value} for value in plan_levels(HOMES, STATED)]
    living = Living(STATED, HOMES)
    about = {
        id_: {
            "change": CHANGES[id_],
            "criteria": child_costs(STATED.child(id_), STATED.homes[str(at)], STATED),
            "approvals": approvals_for(STATED.child(id_), STATED.homes[str(at)], living, STATED),
        }
        for id_, at in HOMES.items()
    }
    sha = STATED.register.sha256
    assert stated(about, levels=levels, status="optimal", register_sha256=sha) == []
    # The same, found wanting once any of it is not so.
    levels[0] = {"value": levels[0]["value"] + 1}
    assert stated(about, levels=levels, register_sha256=sha) == [("stated", (), None)]


def test_another_register() -> None:
    assert stated(register_sha256="0" * 64) == [("stated", (), None)]


def test_a_level_s_value() -> None:
    values = plan_levels(HOMES, STATED)
    for number in range(len(values)):
        levels = [{"value": value + (n == number)} for n, value in enumerate(values)]
        (violation,) = judge(STATED, plan(HOMES, levels=levels))
        assert violation.code == "stated"
        assert violation.text.startswith(f"level {number + 1} is {values[number]}, not ")


def test_how_many_levels() -> None:
    values = [{"value": value} for value in plan_levels(HOMES, STATED)]
    assert stated(levels=values[:-1]) == [("stated", (), None)]
    assert stated(levels=[*values, {"value": 0}]) == [("stated", (), None)]


@pytest.mark.parametrize(("above", "status", "sound"), [(0, "optimal", True), (1, None, False)])
def test_a_bound_above_the_value(above: int, status: str | None, sound: bool) -> None:
    values = plan_levels(HOMES, STATED)
    levels = [{"value": value, "bound": value + above * (n == 2)} for n, value in enumerate(values)]
    found = stated(levels=levels, status=status)
    assert found == ([] if sound else [("stated", (), None)])


@pytest.mark.parametrize("bound", [None, 0])
def test_optimal_is_proved(bound: int | None) -> None:
    values = plan_levels(HOMES, STATED)
    levels = [{"value": value, "bound": value} for value in values]
    levels[2]["bound"] = bound  # type: ignore[assignment]  # null: not proved
    assert values[2] > 0
    assert stated(levels=levels, status="feasible") == []
    assert stated(levels=levels, status="optimal") == [("stated", (), None)]


@pytest.mark.parametrize("id_", sorted(CHANGES))
def test_a_change(id_: str) -> None:
    for change in ("placed", "moved", "stays", "unplaced"):
        expected = [] if change == CHANGES[id_] else [("stated", (id_,), HOMES[id_])]
        assert stated({id_: {"change": change}}) == expected


def test_a_criterion() -> None:
    costs = child_costs(STATED.child("C1"), STATED.home("H1"), STATED)
    assert costs["out_of_county"] == 1
    for code, value in costs.items():
        assert stated({"C1": {"criteria": {code: value}}}) == []
        assert stated({"C1": {"criteria": {code: value + 1}}}) == [("stated", ("C1",), "H1")]


@pytest.mark.parametrize("code", ["siblings_apart", "happiness"])
def test_what_is_no_criterion_of_a_child(code: str) -> None:
    assert stated({"C1": {"criteria": {code: 0}}}) == [("stated", ("C1",), "H1")]


def test_approvals() -> None:
    needed = ["area_panel", "placement_plan", "separation"]

    def of(*codes: str) -> list[Broken]:
        return stated({"C1": {"approvals": [{"code": code} for code in codes]}})

    once = [("stated", ("C1",), "H1")]
    assert of(*needed) == []
    assert of(*needed[:-1]) == once
    assert of(*needed, "with_parents") == once
    assert of("with_parents", *needed[1:]) == once * 2
    assert stated({"C2": {"approvals": [{"code": "placement_plan"}]}}) == [
        ("stated", ("C2",), "H2")
    ]


def test_changes() -> None:
    waiting, review = child(home="H1", status="waiting"), child(home="H1")
    assert change_of(waiting, None) == "unplaced"
    assert change_of(waiting, "H2") == "placed"
    assert change_of(review, "H1") == "stays"
    assert change_of(review, "H2") == "moved"
    assert change_of(settled("C1", "H1"), "H1") == "stays"
