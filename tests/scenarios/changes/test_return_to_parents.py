from __future__ import annotations

from typing import Any

from matcher.case_arrays import PLACEMENT_TYPES
from matcher.records.child import Child
from matcher.records.home import Home
from tests.support.asking import asked, changed, refused
from tests.support.registers import AS_OF, child, group, home, register, settled, there

CODE = "return_to_parents"


def parents(id_: str, *children: str, **fields: Any) -> Home:
    defaults: dict[str, Any] = {
        "provider": "Parents",
        "kind": "parents",
        "places": len(children),
        "ages": (0, 20),
        "placement_types": PLACEMENT_TYPES,
        "languages": ["en"],
        "reserved_for": children,
        "weekly_cost": 0,
    }
    return home(id_, **(defaults | fields))


def returned(id_: str, home_: str, **fields: Any) -> Child:
    return settled(id_, home_, **({"placement": {"home": home_, "since": AS_OF}} | fields))


def test_siblings_share_the_family_home_and_are_settled_there() -> None:
    inputs = asked(
        settled("C1", "H1", moves_12m=1),
        child("C2", needed_by="2026-12-01"),
        child("C3", family_home=there(0.1)),
        group("C1", "C2", together="must"),
        home("H1"),
    )
    assert changed(CODE, inputs, children="all").register == register(
        returned("C1", "NEW-H1", moves_12m=2),
        returned("C2", "NEW-H1"),
        returned("C3", "NEW-H2", family_home=there(0.1)),
        group("C1", "C2", together="must"),
        home("H1"),
        parents("NEW-H1", "C1", "C2"),
        parents("NEW-H2", "C3", location=there(0.1)),
    )


def test_siblings_of_two_family_homes_live_in_two() -> None:
    inputs = asked(child("C1"), child("C2", family_home=there(0.1)), group("C1", "C2"))
    after = changed(CODE, inputs, children="all").register
    assert [(one.id, one.present_home) for one in after.children] == [
        ("C1", "NEW-H1"),
        ("C2", "NEW-H2"),
    ]


def test_the_old_bed_is_free_and_locks_of_the_child_fall_away() -> None:
    inputs = asked(
        child("C1", home="H1"),
        child("C2"),
        home("H1", places=1),
        locks=[("C1", "H1"), ("C2", "H1")],
        forbid=[("C1", "H1")],
    )
    after = changed(CODE, inputs, children=["C1"])
    assert (after.locks, after.forbid) == ((("C2", "H1"),), (("C1", "H1"),))
    assert after.plan().homes == {"C1": "NEW-H1", "C2": "H1"}


def test_where_a_sibling_lives_with_parents_already_they_go_there() -> None:
    there_already = parents("H1", "C1", location=there(0.2))
    inputs = asked(
        settled("C1", "H1"),
        child("C2"),
        child("C3"),
        group("C1", "C2", "C3"),
        there_already,
        forbid=[("C2", "H1"), ("C3", "H1")],
    )
    after = changed(CODE, inputs, children=["C2"])
    assert after.register == register(
        settled("C1", "H1"),
        returned("C2", "H1"),
        child("C3"),
        group("C1", "C2", "C3"),
        parents("H1", "C1", "C2", location=there(0.2)),
    )
    assert after.forbid == (("C3", "H1"),)


def test_a_group_that_must_stay_together_and_does_not_go_as_one_can_be_placed() -> None:
    inputs = asked(
        settled("C1", "H1"), child("C2"), group("C1", "C2", together="must"), home("H1", places=1)
    )
    after = changed(CODE, inputs, children=["C1"])
    assert after.register.sibling_groups == (group("C1", "C2", together="prefer"),)
    assert after.plan().homes == {"C1": "NEW-H1", "C2": "H1"}


def test_other_groups_that_must_stay_together_still_must() -> None:
    inputs = asked(child("C1"), child("C2"), child("C3"), group("C2", "C3", together="must"))
    after = changed(CODE, inputs, children=["C1"])
    assert after.register.sibling_groups == (group("C2", "C3", together="must"),)


def test_who_lives_with_parents_already() -> None:
    inputs = asked(settled("C1", "H1"), child("C2"), parents("H1", "C1"))
    assert refused(CODE, inputs, children=["C1"]) == [
        ("children[0]", "C1 lives with parents already")
    ]
    after = changed(CODE, inputs, children="all").register
    assert after.children == (settled("C1", "H1"), returned("C2", "NEW-H1"))
