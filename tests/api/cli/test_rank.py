"""What `cartref rank` asks the engine and what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher.records.plan import Ranking
from matcher.records.policy import Policy
from tests.api.cli.helpers import Run, words

APPROVALS = [{"code": "placement_plan", "who": "within 5 days", "due": "2026-11-09"}]
OPTIONS: list[dict[str, Any]] = [
    {
        "levels": [1, 0, 3120, 1480, 2],
        "system_cost": [0, 0, 88, -20, 1],
        "assignments": [
            {
                "child": "C1",
                "home": "H1",
                "change": "placed",
                "criteria": {"distance_home": 328},
                "approvals": APPROVALS,
            },
            {"child": "C2", "home": None, "change": "unplaced"},
        ],
    },
    {
        "levels": [2, 0, 0, 0, 0],
        "system_cost": None,
        "assignments": [
            {"child": "C1", "home": None, "change": "unplaced"},
            {"child": "C2", "home": "H9", "change": "placed"},
        ],
    },
]


def ranking(**more: Any) -> Ranking:
    data = {
        "format": "cartref/ranking/1",
        "request": "S1",
        "policy": Policy(),
        "register_sha256": "0",
        "options": OPTIONS,
        "refused": [
            {"home": "H2", "codes": ["age", "places"]},
            {"home": "H9", "codes": ["age", "places"]},
            {"home": "H1", "codes": ["together"]},
        ],
        "near_misses": [{"home": "H2", "codes": ["age", "places"]}],
    }
    return Ranking.model_validate({**data, **more})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    asked: dict[str, Any] = {}

    def rank(register: object, request: str, policy: object = None, **more: object) -> Ranking:
        asked.update(more, register=register, request=request, policy=policy)
        return ranking()

    monkeypatch.setattr(matcher, "rank", rank, raising=False)
    return asked


@pytest.mark.usefixtures("asked")
def test_options_are_shown_with_their_figures(cartref: Run, small: Path) -> None:
    done = cartref("rank", small, "S1", "--system-cost")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "S1: options: 2, best first."
    first = next(line for line in lines if line.startswith("   1  "))
    assert first.split()[:6] == ["1", "C1", "H1", "32.8", "km", "£1,480"]
    second = lines[lines.index(first) + 3]
    assert second.split() == ["C2", "none"]
    assert "impossible" in done.out
    assert max(map(len, lines)) <= 100


@pytest.mark.usefixtures("asked")
def test_levels_are_whole_and_explained(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    shown = words(cartref("rank", small, "S1", "--system-cost").out)
    assert "1, 0, 3120, 1480, 2 +0, +0, +88, -20, +1" in shown
    assert "1 waiting without a home children" in shown
    assert "£1,480 1, 0, 3120, 1480, 2 +0, +0, +88, -20, +1 2026-11-09: placement_plan" in shown
    assert "4 cost of the placement pounds a week" in shown


@pytest.mark.usefixtures("asked")
def test_refusals_are_grouped_and_explained(cartref: Run, small: Path) -> None:
    shown = words(cartref("rank", small, "S1").out)
    assert "Refused: 3 homes" in shown
    assert "age, places H2, H9 together H1" in shown
    assert (
        "H2 in-house foster Llandrindod Wells age: variation of approval "
        "places: variation of approval or registration"
    ) in shown
    assert "together The siblings must be together" in shown
    assert "nobody" in shown


def test_system_cost_is_left_out_where_nobody_asked(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = [{**option, "system_cost": None} for option in OPTIONS]
    monkeypatch.setattr(matcher, "rank", lambda *_, **__: ranking(options=bare), raising=False)
    out = cartref("rank", small, "S1").out
    assert "impossible" not in out
    assert "impossible" in cartref("rank", small, "S1", "--system-cost").out


def test_a_home_is_ranked_the_other_way_round(
    cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matcher, "rank", lambda *_, **__: ranking(request="H1"), raising=False)
    assert cartref("rank", small, "H1").out.startswith(
        "H1: children that it could take: 2, best first."
    )


def test_no_options_is_said(cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = ranking(request="C1", options=[], refused=[], near_misses=[])
    monkeypatch.setattr(matcher, "rank", lambda *_, **__: none, raising=False)
    done = cartref("rank", small, "C1")
    assert (done.code, done.out) == (0, "C1: options: none.\n")


@pytest.mark.usefixtures("asked")
def test_json_is_the_ranking_and_nothing_else(cartref: Run, small: Path) -> None:
    done = cartref("rank", small, "S1", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == ranking().model_dump(mode="json")


@pytest.mark.parametrize(
    ("arguments", "k", "system_cost"),
    [
        ([], 10, False),
        (["-k", "3"], 3, False),
        (["--all"], None, False),
        (["--system-cost"], 10, True),
    ],
)
def test_options_reach_the_engine(
    cartref: Run,
    small: Path,
    asked: dict[str, Any],
    arguments: list[str],
    k: int | None,
    system_cost: bool,
) -> None:
    assert cartref("rank", small, "S1", "--travel", "m.csv", *arguments).code == 0
    assert (asked["request"], asked["k"], asked["system_cost"]) == ("S1", k, system_cost)
    assert (asked["policy"], asked["travel"]) == (None, Path("m.csv"))
