"""Which option of a ranking was chosen, and what is asked of a choice past the first."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.ranking import Ranker
from scenarios.decisions import faults_of_choice, position_of
from tests.support.choosing import decision
from tests.support.registers import case, child, group, home, settled, there
from tests.support.strategies import tiny_cases


def near_and_far() -> Ranker:
    """Return two waiting siblings and another child, and three homes, nearest first."""
    return Ranker(
        case(
            child("C1"),
            child("C2"),
            child("C3", home="H3"),
            settled("C4", "H3"),
            group("C1", "C2"),
            home("H1", places=1),
            home("H2", location=there(0.05)),
            home("H3", location=there(0.1), places=5, fostering_limit=5),
        )
    )


@pytest.mark.parametrize(
    ("children", "home_id", "position"),
    [
        (["C1"], "H1", 1),
        (["C1"], "H2", 2),
        (["C1"], "H3", 3),
        (["C1", "C2"], "H1", None),  # one place for two
        (["C2", "C1"], "H2", 1),  # together comes before near
        (["C1", "C2"], "H3", 2),
        (["C3"], "H3", None),  # to stay is no option
        (["C1", "C3"], "H2", None),  # no siblings
        (["C4"], "H1", None),  # settled
        (["C9"], "H1", None),
        (["C1"], "H9", None),
    ],
)
def test_the_position_of_a_choice(children: list[str], home_id: str, position: int | None) -> None:
    assert position_of(near_and_far(), decision("offered", *children, home=home_id)) == position


def test_a_part_of_a_group_has_no_position() -> None:
    ids = ("C1", "C2", "C3")
    ranker = Ranker(case(*map(child, ids), group(*ids), home(places=5)))
    assert position_of(ranker, decision("offered", "C1", "C2")) is None
    assert position_of(ranker, decision("offered", *ids)) == 1


@pytest.mark.parametrize("kind", ["offered", "accepted"])
def test_a_choice_past_the_first_option_needs_a_reason(kind: str) -> None:
    bare = decision(kind, "C1", reason=None)
    assert faults_of_choice(1, bare) == []
    assert [(f.place, f.fault) for f in faults_of_choice(2, bare)] == [
        ("reason", "is missing: for these children the home is option 2")
    ]
    assert [f.fault for f in faults_of_choice(None, bare)] == [
        "is missing: for these children the home is no option of the ranking"
    ]
    assert faults_of_choice(2, decision(kind, "C1", reason="the school")) == []


def test_what_is_no_choice_needs_no_position() -> None:
    assert faults_of_choice(None, decision("ended", "C1", reason=None)) == []


@settings(max_examples=60, deadline=None)
@given(before=tiny_cases(), data=st.data())
def test_a_position_is_the_place_in_the_ranking(before: Case, data: st.DataObject) -> None:
    ranker = Ranker(before)
    free = [one.id for one in before.register.children if one.status != "settled"]
    assume(free and before.register.homes)
    id_ = data.draw(st.sampled_from(free))
    home_id = data.draw(st.sampled_from(before.register.homes)).id
    homes = [option.assignments[0].home for option in ranker.rank(id_, None).options]
    position = homes.index(home_id) + 1 if home_id in homes else None
    assert position_of(ranker, decision("offered", id_, home=home_id)) == position
