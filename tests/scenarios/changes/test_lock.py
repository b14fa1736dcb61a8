from __future__ import annotations

from tests.support.asking import asked, changed, refused
from tests.support.registers import child, home

CODE = "lock"


def test_the_plan_contains_it() -> None:
    inputs = asked(child("C1"), home("H1"), home("H2", weekly_cost=900))
    assert inputs.plan().homes == {"C1": "H1"}
    locked = changed(CODE, inputs, child="C1", home="H2")
    assert locked.locks == (("C1", "H2"),)
    assert locked.plan().homes == {"C1": "H2"}


def test_it_takes_the_place_of_what_was_said_of_the_two() -> None:
    inputs = asked(
        child("C1"),
        child("C2"),
        home("H1"),
        home("H2"),
        locks=[("C1", "H1"), ("C2", "H1")],
        forbid=[("C1", "H2"), ("C2", "H2")],
    )
    locked = changed(CODE, inputs, child="C1", home="H2")
    assert locked.locks == (("C2", "H1"), ("C1", "H2"))
    assert locked.forbid == (("C2", "H2"),)


def test_both_must_be_there() -> None:
    assert refused(CODE, asked(), child="C1", home="H1") == [
        ("child", "no child has the id C1"),
        ("home", "no home has the id H1"),
    ]
