from __future__ import annotations

from tests.support.asking import asked, changed, refused
from tests.support.registers import ENGLAND, child, group, home, register, settled

CODE = "review"


def test_settled_children_come_under_review() -> None:
    inputs = asked(settled("C1", "H1"), settled("C2", "H1"), home())
    assert changed(CODE, inputs, children=["C2"]).register == register(
        settled("C1", "H1"), child("C2", home="H1"), home()
    )


def test_everyone_does_and_who_waits_goes_on_waiting() -> None:
    ending = child("C3", placement={"home": "H1", "since": "2026-01-05"})
    inputs = asked(settled("C1", "H1"), child("C2", home="H1"), ending, child("C4"), home())
    assert changed(CODE, inputs, children="all").register == register(
        child("C1", home="H1"), child("C2", home="H1"), ending, child("C4"), home()
    )


def test_those_who_live_outside_wales() -> None:
    inputs = asked(
        settled("C1", "H1"), settled("C2", "H2"), home("H1", authority=ENGLAND), home("H2")
    )
    after = changed(CODE, inputs, children={"living_in": {"in_wales": False}})
    assert [one.status for one in after.register.children] == ["review", "settled"]


def test_who_waits_has_no_home_to_review() -> None:
    inputs = asked(child("C1"), child("C2"), group("C1", "C2"), settled("C3", "H1"), home())
    assert refused(CODE, inputs, children=["C3", "C1"]) == [
        ("children[1]", "C1 waits and lives in no home")
    ]
    assert refused(CODE, inputs, children={"groups": "S1"}) == [
        ("children", "each child that it matches waits and lives in no home")
    ]
