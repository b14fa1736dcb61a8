"""System costs are differences of proved plans, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.engine import Engine
from matcher.solve.solution import Solution
from matcher.system_cost import SystemCosts
from tests.support.registers import case, child, home


@pytest.mark.parametrize("interrupted", [1, 2])
def test_a_solve_that_was_interrupted_gives_no_system_cost(
    interrupted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = SystemCosts(Engine(case(child("C1"), home("H1"), home("H2"))))
    assert costs.of({"C1": "H1"}) is not None
    solves = 0
    solve = Engine.solve

    def cut_short(*args: object, **more: object) -> Solution:
        nonlocal solves
        solves += 1
        found = solve(*args, **more)  # type: ignore[arg-type]  # passed on as they come
        return replace(found, finished=solves != interrupted)

    monkeypatch.setattr(Engine, "solve", cut_short)
    again = SystemCosts(costs.engine)
    with pytest.raises(KeyboardInterrupt):
        again.of({"C1": "H1"})
    assert solves == interrupted
