"""Any rule, household rule, limit or criterion broken on purpose fails its own test file."""

from __future__ import annotations

import pytest

from matcher.registry import codes
from tests.support.running import python

EXPECTED = {name: codes(name) for name in ("rules", "household", "limits", "criteria")}


@pytest.mark.parametrize("name", [*EXPECTED, "together"])
def test_a_broken_entry_is_noticed(name: str) -> None:
    run = python("-m", "tests.support.mutants", name)
    assert run.returncode == 0, run.stderr
    outcomes = [line.split() for line in run.stdout.splitlines()]
    assert {code for code, _, _ in outcomes} == {*EXPECTED.get(name, ["together"])}
    ways = {code: {way for one, way, _ in outcomes if one == code} for code, _, _ in outcomes}
    assert all(way >= {"unbroken", "never"} for way in ways.values())
    wrong = [
        (code, way, outcome)
        for code, way, outcome in outcomes
        if outcome != ("0" if way == "unbroken" else "1")
    ]
    assert wrong == []
