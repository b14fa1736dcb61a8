from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from matcher.errors import InputError
from matcher.files import read_plan, read_policy, write_json
from matcher.records.policy import Policy
from tests.matcher.files.examples import as_json

PLAN = {"format": "cartref/plan/1", "assignments": [{"child": "C1", "home": None}]}


def refused(read: Any, path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [(fault.place, fault.fault) for fault in caught.value.faults]


def test_a_policy_takes_what_it_leaves_out_from_the_default(tmp_path: Path) -> None:
    path = as_json(tmp_path / "p.json", {"format": "cartref/policy/1", "name": "x"})
    assert read_policy(path) == Policy(name="x").found_in(tmp_path)


def test_the_travel_matrix_is_looked_for_beside_the_policy(tmp_path: Path) -> None:
    data = {"format": "cartref/policy/1", "travel": {"matrix": "roads/m.csv"}}
    assert read_policy(as_json(tmp_path / "p.json", data)).matrix_path == tmp_path / "roads/m.csv"


@pytest.mark.parametrize(
    ("change", "place", "fault"),
    [
        ({"format": None}, "format", "is none of the values allowed"),
        ({"format": "cartref/policy/3"}, "format",
         "is version 3 of the format, which is not known"),
        ({"format": "cartref/register/1"}, "format",
         "says that this is a register, not a policy"),
        ({"max_kms": 3}, "max_kms", "is not a field of the format"),
        ({"max_km": float("inf")}, "max_km", "is not a finite number"),
        ({"limits": {"max_moves": "3"}}, "limits.max_moves", "is not a whole number"),
    ],
)  # fmt: skip
def test_faults_of_a_policy_have_their_place(
    tmp_path: Path, change: dict[str, Any], place: str, fault: str
) -> None:
    path = as_json(tmp_path / "p.json", {"format": "cartref/policy/1", **change})
    assert refused(read_policy, path) == [(place, fault)]


def test_a_policy_says_its_format(tmp_path: Path) -> None:
    assert refused(read_policy, as_json(tmp_path / "p.json", {})) == [("format", "is missing")]


def test_a_plan_reads_back_as_it_was_written(tmp_path: Path) -> None:
    plan = read_plan(as_json(tmp_path / "p.json", PLAN))
    assert plan.homes == {"C1": None}
    write_json(plan.model_dump(mode="json"), tmp_path / "q.json")
    assert read_plan(tmp_path / "q.json") == plan


@pytest.mark.parametrize(
    ("change", "place", "fault"),
    [
        ({"assignments": [{"child": "C1"}]}, "assignments[0].home", "is missing"),
        ({"assignments": [{"child": "C1", "home": None, "hom": 1}]}, "assignments[0].hom",
         "is not a field of the format"),
        ({"indicators": {"x": [1, float("nan")]}}, "indicators.x[1]", "is not a finite number"),
        ({"policy": {"name": ""}}, "policy.name", "is empty"),
        ({"status": "best"}, "status", "is none of the values allowed"),
    ],
)  # fmt: skip
def test_faults_of_a_plan_have_their_place(
    tmp_path: Path, change: dict[str, Any], place: str, fault: str
) -> None:
    assert refused(read_plan, as_json(tmp_path / "p.json", {**PLAN, **change})) == [(place, fault)]


@pytest.mark.parametrize("value", [False, "1", 1.5, None])
def test_a_level_of_a_plan_is_a_whole_number(tmp_path: Path, value: object) -> None:
    path = as_json(tmp_path / "p.json", {**PLAN, "levels": [{"value": value, "bound": 0}]})
    assert refused(read_plan, path) == [("levels[0].value", "is not a whole number")]


def test_a_sum_over_many_children_may_be_as_large_as_it_comes(tmp_path: Path) -> None:
    path = as_json(tmp_path / "p.json", {**PLAN, "levels": [{"value": 10**9, "bound": 1e9}]})
    (level,) = read_plan(path).levels
    assert (level.value, level.bound) == (10**9, 10**9)
