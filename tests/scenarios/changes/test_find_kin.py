from __future__ import annotations

from typing import Any

from matcher.case_arrays import PLACEMENT_TYPES
from matcher.records.home import Home
from matcher.travel import Journey
from tests.support.asking import asked, change, changed, refused
from tests.support.registers import ENGLISH_NEIGHBOUR, HERE, child, group, home, settled, there

CODE = "find_kin"
NEED = {"code": "autism", "required": True}


def kin(id_: str, *children: str, **fields: Any) -> Home:
    defaults: dict[str, Any] = {
        "provider": "Kin",
        "kind": "kinship",
        "places": len(children),
        "ages": (0, 20),
        "placement_types": PLACEMENT_TYPES,
        "languages": ["en"],
        "reserved_for": children,
        "weekly_cost": 350,
    }
    return home(id_, **(defaults | fields))


def test_a_home_for_each_family_at_the_family_home() -> None:
    inputs = asked(
        child("C1", needs=[NEED, {"code": "ramp", "required": False}]),
        child("C2", languages=["cy", "en"]),
        child("C3", family_home=there(0.1)),
        group("C1", "C2"),
        home("H1"),
    )
    after = changed(CODE, inputs, children="all")
    assert after.register.homes[1:] == (
        kin("NEW-H1", "C1", "C2", provides=["autism"], languages=["en", "cy"]),
        kin("NEW-H2", "C3", location=there(0.1)),
    )
    assert after.plan().homes == {"C1": "NEW-H1", "C2": "NEW-H1", "C3": "NEW-H2"}


def test_near_a_place_and_at_a_cost() -> None:
    inputs = asked(child("C1"), child("C2"))
    after = changed(CODE, inputs, children=["C2"], near="Shrewsbury", weekly_cost=400).register
    (found,) = after.homes
    assert found.authority == ENGLISH_NEIGHBOUR
    assert (found.reserved_for, found.weekly_cost) == (("C2",), 400)


def test_of_a_group_that_must_stay_together_it_is_for_all() -> None:
    inputs = asked(child("C1"), child("C2", home="H1"), group("C1", "C2", together="must"), home())
    after = changed(CODE, inputs, children={"status": "waiting"})
    assert after.register.homes[1] == kin("NEW-H1", "C1", "C2")
    assert after.plan().homes == {"C1": "NEW-H1", "C2": "NEW-H1"}


def test_of_another_group_it_is_for_those_selected() -> None:
    inputs = asked(child("C1"), child("C2", home="H1"), group("C1", "C2"), home())
    after = changed(CODE, inputs, children=["C1"])
    assert after.register.homes[1] == kin("NEW-H1", "C1")


def test_settled_children_stay() -> None:
    inputs = asked(settled("C1", "H1"), child("C2"), home())
    assert changed(CODE, inputs, children="all").register.homes[1].reserved_for == ("C2",)
    assert refused(CODE, inputs, children=["C2", "C1"]) == [
        ("children[1]", "C1 is settled and stays")
    ]


def test_nobody_has_measured_the_way() -> None:
    after = changed(CODE, asked(child("C1"), journeys={}), children=["C1"])
    assert after.journeys is not None
    assert after.journeys.rows == {("C1", "NEW-H1"): Journey()}
    assert after.register.homes[0].location == HERE


def test_it_is_said_for_whom() -> None:
    assert change(CODE, children=["C1"]).says.en == "kin found for C1"
    assert change(CODE, children="all", near="Brecon").says.en == (
        "kin found for all children near Brecon"
    )
