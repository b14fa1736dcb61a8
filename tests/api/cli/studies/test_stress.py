"""``cartref study stress``: what it asks the study, what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.stress import Stress
from tests.api.cli.helpers import Run, words


def test_people_get_how_often_somebody_has_no_home(cartref: Run, small: Path) -> None:
    done = cartref("study", "stress", str(small), "--children", "30", "--draws", "2")
    assert done.code == 0
    out = words(done.out)
    assert "30 more: 100.0 %" in out
    assert "It breaks first with 30 more" in out
    assert done.err == ""


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref(
        *("study", "stress", str(small), "--children", "2", "--children", "1", "--draws", "2"),
        *("--out", "stress.svg", "--json"),
    )
    found = Stress.model_validate(done.json)
    assert [(one.children, one.draws) for one in found.loads] == [(0, 1), (1, 2), (2, 2)]
    assert Path("stress.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_number_out_of_range_is_refused(cartref: Run, small: Path) -> None:
    assert cartref("study", "stress", str(small), "--draws", "0").code == 2
