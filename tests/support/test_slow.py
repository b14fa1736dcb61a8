"""The list of slow tests names what there is."""

from __future__ import annotations

from tests.support.running import ROOT
from tests.support.slow import SLOW


def test_what_is_slow_is_there() -> None:
    assert [name for name in SLOW if not (ROOT / name).exists()] == []
