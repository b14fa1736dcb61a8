from __future__ import annotations

import pytest

from tests.support.judging import cost
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("speaks", "spoken", "expected"),
    [
        (["cy"], ["cy"], 0),
        (["cy"], ["en", "cy"], 0),
        (["cy", "en"], ["en"], 1),
        (["en", "cy"], ["en"], 0),
        (["pl"], ["en", "cy"], 1),
    ],
)
def test_the_first_language_counts(speaks: list[str], spoken: list[str], expected: int) -> None:
    assert cost("language", case(child(languages=speaks), home(languages=spoken))) == expected
