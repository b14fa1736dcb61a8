"""Invented registers, and how near they come to the published figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.generator.calibration import calibrate
from scenarios.generator.sample import sample_register
from tests.api.cli.helpers import Run


def test_generate_is_the_same_for_the_same_seed(cartref: Run, folder: Path) -> None:
    for name, seed in [("a.json", 7), ("b.json", 7), ("c.json", 8)]:
        done = cartref("generate", "--seed", seed, "--children", 20, name)
        assert (done.code, done.err) == (0, "")
    first, second, other = ((folder / f"{n}.json").read_bytes() for n in "abc")
    assert first == second != other
    assert len(json.loads(first)["children"]) == 20
    assert cartref("validate", "a.json").code == 0


def test_generate_makes_powys_where_no_size_is_given(cartref: Run) -> None:
    assert cartref("generate", "a.json", "--json").json["children"] == 245


def test_generate_says_what_it_accepts(cartref: Run, folder: Path) -> None:
    done = cartref("generate", "--children", 10**9, "a.json")
    assert done.code == 2
    assert "children: is out of range; accepted: 0 to " in done.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("area", "code"), [("powys", "W06000023"), ("wales", "W92000004"), ("england", "E92000001")]
)
def test_generate_covers_an_area(cartref: Run, folder: Path, area: str, code: str) -> None:
    done = cartref("generate", "--area", area, "--children", 5, "a.json")
    assert (done.code, done.err) == (0, "")
    register = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert register["authority"]["code"] == code
    assert len(register["children"]) == 5


def test_generate_says_which_areas_there_are(cartref: Run) -> None:
    done = cartref("generate", "--area", "scotland", "a.json")
    assert (done.code, done.out) == (2, "")
    assert done.err == "area: 'scotland' is no area; accepted: powys, wales, england\n"


def test_generate_needs_something_to_write_or_to_report(cartref: Run) -> None:
    done = cartref("generate")
    assert done.code == 2
    assert done.err == "OUT: is missing; accepted: a file or folder to write, or --report\n"


def test_generate_takes_several_seeds_for_a_report_only(cartref: Run, folder: Path) -> None:
    done = cartref("generate", "--seeds", 2, "a.json")
    assert done.code == 2
    assert done.err.startswith("--seeds: goes with --report only; ")
    assert list(folder.iterdir()) == []


def test_a_report_is_a_table_of_published_and_made_figures(cartref: Run) -> None:
    done = cartref("generate", "--report")
    assert (done.code, done.err) == (0, "")
    assert "Powys: 1 made-up register of 245 children, beside published figures" in done.out
    row = next(line for line in done.out.splitlines() if line.startswith("girls"))
    (made,) = (r for r in calibrate([sample_register(1)]).rows if r.name == "girls")
    assert row.split() == [
        "girls", "%", "44.0", f"{made.made:.1f}", "35.0", "to", "53.0", "yes", "2018", "H"
    ]  # fmt: skip
    assert "A: assumed" in done.out


def test_a_report_over_seeds_has_mean_lowest_and_highest(cartref: Run) -> None:
    done = cartref("generate", "--report", "--seeds", 2, "--seed", 3)
    assert "Powys: 2 made-up registers of 245 children" in done.out
    made = calibrate([sample_register(3), sample_register(4)])
    (girls,) = (row for row in made.rows if row.name == "girls")
    row = next(line for line in done.out.splitlines() if line.startswith("girls")).split()
    assert row[3:6] == [f"{value:.1f}" for value in (girls.made, girls.lowest, girls.highest)]


def test_a_report_is_json_for_programs(cartref: Run, folder: Path) -> None:
    done = cartref("generate", "--report", "--seeds", 2, "--children", 60, "--json")
    made = calibrate([sample_register(1, 60), sample_register(2, 60)])
    assert done.json == made.model_dump(mode="json")
    assert list(folder.iterdir()) == []


def test_a_report_and_a_register_are_made_together(cartref: Run, folder: Path) -> None:
    done = cartref("generate", "--report", "--children", 60, "a.json")
    assert "60 children, beside published figures" in done.out
    assert "a.json is written: 60 children" in done.out
    done = cartref("generate", "--report", "--children", 60, "b.json", "--json")
    assert done.json["format"] == "cartref/calibration/1"
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()
