"""Horizontal bars from 0, with whiskers where a value has an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from scenarios.reports.charts import _drawing as draw
from scenarios.reports.charts._drawing import Axis
from scenarios.reports.language import Language

_BAR, _APART = 16.0, 12.0
#: How far labels and values may push the bars.
_MOST_LABEL, _MOST_VALUE = 250.0, 210.0


@dataclass(frozen=True, slots=True)
class BarOf:
    """A bar.

    Attributes
    ----------
    label : str
        What it is of.
    value : float
        Its length, in the chart's unit; below 0 to the left.
    low, high : float or None
        The ends of its interval; None for none.
    note : str
        What is said beside it; may be empty.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    note: str = ""


def bar_chart(title: str, bars: Sequence[BarOf], unit: str, say: Language) -> str:
    """Return bars as one ``svg`` element.

    Parameters
    ----------
    title : str
        What they show.
    bars : sequence of BarOf
        From the top.
    unit : str
        What all are counted in, in English.
    say : Language
        The language.
    """
    if not bars:
        return draw.empty(title, say)
    values = [_value(bar, unit, say) for bar in bars]
    left = min(_MOST_LABEL, max(draw.long(bar.label) for bar in bars)) + draw.MARGIN
    widest = max(draw.long(one) for value in values for one in value)
    right = draw.WIDTH - draw.MARGIN - min(_MOST_VALUE, widest)
    ends = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
    axis = Axis.over(ends, from_zero=True)

    def x(value: float) -> float:
        return left + 10 + axis.share(value) * (right - left - 30)

    parts: list[str] = []
    top = draw.MARGIN
    for bar, value in zip(bars, values, strict=True):
        label = draw.lines(bar.label, left - draw.MARGIN)
        beside = [part for one in value for part in draw.lines(one, draw.WIDTH - right)]
        tall = draw.LINE * max(len(label), len(beside))
        parts.append(f"<g><title>{escape(': '.join((bar.label, ', '.join(value))))}</title>")
        for row, words in enumerate(label):
            parts.append(draw.text(left, top + 13 + row * draw.LINE, words, "end"))
        parts.append(_bar(bar, x, top))
        for row, words in enumerate(beside):
            colour = draw.INK if row == 0 else draw.SOFT
            parts.append(draw.text(right, top + 13 + row * draw.LINE, words, fill=colour))
        parts.append("</g>")
        top += max(tall, _BAR) + _APART
    grid = []
    for tick in axis.ticks:
        colour = draw.SOFT if tick == 0 else draw.FAINT
        grid.append(draw.line((x(tick), draw.MARGIN - 4), (x(tick), top), colour, 1))
    for tick, told in axis.labels(unit, x(axis.high) - x(axis.low)).items():
        grid.append(draw.text(x(tick), top + 15, told, "middle", fill=draw.SOFT))
    unit_told = draw.text((x(axis.low) + x(axis.high)) / 2, top + 33, say.shown_in(unit), "middle")
    facts = [f"{bar.label}: {', '.join(value)}" for bar, value in zip(bars, values, strict=True)]
    return draw.drawing(title, facts, [*grid, *parts, unit_told], draw.WIDTH, top + 44)


def _value(bar: BarOf, unit: str, say: Language) -> list[str]:
    """Return what is written beside a bar: its value, its interval, its note."""
    value = draw.shown(bar.value, unit, say)
    return [part for part in (value, draw.interval(bar.low, bar.high, unit, say), bar.note) if part]


def _bar(bar: BarOf, x: Callable[[float], float], top: float) -> str:
    start, end = sorted((x(0), x(bar.value)))
    colour = draw.FILL if bar.value >= 0 else draw.OTHER
    drawn = (
        f'<rect x="{draw.at(start)}" y="{draw.at(top)}" width="{draw.at(end - start)}" '
        f'height="{draw.at(_BAR)}" fill="{colour}"/>'
    )
    if bar.low is None or bar.high is None:
        return drawn
    low, high, middle = x(bar.low), x(bar.high), top + _BAR / 2
    whisker = [
        ((low, middle), (high, middle)),
        ((low, middle - 5), (low, middle + 5)),
        ((high, middle - 5), (high, middle + 5)),
    ]
    # A white edge, so that the part on the bar can be seen too.
    edged = [draw.line(*ends, "#fff", 4) for ends in whisker]
    return "".join([drawn, *edged, *(draw.line(*ends, draw.INK, 1.6) for ends in whisker)])
