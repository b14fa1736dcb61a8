"""What `cartref explain` asks the engine and what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import matcher
from matcher.records.explanation import Explanation
from tests.api.cli.helpers import Run, words

TOLD: dict[str, Any] = {
    "format": "cartref/explanation/1",
    "child": "C1",
    "home": "H1",
    "change": "placed",
    "contributions": [
        {
            "level": 3,
            "code": "distance_home",
            "value": 328,
            "weight": 4,
            "unit": "tenths of a km",
            "meaning": "distance from the family home",
        }
    ],
    "levels": [0, 0, 1312, 1480, 0],
    "approvals": [{"code": "placement_plan", "who": "within 5 days", "due": "2026-11-09"}],
    "asked": {
        "home": "H2",
        "levels": [0, 0, 0, 480, 0],
        "obstacles": [
            {"code": "age", "reason": "The age is outside.", "changed_by": "variation of approval"},
            {"code": "under_16", "reason": "Too young.", "changed_by": None},
        ],
    },
    "better": [
        {"home": "H1", "levels": [0, 0, 0, 480, 0]},
        {
            "home": "H9",
            "levels": [0, 0, 10, 480, 0],
            "taken_by": ["C3"],
            "system_cost": [1, 0, -5, 0, 0],
        },
    ],
    "smallest_changes": [{"home": "H2", "levels": [0, 0, 0, 480, 0]}],
    "summary": ["C1 comes to H1.", "It is the best home that is free."],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    asked: list[tuple[Any, ...]] = []

    def explain(
        register: object, child: str, home: str | None, policy: object, travel: object
    ) -> Explanation:
        assert register
        asked.append((child, home, policy, travel))
        return Explanation.model_validate(TOLD)

    monkeypatch.setattr(matcher, "explain", explain, raising=False)
    return asked


@pytest.mark.usefixtures("asked")
def test_the_reasons_are_shown(cartref: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = cartref("explain", small, "C1", "H2")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
    monkeypatch.setenv("COLUMNS", "250")
    shown = words(cartref("explain", small, "C1", "H2").out)
    assert shown.startswith("C1: placed, home H1. C1 comes to H1. It is the best home")
    assert "3 distance from the family home 32.8 km x 4 for each 0.1 km" in shown
    assert "placement_plan within 5 days 2026-11-09" in shown
    assert "age: variation of approval" in shown
    assert "under_16: nobody" in shown
    assert "age The age is outside. under_16 Too young." in shown
    assert "given to C3" in shown
    assert "+1, +0, -5, +0, +0" in shown
    assert "nothing by itself impossible" in shown
    assert "C1 adds 0, 0, 1312, 1480, 0" in shown


@pytest.mark.usefixtures("asked")
def test_json_is_the_explanation_and_nothing_else(cartref: Run, small: Path) -> None:
    done = cartref("explain", small, "C1", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == Explanation.model_validate(TOLD).model_dump(mode="json")


def test_arguments_reach_the_engine(
    cartref: Run, small: Path, asked: list[tuple[Any, ...]]
) -> None:
    assert cartref("explain", small, "C1").code == 0
    assert cartref("explain", small, "C1", "H2", "--travel", "m.csv").code == 0
    assert asked == [("C1", None, None, None), ("C1", "H2", None, Path("m.csv"))]
