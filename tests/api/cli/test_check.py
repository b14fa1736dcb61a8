"""The judge on the command line, with the judge itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.api.cli.helpers import Run, write


def plan(*homes: str | None, **more: Any) -> None:
    children = [{"child": f"C{n}", "home": home} for n, home in enumerate(homes, start=1)]
    write("plan.json", {"format": "cartref/plan/1", "assignments": children, **more})


def test_a_sound_plan_is_good(cartref: Run, small: Path) -> None:
    plan("H1", None, "H9")
    done = cartref("check", small, "plan.json")
    assert (done.code, done.err) == (0, "")
    assert done.out == "The plan keeps every rule, and what it states is so.\n"
    done = cartref("check", small, "plan.json", "--json")
    assert done.code == 0
    assert done.json == {"format": "cartref/check/1", "violations": []}


def test_broken_rules_are_named_with_children_and_home(cartref: Run, small: Path) -> None:
    plan("H1", "H1", "H2")
    done = cartref("check", small, "plan.json")
    assert (done.code, done.err) == (1, "")
    shown = " ".join(done.out.split())
    assert "Violations: 2" in shown
    assert "age C3 H2" in shown
    assert "places C1, C2 H1" in shown
    assert max(map(len, done.out.splitlines())) <= 100
    done = cartref("check", small, "plan.json", "--json")
    assert done.code == 1
    found = [(v["code"], v["children"], v["home"]) for v in done.json["violations"]]
    assert found == [("age", ["C3"], "H2"), ("places", ["C1", "C2"], "H1")]


def test_the_policy_given_is_judged_by(cartref: Run, small: Path) -> None:
    plan("H1", None, "H9")
    write("policy.json", {"format": "cartref/policy/1", "limits": {"max_out_of_county": 0}})
    done = cartref("check", small, "plan.json", "--policy", "policy.json", "--json")
    assert done.code == 1
    assert [violation["code"] for violation in done.json["violations"]] == ["max_out_of_county"]


def test_a_plan_that_is_none_is_an_input_fault(cartref: Run, small: Path) -> None:
    write("plan.json", {"format": "cartref/register/1"})
    done = cartref("check", small, "plan.json")
    assert (done.code, done.out) == (2, "")
    assert "cartref/plan/1" in done.err
