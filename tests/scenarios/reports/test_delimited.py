"""The long table: every number of the comparison, and no cell that a spreadsheet computes."""

from __future__ import annotations

import csv
from pathlib import Path

from scenarios.reports import write
from scenarios.reports.delimited import COLUMNS
from tests.support.reports import FORMULA, comparison


def rows(folder: Path) -> list[dict[str, str]]:
    path = folder / "report.csv"
    write(comparison(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text else None


def test_columns_are_as_documented_and_a_mark_tells_excel_that_it_is_utf_8(tmp_path: Path) -> None:
    assert list(rows(tmp_path)[0]) == list(COLUMNS)
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfscenario,table,item")


def test_figures_are_those_of_the_comparison(tmp_path: Path) -> None:
    found = [row for row in rows(tmp_path) if row["table"] == "indicator"]
    expected = [(answer.name, one) for answer in comparison().answers for one in answer.figures]
    assert len(found) == len(expected) > 500
    for row, (name, one) in zip(found, expected, strict=True):
        assert (row["scenario"], row["item"], row["of"]) == (
            name,
            one.indicator,
            "; ".join(one.of),
        )
        assert row["unit"] == one.unit
        numbers = [number(row[key]) for key in ("today", "baseline", "value", "change")]
        assert numbers == [one.today, one.baseline, one.value, one.change]


def test_levels_and_totals_are_those_of_the_comparison(tmp_path: Path) -> None:
    found = rows(tmp_path)
    levels = [row for row in found if (row["scenario"], row["table"]) == ("apart", "level")]
    expected = comparison().answers[1].levels
    for row, one in zip(levels, expected, strict=True):
        numbers = [number(row[key]) for key in ("baseline", "value", "change", "gap")]
        assert numbers == [one.baseline_value, one.value, one.difference, one.gap]
    assert levels[2]["note"].startswith("no proven difference")
    totals = [row for row in found if (row["scenario"], row["table"]) == ("apart", "total")]
    assert [(row["item"], number(row["change"])) for row in totals] == [
        (one.criterion, one.change) for one in comparison().answers[1].totals
    ]


def test_children_questions_and_faults_are_there(tmp_path: Path) -> None:
    found = rows(tmp_path)
    (child,) = [row for row in found if row["table"] == "child"]
    assert (child["item"], child["of"], child["baseline"], child["value"]) == (
        "'+C2",
        "both",
        "H1",
        "H3",
    )
    assert child["note"].startswith("H3 is a new home")
    assert [row["of"] for row in found if row["table"] == "scenario"] == [
        "optimal",
        "feasible",
        "failed",
    ]
    (fault,) = [row for row in found if row["table"] == "fault"]
    assert fault["of"] == f"'{FORMULA}"


def test_no_text_is_a_formula_and_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    cells = [cell for row in rows(tmp_path) for cell in row.values()]
    begun = [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert begun
    assert all(float(cell) < 0 for cell in begun)
