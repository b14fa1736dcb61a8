"""What `cartref plan` asks the engine and what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import python_calamine

import matcher
from matcher.records.plan import Plan
from tests.api.cli.helpers import Run, child, home, register, words, write

PLAN = {
    "format": "cartref/plan/1",
    "status": "optimal",
    "levels": [
        {"value": 1, "bound": 1},
        {"value": 0, "bound": 0},
        {"value": 123456, "bound": 123000},
        {"value": 2430, "bound": None},
        {"value": 0},
    ],
    "assignments": [
        {
            "child": "C1",
            "home": "H1",
            "change": "placed",
            "criteria": {"distance_home": 328, "weekly_cost": 1480},
            "approvals": [
                {"code": "separation", "who": "recorded reason", "due": "2026-11-02"},
                {"code": "impact_assessment", "who": "matching", "due": "2026-11-02"},
                {"code": "placement_plan", "who": "within 5 days", "due": "2026-11-09"},
            ],
        },
        {"child": "C2", "home": None, "change": "unplaced"},
        {
            "child": "C3",
            "home": "H2",
            "change": "moved",
            "criteria": {"distance_home": 0},
            "approvals": [{"code": "move_review", "who": "statutory review"}],
        },
    ],
    "warnings": [{"code": "ages_out", "about": ["C3", "H2"], "text": "C3 leaves the ages of H2."}],
    "indicators": {
        "unplaced": {"unit": "children", "before": 2, "after": 1, "change": -1},
        "weekly_cost_by_kind": {
            "by": "kind",
            "values": {
                "in_house_foster": {
                    "unit": "pounds a week",
                    "before": 0,
                    "after": 1960.5,
                    "change": 1960.5,
                },
                "residential": {
                    "unit": "pounds a week",
                    "before": 0,
                    "after": 0,
                    "change": 0,
                },
            },
        },
        "equality": {"by": "characteristic", "values": {"gender": {"by": "gender", "values": {}}}},
    },
    "solve": {"seconds": 0.08},
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let the engine give the plan above, and return what it is asked."""
    asked: dict[str, Any] = {}

    def plan(register: object, policy: object = None, **more: object) -> Plan:
        asked.update(more, register=register, policy=policy)
        return Plan.model_validate(PLAN)

    monkeypatch.setattr(matcher, "plan", plan, raising=False)
    return asked


@pytest.mark.usefixtures("asked")
def test_levels_are_shown_in_words_with_their_proofs(cartref: Run, small: Path) -> None:
    done = cartref("plan", small)
    assert (done.code, done.err) == (0, "")
    shown = words(done.out)
    assert "Proved optimal" in shown
    assert "It took 0.1 seconds." in shown
    assert "3 children: 1 placed, 1 moved, 1 unplaced, 0 staying." in shown
    assert "1 waiting without a home 1 child no less is possible" in shown
    assert "123,456 points at least 123,000 points" in shown
    assert "moves x 1,200, not kin x 800" in shown
    assert "£2,430 a week nothing proved yet" in shown


@pytest.mark.usefixtures("asked")
def test_changes_are_shown_with_their_units(cartref: Run, small: Path) -> None:
    shown = words(cartref("plan", small).out)
    assert "C1 H1 in-house foster Brecon 32.8 km £1,480 2026-11-02: separation," in shown
    assert "2026-11-09: placement_plan" in shown
    assert "C3 H9 H2 in-house foster Llandrindod Wells 0.0 km £480 no day: move_review" in shown
    assert "C2 long term Llandrindod Wells 2026-11-09" in shown
    assert "move_review statutory review" in shown
    assert "ages_out C3, H2 C3 leaves the ages of H2." in shown


@pytest.mark.usefixtures("asked")
def test_indicators_are_shown_before_after_and_change(cartref: Run, small: Path) -> None:
    shown = words(cartref("plan", small).out)
    assert "unplaced children 2 children 1 child -1 child" in shown
    assert "in-house foster £0 a week £1,960 a week +£1,960 a week" in shown
    assert "residential" not in shown
    assert "In the plan's file only (--out, --json)" in shown


@pytest.mark.usefixtures("asked")
def test_no_line_is_wider_than_the_page(cartref: Run, small: Path) -> None:
    lines = cartref("plan", small).out.splitlines()
    assert 80 < max(map(len, lines)) <= 100
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("columns", ["80", "40"])
@pytest.mark.usefixtures("asked")
def test_narrow_pages_are_kept_too(
    cartref: Run, small: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = cartref("plan", small).out.splitlines()
    assert max(map(len, lines)) <= int(columns)


def test_a_page_of_100_where_nothing_says_otherwise(
    cartref: Run, small: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    lines = cartref("plan", small).out.splitlines()
    assert asked
    assert 80 < max(map(len, lines)) <= 100


@pytest.mark.usefixtures("asked")
def test_json_is_the_plan_and_nothing_else(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == Plan.model_validate(PLAN).model_dump(mode="json")


@pytest.mark.usefixtures("asked")
def test_out_is_the_plan_too(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--out", "plan.json", "--json")
    assert done.code == 0
    assert done.err == "The plan is written to plan.json.\n"
    assert json.loads(Path("plan.json").read_text(encoding="utf-8")) == done.json


def test_out_may_be_a_workbook(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--out", "plan.XLSX", "--json")
    assert done.code == 0
    assert done.err == "The plan is written to plan.XLSX.\n"
    with python_calamine.CalamineWorkbook.from_path("plan.XLSX") as read:
        rows = read.get_sheet_by_name("assignments").to_python()[1:]
    homes = [(one["child"], one["home"] or "") for one in done.json["assignments"]]
    assert [(row[0], row[3]) for row in rows] == homes


@pytest.mark.usefixtures("asked")
def test_out_that_cant_be_written_is_an_input_fault(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--out", "none/plan.json")
    assert (done.code, done.out) == (2, "")
    assert "is not a folder" in done.err


def test_a_plan_stopped_early_says_so(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = Plan.model_validate({**PLAN, "status": "feasible", "solve": {}})
    monkeypatch.setattr(matcher, "plan", lambda *_, **__: stopped, raising=False)
    done = cartref("plan", small)
    assert done.code == 0
    assert done.out.startswith("Stopped early: the best plan found so far")
    assert "took" not in done.out.splitlines()[0]


def test_options_reach_the_engine(cartref: Run, small: Path, asked: dict[str, Any]) -> None:
    write("policy.json", {"format": "cartref/policy/1", "name": "mine"})
    arguments = ["--policy", "policy.json", "--travel", "m.csv", "--time-limit", "2.5"]
    pairs = ["--lock", "C1=H1", "--lock", "C3 = H9", "--forbid", "C2=H1"]
    assert cartref("plan", small, *arguments, *pairs).code == 0
    assert asked["policy"].name == "mine"
    assert asked["travel"] == Path("m.csv")
    assert asked["time_limit"] == 2.5
    assert asked["locks"] == [("C1", "H1"), ("C3", "H9")]
    assert asked["forbid"] == [("C2", "H1")]
    assert asked["progress"] is None


def test_defaults_reach_the_engine(cartref: Run, small: Path, asked: dict[str, Any]) -> None:
    cartref("plan", small)
    assert (asked["policy"], asked["travel"], asked["time_limit"]) == (None, None, None)
    assert (asked["locks"], asked["forbid"]) == ([], [])


@pytest.mark.usefixtures("asked")
def test_pairs_that_are_none_are_told_together(cartref: Run, small: Path) -> None:
    done = cartref("plan", small, "--lock", "C1", "--lock", "C1=H1", "--lock", "=H1")
    assert done.code == 2
    assert "--lock 1: is not a pair; accepted: CHILD=HOME, two ids" in done.err
    assert "--lock 3: is not a pair" in done.err
    assert "--lock 2" not in done.err


def test_ids_may_have_equals_signs(cartref: Run, asked: dict[str, Any]) -> None:
    write("r.json", register(children=[child("C=1")], homes=[home("H=1")]))
    done = cartref("plan", "r.json", "--lock", "C=1=H=1", "--json")
    assert done.code == 0
    assert asked["locks"] == [("C=1", "H=1")]


def test_a_sample_is_made_where_no_register_is_given(
    cartref: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def plan(register: Any, *_: object, **__: object) -> Plan:
        seen.append(register)
        stay = [{"child": child.id, "home": child.present_home} for child in register.children]
        return Plan.model_validate({"format": "cartref/plan/1", "assignments": stay})

    monkeypatch.setattr(matcher, "plan", plan, raising=False)
    done = cartref("plan", "--json")
    assert done.code == 0
    assert "sample-register.json is made" in done.err
    made = folder / "sample-register.json"
    assert json.loads(made.read_text(encoding="utf-8"))["format"] == "cartref/register/1"
    before = made.stat().st_mtime_ns
    done = cartref("plan", "--json")
    assert done.code == 0
    assert "which is here already" in done.err
    assert made.stat().st_mtime_ns == before
    assert seen[0] == seen[1]
