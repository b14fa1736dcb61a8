"""The indicators that a council watches, as things are today, beside what they should be."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.language import mark
from matcher.case import Case
from matcher.indicators import INDICATORS, Figure, Situation


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator should be.

    Attributes
    ----------
    code : str
        The indicator.
    says : str
        What it should be, in English, marked for the catalogue.
    least : float or None
        The least that it should be, in the indicator's unit; None where no number is set.
    """

    code: str
    says: str
    least: float | None = None


#: In-house placements among all foster placements: Powys's own target.
IN_HOUSE_TARGET = 0.70

#: The sources are the council's strategy, the law, and national statistics.
AIMS = (
    Aim(
        "in_house_share", mark("at least 70 %%: the council's own target (policy)"), IN_HOUSE_TARGET
    ),
    Aim(
        "out_of_county_share",
        mark(
            "as few as can be: the law asks for a home within the area (2014 Act, section 81(9)); "
            "Powys in 2019: about 39 %%"
        ),
    ),
    Aim("outside_wales_share", mark("no number is set; the average of Wales is about 7 %%")),
    Aim(
        "sibling_groups_together",
        mark(
            "all, so far as that is right for each child (2014 Act, section 81(8) and (9)); "
            "usual is about half"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator as it is today.

    Attributes
    ----------
    aim : Aim
        What it should be.
    value : float or None
        What it is, in `unit`; None where there is nobody to count.
    unit : str
        Its unit, in English.
    of : int or None
        Of how many, where it is a count.
    """

    aim: Aim
    value: float | None
    unit: str
    of: int | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nobody to count."""
        if self.aim.least is None or self.value is None:
            return None
        return self.value >= self.aim.least


_FIGURES = {one.code: one for one in INDICATORS if isinstance(one, Figure)}


def standings(case: Case) -> tuple[Standing, ...]:
    """Return the indicators of `AIMS` as things are in a register."""
    now = Situation.today(case)
    found = []
    for aim in AIMS:
        figure = _FIGURES[aim.code]
        told = figure.report(now, now)
        groups = aim.code == "sibling_groups_together"
        of = len(case.register.sibling_groups) if groups else None
        found.append(Standing(aim, told["before"], told["unit"], of))
    return tuple(found)
