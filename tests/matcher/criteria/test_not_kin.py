from __future__ import annotations

import pytest

from matcher.case_arrays import KINDS
from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize("kind", KINDS)
def test_neither_parents_nor_kin(kind: str) -> None:
    assert cost("not_kin", case(child(), home(kind=kind))) == (kind not in {"parents", "kinship"})


def test_no_home() -> None:
    assert cost("not_kin", case(child(), home()), home=None) == 0
