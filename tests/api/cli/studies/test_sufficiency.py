"""``cartref study sufficiency``: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.sufficiency import Sufficiency
from tests.api.cli.helpers import Run, words


def test_people_get_need_and_supply(cartref: Run, small: Path) -> None:
    done = cartref("study", "sufficiency", str(small))
    assert (done.code, done.err) == (0, "")
    assert "Need by area of the family home" in words(done.out)


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref("study", "sufficiency", str(small), "--out", "tables.xlsx", "--json")
    found = Sufficiency.model_validate(done.json)
    assert sum(row.counts["homes"] for row in found.areas) == sum(
        row.counts["homes"] for row in found.kinds
    )
    assert Path("tables.xlsx").exists()
