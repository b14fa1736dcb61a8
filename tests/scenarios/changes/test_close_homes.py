from __future__ import annotations

from matcher.records.register import Register
from tests.support.asking import asked, changed, refused
from tests.support.registers import child, group, home, register, settled

CODE = "close_homes"


def test_who_lives_there_waits_and_the_ending_home_is_known() -> None:
    inputs = asked(
        settled("C1", "H1", moves_12m=2),
        child("C2", home="H1"),
        child("C3", home="H2"),
        child("C4"),
        group("C1", "C3", together="must"),
        home("H1", reserved_for=["C1", "C2"], other_children=[{"age": 9, "gender": "male"}]),
        home("H2"),
    )
    lives = {"home": "H1", "since": "2026-01-05"}
    assert changed(CODE, inputs, homes=["H1"]).register == register(
        child("C1", moves_12m=2, placement=lives),
        child("C2", placement=lives),
        child("C3", home="H2"),
        child("C4"),
        group("C1", "C3", together="must"),
        home(
            "H1",
            reserved_for=["C1", "C2"],
            other_children=[{"age": 9, "gender": "male"}],
            open=False,
        ),
        home("H2"),
    )


def test_nobody_is_placed_in_a_closed_home_again() -> None:
    inputs = asked(settled("C1", "H1"), child("C2"), home("H1"), home("H2", weekly_cost=900))
    assert changed(CODE, inputs, homes="H1").plan().homes == {"C1": "H2", "C2": "H2"}


def test_a_whole_provider_closes() -> None:
    inputs = asked(home("H1", provider="A"), home("H2", provider="B"), home("H3", provider="A"))
    assert _open(changed(CODE, inputs, homes={"provider": "A"}).register) == ["H2"]


def test_locks_to_a_closed_home_fall_away_and_others_stay() -> None:
    inputs = asked(
        settled("C1", "H1"),
        child("C2"),
        home("H1"),
        home("H2"),
        locks=[("C1", "H1"), ("C2", "H2")],
        forbid=[("C2", "H1")],
    )
    closed = changed(CODE, inputs, homes=["H1"])
    assert closed.locks == (("C2", "H2"),)
    assert closed.forbid == (("C2", "H1"),)


def test_each_unknown_home_is_told() -> None:
    assert refused(CODE, asked(home("H1")), homes=["H1", "H8", "H9"]) == [
        ("homes[1]", "no home has the id H8"),
        ("homes[2]", "no home has the id H9"),
    ]


def _open(register_: Register) -> list[str]:
    return [one.id for one in register_.homes if one.open]
