"""What a subject is: something about Cartref that is measured, and the table that shows it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from benchmarks.machine import Machine
from benchmarks.options import Options, Report
from benchmarks.tables import Table


class Subject(ABC):
    """Something that is measured.

    Attributes
    ----------
    code : str
        Its name on the command line; also the name of its module.
    meaning : str
        What it shows, in a line.
    """

    code: str
    meaning: str

    @abstractmethod
    def run(self, options: Options, report: Report) -> Table:
        """Measure, and return the figures.

        Parameters
        ----------
        options : Options
            What is asked; a subject has its own defaults, and leaves aside what is not its.
        report : callable
            Told what is being measured.

        Raises
        ------
        InputError
            If what is asked can't be measured.
        """

    def draw(self, table: Table, about: Machine, folder: Path) -> list[Path]:
        """Draw the figures, and on which machine; return the pictures, none where none help."""
        del table, about, folder
        return []
