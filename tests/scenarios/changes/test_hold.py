from __future__ import annotations

from tests.support.asking import asked, changed, refused
from tests.support.registers import child, home, register, settled

CODE = "hold"


def test_a_held_home_takes_nobody_and_keeps_whom_it_has() -> None:
    inputs = asked(settled("C1", "H1"), child("C2"), home("H1"), home("H2", weekly_cost=900))
    held = changed(CODE, inputs, homes=["H1"])
    assert held.register == register(
        settled("C1", "H1"), child("C2"), home("H1", open=False), home("H2", weekly_cost=900)
    )
    assert held.plan().homes == {"C1": "H1", "C2": "H2"}


def test_a_selection_that_matches_no_home() -> None:
    assert refused(CODE, asked(home()), homes={"kind": "residential"}) == [
        ("homes.kind", "matches no home")
    ]
