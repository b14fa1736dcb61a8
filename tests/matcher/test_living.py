"""Who lives where after a plan."""

from __future__ import annotations

from matcher.living import Living
from tests.support.registers import case, child, home, settled


def test_changed_is_the_same_as_made_afresh() -> None:
    both = case(
        *(settled("C1", "H1"), child("C2", home="H1"), child("C3"), child("C4", home="H2")),
        *(home("H1"), home("H2"), home("H3")),
    )
    today = {one.id: one.present_home for one in both.register.children}
    living = Living(both, today)
    changes = {"C2": "H3", "C3": "H2", "C4": None}
    after = living.changed(both, changes)
    made = Living(both, {**today, **changes})
    assert {at: {one.id for one in there} for at, there in after.items() if there} == {
        at: {one.id for one in there} for at, there in made.items()
    }
    assert dict(after.homes) == dict(made.homes)
    assert {at: [one.id for one in there] for at, there in living.items()} == {
        "H1": ["C1", "C2"],
        "H2": ["C4"],
    }
