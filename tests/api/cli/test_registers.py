"""Registers as files: validate, convert, template."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher import read_register
from tests.api.cli.helpers import Run, child, register, write


def test_a_sound_register_has_no_faults(cartref: Run, small: Path) -> None:
    done = cartref("validate", small)
    assert (done.code, done.err) == (0, "")
    assert done.out == "register.json: no faults; 3 children, 0 sibling groups, 3 homes.\n"
    done = cartref("validate", small, "--json")
    assert done.code == 0
    empty = {"format": "cartref/faults/1", "file": "register.json", "total": 0, "faults": []}
    assert done.json == empty


def test_a_faulty_register_is_found_wanting(cartref: Run) -> None:
    write("r.json", register(children=[child("C1", gender="f"), child("C1", moves_12m=-1)]))
    done = cartref("validate", "r.json")
    assert (done.code, done.out) == (1, "")
    assert "3 faults:" in done.err
    assert "children[0].gender: " in done.err
    assert "children[1].moves_12m: is too small; accepted: at least 0" in done.err
    done = cartref("validate", "r.json", "--json")
    assert (done.code, done.err) == (1, "")
    assert (done.json["format"], done.json["total"]) == ("cartref/faults/1", 3)
    assert {fault["place"] for fault in done.json["faults"]} == {
        "children[0].gender",
        "children[1].id",
        "children[1].moves_12m",
    }


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_missing_file_is_an_input_fault(cartref: Run, arguments: list[str]) -> None:
    done = cartref("validate", "none.json", *arguments)
    assert done.code == 2
    assert "does not exist" in done.out + done.err


def test_an_empty_file_is_found_wanting(cartref: Run, folder: Path) -> None:
    (folder / "r.json").touch()
    done = cartref("validate", "r.json")
    assert done.code == 1
    assert "r.json: is empty" in done.err


@pytest.mark.parametrize("out", ["out.json", "out.xlsx", "out"])
def test_convert_keeps_everything(cartref: Run, small: Path, out: str) -> None:
    done = cartref("convert", small, out)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{out} is written: 3 children, 0 sibling groups, 3 homes.\n"
    assert read_register(out) == read_register(small)
    done = cartref("convert", out, "back.json", "--json")
    assert done.json == {
        "format": "cartref/written/1",
        "file": "back.json",
        "children": 3,
        "sibling_groups": 0,
        "homes": 3,
    }
    assert read_register("back.json") == read_register(small)


def test_convert_writes_nothing_where_the_register_is_faulty(cartref: Run, folder: Path) -> None:
    write("r.json", register(homes=[]))
    done = cartref("convert", "r.json", "out.xlsx")
    assert done.code == 2
    assert [path.name for path in folder.iterdir()] == ["r.json"]


def test_a_template_is_a_workbook_to_fill_in(cartref: Run, folder: Path) -> None:
    done = cartref("template", "t.xlsx")
    assert (done.code, done.err) == (0, "")
    assert done.out == "t.xlsx is written: an empty workbook to fill in.\n"
    assert (folder / "t.xlsx").read_bytes().startswith(b"PK")
    assert cartref("validate", "t.xlsx").code == 1
    done = cartref("template", "t.xlsx", "--json")
    assert done.json == {"format": "cartref/written/1", "file": "t.xlsx"}
