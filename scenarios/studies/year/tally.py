"""What is counted of a year: means over its weeks, and over the placements made in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from matcher.case import Case
from matcher.indicators import INDICATORS, Situation
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words

#: The figures of a year by their codes; None where there was nothing to count.
Figures = dict[str, float | None]
_INDICATOR = {one.code: one for one in INDICATORS}
_WELSH = "cy"


@dataclass(frozen=True)
class Counted:
    """What is counted of a year.

    Attributes
    ----------
    code, unit : str
        Its name, and its unit in English, as of indicators.
    meaning : Words
        What it is.
    better : {-1, 0, 1}
        Whether less (-1) or more (1) of it is better; 0 where neither.
    indicator : str
        The indicator of which it is the mean over the weeks; empty where it is no such mean.
    """

    code: str
    unit: str
    meaning: Words
    better: int = -1
    indicator: str = ""


#: Everything that is counted, in the order of reports.
COUNTED: tuple[Counted, ...] = (
    Counted("waiting_weeks", "child-weeks", Words("weeks of waiting, all children together",
            "wythnosau o aros, pob plentyn gyda'i gilydd")),
    Counted("out_of_county", "children", Words("children out of county, mean of the weeks",
            "plant y tu allan i'r sir, cymedr yr wythnosau"), indicator="out_of_county"),
    Counted("siblings_apart", "children", Words(
            "children with a sibling in care living with none, mean of the weeks",
            "plant â brawd neu chwaer mewn gofal nad ydynt yn byw gydag un, cymedr yr wythnosau"),
            indicator="living_with_no_sibling"),
    Counted("moves", "moves", Words("moves to another home", "symudiadau i gartref arall")),
    Counted("km", "km", Words("distance from home, mean of the placements made",
            "pellter o'r cartref, cymedr y lleoliadau a wnaed")),
    Counted("placed_out_of_county", "share", Words(
            "out of county, share of the placements made",
            "y tu allan i'r sir, cyfran o'r lleoliadau a wnaed")),
    Counted("in_house_share", "share", Words(
            "in-house share of foster placements, mean of the weeks",
            "cyfran fewnol o leoliadau maeth, cymedr yr wythnosau"), 1, "in_house_share"),
    Counted("weekly_cost", "pounds a week", Words("cost, mean of the weeks",
            "cost, cymedr yr wythnosau"), indicator="weekly_cost"),
    Counted("cost_placed", "pounds a week", Words("cost for each placement made",
            "cost pob lleoliad a wnaed")),
    Counted("welsh", "share", Words("Welsh-speaking children placed in Welsh-speaking homes",
            "plant Cymraeg eu hiaith a leolwyd mewn cartrefi Cymraeg"), 1),
    Counted("refusals", "refusals", Words("refusals met", "gwrthodiadau a gafwyd")),
    Counted("placements", "placements", Words("placements made", "lleoliadau a wnaed"), 0),
    Counted("children", "children", Words("children looked after, mean of the weeks",
            "plant sy'n derbyn gofal, cymedr yr wythnosau"), 0, "children"),
)  # fmt: skip
COUNTED_BY_CODE: Mapping[str, Counted] = {one.code: one for one in COUNTED}


@dataclass
class Tally:
    """Counts while a year is lived."""

    n_refusals: int = 0
    _waiting_weeks: int = 0
    _moves: int = 0
    _weeks: dict[str, list[float]] = field(default_factory=dict)
    _placed: dict[str, list[float]] = field(default_factory=dict)

    def placed(self, child: Child, home: Home, costs: Mapping[str, int]) -> None:
        """Count a child who comes to live in a home, with the criteria of the two."""
        self._moves += child.placement is not None
        self._placed.setdefault("km", []).append(costs["distance_home"] / 10)
        self._placed.setdefault("placed_out_of_county", []).append(costs["out_of_county"])
        self._placed.setdefault("cost_placed", []).append(home.weekly_cost)
        if child.languages[0] == _WELSH:
            self._placed.setdefault("welsh", []).append(1 - costs["language"])

    def week(self, case: Case, homes: Mapping[str, str | None]) -> None:
        """Count a week by where everybody lives at its end."""
        now = Situation.today(case)
        after = now.with_homes(homes)
        for one in COUNTED:
            if one.indicator:
                value = _after(one.indicator, now, after)
                if value is not None:
                    self._weeks.setdefault(one.code, []).append(value)
        self._waiting_weeks += sum(home is None for home in homes.values())

    @property
    def figures(self) -> Figures:
        """The figures of the weeks so far."""
        whole: dict[str, float] = {
            "waiting_weeks": self._waiting_weeks,
            "moves": self._moves,
            "refusals": self.n_refusals,
            "placements": len(self._placed.get("km", ())),
        }
        means = {**self._weeks, **self._placed}
        return {
            one.code: whole[one.code] if one.code in whole else _mean(means.get(one.code, ()))
            for one in COUNTED
        }


def _after(code: str, now: Situation, after: Situation) -> float | None:
    report: dict[str, Any] = _INDICATOR[code].report(now, after)
    value: float | None = report["after"]
    return value


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
