"""The shared conformance cases: tiny registers, their best plans and rankings by brute force.

In the cases that have a travel matrix what is stated of `plan`, `refused`, `near_misses`,
approvals and system costs is by the matrix, as the contract has it, but the `options` of a
ranking (which homes, their levels and order) were made by great circle: homes that the matrix
has no row for are options there, and refused as `unreachable` beside it. The options are thus
compared with a ranking by great circle, and what is said about each with the matrix. In the
other cases everything is compared with one ranking.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from matcher import NoPlanError, Policy, Ranking, Register, plan, rank
from matcher.approvals import approvals_for
from matcher.case import Case
from matcher.cases import case_of
from matcher.living import Living
from matcher.records.plan import Option
from tests.support.matrices import write_matrix
from tests.support.shared import SHARED, shared

FILE = "conformance/cases.jsonl"
_CASES = SHARED / FILE
NAMES = (
    [json.loads(line)["name"] for line in _CASES.read_text(encoding="utf-8").splitlines()]
    if _CASES.exists()
    else ["absent"]
)


class Stated:
    """One case, its matrix written as a file."""

    def __init__(self, case: dict[str, Any], folder: Path) -> None:
        self.case = case
        self.register = Register.model_validate(case["register"])
        self.policy = Policy.model_validate(case["policy"])
        rows = case.get("matrix")
        self.travel = None if rows is None else write_matrix(rows, folder / "matrix.csv")

    def rank(self, request: str, **options: Any) -> Ranking:
        """Return the ranking by the contract."""
        return rank(self.register, request, self.policy, travel=self.travel, **options)

    def rank_as_stated(self, request: str) -> Ranking:
        """Return the ranking of all options by what the stated ones are measured by."""
        policy = Policy.model_validate({**self.case["policy"], "travel": "great_circle"})
        return rank(self.register, request, policy, k=None)

    @cached_property
    def judged(self) -> Case:
        """The case, by the contract."""
        return case_of(self.register, self.policy, self.travel)

    def approvals(self, homes: dict[str, str | None]) -> list[list[str]]:
        """Return the codes of what each member's placement needs, everybody else as they are."""
        everybody = {child.id: child.present_home for child in self.register.children} | homes
        living = Living(self.judged, everybody)
        return [
            sorted(
                approval.code
                for approval in approvals_for(
                    self.judged.child(child),
                    None if home is None else self.judged.home(home),
                    living,
                    self.judged,
                )
            )
            for child, home in homes.items()
        ]


@pytest.fixture(params=NAMES)
def stated(request: pytest.FixtureRequest, tmp_path: Path) -> Stated:
    lines = shared(FILE).read_text(encoding="utf-8").splitlines()
    return Stated(json.loads(lines[NAMES.index(request.param)]), tmp_path)


def homes_of(option: Option) -> tuple[str | None, ...]:
    return tuple(assignment.home for assignment in option.assignments)


def test_plan(stated: Stated) -> None:
    expected = stated.case["plan"]
    if not expected["feasible"]:
        with pytest.raises(NoPlanError) as error:
            plan(stated.register, stated.policy, travel=stated.travel)
        assert error.value.limits
        return
    found = plan(stated.register, stated.policy, travel=stated.travel)
    assert found.status == "optimal"
    assert [level.value for level in found.levels] == expected["levels"]


def test_options(stated: Stated) -> None:
    for ranking in stated.case["rankings"]:
        found = stated.rank_as_stated(ranking["request"])
        options = ranking["options"]
        assert [list(homes_of(option)) for option in found.options] == [o["homes"] for o in options]
        assert [list(o.levels) for o in found.options] == [o["levels"] for o in options]
        members = [[a.child for a in option.assignments] for option in found.options]
        assert members == [ranking["children"]] * len(options)


def test_approvals(stated: Stated) -> None:
    for ranking in stated.case["rankings"]:
        by_homes = {tuple(o["homes"]): o["approvals"] for o in ranking["options"]}
        for homes, approvals in by_homes.items():
            at = dict(zip(ranking["children"], homes, strict=True))
            assert stated.approvals(at) == approvals
        for option in stated.rank(ranking["request"], k=None).options:
            found = [sorted(a.code for a in one.approvals) for one in option.assignments]
            assert found == by_homes.get(homes_of(option), found)


def test_system_costs(stated: Stated) -> None:
    for ranking in stated.case["rankings"]:
        expected = {tuple(o["homes"]): o["system_cost"] for o in ranking["options"][:2]}
        # By a matrix the options stated first may come later, or be none: then no plan has them.
        k = 2 if stated.travel is None else None
        found: dict[tuple[str | None, ...], list[int] | None] = dict.fromkeys(expected)
        for option in stated.rank(ranking["request"], k=k, system_cost=True).options:
            if homes_of(option) in found and option.system_cost is not None:
                found[homes_of(option)] = list(option.system_cost)
        assert found == expected


def test_refusals_and_near_misses(stated: Stated) -> None:
    for ranking in stated.case["rankings"]:
        found = stated.rank(ranking["request"])
        refused = {refusal.home: list(refusal.codes) for refusal in found.refused}
        assert refused == ranking.get("refused", {})
        near = [refusal.home for refusal in found.near_misses]
        assert near == ranking.get("near_misses", [])
        assert all(list(miss.codes) == refused[miss.home] for miss in found.near_misses)
