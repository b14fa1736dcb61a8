"""A map of the county for each scenario: where families and homes are, and whose home differs.

Equirectangular: a degree of longitude is as wide as it is in the middle of the map. Places are
those of the comparison, rounded to about 1 km.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.geography import EARTH_RADIUS_KM
from scenarios.compare import Answer, Comparison, HomeShown, Spot
from scenarios.reports.outlines import outlines

WIDTH = 480.0
_MARGIN = 14.0
#: The map of a county is never taller than this, in the same units as `WIDTH`.
_TALLEST = 760.0
_KM_A_DEGREE = EARTH_RADIUS_KM * math.pi / 180
#: No map is closer than this, degrees: a village needs no plan of its streets.
_SMALLEST = 0.2
#: Homes in question move an edge by at most this share of the map; those beyond are counted.
_WIDER = 0.15
#: Size of letters, and how wide a letter is.
_LETTER, _WIDE = 12.0, 6.4
_MAX_LABELS = 16
#: More lines than this have no room for the children's ids; the table has them.
_MAX_IDS = 12

Xy = tuple[float, float]

#: The mark of each kind of home, drawn around 0: different in shape, not only in colour.
MARKS = {
    "parents": "M-4-4H4V4H-4Z",
    "kinship": "M0-5L5 4H-5Z",
    "in_house_foster": "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1-4.5 0Z",
    "agency_foster": "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
    "supported_lodgings": "M-1.7-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
    "residential": "M0 5L-5-4H5Z",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A home on the map."""

    x: float
    y: float
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Line:
    """From a child's family to its home in one plan."""

    start: Xy
    end: Xy
    in_baseline: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A text on the map."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Drawn:
    """What a scenario adds to the map: lines, children's ids, homes that are in question."""

    lines: Sequence[Line]
    ids: Sequence[Label]
    homes: Sequence[Mark]


class Atlas:
    """The map that all scenarios share, and what each adds.

    Parameters
    ----------
    comparison : Comparison
        What is shown.

    Attributes
    ----------
    width, height : float
        Of the drawing.
    areas : list of (str, bool)
        Outlines as SVG paths, and whether each is the council's own.
    families : list of (float, float)
        Where children's families live.
    homes : list of Mark
        The homes of the baseline.
    labels : list of Label
        Names of places.
    n_beyond : int
        Homes that lie beyond the edge.
    scale_km, scale : int, float
        A length in km, and how long it is drawn.
    """

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._set_edges()
        own = comparison.authority
        self.areas = [(self._path(code), code == own) for code in sorted(outlines())]
        self.families = [self._xy(child.spot) for child in comparison.children]
        marks = [self._mark(home) for home in comparison.homes]
        self.homes = [mark for mark in marks if self._inside(mark.x, mark.y)]
        self.n_beyond = len(marks) - len(self.homes)
        self.labels = list(self._labels())
        self.scale_km = max(
            km for km in (1, 2, 5, 10, 20, 50, 100) if km == 1 or self._long(km) < 130
        )
        self.scale = round(self._long(self.scale_km), 1)

    def of(self, answer: Answer) -> Drawn:
        """Return what a scenario adds."""
        lines: list[Line] = []
        ids: list[Label] = []
        ends: dict[str, Mark] = {}
        homes = self._comparison.homes_of(answer)
        children = self._comparison.children_of(answer)
        for one in answer.placed_differently:
            start = self._xy(children[one.child].spot)
            for home, in_baseline in ((one.baseline_home, True), (one.home, False)):
                if home is not None:
                    ends[home] = mark = self._mark(homes[home])
                    lines.append(Line(start, (mark.x, mark.y), in_baseline))
            ids.append(Label(start[0], start[1] - 4, one.child))
        for id_ in answer.facts.homes_new if answer.facts else ():
            ends[id_] = self._mark(homes[id_])
        shown = ids if len(ids) <= _MAX_IDS else ()
        return Drawn(lines, _spread(shown), list(ends.values()))

    def _set_edges(self) -> None:
        """Take the council's area and all families; homes in question widen that a little."""
        rings = outlines().get(self._comparison.authority, ())
        points = [point for ring in rings for point in ring]
        points += [(child.spot.lon, child.spot.lat) for child in self._comparison.children]
        homes = [(home.spot.lon, home.spot.lat) for home in self._comparison.homes]
        wanted = list(self._asked())
        lons = [lon for lon, _ in points or homes] or [0.0]
        lats = [lat for _, lat in points or homes] or [0.0]
        west, east = _widened(lons, [spot.lon for spot in wanted])
        south, north = _widened(lats, [spot.lat for spot in wanted])
        self._squeeze = math.cos(math.radians((south + north) / 2))
        across, down = max((east - west) * self._squeeze, _SMALLEST), max(north - south, _SMALLEST)
        room = WIDTH - 2 * _MARGIN
        self._unit = min(room / across, (_TALLEST - 2 * _MARGIN) / down)
        self._west, self._north = west, north
        self.width = round(across * self._unit + 2 * _MARGIN, 1)
        self.height = round(down * self._unit + 2 * _MARGIN, 1)

    def _asked(self) -> Iterator[Spot]:
        """Yield where the homes are of children placed differently."""
        for answer in self._comparison.answers:
            homes = self._comparison.homes_of(answer)
            for one in answer.placed_differently:
                for home in (one.baseline_home, one.home):
                    if home is not None:
                        yield homes[home].spot

    def _point(self, lon: float, lat: float) -> Xy:
        x = _MARGIN + (lon - self._west) * self._squeeze * self._unit
        y = _MARGIN + (self._north - lat) * self._unit
        return round(x, 1), round(y, 1)

    def _xy(self, spot: Spot) -> Xy:
        return self._point(spot.lon, spot.lat)

    def _mark(self, home: HomeShown) -> Mark:
        return Mark(*self._xy(home.spot), home.kind, home.id)

    def _inside(self, x: float, y: float) -> bool:
        return 0 <= x <= self.width and 0 <= y <= self.height

    def _long(self, km: float) -> float:
        return km / _KM_A_DEGREE * self._unit

    def _path(self, code: str) -> str:
        """Return an area's outline as an SVG path."""
        rings = [[self._point(lon, lat) for lon, lat in ring[:-1]] for ring in outlines()[code]]
        return "".join(f"M{'L'.join(f'{x} {y}' for x, y in ring)}Z" for ring in rings)

    def _labels(self) -> Iterator[Label]:
        """Yield names of places in the county, those with most homes first, where there is room."""
        by_name: dict[str, list[Xy]] = defaultdict(list)
        for home in self._comparison.homes:
            if home.authority == self._comparison.authority and home.spot.label:
                by_name[home.spot.label].append(self._xy(home.spot))
        most = sorted(by_name, key=lambda name: (-len(by_name[name]), name))[:_MAX_LABELS]
        taken: list[Label] = []
        for name in most:
            xs, ys = zip(*by_name[name], strict=True)
            label = Label(round(sum(xs) / len(xs), 1), round(sum(ys) / len(ys) - 7, 1), name)
            if not any(_overlap(label, other) for other in taken):
                taken.append(label)
                yield label


def _spread(wanted: Iterable[Label]) -> list[Label]:
    """Return texts, each moved down until it is on no other."""
    taken: list[Label] = []
    for label in wanted:
        while any(_overlap(label, other) for other in taken):
            label = replace(label, y=round(label.y + 2, 1))
        taken.append(label)
    return taken


def _overlap(one: Label, other: Label) -> bool:
    apart = (len(one.text) + len(other.text)) * _WIDE / 2
    return abs(one.y - other.y) < _LETTER and abs(one.x - other.x) < apart


def _widened(inside: Sequence[float], wanted: Sequence[float]) -> tuple[float, float]:
    """Return the ends of what is inside, each moved to what is wanted but not too far."""
    least, most = min(inside), max(inside)
    more = _WIDER * max(most - least, _SMALLEST)
    return (
        max(min([least, *wanted]), least - more),
        min(max([most, *wanted]), most + more),
    )
