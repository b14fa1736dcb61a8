from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from api.runs.jobs import Job
from api.runs.work import Material, Result, Where, result_of
from api.store.audit import json_of
from matcher import rank
from matcher.records.policy import Policy
from scenarios.library import LIBRARY
from tests.support.registers import child, home, register

REGISTER = register(child("C1"), child("C2"), home("H1", places=1), home("H2", weekly_cost=400))


def done(told: list[Where] | None = None, *, stopped: bool = False, **job: Any) -> Result:
    made = Job.model_validate({"policy": Policy(), **job})
    tell = (told if told is not None else []).append
    return result_of(made, Material(REGISTER, None), tell, lambda: stopped)


def answer(result: Result) -> dict[str, Any]:
    assert result.answer is not None
    found: dict[str, Any] = json.loads(zlib.decompress(result.answer))
    return found


def test_a_plan_tells_where_it_is_and_its_hash_is_not_of_the_seconds() -> None:
    told: list[Where] = []
    result = done(told, kind="plan")
    found = answer(result)
    assert result.final
    assert [one["level"] for one in told][-1] == told[-1]["n_levels"] == 5
    assert "seconds" in found["solve"]
    del found["solve"]["seconds"]
    assert result.answer_sha256 == hashlib.sha256(json_of(found).encode()).hexdigest()


def test_a_lock_that_names_nobody_is_told_with_its_place() -> None:
    result = done(kind="plan", locks=[["C9", "H1"]])
    assert result.answer is None
    assert result.failure == {
        "faults": [
            {
                "place": "lock C9=H1",
                "fault": "no child has the id C9",
                "accepted": "a child's id",
            }
        ],
        "total": 1,
        "limits": [],
    }


def test_scenarios_say_which_of_how_many_is_worked_out() -> None:
    told: list[Where] = []
    result = done(told, kind="scenarios", scenarios=[LIBRARY["no-moves"]])
    numbers = [(one["scenario"], one["number"], one["n_scenarios"]) for one in told]
    assert list(dict.fromkeys(numbers)) == [("baseline", 1, 2), ("no-moves", 2, 2)]
    assert result.final
    assert len(answer(result)["comparison"]["answers"]) == 2


def test_stopped_before_it_began_no_scenario_is_worked_out() -> None:
    result = done(kind="scenarios", scenarios=[LIBRARY["no-moves"]], stopped=True)
    assert not result.final
    assert [outcome["plan"] for outcome in answer(result)["outcomes"]] == [None, None]


def test_a_ranking_has_what_each_option_costs_everybody() -> None:
    result = done(kind="ranking", request="C1", k=2)
    expected = rank(REGISTER, "C1", k=2, system_cost=True).model_dump(mode="json")
    assert answer(result) == expected
    assert expected["options"][0]["system_cost"] is not None


def test_a_fault_of_ours_is_told_without_what_it_says() -> None:
    def broken(_: Where) -> None:
        raise KeyError("C1")

    result = result_of(
        Job(kind="plan", policy=Policy()), Material(REGISTER, None), broken, lambda: False
    )
    assert result.failure is not None
    assert result.failure["faults"][0]["fault"] == "this is a fault of cartref: KeyError"
