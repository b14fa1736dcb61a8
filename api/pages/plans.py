"""What the page of a plan is made of: rows of children, places on the map, whether it is stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.language import Speech
from matcher.records.home import Home
from matcher.records.plan import Approval, Assignment, Plan
from matcher.records.register import Register
from scenarios.reports.charts import MarkOf, place_map
from scenarios.reports.plan_words import in_short

#: Changes that are shown where nobody asks for others: those in which something is to be done.
CHANGING = ("placed", "moved", "unplaced")


@dataclass(frozen=True, slots=True)
class Row:
    """One child in a plan.

    Attributes
    ----------
    child : str
        Its id.
    group : str or None
        The sibling group it belongs to.
    change : str
        placed, moved, stays or unplaced.
    present : str or None
        The home it lives in and can stay in.
    home : Home or None
        The home that the plan gives it.
    area : str
        Where that is: its label or, without one, the code of its authority; empty for no home.
    criteria : dict of str to int
        What the placement adds to each criterion.
    approvals : tuple of Approval
        What it still needs.
    is_locked : bool
        Whether the plan was asked to have it so.
    is_settled : bool
        Whether no plan moves the child.
    """

    child: str
    group: str | None
    change: str
    present: str | None
    home: Home | None
    area: str
    criteria: dict[str, int]
    approvals: tuple[Approval, ...]
    is_locked: bool
    is_settled: bool

    def in_short(self, say: Speech) -> list[str]:
        """Return what the criteria of the placement say, in a few words each."""
        return list(in_short(self.criteria, say)) if self.home else []


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows are shown: of one change, one kind of home, one area; empty for all.

    Without a change, those are shown to whom something happens; ``all`` shows everybody.
    """

    change: str = ""
    kind: str = ""
    area: str = ""

    def fits(self, row: Row) -> bool:
        """Return whether a row is shown."""
        changes = (self.change,) if self.change else CHANGING
        return (
            (self.change == "all" or row.change in changes)
            and (not self.kind or (row.home is not None and row.home.kind == self.kind))
            and (not self.area or row.area == self.area)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where children live after a plan.

    Attributes
    ----------
    area : str
        Its name, or the code of its authority.
    lat, lon : float
        Of the first home there, degrees, rounded to about 1 km.
    n_children : int
        Children who live there then.
    n_coming : int
        Those of them who are placed or moved there.
    """

    area: str
    lat: float
    lon: float
    n_children: int
    n_coming: int


def rows_of(plan: Plan, register: Register) -> list[Row]:
    """Return a row for each child, in the order of the register."""
    homes = {home.id: home for home in register.homes}
    children = {child.id: child for child in register.children}
    groups = {id_: group.id for group in register.sibling_groups for id_ in group.children}

    def row(one: Assignment) -> Row:
        child, home = children[one.child], homes.get(one.home or "")
        return Row(
            child=one.child,
            group=groups.get(one.child),
            change=one.change or "",
            present=child.present_home,
            home=home,
            area=area_of(home),
            criteria=one.criteria,
            approvals=one.approvals,
            is_locked=(one.child, one.home) in plan.locks,
            is_settled=child.status == "settled",
        )

    return [row(one) for one in plan.assignments]


def area_of(home: Home | None) -> str:
    """Return where a home is: its label or, without one, the code of its authority."""
    return "" if home is None else home.location.label or home.authority


def places_of(rows: Sequence[Row]) -> list[Place]:
    """Return where children live after a plan, most children first."""
    living = Counter(row.area for row in rows if row.home)
    coming = Counter(row.area for row in rows if row.home and row.change in CHANGING)
    first: dict[str, Home] = {}
    for row in rows:
        if row.home:
            first.setdefault(row.area, row.home)
    return [
        Place(
            area=area,
            lat=round(first[area].location.lat, 2),
            lon=round(first[area].location.lon, 2),
            n_children=n_children,
            n_coming=coming[area],
        )
        for area, n_children in sorted(living.items(), key=lambda item: (-item[1], item[0]))
    ]


def map_of(places: Sequence[Place], title: str, say: Speech) -> str:
    """Return the map of where children live after a plan, as one ``svg`` element."""
    marks = [
        MarkOf(
            lat=place.lat,
            lon=place.lon,
            label=say.name(place.area),
            size=place.n_children,
            note=say.amount(place.n_children, "children"),
        )
        for place in places
    ]
    return place_map(title, marks, say)


def counts_of(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many children each change happens to."""
    return dict(Counter(row.change for row in rows))
