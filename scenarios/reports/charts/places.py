"""Marks on a map, the outlines of councils behind them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from scenarios.reports.charts import _drawing as draw
from scenarios.reports.language import Language
from scenarios.reports.outlines import Ring, outlines

_WIDTH, _TALLEST = 560.0, 760.0
_EDGE = 40.0
#: The area of the largest mark as a circle's radius, and of the smallest that can be seen.
_LARGEST, _SMALLEST = 22.0, 3.0
#: No map is closer than this, degrees: a village needs no plan of its streets.
_LEAST_DEGREES = 0.2
_WATER = "#fff"

Xy = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MarkOf:
    """A mark on a map.

    Attributes
    ----------
    lat, lon : float
        Where it is, degrees.
    label : str
        What is written beside it; may be empty.
    size : float
        What the area of its circle is in proportion to; at least 0.
    note : str
        What else is said of it; may be empty.
    """

    lat: float
    lon: float
    label: str
    size: float
    note: str = ""


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
    shown = [(mark.lon, mark.lat) for mark in marks]
    shown += [point for ring in outlines().get(own, ()) for point in ring]
    point, width, height = _projected(shown)
    parts = [_area(outlines()[code], point, own=code == own) for code in _in_order(shown, own)]
    largest = max(mark.size for mark in marks) or 1
    facts, labels = [], []
    taken: list[tuple[float, float, float]] = []
    # The largest first, so that none hides a smaller one, and its label finds room.
    for mark in sorted(marks, key=lambda mark: -mark.size):
        x, y = point(mark.lon, mark.lat)
        radius = max(_SMALLEST, _LARGEST * math.sqrt(max(mark.size, 0) / largest))
        told = ": ".join(part for part in (mark.label, mark.note) if part)
        facts.append(told)
        parts.append(
            f'<circle cx="{draw.at(x)}" cy="{draw.at(y)}" r="{draw.at(radius)}" '
            f'fill="{draw.FILL}" fill-opacity="0.75" stroke="#fff" stroke-width="1">'
            f"<title>{escape(told)}</title></circle>"
        )
        half, below = draw.long(mark.label) / 2, y + radius + 13
        middle = min(max(x, half + 4), width - half - 4)
        if mark.label and not any(
            abs(below - other) < draw.LINE and abs(middle - center) < half + room
            for center, other, room in taken
        ):
            taken.append((middle, below, half))
            halo = {"stroke": "#fff", "stroke_width": "3", "paint_order": "stroke"}
            labels.append(draw.text(middle, below, mark.label, "middle", **halo))
    return draw.drawing(title, facts, [*parts, *labels], width, height)


def _projected(shown: Sequence[Xy]) -> tuple[Callable[[float, float], Xy], float, float]:
    """Return what draws a place, and the size of the map.

    Equirectangular: a degree of longitude is as wide as it is in the middle of the map.
    """
    lons, lats = zip(*shown, strict=True)
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2))
    across = max((max(lons) - min(lons)) * squeeze, _LEAST_DEGREES)
    down = max(max(lats) - min(lats), _LEAST_DEGREES)
    unit = min((_WIDTH - 2 * _EDGE) / across, (_TALLEST - 2 * _EDGE) / down)
    west, north = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    width, height = across * unit + 2 * _EDGE, down * unit + 2 * _EDGE

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
