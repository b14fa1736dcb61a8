from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from matcher.errors import InputError
from matcher.records.faults import faults_of
from scenarios.selection import Children
from tests.support.registers import HERE, child, group, home, register, settled, there

REGISTER = register(
    child("C1", age=5, gender="male", languages=["cy", "en"]),
    child("C2", age=9, needs=[{"code": "autism", "required": True}], family_home=there(0.05)),
    child("C3", age=15, home="H1", placement_type="long_term", languages=["en", "cy"]),
    settled("C4", "H2", gender="other", needs=[{"code": "autism", "required": False}]),
    child("C5", placement={"home": "H2", "since": "2026-01-05"}, family_home=there(0.2)),
    group("C1", "C3", id_="S1"),
    group("C2", "C4", "C5", id_="S2"),
    home("H1"),
    home("H2", kind="residential"),
)


def found(selection: Any) -> list[str]:
    children = Children.model_validate(selection).found(REGISTER, "children")
    return [one.id for one in children]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("all", "C1 C2 C3 C4 C5"),
        ("C4", "C4"),
        (["C4", "C1"], "C1 C4"),
        ({"groups": "S1"}, "C1 C3"),
        ({"status": "waiting"}, "C1 C2 C5"),
        ({"status": ["review", "settled"]}, "C3 C4"),
        ({"ages": [5, 9]}, "C1 C2"),
        ({"gender": "female"}, "C2 C3 C5"),
        ({"gender": ["male", "other"]}, "C1 C4"),
        ({"language": "cy"}, "C1"),
        ({"needs": "autism"}, "C2 C4"),
        ({"placement_type": "long_term"}, "C3"),
        ({"living_in": {"kind": "residential"}}, "C4"),
        ({"living_in": "H1"}, "C3"),
        ({"near": {"lat": HERE.lat, "lon": HERE.lon}}, "C1 C2 C3 C4"),
        ({"near": {"lat": HERE.lat, "lon": HERE.lon}, "within_km": 5}, "C1 C3 C4"),
        ({"largest_group": True}, "C2 C4 C5"),
        ({"largest_group": True, "gender": ["male", "female"]}, "C1 C3"),
        ({"groups": ["S1", "S2"], "status": "waiting", "ages": [6, 10]}, "C2 C5"),
    ],
)
def test_all_conditions_hold_together(selection: Any, expected: str) -> None:
    assert found(selection) == expected.split()


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (["C1", "C9"], ("children[1]", "no child has the id C9")),
        ({"groups": ["S9"]}, ("children.groups[0]", "no sibling group has the id S9")),
        (
            {"status": "waiting", "placement_type": "remand"},
            (
                "children.placement_type",
                "matches no child of the 3 that the other conditions leave",
            ),
        ),
        ({"living_in": ["H9"]}, ("children.living_in[0]", "no home has the id H9")),
        (
            {"living_in": {"kind": "kinship"}},
            (
                "children.living_in.kind",
                "matches no home",
            ),
        ),
    ],
)
def test_a_selection_that_matches_nobody_names_the_field(
    selection: Any, expected: tuple[str, str]
) -> None:
    with pytest.raises(InputError) as caught:
        found(selection)
    assert [(fault.place, fault.fault) for fault in caught.value.faults] == [expected]


@pytest.mark.parametrize(
    "records", [(child(),), (child(), child("C2"), child("C3"), group("C2", "C3"))]
)
def test_nobody_of_them_has_siblings(records: tuple[Any, ...]) -> None:
    selection = Children.model_validate({"ids": ["C1"], "largest_group": True})
    with pytest.raises(InputError, match=r"children\.largest_group: matches nobody"):
        selection.found(register(*records), "children")


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({}, ("", "selects nobody")),
        ({"within_km": 3}, ("", "has within_km without near")),
        ({"ages": [9, 5]}, ("", "has the lowest age above the highest")),
        ({"status": "placed"}, ("status[0]", "is none of the values allowed")),
    ],
)
def test_what_selects_no_children(selection: Any, expected: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        Children.model_validate(selection)
    assert [(one.place, one.fault) for one in faults_of(caught.value, Children)] == [expected]


@pytest.mark.parametrize(
    ("selection", "en"),
    [
        ("all", "all children"),
        ("C1", "C1"),
        (
            {"groups": "S1", "status": ["review", "settled"], "ages": [5, 9]},
            "children (sibling groups S1; under review / settled; aged 5 to 9)",
        ),
        (
            {"gender": "male", "language": "cy", "needs": ["a", "b"], "placement_type": "remand"},
            "children (boys; first language cy; needs a, b; asked for: remand)",
        ),
        (
            {"ids": "C1", "living_in": {"in_wales": False}, "near": "Brecon", "within_km": 3},
            "children (C1; living in homes (outside Wales); family home within 3 km of Brecon)",
        ),
        ({"largest_group": True}, "children (the largest sibling group of them)"),
    ],
)
def test_a_selection_in_words(selection: Any, en: str) -> None:
    says = Children.model_validate(selection).says
    assert says.en == en
    assert says.cy.strip()
    assert (says.cy == en) is (selection == "C1")
