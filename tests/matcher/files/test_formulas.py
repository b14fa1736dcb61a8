from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.files import read_journeys, read_register, write_register
from matcher.files.formulas import guarded, unguarded
from matcher.records.register import Register
from tests.matcher.files.examples import example


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"
    assert guarded(f"'{start}1+1") == f"''{start}1+1"


@pytest.mark.parametrize("text", ["", "'", "'s-Hertogenbosch", "Tŷ", "''", "1=1", "a@b", " =1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(st.sampled_from("'=+-@\ta ")) | st.text())
def test_what_is_written_reads_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_register_in_csv_has_no_formula_and_negative_numbers_stay_numbers(
    tmp_path: Path,
) -> None:
    data = example()
    data["homes"][0]["provider"] = '=HYPERLINK("http://x.example","y")'
    data["homes"][1]["provider"] = "'=1"
    data["homes"][1]["languages"] = ["@sum", "'-1"]
    data["children"][0]["family_home"]["label"] = "-1+1"
    register = Register.model_validate(data)
    write_register(register, tmp_path / "r")
    with (tmp_path / "r" / "homes.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["provider"] == '\'=HYPERLINK("http://x.example","y")'
    assert second["provider"] == "''=1"
    assert second["languages"] == "'@sum;'-1"
    assert first["location.lon"] == "-3.2"
    assert read_register(tmp_path / "r") == register


def test_a_travel_matrix_names_the_same_ids_as_the_register(tmp_path: Path) -> None:
    path = tmp_path / "travel.csv"
    path.write_text("child,home,distance_home\n'-1,'=H,12\n", encoding="utf-8")
    assert set(read_journeys(path).rows) == {("-1", "=H")}
