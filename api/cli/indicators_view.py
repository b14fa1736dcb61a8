"""Indicators on the terminal: before, after, change, each with its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.cli import words
from api.cli.tables import Column, Page
from matcher.indicators import INDICATORS

_MEANINGS = {indicator.code: str(indicator.meaning) for indicator in INDICATORS}
_FIGURES = (
    Column("before", is_number=True),
    Column("after", is_number=True),
    Column("change", is_number=True),
)


def show_indicators(page: Page, indicators: Mapping[str, Any]) -> None:
    """Print what a plan does to the figures.

    Single figures come first, then those by kind, area and the like, as far as there is anything
    to count; what goes deeper would fill screens and is named only.

    Parameters
    ----------
    page : Page
        Where to.
    indicators : mapping
        As in a plan's file.
    """
    single = {code: entry for code, entry in indicators.items() if "before" in entry}
    by = {code: entry for code, entry in indicators.items() if _is_breakdown(entry)}
    page.table(
        "Indicators",
        (Column("indicator"), *_FIGURES),
        ((_meaning(code), *_row(entry)) for code, entry in single.items()),
    )
    page.table(
        "Indicators by kind, area and the like",
        (Column("indicator"), Column("of"), *_FIGURES),
        _breakdowns(by),
        grouped=True,
    )
    deeper = [_meaning(code) for code in indicators if code not in single and code not in by]
    if deeper:
        page.say()
        page.say(f"In the plan's file only (--out, --json): {', '.join(deeper)}.")


def _is_breakdown(entry: Mapping[str, Any]) -> bool:
    return "values" in entry and all("before" in value for value in entry["values"].values())


def _meaning(code: str) -> str:
    return _MEANINGS.get(code, words.name(code))


def _breakdowns(indicators: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for code, entry in indicators.items():
        for key, figure in entry["values"].items():
            if figure["before"] or figure["after"]:
                yield _meaning(code), words.name(key), *_row(figure)


def _row(figure: Mapping[str, Any]) -> tuple[str, str, str]:
    unit = figure["unit"]
    return (
        words.amount(figure["before"], unit),
        words.amount(figure["after"], unit),
        words.amount(figure["change"], unit, signed=True),
    )
