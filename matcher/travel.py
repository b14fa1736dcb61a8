"""Measured journeys: a table that replaces great-circle distances (contract 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Journey(NamedTuple):
    """One row of a travel matrix, in tenths of a kilometre; None falls back to great-circle."""

    home: int | None = None
    school: int | None = None
    contact: int | None = None


@dataclass(frozen=True)
class Journeys:
    """A travel matrix: the journeys of the pairs that can be travelled.

    Attributes
    ----------
    rows : mapping of (str, str) to Journey
        By child id and home id. A pair that has no row can't be travelled.
    """

    rows: Mapping[tuple[str, str], Journey]
