"""``cartref study contention``: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.contention import Contention
from tests.api.cli.helpers import Run, words


def test_people_get_who_should_have_each_home(cartref: Run, small: Path) -> None:
    done = cartref("study", "contention", str(small))
    assert done.code == 0
    out = words(done.out)
    # C1 and C2 are alike and want H1, which has one place; C3 wants it, too.
    assert "1 home is the first choice of several of the 3 lone children" in out
    assert "The most wanted is H1 (C1, C2, C3)." in out
    assert done.err == ""


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref("study", "contention", str(small), "--out", "homes.csv", "--json")
    found = Contention.model_validate(done.json)
    assert [one.home for one in found.homes] == ["H1"]
    assert Path("homes.csv").exists()
