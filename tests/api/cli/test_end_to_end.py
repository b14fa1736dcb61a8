"""The commands with the engine itself, on a register small enough to see the answers."""

from __future__ import annotations

import json
from pathlib import Path

from tests.api.cli.helpers import Run, words, write


def test_a_plan_is_made_and_passes_the_judge(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--out", "plan.json")
    assert done.code == 0
    assert "3 children: 1 placed, 0 moved, 1 unplaced, 1 staying." in words(done.out)
    assert max(map(len, done.out.splitlines())) <= 100
    done = cartref("check", small, "plan.json")
    assert (done.code, done.err) == (0, "")


def test_locks_and_forbidden_pairs_are_kept(cartref: Run, small: Path) -> None:
    for option, other in [("--lock", None), ("--forbid", "H1")]:
        done = cartref("plan", small, option, "C2=H1", "--json")
        assert done.code == 0
        homes = {a["child"]: a["home"] for a in done.json["assignments"]}
        assert homes == {"C1": other, "C2": None if other else "H1", "C3": "H9"}


def test_a_lock_that_breaks_a_rule_is_refused(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--lock", "C1=H2")
    assert (done.code, done.out) == (2, "")
    for named in ("C1", "H2", "age"):
        assert named in done.err


def test_a_smallest_set_of_limits_that_cant_hold_is_named(cartref: Run, small: Path) -> None:
    limits = {"max_weekly_cost": 400, "max_moves": 0}
    write("policy.json", {"format": "cartref/policy/1", "limits": limits})
    done = cartref("plan", small, "--policy", "policy.json", "--json")
    assert (done.code, done.err) == (1, "")
    assert done.json["limits"] == ["max_weekly_cost"]


def test_a_child_is_ranked(cartref: Run, small: Path) -> None:
    done = cartref("rank", small, "C1", "--system-cost", "--json")
    assert done.code == 0
    assert [option["assignments"][0]["home"] for option in done.json["options"]] == ["H1"]
    assert {r["home"]: r["codes"] for r in done.json["refused"]} == {
        "H2": ["age"],
        "H9": ["places"],
    }
    shown = words(cartref("rank", small, "C1", "--system-cost").out)
    assert "H2 in-house foster Llandrindod Wells age: variation of approval" in shown


def test_a_home_is_ranked(cartref: Run, small: Path) -> None:
    done = cartref("rank", small, "H1")
    assert done.code == 0
    assert done.out.startswith("H1: children that it could take: ")


def test_a_request_that_is_none_is_refused(cartref: Run, small: Path) -> None:
    done = cartref("rank", small, "C9")
    assert (done.code, done.out) == (2, "")
    assert "C9" in done.err


def test_a_child_is_explained(cartref: Run, small: Path) -> None:
    done = cartref("explain", small, "C2", "H2")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 100
    done = cartref("explain", small, "C2", "H2", "--json")
    assert done.json["asked"]["home"] == "H2"
    assert [obstacle["code"] for obstacle in done.json["asked"]["obstacles"]] == ["age"]


def test_a_certificate_is_written_beside_the_plan(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--certificate", "certificate.json", "--json")
    assert (done.code, "certificate.json" in done.err) == (0, True)
    written = json.loads(Path("certificate.json").read_text(encoding="utf-8"))
    assert written["format"] == "cartref/certificate/2"
    assert written["register_sha256"] == done.json["register_sha256"]
    assert [level["bound"] for level in written["levels"]] == [
        level["multipliers"] for level in done.json["solve"]["proof"]
    ]


def test_a_certificate_that_cant_be_written_is_an_input_fault(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--certificate", "none/certificate.json")
    assert (done.code, done.out) == (2, "")
    assert "is not a folder" in done.err
