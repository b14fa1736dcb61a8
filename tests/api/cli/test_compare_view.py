"""A comparison on the terminal."""

from __future__ import annotations

import pytest

from api.cli.compare_view import show_comparison
from tests.support.registers import child, home, register
from tests.support.reports import comparison
from tests.support.what_ifs import compared, inputs


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    show_comparison(comparison())
    return capsys.readouterr().out


def test_it_says_what_decides_what_differs_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys)
    assert out.startswith("Powys, 2026-11-02: 3 plans asked for, 1 proved to be the best possible.")
    assert "In short: no proven difference: level 2, homes beyond one" in out
    assert "New homes (1): H3." in out
    words = " ".join(out.split())
    assert "no proven difference; an earlier gap is open" in words
    assert "+C2 H3 is a new home, which the baseline does not have." in words
    assert "weekly cost £5,000 a week £5,961 a week £5,780 a week -£180 a week" in words


def test_only_what_differs_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    part = shown(capsys).split("Indicators that differ")[1].split("By kind")[0]
    assert "weekly cost per child" in part
    assert "sibling groups" in part
    assert "key stage 4 disruptions" not in part


def test_a_scenario_without_a_plan_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys)
    assert "In short: no plan: see its faults." in out
    assert out.count("Why there is no plan") == 1
    assert "limits  =HYPERLINK(1)" in out


def test_levels_that_stand_elsewhere_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    records = register(child("C1"), home("H1"))
    before = inputs(records, levels=[{"unplaced": 1}, {"weekly_cost": 1}])
    after = inputs(records, levels=[{"weekly_cost": 1}, {"unplaced": 1}])
    show_comparison(compared(before, {"C1": "H1"}, after, {"C1": "H1"}))
    part = capsys.readouterr().out.split("In short")[2]
    assert "cost of the" in part
    assert "other priorities" in " ".join(part.split())
