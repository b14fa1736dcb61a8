"""Tables and paragraphs on a terminal or in a file: plain, no wider than they may be.

Texts wrap, ids and numbers are never cut. There are no colours where there is no terminal, nor
with ``NO_COLOR``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.cli.output import plain

#: Where nothing says how wide the page is.
WIDTH = 100
#: Longer words and ids may be broken where the page is full.
_LONGEST_WORD = 20
#: Between columns.
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    title : str
        Its heading, with the unit where all cells have one.
    is_id : bool
        Whether it holds ids, which are broken only if they are very long.
    is_number : bool
        Whether it is aligned to the right.
    """

    title: str
    is_id: bool = False
    is_number: bool = False


class Page:
    """Standard output, for tables and paragraphs.

    Parameters
    ----------
    width : int
        In characters, where neither a terminal nor ``COLUMNS`` says how wide the page is.
    """

    def __init__(self, width: int = WIDTH) -> None:
        told = sys.stdout.isatty() or "COLUMNS" in os.environ
        self._console = _Console(
            file=sys.stdout,
            width=None if told else width,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def width(self) -> int:
        """How wide the page is, in characters."""
        return self._console.width

    def say(self, text: str = "") -> None:
        """Print a paragraph."""
        self._console.print(Text(plain(text), overflow="fold"))

    def heading(self, text: str) -> None:
        """Print a heading, an empty line before it."""
        self._console.print()
        self._console.print(Text(plain(text), style="bold", overflow="fold"))

    def table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        *,
        grouped: bool = False,
    ) -> None:
        """Print a table under a heading; nothing at all where there are no rows.

        Parameters
        ----------
        title : str
            The heading.
        columns : sequence of Column
            The columns.
        rows : iterable of sequence of str
            A text for each column.
        grouped : bool
            Whether rows with the same first cell stand together: the cell is shown once.
        """
        cells = [[plain(cell) for cell in row] for row in rows]
        if not cells:
            return
        if grouped:
            cells = [row for _, rows in groupby(cells, itemgetter(0)) for row in _once(rows)]
        self.heading(title)
        self._console.print(_table(columns, cells, self._console.width))


def _once(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows with the same first cell, which only the first of them keeps."""
    for position, row in enumerate(rows):
        yield row if position == 0 else ["", *row[1:]]


def _table(columns: Sequence[Column], cells: Sequence[Sequence[str]], page: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column, width in zip(columns, _widths(columns, cells, page), strict=True):
        table.add_column(
            Text(column.title),
            justify="right" if column.is_number else "left",
            overflow="fold",
            width=width,
        )
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], page: int) -> Sequence[int]:
    """Return widths of columns that fit the page, the widest narrowed first.

    No word is broken, no id and no number, unless the page is too narrow for all of them.
    """
    full, words = [], []
    for column, texts in zip(columns, zip(*cells, strict=True), strict=True):
        lines = [line for text in texts for line in text.split("\n")]
        parts = lines if column.is_id or column.is_number else " ".join(lines).split()
        full.append(max(map(cell_len, [column.title, *lines])))
        words.append(max(cell_len(part) for part in [*column.title.split(), *parts]))
    room = page - _GAP * (len(columns) - 1)
    if sum(full) > room:  # headings of numbers wrap before texts do
        full = [
            word if column.is_number else wide
            for column, word, wide in zip(columns, words, full, strict=True)
        ]
    for least in ([min(word, _LONGEST_WORD) for word in words], [1] * len(words)):
        for most in range(min(max(full), room), 0, -1):
            widths = [max(low, min(high, most)) for low, high in zip(least, full, strict=True)]
            if sum(widths) <= room:
                return widths
    return [1] * len(columns)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let whoever runs the command decide: by itself the console would leave at once."""
        raise  # called while the error is handled
