"""Indicators and totals of criteria."""

from __future__ import annotations

from matcher.words import Words
from scenarios.compare import Answer, FigureCompared
from scenarios.reports.language import Language
from scenarios.reports.tables._base import FIGURES, Amount, Cell, Table


def totals(answer: Answer, say: Language) -> Table:
    """Return the criteria summed over the children that both registers have."""
    return Table(
        say(
            Words(
                "Totals of the criteria over the children that both registers have",
                "Cyfansymiau'r meini prawf dros y plant sydd yn y ddwy gofrestr",
            )
        ),
        (say(Words("criterion", "maen prawf")), *map(say, FIGURES[1:])),
        [
            [
                say.criterion(one.criterion),
                Amount(one.baseline, one.unit),
                Amount(one.value, one.unit),
                Amount(one.change, one.unit, signed=True),
            ]
            for one in answer.totals
        ],
    )


def single_figures(answer: Answer, say: Language) -> Table:
    """Return the indicators that are one figure each."""
    return Table(
        say(Words("Indicators", "Dangosyddion")),
        (say(Words("indicator", "dangosydd")), *map(say, FIGURES)),
        [[say.name(one.indicator), *figure(one)] for one in answer.figures if not one.of],
    )


def breakdowns(answer: Answer, say: Language, *, deep: bool, differing: bool = False) -> Table:
    """Return the indicators by kind, area and the like; where `deep`, those of the equality view.

    Rows without anything to count on any side are left out; where `differing`, those too of
    which the change is 0.
    """
    title = Words("Indicators by kind, area and the like", "Dangosyddion yn ôl math, ardal ac ati")
    if deep:
        title = Words("Main figures by group of children", "Prif ffigurau yn ôl grŵp o blant")
    return Table(
        say(title),
        (say(Words("indicator", "dangosydd")), say(Words("of", "o")), *map(say, FIGURES)),
        [
            [*_whose(one, say), *figure(one)]
            for one in answer.figures
            if one.of
            and (len(one.of) > 1) == deep
            and (one.today or one.baseline or one.value)
            and (one.change or not differing)
        ],
    )


def _whose(one: FigureCompared, say: Language) -> tuple[str, str]:
    """Return the indicator and what it is of; in the equality view it is the last of the keys."""
    if len(one.of) > 1:
        return say.name(one.of[-1]), say.names(one.of[:-1])
    return say.name(one.indicator), say.names(one.of)


def figure(one: FigureCompared) -> list[Cell]:
    """Return a figure today, in the baseline, in the scenario, and its change."""
    return [
        Amount(one.today, one.unit),
        Amount(one.baseline, one.unit),
        Amount(one.value, one.unit),
        Amount(one.change, one.unit, signed=True),
    ]
