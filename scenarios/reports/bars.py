"""Bars for charts: how long each is beside the others of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.compare import Answer, Comparison, FigureCompared
from scenarios.reports.tables.summary import MAIN

#: The longest bar.
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0: its length in per cent of the longest possible, below 0 to the left."""

    length: float

    @property
    def start(self) -> float:
        """Where it starts, from the left of a chart from -100 to 100."""
        return min(self.length, 0.0)


def bars(values: Sequence[float | None]) -> list[Bar | None]:
    """Return a bar for each number, the farthest from 0 being full; None for none and for 0."""
    longest = max((abs(value) for value in values if value is not None), default=0)
    return [Bar(round(FULL * value / longest, 2)) if value else None for value in values]


@dataclass(frozen=True)
class Panel:
    """One indicator over all scenarios: its figure in each, with a bar."""

    indicator: str
    rows: Sequence[tuple[Answer, FigureCompared, Bar | None]]


def panels(comparison: Comparison) -> list[Panel]:
    """Return a panel for each of the main indicators, scenarios without a plan left out."""
    found = []
    for code in MAIN:
        shown = [
            (answer, figure)
            for answer in comparison.answers
            for figure in answer.figures
            if figure.indicator == code
        ]
        lengths = bars([figure.value for _, figure in shown])
        rows = [(*one, bar) for one, bar in zip(shown, lengths, strict=True)]
        found.append(Panel(code, rows))
    return found


@dataclass(frozen=True)
class Changes:
    """The single figures of a scenario that are counted in one unit, each with its change's bar."""

    unit: str
    rows: Sequence[tuple[FigureCompared, Bar | None]]


def changes(answer: Answer) -> list[Changes]:
    """Return the single figures by unit, so that bars of one chart can be compared."""
    by_unit: dict[str, list[FigureCompared]] = {}
    for figure in answer.figures:
        if not figure.of:
            by_unit.setdefault(figure.unit, []).append(figure)
    return [
        Changes(unit, list(zip(some, bars([one.change for one in some]), strict=True)))
        for unit, some in by_unit.items()
    ]
