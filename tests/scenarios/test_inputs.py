from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.travel import Journey
from scenarios.inputs import Inputs
from tests.support.asking import asked
from tests.support.registers import child, home


def test_fields_of_the_policy_are_replaced_and_validated_again(tmp_path: Path) -> None:
    inputs = asked(travel={"matrix": "m.csv"}, max_km=9)
    inputs = Inputs(inputs.register, inputs.policy.found_in(tmp_path))
    after = inputs.with_policy(max_km=None)
    assert after.policy.max_km is None
    assert after.policy.matrix_path == tmp_path / "m.csv"
    with pytest.raises(InputError) as caught:
        inputs.with_policy(max_km=-1, school_reach_km="far")
    assert [fault.place for fault in caught.value.faults] == ["max_km", "school_reach_km"]


def test_faults_of_the_register_that_comes_out_are_told_together() -> None:
    inputs = asked(child("C1"), home("H1"))
    with pytest.raises(InputError) as caught:
        inputs.edited(homes=[home("H1"), home("H1")], children=[child("C1", apart_from=["C9"])])
    assert [fault.place for fault in caught.value.faults] == [
        "homes[1].id",
        "children[0].apart_from[0]",
    ]


def test_who_is_added_travels_as_somebody_else_or_falls_back_to_great_circle() -> None:
    inputs = asked(
        child("C1"),
        home("H1"),
        home("H2"),
        journeys={("C1", "H1"): Journey(5), ("gone", "H1"): Journey(9)},
    )
    after = inputs.added(
        [child("C2"), child("C3")], [home("H3")], measured_as={"C2": "C1", "H3": "H1"}
    )
    assert after.journeys is not None
    assert after.journeys.rows == {
        ("C1", "H1"): Journey(5),
        ("gone", "H1"): Journey(9),
        ("C1", "H3"): Journey(5),
        ("C2", "H1"): Journey(5),  # no row to H2, as C1 has none
        ("C2", "H3"): Journey(5),
        ("C3", "H1"): Journey(),
        ("C3", "H2"): Journey(),
        ("C3", "H3"): Journey(),
    }
