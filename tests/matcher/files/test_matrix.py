from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import MAX_FAULTS, InputError
from matcher.files import read_journeys
from matcher.travel import Journey

HEAD = "child,home,distance_home,distance_school,distance_contact\n"


def read(folder: Path, text: str) -> dict[tuple[str, str], Journey]:
    (folder / "m.csv").write_text(text, encoding="utf-8")
    return dict(read_journeys(folder / "m.csv").rows)


def refused(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [(fault.place, fault.fault) for fault in caught.value.faults]


def test_rows_are_journeys_and_empty_cells_none(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + "C1,H1,123,,0\n\nC1,007,,4.0,10000000\n") == {
        ("C1", "H1"): Journey(123, None, 0),
        ("C1", "007"): Journey(None, 4, 10_000_000),
    }


def test_columns_come_in_any_order_and_only_the_first_three_are_needed(tmp_path: Path) -> None:
    text = "\ufeffdistance_home,home,child\n5,H1,C1\n"
    assert read(tmp_path, text) == {("C1", "H1"): Journey(5)}
    assert read(tmp_path, HEAD) == {}


@pytest.mark.parametrize(
    ("row", "column", "fault"),
    [
        ("C1,H1,-1,,", "distance_home", "is not a distance"),
        ("C1,H1,1.5,,", "distance_home", "is not a distance"),
        ("C1,H1,10000001,,", "distance_home", "is not a distance"),
        ("C1,H1,1e999,,", "distance_home", "is not a distance"),
        ("C1,H1,far,,", "distance_home", "is not a number"),
        ("C1,H1,1,nan,", "distance_school", "is not a number"),
        ("C1,H1,1,,true", "distance_contact", "is not a number"),
        (",H1,1,,", "child", "is empty"),
        ("C1,,1,,", "home", "is empty"),
        ("C1,H1,1,,,9", "F", "has a value but no heading"),
    ],
)
def test_each_fault_has_its_row_and_column(
    tmp_path: Path, row: str, column: str, fault: str
) -> None:
    text = HEAD + "C0,H0,1,,\n" + row + "\n"
    assert refused(tmp_path, text) == [(f"file m.csv, row 3, column {column}", fault)]


def test_two_rows_for_one_pair_are_a_fault(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + "C1,H1,1,,\nC2,H1,1,,\nC1,H1,1,,\n") == [
        ("file m.csv, row 4", "is a second row for child C1 and home H1")
    ]


def test_headings_are_judged(tmp_path: Path) -> None:
    assert refused(tmp_path, "child,home,distance_hom\nC1,H1,2\n") == [
        ("file m.csv, row 1, column C", "the heading distance_hom is not one of the table's")
    ]
    assert refused(tmp_path, "child,distance_home\nC1,2\n") == [
        ("file m.csv, row 1, column home", "the column is missing")
    ]


def test_faults_come_together_and_end_after_a_thousand(tmp_path: Path) -> None:
    found = refused(tmp_path, HEAD + "C1,H1,x,y,\n" * 2000)
    assert len(found) == MAX_FAULTS + 1
    assert found[1] == ("file m.csv, row 2, column distance_school", "is not a number")
    assert "stopped" in found[-1][1]


def test_a_file_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_journeys(tmp_path / "none.csv")
    assert [fault for _, fault in refused(tmp_path, "")] == ["is empty"]
