"""The tables of a comparison, made once: the page, the workbook and the terminal show the same."""

from scenarios.reports.tables._base import Amount, Cell, Table
from scenarios.reports.tables.figures import breakdowns, single_figures, totals
from scenarios.reports.tables.levels import levels
from scenarios.reports.tables.people import criteria, differently, faults
from scenarios.reports.tables.summary import facts, headline, summary
from scenarios.reports.tables.units import units_above

__all__ = [
    "Amount",
    "Cell",
    "Table",
    "breakdowns",
    "criteria",
    "differently",
    "facts",
    "faults",
    "headline",
    "levels",
    "single_figures",
    "summary",
    "totals",
    "units_above",
]
