"""Scenario files: what a good one gives, and what is said of every bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import InputError
from scenarios.files import MAX_BYTES, read_scenario
from scenarios.scenario import Said, Scenario

GOOD = """\
# What the panel asks.
question = { en = "What if nobody moves?", cy = "Beth os na fydd neb yn symud?" }

[[changes]]
change = "limits"
max_moves = 0

[[changes]]
change = "law_on"
date = 2030-04-01
"""


def written(folder: Path, text: str | bytes, name: str = "asked.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_scenario(path)
    return [str(fault).removeprefix(f"{path}") for fault in refused.value.faults]


def test_a_file_is_a_scenario(tmp_path: Path) -> None:
    scenario = read_scenario(written(tmp_path, GOOD))
    assert scenario.name == "asked"
    assert scenario.question == Said(en="What if nobody moves?", cy="Beth os na fydd neb yn symud?")
    assert [change.code for change in scenario.changes] == ["limits", "law_on"]
    assert scenario == Scenario.model_validate(
        {
            "name": "asked",
            "question": scenario.question,
            "changes": [
                {"change": "limits", "max_moves": 0},
                {"change": "law_on", "date": "2030-04-01"},
            ],
        }
    )


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_scenario(written(tmp_path, marked)) == read_scenario(written(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ten-carers.toml", "ten-carers"),
        ("Ten carers (2).TOML", "ten-carers-2"),
        ("Tŷ newydd.toml", "ty-newydd"),
        ("a__b.c.toml", "a-b-c"),
        (f"{'x' * 59}-y.toml", "x" * 59),
    ],
)
def test_a_name_is_made_of_the_files_own(tmp_path: Path, file: str, name: str) -> None:
    assert read_scenario(written(tmp_path, 'question = "?"', file)).name == name


def test_a_name_that_is_given_counts(tmp_path: Path) -> None:
    assert read_scenario(written(tmp_path, 'name = "mine"\nquestion = "?"')).name == "mine"
    (fault,) = faults(written(tmp_path, 'name = "My own"\nquestion = "?"'))
    assert fault.startswith(", name: is not the name of a scenario; accepted: lower-case letters")
    (fault,) = faults(written(tmp_path, 'question = "?"', "???.toml"))
    assert ", name: is empty" in fault


def test_all_faults_together_each_with_its_change_and_field(tmp_path: Path) -> None:
    bad = """\
question = 3
colour = "red"
[[changes]]
change = "limit"
[[changes]]
change = "limits"
min_in_house_share = 70
[[changes]]
change = "add_homes"
cuont = 3
kind = "in_house_foster"
near = "Newtown"
"""
    assert faults(written(tmp_path, bad)) == [
        ', question: is not text; accepted: text in quotes, or { en = "...", cy = "..." }',
        ", changes[0].change: no change is called 'limit'; accepted: limits (the likely one)",
        ", changes[1].limits.min_in_house_share: is too large; accepted: at most 1",
        ", changes[2].add_homes.cuont: is not a field of the format; accepted: count (the likely "
        "one)",
        ", colour: is not a field of the format; accepted: format, name, question, changes",
    ]


def test_single_brackets_are_told(tmp_path: Path) -> None:
    bad = 'colour = "red"\nquestion = "?"\n[changes]\nchange = "limits"\nmax_moves = 0'
    assert faults(written(tmp_path, bad)) == [
        ", changes: is one table; accepted: [[changes]], in two brackets",
        ", colour: is not a field of the format; accepted: format, name, question, changes",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('question "?"', ", line 1, column 10: is not TOML: expected '=' after a key"),
        ("a = 1\na = 2\nb = 3", ", line 2, column 6: is not TOML: cannot overwrite a value"),
        ('question = "?"\nchanges = [', ": is not TOML: invalid value, where it ends"),
        ("- change: limits", ", line 1, column 3: is not TOML: expected '=' after a key"),
        (f"n = {'9' * 5000}", ": holds a number or a date that nobody means"),
        ("day = 2026-02-30", " is not TOML: "),
        (f"n = {'[' * 5000}", ": is nested too deeply"),
        ("", ": is empty; accepted: TOML in UTF-8"),
        (b'question = "\xe9"', ": is not UTF-8 text, in line 1; accepted: TOML in UTF-8"),
        (b"# \n\x00\x01", ": is a binary file, or text in UTF-16, not what its name says"),
        (b"PK\x03\x04rest", ": is a workbook or another zip file, not what its name says"),
        ("#" * (MAX_BYTES + 1), ": is too large for a scenario; accepted: at most 1024 kB"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(
    tmp_path: Path, text: str | bytes, fault: str
) -> None:
    (found,) = faults(written(tmp_path, text))
    assert fault in found


@pytest.mark.parametrize(
    ("name", "form"), [("asked.yaml", "YAML"), ("asked.YML", "YML"), ("asked.json", "JSON")]
)
def test_other_forms_are_refused_by_name(tmp_path: Path, name: str, form: str) -> None:
    (fault,) = faults(written(tmp_path, "question: what?", name))
    assert fault == f": is {form}, not TOML; accepted: a .toml file"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.toml") == [": does not exist; accepted: TOML in UTF-8"]
    assert faults(tmp_path) == [": is a folder; accepted: TOML in UTF-8"]


def test_files_that_a_change_names_are_looked_for_beside_it(tmp_path: Path) -> None:
    text = 'question = "By road?"\n[[changes]]\nchange = "travel"\nmatrix = "roads.csv"'
    (change,) = read_scenario(written(tmp_path, text)).changes
    assert change.files == (tmp_path / "roads.csv",)
