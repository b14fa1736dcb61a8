"""What options cost everybody together: there, not there, and none that is possible."""

from __future__ import annotations

from api.pages.choice.costs import Costs
from api.pages.choice.options import choice_of
from tests.support.asking_for import asked_on
from tests.support.registers import case, child, group, home

OF = case(child("C1"), child("C2"), group("C1", "C2"), home("H1"), home("H2"))


def test_an_option_is_known_by_who_would_live_where() -> None:
    costs = Costs(
        "there",
        {
            frozenset({("C1", "H1")}): (0, 0, 12),
            frozenset({("C1", "H2")}): None,
            frozenset({("C1", "H1"), ("C2", "H2")}): (0, 1),
        },
    )
    alone, both = asked_on(OF, "C1"), asked_on(OF, "S1")
    near, far = choice_of(alone, {"C1": "H1"}), choice_of(alone, {"C1": "H2"})
    assert costs.has(near)
    assert costs.of(near) == (0, 0, 12)
    assert costs.has(far)
    assert costs.of(far) is None
    assert costs.of(choice_of(both, {"C2": "H2", "C1": "H1"})) == (0, 1)
    assert not costs.has(choice_of(both, {"C1": "H1", "C2": "H1"}))


def test_nothing_is_known_before_there_is_an_answer() -> None:
    assert not Costs("under way").has(choice_of(asked_on(OF, "C1"), {"C1": "H1"}))
