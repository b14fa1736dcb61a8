from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.travel import Journey
from tests.support.asking import asked, change, changed, misread
from tests.support.registers import child, home

CODE = "travel"
TABLE = "child,home,distance_home\nC1,H1,10\nC2,H2,20\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "journeys.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_journeys_are_as_measured(folder: Path) -> None:
    inputs = asked(child("C1"), child("C2"), home("H1"), home("H2"))
    by_road = change(CODE, matrix="journeys.csv").found_in(folder).apply(inputs)
    assert by_road.journeys is not None
    assert by_road.journeys.rows == {("C1", "H1"): Journey(10), ("C2", "H2"): Journey(20)}
    assert by_road.policy.matrix_path == folder / "journeys.csv"
    plan = by_road.plan()
    assert plan.homes == {"C1": "H1", "C2": "H2"}  # the other pairs can't be travelled
    assert plan.assignments[0].criteria["distance_home"] == 10


def test_as_the_crow_flies() -> None:
    inputs = asked(child("C1"), home("H1"), journeys={}, travel={"matrix": "m.csv"})
    assert inputs.plan().homes == {"C1": None}
    after = changed(CODE, inputs)
    assert after == asked(child("C1"), home("H1"))


def test_what_changes_have_added_falls_back_to_the_crow_s_way(folder: Path) -> None:
    inputs = asked(child("C1"), child("NEW-C1"), home("H1"), home("NEW-H1"))
    by_road = change(CODE, matrix="journeys.csv").found_in(folder).apply(inputs)
    assert by_road.journeys is not None
    assert by_road.journeys.rows == {
        ("C1", "H1"): Journey(10),
        ("C2", "H2"): Journey(20),
        ("C1", "NEW-H1"): Journey(),
        ("NEW-C1", "H1"): Journey(),
        ("NEW-C1", "NEW-H1"): Journey(),
    }


def test_a_table_that_is_not_there_or_faulty(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        change(CODE, matrix="no.csv").found_in(folder).apply(asked())
    assert [(fault.place, fault.fault) for fault in caught.value.faults] == [
        ("matrix", f"{folder / 'no.csv'}: does not exist")
    ]
    (folder / "bad.csv").write_text("child,home,distance_home\nC1,H1,-1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        change(CODE, matrix="bad.csv").found_in(folder).apply(asked())
    assert [(fault.place, fault.fault) for fault in caught.value.faults] == [
        ("matrix", "file bad.csv, row 2, column distance_home: is not a distance")
    ]


def test_what_is_no_measure() -> None:
    assert misread(CODE, matrix=3) == [("matrix", "is not text")]


def test_other_changes_look_for_no_file(folder: Path) -> None:
    hold = change("hold", homes="all")
    assert hold.found_in(folder) is hold


def test_the_file_it_names(folder: Path) -> None:
    by_road = change(CODE, matrix="journeys.csv").found_in(folder)
    assert by_road.files == (folder / "journeys.csv",)
    assert by_road.says.en == "journeys as measured in journeys.csv"
    as_crows = change(CODE)
    assert as_crows.found_in(folder).files == ()
    assert as_crows.says.en == "distances as the crow flies"
