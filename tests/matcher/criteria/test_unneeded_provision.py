from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("provides", "unneeded"),
    [
        ([], 0),
        (["ramp"], 0),
        (["quiet"], 0),
        (["ramp", "quiet"], 0),
        (["ramp", "sign"], 1),
        (["sign", "sign"], 1),
        (["autism", "sign"], 2),
    ],
)
def test_provision_that_is_neither_required_nor_preferred(
    provides: list[str], unneeded: int
) -> None:
    needs = [{"code": "ramp", "required": True}, {"code": "quiet", "required": False}]
    assert cost("unneeded_provision", case(child(needs=needs), home(provides=provides))) == unneeded


def test_more_than_fit_one_word_of_bits() -> None:
    provides = [f"need{number}" for number in range(150)]
    assert cost("unneeded_provision", case(child(), home(provides=provides))) == 150
