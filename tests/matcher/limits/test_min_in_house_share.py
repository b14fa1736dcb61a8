from __future__ import annotations

import pytest

from matcher.case_arrays import KINDS
from tests.support.judging import kept
from tests.support.registers import case, child, home


def share_kept(share: float, n_in_house: int, n_agency: int, kind: str = "in_house_foster") -> bool:
    homes = {f"I{number}": "IN" for number in range(n_in_house)}
    homes |= {f"A{number}": "AGENCY" for number in range(n_agency)}
    both = case(
        *map(child, homes),
        home("IN", kind=kind),
        home("AGENCY", kind="agency_foster"),
        limits={"min_in_house_share": share},
    )
    return kept("min_in_house_share", both, homes)


@pytest.mark.parametrize(("n_in_house", "keeps"), [(10, False), (11, True), (12, True)])
def test_fractions_are_exact(n_in_house: int, keeps: bool) -> None:
    # 11 of 20 are 0.55 exactly, though the nearest double of 0.55 is a little more.
    assert share_kept(0.55, n_in_house, 20 - n_in_house) is keeps


@pytest.mark.parametrize("kind", KINDS)
def test_which_kinds_are_in_house(kind: str) -> None:
    assert share_kept(0.5, 1, 1, kind) is (kind in {"parents", "kinship", "in_house_foster"})


@pytest.mark.parametrize("kind", ["residential", "supported_lodgings"])
def test_other_kinds_do_not_count(kind: str) -> None:
    assert share_kept(1, 5, 0, kind)
    assert not share_kept(0.01, 5, 1, kind)


def test_nobody_of_these_kinds_holds() -> None:
    assert share_kept(1, 0, 0)


def test_a_child_without_a_home_does_not_count() -> None:
    both = case(child(), home(kind="agency_foster"), limits={"min_in_house_share": 1})
    assert kept("min_in_house_share", both, {"C1": None})
    assert not kept("min_in_house_share", both, {"C1": "H1"})
