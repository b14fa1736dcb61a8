"""``cartref study year``: what it asks the study, what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.year import Year
from tests.api.cli.helpers import Run, words


def test_people_get_how_the_ways_differ(cartref: Run, small: Path) -> None:
    done = cartref("study", "year", str(small), "--years", "2", "--weeks", "2", "--workers", "1")
    assert done.code == 0
    out = words(done.out)
    assert "Joint planning against the rule of thumb, in the same 2 years" in out
    assert "A year in each way, mean of the years" in out
    assert "How exact it is" in out
    assert done.err == ""


def test_programs_and_files_get_the_same_and_go_on_with_kept_years(
    cartref: Run, small: Path
) -> None:
    asked = ("study", "year", str(small), "--weeks", "1", "--keep", "kept", "--json")
    one = Year.model_validate(cartref(*asked, "--years", "1", "--workers", "1").json)
    assert len(list(Path("kept").glob("year-*-0001.json"))) == 1
    assert (one.asked, one.rates.weeks, len(one.years)) == (1, 1, 1)
    again = cartref(*asked, "--years", "1", "--out", "year.svg", "--out", "year.html")
    assert Year.model_validate(again.json) == one
    assert Path("year.svg").read_text(encoding="utf-8").startswith("<svg")


def test_other_rates_come_from_a_file(cartref: Run, small: Path) -> None:
    Path("rates.json").write_text(
        '{"format": "cartref/rates/1", "starts": 0, "refusals": {"residential": 1}}'
    )
    asked = ("study", "year", str(small), "--years", "1", "--weeks", "1", "--workers", "1")
    found = Year.model_validate(cartref(*asked, "--rates", "rates.json", "--json").json)
    assert (found.rates.starts, found.rates.refusals.residential, found.rates.weeks) == (0, 1, 1)
    assert found.rates.endings == 0.5


def test_all_faults_of_rates_are_told(cartref: Run, small: Path) -> None:
    Path("rates.json").write_text(
        '{"format": "cartref/rates/1", "starts": -1, "refusals": {"castle": 1}}'
    )
    done = cartref("study", "year", str(small), "--rates", "rates.json")
    assert (done.code, done.out) == (2, "")
    err = words(done.err)
    assert "starts" in err
    assert "refusals.castle" in err


def test_a_file_that_is_no_json_is_refused(cartref: Run, small: Path) -> None:
    Path("rates.json").write_text("{")
    done = cartref("study", "year", str(small), "--rates", "rates.json")
    assert (done.code, done.out) == (2, "")
    assert cartref("study", "year", str(small), "--rates", "none.json").code == 2
