"""Marks on a map: their shapes, where there is room for them, and what each shape stands for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Literal

from scenarios.reports.charts import _drawing as draw

Shape = Literal["circle", "square", "triangle", "diamond"]
Xy = tuple[float, float]

#: Shapes tell marks apart; their colours, of different lightness, only help.
_FILL: Mapping[Shape, str] = {
    "circle": draw.FILL,
    "square": "#1a1a1a",
    "triangle": draw.OTHER,
    "diamond": "#8a1f6b",
}
#: Of a shape as large as a circle of radius 1: from its middle to its corners.
_SQUARE = math.sqrt(math.pi / 2)
_TRIANGLE = math.sqrt(4 * math.pi / (3 * math.sqrt(3)))
#: Its corners, by their angles in degrees from the right, downwards.
_CORNERS: Mapping[str, tuple[float, Sequence[float]]] = {
    "square": (_SQUARE, (45, 135, 225, 315)),
    "triangle": (_TRIANGLE, (270, 30, 150)),
    "diamond": (_SQUARE, (0, 90, 180, 270)),
}
#: How far a mark gives way to others, in its own radii.
_AWAY = (0.0, 2.2, 4.4, 6.6)
_WAYS = 8
_LEGEND_RADIUS, _LEGEND_LINE = 7.0, 22.0


def shape(
    kind: Shape, x: float, y: float, radius: float, told: str = "", opacity: str = "1"
) -> str:
    """Return a mark, as large as the circle of a radius, which says what it is when pointed at."""
    look = f'fill="{_FILL[kind]}" fill-opacity="{opacity}" stroke="#fff" stroke-width="1"'
    tip = f"<title>{escape(told)}</title>" if told else ""
    if kind == "circle":
        where = f'cx="{draw.at(x)}" cy="{draw.at(y)}" r="{draw.at(radius)}"'
        return f"<circle {where} {look}>{tip}</circle>"
    far, angles = _CORNERS[kind]
    corners = (
        f"{draw.at(x + far * radius * math.cos(math.radians(angle)))} "
        f"{draw.at(y + far * radius * math.sin(math.radians(angle)))}"
        for angle in angles
    )
    return f'<path d="M{"L".join(corners)}Z" {look}>{tip}</path>'


def given_way(place: Xy, radius: float, taken: Iterable[tuple[Xy, float]], width: float) -> Xy:
    """Return where a mark lies on no other: at its place, or as near to it as there is room."""
    others = list(taken)
    for away in _AWAY:
        for way in range(_WAYS if away else 1):
            angle = 2 * math.pi * way / _WAYS
            x = place[0] + away * radius * math.cos(angle)
            y = place[1] + away * radius * math.sin(angle)
            if radius <= x <= width - radius and all(
                math.dist((x, y), other) >= radius + room for other, room in others
            ):
                return x, y
    return place


def legend(kinds: Mapping[str, Shape], top: float, width: float) -> tuple[list[str], float]:
    """Return what says which shape stands for what, below a map, and how tall it is."""
    if not kinds:
        return [], 0.0
    tall = len(kinds) * _LEGEND_LINE + 2 * draw.MARGIN
    where = f'y="{draw.at(top)}" width="{draw.at(width)}" height="{draw.at(tall)}"'
    parts = [f'<rect x="0" {where} fill="#fff"/>']
    for number, (kind, its) in enumerate(kinds.items()):
        y = top + draw.MARGIN + (number + 0.5) * _LEGEND_LINE
        parts.append(shape(its, draw.MARGIN + 10, y, _LEGEND_RADIUS))
        parts.append(draw.text(draw.MARGIN + 28, y + 4.5, kind))
    return parts, tall


def room_for(words: str, rings: Sequence[Sequence[Xy]], size: Xy, marks: Sequence[Xy]) -> Xy | None:
    """Return where an area's name stands: in the middle of the longest free stretch within it.

    Parameters
    ----------
    words : str
        The name.
    rings : sequence of sequence of (float, float)
        The area's outlines on the map.
    size : (float, float)
        Width and height of the map.
    marks : sequence of (float, float)
        What the name keeps away from.

    Returns
    -------
    (float, float) or None
        The middle of the line that it is written on; None where there is no room.
    """
    width, height = size
    best, found = draw.long(words) + draw.LINE, None
    y = draw.LINE
    while y < height - draw.LINE / 2:
        crossings = sorted(
            x1 + (y - y1) / (y2 - y1) * (x2 - x1)
            for ring in rings
            for (x1, y1), (x2, y2) in pairwise(ring)
            if (y1 > y) != (y2 > y)
        )
        for start, end in zip(crossings[::2], crossings[1::2], strict=True):
            left, right = max(start, 0.0), min(end, width)
            if right - left > best and not _is_taken((left + right) / 2, y, words, marks):
                best, found = right - left, ((left + right) / 2, y)
        y += draw.LINE
    return found


def _is_taken(x: float, y: float, words: str, marks: Sequence[Xy]) -> bool:
    far = draw.long(words) / 2 + draw.LINE
    return any(abs(x - at) < far and abs(y - down) < 2 * draw.LINE for at, down in marks)
