"""Indicators: what every plan reports before, after and as a change.

In a plan's ``indicators`` each code has a *figure* or figures *by* something::

    {"unplaced": {"unit": "children", "before": 22, "after": 0, "change": -22},
     "weekly_cost_by_kind": {"by": "kind", "values": {"residential": {"unit": ..., ...}}},
     "equality": {"by": "characteristic", "values":
         {"gender": {"by": "gender", "values":
             {"female": {"by": "indicator", "values": {"unplaced": {"unit": ..., ...}}}}}}}}

So whatever has ``values`` holds figures, or more such, by key; whatever has ``before`` is a figure.
Keys with nothing to count are there all the same. Counts are whole; everything else is exact and
rounded to 4 decimals (ties to even), the change too, so it may differ in the last decimal from the
difference of the two shown. None (``null``) is a figure of no children: a share of nobody, say.

*Before* is how things are today: settled and review children in their present homes, waiting
children without a home, since an ending placement is none that they could keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matcher.case import Case
from matcher.indicators import near_home, placements, resources, stability
from matcher.indicators._base import Breakdown, Figure, Indicator
from matcher.indicators._situation import Resident, Situation
from matcher.indicators.equality import equality_view

_COUNTED: tuple[Indicator, ...] = (
    *placements.INDICATORS,
    *near_home.INDICATORS,
    *stability.INDICATORS,
    *resources.INDICATORS,
)
#: Every indicator, in the order of reports.
INDICATORS: tuple[Indicator, ...] = (
    *_COUNTED,
    equality_view(tuple(i for i in _COUNTED if isinstance(i, Figure) and i.main)),
)


def indicators(case: Case, after_homes: Mapping[str, str | None]) -> dict[str, Any]:
    """Return every indicator of a plan, ready for JSON.

    Parameters
    ----------
    case : Case
        Register and policy.
    after_homes : mapping of str to str or None
        Each child's home after the plan.

    Returns
    -------
    dict
        By code, as the module says.
    """
    before = Situation.today(case)
    after = before.with_homes(after_homes)
    return {indicator.code: indicator.report(before, after) for indicator in INDICATORS}


def indicator_rows() -> tuple[tuple[str, ...], ...]:
    """Return the table of all indicators for the docs: a heading, then a row for each."""
    heading = ("code", "meaning", "Welsh (draft)", "unit", "definition", "source")
    rows = (
        (i.code, i.meaning.en, i.meaning.cy, i.unit.en, i.definition, i.source) for i in INDICATORS
    )
    return (heading, *rows)


__all__ = [
    "INDICATORS",
    "Breakdown",
    "Figure",
    "Indicator",
    "Resident",
    "Situation",
    "indicator_rows",
    "indicators",
]
