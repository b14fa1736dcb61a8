from __future__ import annotations

import pytest

from tests.support.judging import refused_pairs
from tests.support.registers import case, child, home


@pytest.mark.parametrize(
    ("status", "refused"),
    [("waiting", {("C1", "H1")}), ("review", set()), ("settled", set())],
)
def test_only_a_waiting_child_must_leave(status: str, refused: set[tuple[str, str]]) -> None:
    both = case(child(home="H1", status=status), home("H1"), home("H2"))
    assert refused_pairs("ending", both) == refused


def test_a_waiting_child_without_a_placement() -> None:
    assert refused_pairs("ending", case(child(), home())) == set()
