"""What the years come to: means, and differences between ways of deciding, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from matcher.records.fields import Record
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Table
from scenarios.studies import Picture, Provenance, Study
from scenarios.studies._intervals import Estimate, mean_of
from scenarios.studies.year import shown
from scenarios.studies.year.rates import Rates
from scenarios.studies.year.run import YearLived
from scenarios.studies.year.tally import COUNTED
from scenarios.studies.year.ways import BestForEach, Joint, JointWithReserve, RuleOfThumb, Way

#: Each way beside another: does it do better?
PAIRS: tuple[tuple[type[Way], type[Way]], ...] = (
    (BestForEach, RuleOfThumb),
    (Joint, RuleOfThumb),
    (JointWithReserve, RuleOfThumb),
    (Joint, BestForEach),
    (JointWithReserve, Joint),
)


class Gap(Record):
    """How one way of deciding differs from another in the same years.

    Attributes
    ----------
    way, than : str
        Their codes.
    differences : dict of str to Estimate
        The first less the second, by code; see `tally.COUNTED`.
    """

    way: str
    than: str
    differences: dict[str, Estimate]


class Year(Study):
    """What a year would bring under each way of deciding (`cartref/study/year/1`).

    Attributes
    ----------
    rates : Rates
        How much happens.
    asked : int
        How many years were asked for.
    years : tuple of YearLived
        Each year that was done, in every way.
    means : dict of str to dict
        The mean of the years by way and by code.
    gaps : tuple of Gap
        How the ways differ.
    """

    code: ClassVar = "year"
    meaning: ClassVar = Words(
        "What would a year bring, and how much better is joint planning?",
        "Beth fyddai blwyddyn yn ei ddwyn, a faint gwell yw cynllunio ar y cyd?",
    )

    format: Literal["cartref/study/year/1"] = "cartref/study/year/1"
    rates: Rates
    asked: int
    years: tuple[YearLived, ...]
    means: dict[str, dict[str, Estimate]]
    gaps: tuple[Gap, ...]

    def gap(self, way: str, than: str) -> Gap:
        """Return how one way differs from another, by their codes."""
        return next(one for one in self.gaps if (one.way, one.than) == (way, than))

    def headline(self, say: Language) -> str:
        """Return how the joint plan differs from the rule of thumb."""
        gap = self.gap(Joint.code, RuleOfThumb.code)
        return shown.headline(gap.differences, len(self.years), self.asked, say)

    def exactness(self, say: Language) -> str:
        """Return what is drawn, what is the same for all, and what the intervals are."""
        return shown.exactness(len(self.years), self.rates, say)

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the differences, the means, the ways, and what is taken as given."""
        gaps = [(one.way, one.than, one.differences) for one in self.gaps]
        return shown.tables(self.means, gaps, self.rates, say)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return how each way differs from the rule of thumb, a picture for each main figure."""
        against = [(one.way, one.differences) for one in self.gaps if one.than == RuleOfThumb.code]
        return shown.pictures(against, say)


def compared(provenance: Provenance, rates: Rates, asked: int, years: Sequence[YearLived]) -> Year:
    """Return the study of some years.

    Parameters
    ----------
    provenance : Provenance
        What they were made from.
    rates : Rates
        How much happened in them.
    asked : int
        How many were asked for.
    years : sequence of YearLived
        Those that were done.
    """
    codes = [one.code for one in COUNTED]
    ways = list(years[0].figures) if years else []
    return Year(
        provenance=provenance,
        rates=rates,
        asked=asked,
        years=tuple(years),
        means={way: {code: mean_of(_values(years, way, code)) for code in codes} for way in ways},
        gaps=tuple(
            Gap(
                way=way.code,
                than=than.code,
                differences={
                    code: mean_of(_differences(years, way.code, than.code, code)) for code in codes
                },
            )
            for way, than in PAIRS
        ),
    )


def _values(years: Sequence[YearLived], way: str, code: str) -> list[float]:
    values = (year.figures[way][code] for year in years)
    return [value for value in values if value is not None]


def _differences(years: Sequence[YearLived], way: str, than: str, code: str) -> list[float]:
    pairs = ((year.figures[way][code], year.figures[than][code]) for year in years)
    return [one - other for one, other in pairs if one is not None and other is not None]
