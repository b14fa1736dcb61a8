"""What a year would bring: the same years decided in four ways, and how they differ."""

from __future__ import annotations

from pathlib import Path

from matcher.errors import InputError
from scenarios.inputs import Inputs
from scenarios.studies import provenance
from scenarios.studies.year.rates import Rates, Refusals, read_rates
from scenarios.studies.year.run import Progress, years_lived
from scenarios.studies.year.study import Gap, Year, compared

#: So few years show a difference, if there is one worth having.
YEARS = 30
MOST_YEARS = 10_000


def year_of(
    inputs: Inputs,
    years: int = YEARS,
    rates: Rates | None = None,
    *,
    workers: int | None = None,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Year:
    """Return what a year would bring under each way of deciding.

    Parameters
    ----------
    inputs : Inputs
        Today's register and the policy.
    years : int
        How many years are drawn: those of the seeds 1, 2, ... The same years for every way.
    rates : Rates, optional
        How much happens; Powys's published figures, and assumptions, if None.
    workers : int, optional
        Processes; as many as there are processors if None. The result is the same.
    keep : Path, optional
        A folder in which each year is kept when it is done; years that it has are not lived
        again.
    progress : callable, optional
        Told how many years are done, of how many.

    Returns
    -------
    Year
        Interrupted, of the years that were done.

    Raises
    ------
    InputError
        If the register has no children or its day is too late to live a year from, or the number of
        years is out of range.
    """
    if not 1 <= years <= MOST_YEARS:
        raise InputError.single("years", "is out of range", f"1 to {MOST_YEARS:,}")
    if not inputs.register.children:
        raise InputError.single("children", "are none", "a register with children to go by")
    rates = rates or Rates()
    done = years_lived(inputs, years, rates, workers=workers, keep=keep, progress=progress)
    return compared(provenance(inputs), rates, years, done)


__all__ = ["MOST_YEARS", "YEARS", "Gap", "Rates", "Refusals", "Year", "read_rates", "year_of"]
