"""Which new homes are worth how much: only as many plans as it takes to know.

A larger home (more places, more ages, more languages, in the same place, of the same kind and
cost) could take in whoever a smaller one could, at no higher cost. So a smaller home gains no
more, in the order of the levels, and

* where a larger home gains nothing, neither does any smaller one;
* where the best plan of a larger home is lawful with a smaller one and has the same levels, both
  gain the same: the judge says so, and nothing is solved.

The homes that may gain most are looked at first, so that whenever it ends, all homes that were
not solved are known to gain no more than some amount.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from pydantic import TypeAdapter, ValidationError

from matcher.assignments import assignments_of
from matcher.check import judge
from matcher.errors import Fault, InputError
from matcher.records.fields import Code
from matcher.records.home import Home
from matcher.records.plan import Plan
from scenarios.changes.add_homes import AddHomes
from scenarios.compare.figures import compared_totals
from scenarios.compare.side import Side
from scenarios.inputs import Inputs
from scenarios.reports.provenance import provenance
from scenarios.selection import Near
from scenarios.studies._areas import Area, area_of, family_areas
from scenarios.studies._planned import planned
from scenarios.studies.next_home.record import HomeValue, Levels, NewHome, NextHome

#: Told how many homes are done with, and of how many.
Report = Callable[[int, int], None]

KINDS = ("in_house_foster", "residential", "supported_lodgings")
#: The ages a home may be approved for: any, and the bands of the national statistics.
BANDS = ((0, 20), (0, 4), (5, 11), (12, 15), (16, 20))
PLACES = (1, 2, 3)
MOST_AREAS = 12
_MOST_PLACES = 12
_CODE: TypeAdapter[str] = TypeAdapter(Code)


def value_of_next_home(
    inputs: Inputs,
    areas: Sequence[str] = (),
    kinds: Sequence[str] = KINDS[:1],
    places: Sequence[int] = PLACES,
    provides: Sequence[str] = (),
    most_plans: int | None = None,
    progress: Report | None = None,
) -> NextHome:
    """Return what one more home would be worth: area x kind x places x ages x Welsh.

    The gain of a home is the levels of the best plan without it less those of the best plan
    with it, exactly.

    Parameters
    ----------
    inputs : Inputs
        Today's register, the policy and the journeys.
    areas : sequence of str
        Where; the twelve areas of the county that most children come from if none is given.
    kinds : sequence of str
        Of `KINDS`; new homes are the usual ones of their kind (`add_homes`).
    places : sequence of int
        Places, 1 to 12.
    provides : sequence of str
        Needs that every new home provides for, by code.
    most_plans : int, optional
        Plan at most so many registers with a new home; as many as it takes if None.
    progress : callable, optional
        Told how many homes are done with, and of how many.

    Returns
    -------
    NextHome
        With what is known so far where it is interrupted.

    Raises
    ------
    InputError
        If an argument can't be used, or the register of today has no plan.
    KeyboardInterrupt
        If it was interrupted before today's plan was proved.
    """
    faults = [*_faults(kinds, places, provides, most_plans)]
    found = _found(inputs, areas, faults)
    search = _Search(inputs, planned(inputs), found, tuple(dict.fromkeys(provides)))
    homes = [*dict.fromkeys(_homes(search, found, kinds, places))]
    values, stopped = search.values(homes, most_plans, progress)
    return NextHome(
        provenance=provenance(inputs),
        levels=inputs.policy.levels,
        baseline=search.without,
        areas=found,
        provides=search.provides,
        values=tuple(values),
        unknown=len(homes) - len(values),
        plans=search.plans + 1,
        stopped=stopped,
    )


def _faults(
    kinds: Sequence[str],
    places: Sequence[int],
    provides: Sequence[str],
    most_plans: int | None,
) -> Iterator[Fault]:
    for at, kind in enumerate(kinds):
        if kind not in KINDS:
            yield Fault(f"kinds[{at}]", "is no kind that new homes are tried of", ", ".join(KINDS))
    for at, number in enumerate(places):
        if not 1 <= number <= _MOST_PLACES:
            accepted = f"a whole number, 1 to {_MOST_PLACES}"
            yield Fault(f"places[{at}]", "is no number of places", accepted)
    for at, need in enumerate(provides):
        try:
            _CODE.validate_python(need)
        except ValidationError:
            yield Fault(f"provides[{at}]", "is not the code of a need", "such as autism")
    for name, given in (("kinds", kinds), ("places", places)):
        if not given:
            yield Fault(name, "are none", "at least one")
    if most_plans is not None and most_plans < 1:
        yield Fault("most_plans", "is below 1", "a whole number from 1")


def _found(inputs: Inputs, names: Sequence[str], faults: list[Fault]) -> tuple[Area, ...]:
    """Return the areas of some names, or of the families; refuse them with all other faults."""
    areas: dict[str, Area] = {}
    for at, name in enumerate(names):
        try:
            areas[name] = area_of(name, inputs.register, f"areas[{at}]")
        except InputError as error:
            faults.extend(error.faults)
    found = tuple(areas.values()) if names else family_areas(inputs.register, MOST_AREAS)
    if not names and not found:
        fault = "are none: no child of the register has a family home near a place that is known"
        faults.append(Fault("areas", fault, "names of towns"))
    if faults:
        raise InputError(faults)
    return found


def _homes(
    search: _Search, areas: Iterable[Area], kinds: Sequence[str], places: Sequence[int]
) -> Iterator[NewHome]:
    """Yield every home that is tried, each kind within the ages that are usual for it."""
    for area, kind in product(areas, kinds):
        usual = search.usual(area, kind)
        lowest, highest = usual.ages
        for (low, high), number, welsh in product(BANDS, places, (False, True)):
            ages = max(low, lowest), min(high, highest)
            if ages[0] <= ages[1]:
                yield NewHome(
                    area=area.name,
                    kind=kind,
                    places=number,
                    ages=ages,
                    welsh=welsh,
                    weekly_cost=usual.weekly_cost,
                )


class _Search:
    """Values of new homes, found from the most promising on."""

    def __init__(
        self,
        inputs: Inputs,
        baseline: Plan,
        areas: Iterable[Area],
        provides: tuple[str, ...],
    ) -> None:
        self._inputs, self._baseline = inputs, Side(inputs, baseline)
        self._areas = {area.name: area for area in areas}
        self.provides = provides
        self.without = _values(baseline)
        self.plans = 0
        self._known: dict[NewHome, tuple[HomeValue, Plan]] = {}

    def usual(self, area: Area, kind: str) -> Home:
        """Return a new home of a kind as it is where nobody says otherwise."""
        return self._change(area, kind).apply(self._inputs).register.homes[-1]

    def values(
        self, homes: Sequence[NewHome], most_plans: int | None, progress: Report | None
    ) -> tuple[list[HomeValue], bool]:
        """Return what is known of homes, the best first, and whether somebody stopped it."""
        larger = {home: [one for one in homes if one.holds(home)] for home in homes}
        order = {home: at for at, home in enumerate(homes)}
        waiting: list[tuple[tuple[int, ...], int, NewHome]] = [
            ((), order[home], home) for home in homes if not larger[home]
        ]
        heapq.heapify(waiting)
        stopped = False
        try:
            while waiting:
                if progress:
                    progress(len(self._known), len(homes))
                home = heapq.heappop(waiting)[2]
                known = self._cheaply(home, larger[home])
                if known is None:
                    if most_plans is not None and self.plans >= most_plans:
                        continue
                    known = self._planned(home)
                self._known[home] = known
                for smaller in homes:
                    if home in larger[smaller] and self._known.keys() >= set(larger[smaller]):
                        bound = self._bound(larger[smaller])
                        assert bound is not None  # all larger ones are known
                        least = tuple(-one for one in bound)
                        heapq.heappush(waiting, (least, order[smaller], smaller))
            if progress:
                progress(len(homes), len(homes))
        except KeyboardInterrupt:
            stopped = True
        return sorted(self._told(homes, larger), key=_rank), stopped

    def _told(
        self, homes: Iterable[NewHome], larger: dict[NewHome, list[NewHome]]
    ) -> Iterator[HomeValue]:
        """Yield what is known of each home, be it a bound."""
        for home in homes:
            if home in self._known:
                yield self._known[home][0]
            elif (bound := self._bound(larger[home])) is not None:
                yield HomeValue(home=home, gain=bound, proof="at_most")

    def _bound(self, larger: Iterable[NewHome]) -> Levels | None:
        return min((self._known[one][0].gain for one in larger if one in self._known), default=None)

    def _cheaply(self, home: NewHome, larger: Sequence[NewHome]) -> tuple[HomeValue, Plan] | None:
        """Return what a home is worth where a larger home there tells; None where none does."""
        bound = self._bound(larger)
        if bound is None:
            return None
        if not any(bound):
            return HomeValue(home=home, gain=bound, proof="no_gain"), self._baseline.plan
        after = self._with(home)
        for one in larger:
            value, plan = self._known[one]
            if value.gain == bound:
                same = plan.model_copy(
                    update={
                        "register_sha256": after.register.sha256,
                        "assignments": assignments_of(after.case, plan.homes),
                    }
                )
                # It states its levels, so the judge compares them as well.
                if not judge(after.case, same):
                    return self._value(home, after, same, bound, "same_plan"), same
        return None

    def _planned(self, home: NewHome) -> tuple[HomeValue, Plan]:
        after = self._with(home)
        self.plans += 1
        plan = planned(after)
        gain = tuple(a - b for a, b in zip(self.without, _values(plan), strict=True))
        return self._value(home, after, plan, gain, "planned"), plan

    def _value(
        self, home: NewHome, after: Inputs, plan: Plan, gain: Levels, proof: str
    ) -> HomeValue:
        new = after.register.homes[-1].id
        totals = compared_totals(self._baseline, Side(after, plan))
        return HomeValue.model_validate(
            {
                "home": home,
                "gain": gain,
                "proof": proof,
                "children": sum(at == new for at in plan.homes.values()),
                "changes": {one.criterion: one.change for one in totals if one.change},
            }
        )

    def _with(self, home: NewHome) -> Inputs:
        """Return the inputs with one more home."""
        return self._change(
            self._areas[home.area],
            home.kind,
            places=home.places,
            ages=home.ages,
            languages=("cy", "en") if home.welsh else ("en",),
            provides=self.provides,
        ).apply(self._inputs)

    def _change(self, area: Area, kind: str, **terms: object) -> AddHomes:
        near = Near(lat=area.lat, lon=area.lon, label=area.name)
        return AddHomes.model_validate(
            {"kind": kind, "near": near, "authority": area.authority, **terms}
        )


def _values(plan: Plan) -> Levels:
    return tuple(level.value for level in plan.levels)


def _rank(value: HomeValue) -> tuple[object, ...]:
    """Return what the best are sorted by: the gain, known ones first, the smallest first."""
    home = value.home
    return (
        tuple(-one for one in value.gain),
        not value.exact,
        home.places,
        home.welsh,
        home.ages[0] - home.ages[1],
        home.area,
        home.kind,
        home.ages,
    )
