"""Counts of supply and need; who has a possible home is asked of the engine's rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matcher.case import Case, in_wales
from matcher.criteria.area_order import AreaOrder
from matcher.indicators.equality import CHARACTERISTICS
from matcher.ranking import Ranker
from matcher.records.child import Child
from matcher.records.home import Home
from scenarios.inputs import Inputs
from scenarios.reports.provenance import provenance
from scenarios.studies._areas import area_name
from scenarios.studies._planned import planned
from scenarios.studies.sufficiency.record import Row, Sufficiency

#: Told how many children were looked at, and of how many.
Report = Callable[[int, int], None]

#: Where homes are that stand outside the county, by steps of the criterion `area_order`.
OUTSIDE = {
    1: "welsh_neighbour",
    2: "other_neighbour",
    3: "elsewhere_in_wales",
    4: "elsewhere_in_england",
    5: "beyond",
}
_KINDS = (
    "parents",
    "kinship",
    "in_house_foster",
    "agency_foster",
    "supported_lodgings",
    "residential",
)
#: The bands of the national statistics, with the ages that they hold, whole years.
BANDS = {"0-4": (0, 4), "5-11": (5, 11), "12-15": (12, 15), "16+": (16, 20)}
_BAND = next(one for one in CHARACTERISTICS if one.code == "age_band")
_AREA_ORDER = AreaOrder()
#: What an area is called that is not among the largest.
OTHER_AREAS = "other_areas"
#: A table of more areas is read by nobody.
_MOST_AREAS = 40


def sufficiency_of(inputs: Inputs, progress: Report | None = None) -> Sufficiency:
    """Return supply against need on the register's day.

    Parameters
    ----------
    inputs : Inputs
        Register, policy and journeys.
    progress : callable, optional
        Told how many children were looked at, and of how many.

    Raises
    ------
    InputError
        If the register has no plan.
    KeyboardInterrupt
        If it was interrupted: half a table is of no use.
    """
    plan = planned(inputs)
    possible = _possible(inputs, progress)
    unplaced = frozenset(one.child for one in plan.assignments if one.home is None)
    view = _View(inputs.case, possible, unplaced)
    return Sufficiency(
        provenance=provenance(inputs),
        areas=view.areas(),
        kinds=view.kinds(),
        places_by_kind=view.by_area_and_kind(_places),
        free_by_kind=view.by_area_and_kind(view.open_free),
        bands=view.bands(),
        needs=view.needs(),
        languages=view.languages(),
        sectors=view.sectors(),
        outside=view.outside(),
        refused_waiting=_reasons(view.stuck_waiting, possible, view.general),
        refused_outside=_reasons(view.stuck_outside, possible, view.general_inside),
        no_home=tuple(child.id for child in view.stuck_waiting),
        unplaced=tuple(child.id for child in inputs.register.children if child.id in unplaced),
    )


@dataclass(frozen=True)
class _Possible:
    """Where a child could live today, everybody else staying.

    Attributes
    ----------
    homes : frozenset of str
        Ids of the possible homes.
    refused : mapping of str to tuple of str
        The codes of the rules that refuse each other home, by its id.
    """

    homes: frozenset[str]
    refused: Mapping[str, tuple[str, ...]]


def _possible(inputs: Inputs, progress: Report | None) -> dict[str, _Possible]:
    """Return what is possible for each child who waits or lives outside the county."""
    case = inputs.case
    asked = [
        child
        for child in case.register.children
        if child.status == "waiting"
        or (child.present_home and case.out_of_county(case.homes[child.present_home]))
    ]
    ids = {child.id for child in asked}
    # Who is settled outside is looked at as if under review, or nothing would be possible.
    reviewed = inputs.edited(
        children=[
            {**dict(child), "status": "review"}
            if child.id in ids and child.status == "settled"
            else child
            for child in case.register.children
        ]
    )
    ranker = Ranker(reviewed.case)
    found = {}
    for done, child in enumerate(asked):
        if progress:
            progress(done, len(asked))
        found[child.id] = _possible_for(ranker, child)
    if progress:
        progress(len(asked), len(asked))
    return found


def _possible_for(ranker: Ranker, child: Child) -> _Possible:
    refused = {one.home: one.codes for one in ranker.rank(child.id, k=0).refused}
    group = ranker.case.group_of.get(child.id)
    if group is not None and group.together == "must":
        ranking = ranker.rank(group.id, k=None)
        homes = {one.home for option in ranking.options for one in option.assignments}
    else:
        homes = {home.id for home in ranker.case.register.homes if home.id not in refused}
    return _Possible(frozenset(home for home in homes if home), refused)


def _reasons(
    children: Iterable[Child], possible: Mapping[str, _Possible], homes: Sequence[Home]
) -> tuple[Row, ...]:
    """Return, for each rule, how many homes it refuses to children, and how many it alone."""
    refusing: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    for child in children:
        refused = possible[child.id].refused
        codes = [refused[home.id] for home in homes if home.id in refused]
        refusing.update(code for some in codes for code in some)
        alone.update(some[0] for some in codes if len(some) == 1)
        stopped.update({some[0] for some in codes if len(some) == 1})
    return tuple(
        Row(
            of=code,
            counts={
                "refusals": refusing[code],
                "refusals_alone": alone[code],
                "children_alone": stopped[code],
            },
        )
        for code in sorted(refusing, key=lambda code: (-alone[code], -refusing[code], code))
    )


def _places(home: Home) -> int:
    return home.places


class _View:
    """A register as it is counted."""

    def __init__(
        self, case: Case, possible: Mapping[str, _Possible], unplaced: frozenset[str]
    ) -> None:
        self.case = case
        self.possible = possible
        self._unplaced = unplaced
        self._children, self._homes = case.register.children, case.register.homes

    @cached_property
    def general(self) -> list[Home]:
        """The homes that are not kept for named children."""
        return [home for home in self._homes if not home.reserved_for]

    @cached_property
    def general_inside(self) -> list[Home]:
        """Those of them in the county."""
        return [home for home in self.general if not self.case.out_of_county(home)]

    @cached_property
    def stuck_waiting(self) -> list[Child]:
        """The waiting children who have no possible home."""
        return [
            child
            for child in self._children
            if child.status == "waiting" and not self.possible[child.id].homes
        ]

    @cached_property
    def stuck_outside(self) -> list[Child]:
        """The children who live outside the county and have no possible home in it."""
        return [child for child in self._children if self._lives_outside(child, returns=False)]

    def areas(self) -> tuple[Row, ...]:
        """Return children and homes by area."""
        children, homes = self._by_area
        return tuple(
            Row(
                of=area,
                counts=self._of_children(children.get(area, ()))
                | self._of_homes(homes.get(area, ())),
            )
            for area in self._area_order
        )

    def kinds(self) -> tuple[Row, ...]:
        """Return homes by kind."""
        kinds = [kind for kind in _KINDS if any(home.kind == kind for home in self._homes)]
        return tuple(
            Row(of=kind, counts=self._of_homes([h for h in self._homes if h.kind == kind]))
            for kind in kinds
        )

    def by_area_and_kind(self, count: Callable[[Home], int]) -> tuple[Row, ...]:
        """Return what homes have by area and kind."""
        kinds = [row.of for row in self.kinds()]
        _, homes_of = self._by_area
        return tuple(
            Row(
                of=area,
                counts={
                    kind: sum(count(home) for home in homes_of[area] if home.kind == kind)
                    for kind in kinds
                },
            )
            for area in self._area_order
            if area in homes_of
        )

    def bands(self) -> tuple[Row, ...]:
        """Return children by age band, and the homes and places that fit them by age."""
        rows = []
        for band, (low, high) in BANDS.items():
            children = [one for one in self._children if _BAND.group(one, self.case) == band]
            fitting = [h for h in self._homes if h.ages[0] <= high and low <= h.ages[1]]
            rows.append(self._fitted(band, children, fitting))
        return tuple(rows)

    def needs(self) -> tuple[Row, ...]:
        """Return, for each need, who requires or prefers it and who provides for it."""
        codes = {need.code for child in self._children for need in child.needs}
        codes.update(code for home in self._homes for code in home.provides)
        rows = []
        for code in sorted(codes):
            requiring = [one for one in self._children if code in one.required_needs]
            preferring = [one for one in self._children if code in one.preferred_needs]
            fitting = [home for home in self.general if code in home.provides]
            counts = {
                "requiring": len(requiring),
                "requiring_needing": sum(_needs_home(one) for one in requiring),
                "preferring": len(preferring),
                "preferring_needing": sum(_needs_home(one) for one in preferring),
            }
            rows.append(Row(of=code, counts=counts | self._fits(fitting)))
        return tuple(rows)

    def languages(self) -> tuple[Row, ...]:
        """Return children by first language, and the homes where it is spoken."""
        spoken = {code for home in self._homes for code in home.languages}
        spoken.update(child.languages[0] for child in self._children)
        rows = []
        for code in sorted(spoken):
            children = [one for one in self._children if one.languages[0] == code]
            fitting = [home for home in self.general if code in home.languages]
            living = sum(
                code in self.case.homes[one.present_home].languages
                for one in children
                if one.present_home
            )
            row = self._fitted(code, children, fitting)
            rows.append(Row(of=code, counts={**row.counts, "heard": living}))
        return tuple(rows)

    def sectors(self) -> tuple[Row, ...]:
        """Return homes run for profit, in Wales and elsewhere, and all others."""

        def sector(home: Home) -> str:
            if not home.for_profit:
                return "not_for_profit"
            return "profit_wales" if in_wales(home.authority) else "profit_elsewhere"

        return tuple(
            Row(of=code, counts=self._of_homes([h for h in self._homes if sector(h) == code]))
            for code in ("not_for_profit", "profit_wales", "profit_elsewhere")
        )

    def outside(self) -> tuple[Row, ...]:
        """Return the children who live outside the county, by where."""
        rows = []
        for step, where in OUTSIDE.items():
            there = [
                child
                for child in self._children
                if child.present_home
                and _AREA_ORDER.of_home(self.case.homes[child.present_home], self.case) == step
            ]
            counts = {
                "living": len(there),
                "could_return": sum(self._lives_outside(child, returns=True) for child in there),
                "could_not_return": sum(
                    self._lives_outside(child, returns=False) for child in there
                ),
            }
            rows.append(Row(of=where, counts=counts))
        return tuple(rows)

    def open_free(self, home: Home) -> int:
        """Return the free places of a home that takes referrals today, not just named children."""
        later = home.available_from is not None and home.available_from > self.case.register.as_of
        taken = later or not home.open or bool(home.reserved_for)
        return 0 if taken else self._free(home)

    def _free(self, home: Home) -> int:
        return max(0, home.places - self._used(home))

    def _used(self, home: Home) -> int:
        return len(self.case.at_home[home.id]) + len(home.other_children)

    def _lives_outside(self, child: Child, *, returns: bool) -> bool:
        """Return whether a child lives outside the county, and could come back or could not."""
        if not child.present_home or not self.case.out_of_county(
            self.case.homes[child.present_home]
        ):
            return False
        inside = any(
            not self.case.out_of_county(self.case.homes[id_])
            for id_ in self.possible[child.id].homes
        )
        return inside is returns

    @cached_property
    def _by_area(self) -> tuple[dict[str, list[Child]], dict[str, list[Home]]]:
        children: dict[str, list[Child]] = {}
        homes: dict[str, list[Home]] = {}
        for child in self._children:
            children.setdefault(self._named(area_name(child.family_home)), []).append(child)
        for home in self._homes:
            step = _AREA_ORDER.of_home(home, self.case)
            where = OUTSIDE[step] if step else self._named(area_name(home.location))
            homes.setdefault(where, []).append(home)
        return children, homes

    def _named(self, area: str) -> str:
        return area if area in self._largest else OTHER_AREAS

    @cached_property
    def _largest(self) -> list[str]:
        """The areas that most children come from, then those where most homes of the county are.

        Where only named children have a home, as kin do, an area is not told: it might tell who.
        """
        names = Counter(area_name(child.family_home) for child in self._children)
        homes = Counter(area_name(home.location) for home in self.general_inside)
        ordered = sorted({*names, *homes}, key=lambda name: (-names[name], -homes[name], name))
        return ordered[:_MOST_AREAS]

    @cached_property
    def _area_order(self) -> list[str]:
        children, homes = self._by_area
        order = dict.fromkeys((*self._largest, OTHER_AREAS, *OUTSIDE.values()))
        return [area for area in order if area in children or area in homes]

    def _of_children(self, children: Sequence[Child]) -> dict[str, int]:
        statuses = Counter(child.status for child in children)
        stuck = {child.id for child in self.stuck_waiting}
        return {
            "looked_after": len(children),
            "waiting": statuses["waiting"],
            "review": statuses["review"],
            "settled": statuses["settled"],
            "no_home": sum(child.id in stuck for child in children),
            "unplaced": sum(child.id in self._unplaced for child in children),
        }

    def _of_homes(self, homes: Sequence[Home]) -> dict[str, int]:
        return {
            "homes": len(homes),
            "places": sum(home.places for home in homes),
            "living": sum(len(self.case.at_home[home.id]) for home in homes),
            "others": sum(len(home.other_children) for home in homes),
            "free": sum(map(self._free, homes)),
            "open_free": sum(map(self.open_free, homes)),
        }

    def _fits(self, homes: Iterable[Home]) -> dict[str, int]:
        general = [home for home in homes if not home.reserved_for]
        return {
            "fitting_homes": len(general),
            "fitting_free": sum(map(self.open_free, general)),
        }

    def _fitted(self, of: str, children: Sequence[Child], homes: Iterable[Home]) -> Row:
        return Row(of=of, counts=self._of_children(children) | self._fits(homes))


def _needs_home(child: Child) -> bool:
    return child.status in ("waiting", "review")
