from __future__ import annotations

from tests.support.asking import asked, changed
from tests.support.registers import child, group, home, register, settled

CODE = "children_leave"


def test_nothing_refers_to_who_has_left() -> None:
    inputs = asked(
        settled("C1", "H1"),
        child("C2", home="H1", apart_from=["C1", "C3"], declined_by=["H2"]),
        child("C3"),
        child("C4"),
        child("C5"),
        group("C1", "C2", id_="S1", together="must"),
        group("C3", "C4", "C5", id_="S2"),
        home("H1", reserved_for=["C1", "C2"]),
        home("H2"),
        locks=[("C1", "H1"), ("C2", "H1")],
        forbid=[("C3", "H2"), ("C4", "H2")],
    )
    after = changed(CODE, inputs, children=["C1", "C3"])
    assert after.register == register(
        child("C2", home="H1", declined_by=["H2"]),
        child("C4"),
        child("C5"),
        group("C4", "C5", id_="S2"),
        home("H1", reserved_for=["C2"]),
        home("H2"),
    )
    assert after.locks == (("C2", "H1"),)
    assert after.forbid == (("C4", "H2"),)


def test_a_home_for_them_alone_goes_with_them() -> None:
    inputs = asked(
        settled("C1", "H1"),
        child("C2", declined_by=["H1", "H2"]),
        home("H1", kind="parents", reserved_for=["C1"]),
        home("H2"),
        locks=[("C2", "H1")],
        forbid=[("C2", "H1")],
    )
    after = changed(CODE, inputs, children=["C1"])
    assert after.register == register(child("C2", declined_by=["H2"]), home("H2"))
    assert (after.locks, after.forbid) == ((), ())


def test_a_home_for_them_in_which_somebody_else_lives_is_for_those_alone() -> None:
    inputs = asked(
        settled("C1", "H1"), settled("C2", "H1"), child("C3"), home("H1", reserved_for=["C1"])
    )
    after = changed(CODE, inputs, children=["C1"])
    assert after.register == register(
        settled("C2", "H1"), child("C3"), home("H1", reserved_for=["C2"])
    )
    assert after.plan().homes == {"C2": "H1", "C3": None}


def test_the_bed_is_free() -> None:
    inputs = asked(settled("C1", "H1"), child("C2"), home("H1", places=1))
    assert inputs.plan().homes == {"C1": "H1", "C2": None}
    assert changed(CODE, inputs, children=["C1"]).plan().homes == {"C2": "H1"}


def test_everybody_may_leave() -> None:
    after = changed(
        CODE, asked(child("C1"), group("C1", "C2"), child("C2"), home()), children="all"
    )
    assert after.register == register(home())
