"""``cartref study call-list``: what it asks the study, what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.studies.call_list import CallList, chances_in
from tests.api.cli.helpers import Run, words


def test_people_get_the_order_and_why(cartref: Run, small: Path) -> None:
    done = cartref("study", "call-list", str(small), "C1", "--yes", "0.5")
    assert done.code == 0
    out = words(done.out)
    assert "For C1 ring H1." in out
    assert "1 H1 in-house foster 50.0 % 100.0 % 50.0 %" in out
    assert "How exact it is" in out
    assert done.err == ""


def test_programs_and_files_get_the_same_study(cartref: Run, small: Path) -> None:
    done = cartref(
        *("study", "call-list", str(small), "C1", "-k", "2", "--yes", "0.5"),
        *("--yes", "agency_foster=0.25", "--out", "calls.svg", "--json"),
    )
    found = CallList.model_validate(done.json)
    assert found.chances["in_house_foster"] == 0.5
    assert found.chances["agency_foster"] == 0.25
    assert found.calls[0].rung == ("H1",)
    assert Path("calls.svg").read_text(encoding="utf-8").startswith("<svg")


def test_every_fault_of_the_chances_is_told_at_once(cartref: Run, small: Path) -> None:
    done = cartref(
        *("study", "call-list", str(small), "C1", "--yes", "often", "--yes", "castle=0.5"),
        *("--yes", "2", "--yes", "residential=-1"),
    )
    assert done.code == 2
    assert done.out == ""
    err = words(done.err)
    for fault in ("yes 1: is not a chance", "yes castle: is not a kind", "yes residential: is not"):
        assert fault in err


def test_who_is_nobody_is_refused(cartref: Run, small: Path) -> None:
    done = cartref("study", "call-list", str(small), "C7")
    assert (done.code, done.out) == (2, "")
    assert "C7: is no id of the register" in words(done.err)


@pytest.mark.parametrize(
    ("texts", "chances"),
    [
        ((), None),
        (("residential=0.25",), {"residential": 0.25}),
        (("residential = 1", "residential=0"), {"residential": 0}),
    ],
)
def test_chances_are_read(texts: tuple[str, ...], chances: dict[str, float] | None) -> None:
    assert chances_in(texts) == chances
