from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("preferred", "required", "unmet"),
    [
        ([], [], 0),
        (["ramp"], [], 0),
        (["sign"], [], 1),
        (["sign", "ramp", "quiet"], [], 2),
        ([], ["sign"], 0),
        (["sign"], ["sign"], 1),
    ],
)
def test_preferences_that_are_not_provided(
    preferred: list[str], required: list[str], unmet: int
) -> None:
    needs = [{"code": code, "required": False} for code in preferred]
    needs += [{"code": code, "required": True} for code in required]
    assert cost("unmet_preferences", case(child(needs=needs), home(provides=["ramp"]))) == unmet


def test_more_than_fit_one_word_of_bits() -> None:
    needs = [{"code": f"need{number}", "required": False} for number in range(150)]
    assert cost("unmet_preferences", case(child(needs=needs), home(provides=["need7"]))) == 149
