"""Points over two numbers, such as a trade-off curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from scenarios.reports.charts import _drawing as draw
from scenarios.reports.charts._drawing import Axis
from scenarios.reports.language import Language

_HEIGHT = 460.0
_TOP, _BOTTOM, _RIGHT = 46.0, 56.0, 40.0

Xy = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PointOf:
    """A point.

    Attributes
    ----------
    x, y : float
        Where it is, in the units of the axes.
    label : str
        What is written beside it; may be empty.
    """

    x: float
    y: float
    label: str = ""


def point_chart(
    title: str,
    points: Sequence[PointOf],
    x_title: str,
    x_unit: str,
    y_title: str,
    y_unit: str,
    say: Language,
    *,
    steps: bool = False,
) -> str:
    """Return points as one ``svg`` element.

    Parameters
    ----------
    title : str
        What they show.
    points : sequence of PointOf
        In any order.
    x_title, x_unit, y_title, y_unit : str
        What each axis counts, and its unit in English.
    say : Language
        The language.
    steps : bool
        Whether a line of steps joins them, along x first: between two points nothing better
        than the left one is possible.
    """
    if not points:
        return draw.empty(title, say)
    points = sorted(points, key=lambda point: (point.x, -point.y))
    across = Axis.over([point.x for point in points], from_zero=False)
    up = Axis.over([point.y for point in points], from_zero=False)
    left = draw.MARGIN + 10 + max(draw.long(up.label(tick, y_unit)) for tick in up.ticks)

    def at(x: float, y: float) -> Xy:
        return (
            left + across.share(x) * (draw.WIDTH - left - _RIGHT),
            _HEIGHT - _BOTTOM - up.share(y) * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [*_grid(across, x_unit, up, y_unit, at)]
    x_axis = f"{x_title}, {say.shown_in(x_unit)}"
    y_axis = f"{y_title}, {say.shown_in(y_unit)}"
    parts.append(draw.text(draw.WIDTH - _RIGHT, _HEIGHT - 12, x_axis, "end"))
    parts.append(draw.text(draw.MARGIN, 22, y_axis))
    if steps:
        parts.append(_steps([at(point.x, point.y) for point in points]))
    facts = []
    taken: list[tuple[Xy, float]] = []
    for point in points:
        told = f"{draw.shown(point.x, x_unit, say)}, {draw.shown(point.y, y_unit, say)}"
        told = f"{point.label}: {told}" if point.label else told
        facts.append(told)
        x, y = at(point.x, point.y)
        parts.append(
            f'<circle cx="{draw.at(x)}" cy="{draw.at(y)}" r="5" fill="{draw.FILL}" '
            f'stroke="#fff" stroke-width="1.5"><title>{escape(told)}</title></circle>'
        )
        if point.label:
            parts.append(_label(point.label, x, y, taken))
    return draw.drawing(title, facts, parts, draw.WIDTH, _HEIGHT)


def _grid(
    across: Axis, x_unit: str, up: Axis, y_unit: str, at: Callable[[float, float], Xy]
) -> list[str]:
    parts = []
    for tick in across.ticks:
        parts.append(draw.line(at(tick, up.low), at(tick, up.high), draw.FAINT, 1))
    room = at(across.high, up.low)[0] - at(across.low, up.low)[0]
    for tick, label in across.labels(x_unit, room).items():
        x, bottom = at(tick, up.low)
        parts.append(draw.text(x, bottom + 18, label, "middle", fill=draw.SOFT))
    for tick in up.ticks:
        left, y = at(across.low, tick)
        parts.append(draw.line((left, y), at(across.high, tick), draw.FAINT, 1))
        label = up.label(tick, y_unit)
        parts.append(draw.text(left - 8, y + 4, label, "end", fill=draw.SOFT))
    parts.append(draw.line(at(across.low, up.low), at(across.high, up.low), draw.SOFT, 1))
    parts.append(draw.line(at(across.low, up.low), at(across.low, up.high), draw.SOFT, 1))
    return parts


def _steps(places: Sequence[Xy]) -> str:
    (x, y), *others = places
    path = f"M{draw.at(x)} {draw.at(y)}" + "".join(
        f"H{draw.at(next_x)}V{draw.at(next_y)}" for next_x, next_y in others
    )
    return f'<path d="{path}" fill="none" stroke="{draw.SOFT}" stroke-width="1.5"/>'


def _label(words: str, x: float, y: float, taken: list[tuple[Xy, float]]) -> str:
    """Return a label above its point or, where others are, where there is room."""
    room = draw.long(words)
    to_left = x + 8 + room > draw.WIDTH
    start = x - 8 - room if to_left else x + 8
    place = next(
        (
            place
            for place in (y - 8, y + 18, y - 24, y + 34)
            if 0 < place < _HEIGHT - _BOTTOM
            and not any(_on(start, room, place, one) for one in taken)
        ),
        None,
    )
    if place is None:  # a heap of points: each still tells its label where it is pointed at
        return ""
    taken.append(((start, place), room))
    halo = {"stroke": "#fff", "stroke_width": "3", "paint_order": "stroke"}
    return draw.text(start, place, words, **halo)


def _on(start: float, room: float, place: float, other: tuple[Xy, float]) -> bool:
    (other_start, other_place), other_room = other
    return (
        abs(place - other_place) < draw.LINE
        and start < other_start + other_room
        and other_start < start + room
    )
