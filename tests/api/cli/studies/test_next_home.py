"""``cartref study next-home``: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.next_home import NextHome
from tests.api.cli.helpers import Run, words


def test_people_get_how_exact_it_is(cartref: Run, small: Path) -> None:
    done = cartref("study", "next-home", str(small), "--area", "Newtown", "--places", "1")
    assert (done.code, done.err) == (0, "")
    assert "10 of 10 homes are known exactly" in words(done.out)


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref(
        "study", "next-home", str(small), "--area", "Newtown", "--places", "1", "--plans", "1",
        "--kind", "residential", "--provides", "autism", "--out", "homes.csv", "--json",
    )  # fmt: skip
    found = NextHome.model_validate(done.json)
    assert [area.name for area in found.areas] == ["Newtown"]
    assert found.provides == ("autism",)
    assert {value.home.kind for value in found.values} == {"residential"}
    assert Path("homes.csv").exists()


def test_every_fault_is_told(cartref: Run, small: Path) -> None:
    done = cartref(
        "study", "next-home", str(small), "--area", "Atlantis", "--kind", "castle", "--places", "0"
    )
    assert done.code == 2
    told = words(done.err)
    assert "kinds[0]: is no kind that new homes are tried of" in told
    assert "places[0]: is no number of places" in told
    assert "areas[0]: is no place of the register" in told
