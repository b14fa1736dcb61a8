"""What the elements of a policy cost: the best plan with each of them, and without."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar, Literal

from matcher.amounts import level_unit
from matcher.errors import Fault, InputError, UndecidedError
from matcher.records.fields import Code
from matcher.words import Words
from scenarios.compare.figures import compared_figures, criteria_of
from scenarios.compare.levels import compared_levels
from scenarios.compare.records import LevelCompared
from scenarios.compare.side import Side
from scenarios.inputs import Inputs
from scenarios.outcome import ScenarioFault
from scenarios.reports.language import Language
from scenarios.reports.provenance import provenance
from scenarios.reports.tables import Table
from scenarios.studies._base import Picture, Study
from scenarios.studies._planned import planned
from scenarios.studies.price import shown
from scenarios.studies.price.elements import ELEMENTS, IN_HOUSE_TARGET, Element, elements_of
from scenarios.studies.price.records import Cost, Priced, Rehomed
from scenarios.studies.price.tables import tables_of

Progress = Callable[[int, int], None]

#: What a price is told in. These criteria also decide, in this order, between plans that the
#: policy finds equally good: so each total is one number, whichever plan is found.
FIGURES = (
    "unplaced",
    "siblings_apart",
    "distance_home",
    "weekly_cost",
    "moves",
    "out_of_county",
    "not_kin",
    "setting",
    "language",
    "school_change",
)


class Price(Study):
    """What each element of a policy costs (`cartref/study/price/1`).

    Attributes
    ----------
    n_children : int
        The waiting and review children: those whom a plan decides on.
    priced : tuple of Priced
        Element by element.
    left : tuple of str
        The elements that were not priced, since the study was stopped.
    """

    code: ClassVar = "price"
    meaning: ClassVar = Words(
        "What does each element of the policy cost?", "Beth mae pob elfen o'r polisi yn ei gostio?"
    )

    format: Literal["cartref/study/price/1"] = "cartref/study/price/1"
    n_children: int
    priced: tuple[Priced, ...]
    left: tuple[Code, ...] = ()

    def headline(self, say: Language) -> str:
        """Return what costs most pounds, and what most kilometres."""
        return shown.headline(self.priced, self.left, say)

    def exactness(self, say: Language) -> str:
        """Return whether every price is proved, and what decides between equal plans."""
        return shown.exactness(self.priced, self.left, say)

    def tables(self, say: Language) -> Sequence[Table]:
        """Return the prices in all, for each child, with and without, and who lives elsewhere."""
        return tables_of(self.priced, say)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return the prices in pounds and in kilometres as bars."""
        return shown.pictures(self.priced, say)


def price_of(
    inputs: Inputs,
    elements: Collection[str] = (),
    *,
    in_house_target: float = IN_HOUSE_TARGET,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Price:
    """Return what elements of a policy cost: the best plan with each of them, and without.

    Parameters
    ----------
    inputs : Inputs
        Register and policy.
    elements : collection of str
        Codes of `ELEMENTS`; all of them if empty.
    in_house_target : float
        The in-house share that is priced where the policy sets none, from 0 to 1.
    time_limit : float, optional
        Seconds for each plan; prices may then be intervals.
    progress : callable, optional
        Told how many elements are done, and of how many.

    Returns
    -------
    Price
        Interrupted, with the elements that were done.

    Raises
    ------
    InputError
        If an element is not known, or the in-house target is no share.
    """
    chosen = elements_of(elements)
    if not 0 <= in_house_target <= 1:
        raise InputError.single("in_house_target", "is not a share", "a number from 0 to 1")
    pairs = _Pairs(inputs, in_house_target, time_limit)
    done: list[Priced] = []
    try:
        for element in chosen:
            if progress is not None:
                progress(len(done), len(chosen))
            done.append(pairs.priced(element))
        if progress is not None:
            progress(len(done), len(chosen))
    except KeyboardInterrupt:
        pass  # what is done is kept, and `left` says so
    return Price(
        provenance=provenance(inputs),
        n_children=pairs.n_children,
        priced=tuple(done),
        left=tuple(one.code for one in chosen[len(done) :]),
    )


class _Pairs:
    """Plans with elements and without: the policy as it is is planned once."""

    def __init__(self, inputs: Inputs, target: float, time_limit: float | None) -> None:
        self.inputs = inputs
        self.n_children = sum(one.status != "settled" for one in inputs.register.children)
        self._target = target
        self._time_limit = time_limit
        self._sides: list[tuple[Inputs, Side]] = []

    def priced(self, element: Element) -> Priced:
        """Return the price of one element."""
        having = element.having(self.inputs, self._target)
        if not element.is_in(having):
            return Priced(element=element.code, says=element.says, status="absent")
        try:
            side, other = self._side(having), self._side(element.without(having))
        except (InputError, UndecidedError) as error:
            found = error.faults if isinstance(error, InputError) else (Fault("", str(error)),)
            faults = tuple(
                ScenarioFault(place=one.place, fault=one.fault, accepted=one.accepted)
                for one in found
            )
            return Priced(element=element.code, says=element.says, status="no_plan", faults=faults)
        levels = compared_levels(other, side)[-len(FIGURES) :]
        return Priced(
            element=element.code,
            says=element.says,
            status="priced",
            proved=side.plan.status == other.plan.status == "optimal",
            costs=tuple(map(self._cost, levels)),
            yearly_gbp=_yearly(other, side),
            rehomed=_rehomed(other, side),
        )

    def _side(self, inputs: Inputs) -> Side:
        for known, side in self._sides:
            if known is inputs:
                return side
        levels = (*inputs.policy.levels, *({code: 1} for code in FIGURES))
        told = inputs.with_policy(levels=levels)
        side = Side(told, planned(told, self._time_limit))
        if inputs is self.inputs:
            self._sides.append((inputs, side))
        return side

    def _cost(self, level: LevelCompared) -> Cost:
        (code,) = level.counts
        change = level.value - (level.baseline_value or 0)
        return Cost(
            criterion=code,
            unit=level_unit(level.counts),
            having=level.value,
            without=level.value - change,
            change=change,
            least=level.least,
            most=level.most,
            verdict=level.verdict,
            per_child=change / self.n_children if self.n_children else None,
        )


def _yearly(without: Side, having: Side) -> float | None:
    figures = compared_figures(without, having)
    return next(one.change for one in figures if one.indicator == "yearly_cost")


def _rehomed(without: Side, having: Side) -> tuple[Rehomed, ...]:
    return tuple(
        Rehomed(
            child=child,
            without=without.homes[child],
            having=home,
            criteria=criteria_of(without, having, child),
        )
        for child, home in having.homes.items()
        if home != without.homes[child]
    )


__all__ = [
    "ELEMENTS",
    "FIGURES",
    "IN_HOUSE_TARGET",
    "Cost",
    "Price",
    "Priced",
    "Rehomed",
    "price_of",
]
