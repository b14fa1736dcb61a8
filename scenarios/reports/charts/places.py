"""Marks on a map, the outlines of councils behind them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenarios.reports.charts import _drawing as draw
from scenarios.reports.charts import _marks
from scenarios.reports.charts._marks import Shape, Xy
from scenarios.reports.language import Language
from scenarios.reports.outlines import Ring, area_names, outlines

#: Width, greatest height and edge of a map; and of one of kinds, which a telephone shows whole.
_SIZE = (560.0, 760.0, 40.0)
_SIZE_OF_KINDS = (350.0, 560.0, 24.0)
#: The area of the largest mark as a circle's radius, and of the smallest that can be seen.
_LARGEST, _SMALLEST = 22.0, 3.0
#: The radius of all marks where their shapes say what they are.
_ALIKE = 11.0
#: No map is closer than this, degrees: a village needs no plan of its streets.
_LEAST_DEGREES = 0.2
_WATER = "#fff"
_HALO = {"stroke": "#fff", "stroke_width": "3", "paint_order": "stroke"}


@dataclass(frozen=True, slots=True)
class MarkOf:
    """A mark on a map.

    Attributes
    ----------
    lat, lon : float
        Where it is, degrees.
    label : str
        What is written beside it, unless something is written inside it; may be empty.
    size : float
        What its area is in proportion to, where marks have no kind; at least 0.
    note : str
        What else is said of it; may be empty.
    shape : {"circle", "square", "triangle", "diamond"}
        What it looks like.
    kind : str
        What its shape stands for, for the legend; may be empty. Marks with a kind are all as
        large as each other, and none lies on another.
    inside : str
        What is written inside it: a number, or nothing.
    """

    lat: float
    lon: float
    label: str
    size: float
    note: str = ""
    shape: Shape = "circle"
    kind: str = ""
    inside: str = ""

    @property
    def told(self) -> str:
        """What it is, in words."""
        named = self.inside or self.kind
        return ": ".join(part for part in (named, self.label, self.note) if part)


def place_map(title: str, marks: Sequence[MarkOf], say: Language) -> str:
    """Return a map as one ``svg`` element.

    It shows all marks and, whole, the council that holds most of them, where its outline is
    known.

    Parameters
    ----------
    title : str
        What it shows.
    marks : sequence of MarkOf
        The marks.
    say : Language
        The language.
    """
    if not marks:
        return draw.empty(title, say)
    own = _own(marks)
    has_kinds = any(mark.kind for mark in marks)
    shown = [(mark.lon, mark.lat) for mark in marks]
    shown += [point for ring in outlines().get(own, ()) for point in ring]
    point, width, height = _projected(shown, _SIZE_OF_KINDS if has_kinds else _SIZE)
    drawn = _drawn(marks, point, width)
    centres = [(x, y) for _, x, y, _ in drawn]
    parts = [_area(outlines()[code], point, own=code == own) for code in _in_order(shown, own)]
    if has_kinds:
        parts += _names(_in_order(shown, own), own, point, (width, height), centres, say)
    labels: list[str] = []
    taken: list[tuple[float, float, float]] = []
    hidden = [(x, y + 4.5, radius) for mark, x, y, radius in drawn if mark.kind]
    for mark, x, y, _ in drawn:
        place = point(mark.lon, mark.lat)
        if (x, y) != place:
            parts.append(draw.line(place, (x, y), draw.INK, 1))
    for mark, x, y, radius in drawn:
        opacity = "1" if mark.kind else "0.75"
        parts.append(_marks.shape(mark.shape, x, y, radius, mark.told, opacity))
        if mark.inside:
            labels.append(draw.text(x, y + 4.5, mark.inside, "middle", fill="#fff"))
            continue
        half = draw.long(mark.label) / 2
        middle = min(max(x, half + 4), width - half - 4)
        # Below it; where marks may not be hidden, above it is as good.
        for line in (y + radius + 13, y - radius - 6) if mark.kind else (y + radius + 13,):
            if mark.label and not any(
                abs(line - other) < draw.LINE and abs(middle - center) < half + room
                for center, other, room in [*taken, *hidden]
            ):
                taken.append((middle, line, half))
                labels.append(draw.text(middle, line, mark.label, "middle", **_HALO))
                break
    kinds = {mark.kind: mark.shape for mark in marks if mark.kind}
    legend, tall = _marks.legend(kinds, height, width)
    facts = [mark.told for mark, _, _, _ in drawn]
    return draw.drawing(title, facts, [*parts, *labels, *legend], width, height + tall)


def _drawn(
    marks: Sequence[MarkOf], point: Callable[[float, float], Xy], width: float
) -> list[tuple[MarkOf, float, float, float]]:
    """Return each mark with where it is drawn, and its radius.

    The largest come first, so that none hides a smaller one, and their labels find room.
    """
    largest = max(mark.size for mark in marks) or 1
    drawn: list[tuple[MarkOf, float, float, float]] = []
    for mark in sorted(marks, key=lambda mark: -mark.size):
        x, y = point(mark.lon, mark.lat)
        radius = max(_SMALLEST, _LARGEST * math.sqrt(max(mark.size, 0) / largest))
        if mark.kind:
            radius = _ALIKE
            x, y = _marks.given_way((x, y), radius, (((a, b), r) for _, a, b, r in drawn), width)
        drawn.append((mark, x, y, radius))
    return drawn


def _names(
    codes: Sequence[str],
    own: str,
    point: Callable[[float, float], Xy],
    size: Xy,
    marks: Sequence[Xy],
    say: Language,
) -> list[str]:
    """Return the names of the councils around, where there is room for them."""
    found = []
    for code in codes:
        name = say(area_names()[code])
        rings = [[point(*place) for place in ring] for ring in outlines()[code]]
        place = None if code == own else _marks.room_for(name, rings, size, marks)
        if place is not None:
            found.append(draw.text(*place, name, "middle", fill=draw.SOFT, font_style="italic"))
    return found


def _projected(
    shown: Sequence[Xy], size: tuple[float, float, float]
) -> tuple[Callable[[float, float], Xy], float, float]:
    """Return what draws a place, and the size of the map.

    Equirectangular: a degree of longitude is as wide as it is in the middle of the map.
    """
    widest, tallest, edge = size
    lons, lats = zip(*shown, strict=True)
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    across = max((max(lons) - min(lons)) * squeeze, _LEAST_DEGREES)
    down = max(max(lats) - min(lats), _LEAST_DEGREES)
    unit = min((widest - 2 * edge) / across, (tallest - 2 * edge) / down)
    west, north = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    width, height = across * unit + 2 * edge, down * unit + 2 * edge

    def point(lon: float, lat: float) -> Xy:
        return width / 2 + (lon - west) * squeeze * unit, height / 2 + (north - lat) * unit

    return point, width, height


def _own(marks: Sequence[MarkOf]) -> str:
    """Return the council that holds most of the marks, by their sizes; empty for none."""
    held = {
        code: sum(
            max(mark.size, _SMALLEST)
            for mark in marks
            if any(_inside(mark.lon, mark.lat, ring) for ring in rings)
        )
        for code, rings in outlines().items()
    }
    best = max(sorted(held), key=lambda code: held[code], default="")
    return best if held.get(best) else ""


def _inside(lon: float, lat: float, ring: Ring) -> bool:
    """Return whether a place is within a ring: a line to the east crosses it an odd time."""
    crossings = 0
    for (lon_1, lat_1), (lon_2, lat_2) in pairwise(ring):
        if (lat_1 > lat) != (lat_2 > lat):
            crossings += lon < lon_1 + (lat - lat_1) / (lat_2 - lat_1) * (lon_2 - lon_1)
    return crossings % 2 == 1


def _in_order(shown: Sequence[Xy], own: str) -> list[str]:
    """Return the councils near what is shown, the own one last: its line is drawn over others'."""
    lons, lats = zip(*shown, strict=True)
    west, east = min(lons) - 0.5, max(lons) + 0.5
    south, north = min(lats) - 0.5, max(lats) + 0.5
    near = [
        code
        for code, rings in sorted(outlines().items())
        if any(west < lon < east and south < lat < north for ring in rings for lon, lat in ring)
    ]
    return sorted(near, key=lambda code: code == own)


def _area(rings: Sequence[Ring], point: Callable[[float, float], Xy], *, own: bool) -> str:
    path = "".join(
        "M" + "L".join(" ".join(map(draw.at, point(*place))) for place in ring[:-1]) + "Z"
        for ring in rings
    )
    fill, line, width = ("#f2f2f2", draw.INK, 1.6) if own else (_WATER, "#8c8c8c", 0.8)
    return f'<path d="{path}" fill="{fill}" stroke="{line}" stroke-width="{width}"/>'
