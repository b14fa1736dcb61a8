"""``cartref study tradeoff``: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

from scenarios.studies.tradeoff import Tradeoff
from tests.api.cli.helpers import Run, words


def test_people_get_the_points(cartref: Run, small: Path) -> None:
    done = cartref("study", "tradeoff", str(small))
    assert (done.code, done.err) == (0, "")
    assert "The best trade-offs" in words(done.out)


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref(
        "study",
        "tradeoff",
        str(small),
        "weekly_cost",
        "distance_home",
        "-k",
        "5",
        "--out",
        "curve.svg",
        "--json",
    )
    found = Tradeoff.model_validate(done.json)
    assert (found.across, found.down, found.most_points) == ("weekly_cost", "distance_home", 5)
    assert Path("curve.svg").read_text(encoding="utf-8").startswith("<")


def test_what_is_no_criterion_is_refused_with_those_that_are(cartref: Run, small: Path) -> None:
    done = cartref("study", "tradeoff", str(small), "cost", "distance_home")
    assert done.code == 2
    assert "across: is no criterion; accepted: " in words(done.err)
