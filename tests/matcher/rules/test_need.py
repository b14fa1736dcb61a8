from __future__ import annotations

import pytest

from tests.support.judging import refused, refused_pairs
from tests.support.registers import case, child, home


def need(code: str, required: bool = True) -> dict[str, object]:
    return {"code": code, "required": required}


@pytest.mark.parametrize(
    ("needs", "lacks"),
    [
        ([], False),
        ([need("ramp")], False),
        ([need("ramp"), need("sign")], True),
        ([need("sign")], True),
        ([need("sign", required=False)], False),
        ([need("sign"), need("sign", required=False)], True),
    ],
)
def test_every_required_need_must_be_met(needs: list[object], lacks: bool) -> None:
    assert refused("need", case(child(needs=needs), home(provides=["autism", "ramp"]))) is lacks


def test_more_needs_than_fit_one_word_of_bits() -> None:
    codes = [f"need{number:03}" for number in range(130)]
    children = [child(f"C{code}", needs=[need(code)]) for code in codes]
    both = case(*children, home(provides=codes[:-1]))
    assert refused_pairs("need", both) == {("Cneed129", "H1")}
