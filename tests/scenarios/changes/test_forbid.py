from __future__ import annotations

from tests.support.asking import asked, changed, refused
from tests.support.registers import child, home

CODE = "forbid"


def test_no_plan_contains_it() -> None:
    inputs = asked(child("C1"), home("H1"), home("H2", weekly_cost=900))
    forbidden = changed(CODE, inputs, child="C1", home="H1")
    assert forbidden.forbid == (("C1", "H1"),)
    assert forbidden.plan().homes == {"C1": "H2"}


def test_a_lock_of_the_two_falls_away_and_it_is_said_once() -> None:
    inputs = asked(child("C1"), home("H1"), home("H2"), locks=[("C1", "H1")])
    forbidden = changed(CODE, inputs, child="C1", home="H1")
    assert forbidden.locks == ()
    assert changed(CODE, forbidden, child="C1", home="H1") == forbidden


def test_the_child_must_be_there() -> None:
    assert refused(CODE, asked(home()), child="C1", home="H1") == [
        ("child", "no child has the id C1")
    ]
