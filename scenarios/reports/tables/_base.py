"""What a table is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.words import Words

TODAY = Words("today", "heddiw")
BASELINE = Words("baseline", "llinell sylfaen")
SCENARIO = Words("scenario", "senario")
CHANGE = Words("change", "newid")
FIGURES = (TODAY, BASELINE, SCENARIO, CHANGE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, as it stands in the comparison.

    Attributes
    ----------
    value : int or float or None
        The number.
    unit : str
        Its unit, in English.
    signed : bool
        Whether it is a change.
    bare : bool
        Whether the unit stands beside it, in a cell of its own.
    """

    value: int | float | None
    unit: str
    signed: bool = False
    bare: bool = False


Cell = str | Amount


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    title : str
        What it shows.
    columns : sequence of str
        The headings.
    rows : sequence of sequence of Cell
        A cell for each column; the first says what the row is about.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def numeric(self) -> list[bool]:
        """Whether each column holds numbers."""
        return [
            any(isinstance(row[place], Amount) for row in self.rows)
            for place in range(len(self.columns))
        ]
