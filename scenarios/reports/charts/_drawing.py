"""What all charts have in common: one ``svg`` element, escaped texts, numbers to read, an axis.

Colours differ in lightness, so that a chart can be read in grey; nothing is styled from outside.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from matcher.amounts import SHARE, TENTHS
from matcher.words import Words
from scenarios.reports.language import Language

INK, SOFT, FAINT = "#1a1a1a", "#505050", "#c8c8c8"
FILL, OTHER = "#0b4f9e", "#7a4a00"
#: Size of letters, how wide one is about, and how far apart lines are.
LETTER, WIDE, LINE = 13.0, 6.9, 16.0
WIDTH = 760.0
MARGIN = 12.0
#: As many marks on an axis as can be told apart.
_TICKS = 6
#: Room between what is written at two marks.
_BETWEEN = 10.0
_FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

NOTHING = Words("Nothing to show.", "Dim i'w ddangos.")


def at(value: float) -> str:
    """Return a coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")


def drawing(
    title: str, facts: Iterable[str], parts: Iterable[str], width: float, height: float
) -> str:
    """Return a picture as one ``svg`` element.

    Parameters
    ----------
    title : str
        What it shows.
    facts : iterable of str
        What a reader hears who does not see it.
    parts : iterable of str
        Elements of SVG.
    width, height : float
        Its size; on a page it is as wide as its place.
    """
    told = "; ".join(facts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{at(width)}" '
        f'height="{at(height)}" viewBox="0 0 {at(width)} {at(height)}" '
        f'font-family="{_FONT}" font-size="{at(LETTER)}" fill="{INK}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
        f'<rect width="{at(width)}" height="{at(height)}" fill="#fff"/>{"".join(parts)}</svg>'
    )


def empty(title: str, say: Language) -> str:
    """Return a picture that says that there is nothing to show."""
    nothing = say(NOTHING)
    return drawing(title, [nothing], [text(MARGIN, 24, nothing)], WIDTH, 40)


def text(x: float, y: float, words: str, anchor: str = "start", **more: str) -> str:
    """Return a line of text; `more` are attributes of SVG, their dashes written as underscores."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    where = f'x="{at(x)}" y="{at(y)}"'
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f"<text {where}{anchored}{attributes}>{escape(words)}</text>"


def lines(words: str, room: float) -> list[str]:
    """Return a text broken into lines that fit into so much room."""
    return textwrap.wrap(words, max(6, int(room / WIDE))) or [""]


def long(words: str) -> float:
    """Return about how wide a text is."""
    return len(words) * WIDE


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> str:
    """Return a straight line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" '
        f'stroke="{colour}" stroke-width="{at(width)}"/>'
    )


def shown(value: float | None, unit: str, say: Language) -> str:
    """Return a value with its unit, to read."""
    return say.amount(_short(value), unit)


def bare(value: float | None, unit: str, say: Language) -> str:
    """Return a value to read where its unit is told elsewhere."""
    return say.number(_short(value), unit)


def interval(low: float | None, high: float | None, unit: str, say: Language) -> str:
    """Return an interval to read; empty where it has not both ends."""
    if low is None or high is None:
        return ""
    ends = bare(low, unit, say), shown(high, unit, say)
    return say(Words(f"{ends[0]} to {ends[1]}", f"{ends[0]} i {ends[1]}"))


def _short(value: float | None) -> float | int | None:
    """Return a value with no more digits than anyone reads off a chart."""
    if value is None or isinstance(value, int):
        return value
    if value.is_integer():
        return int(value)
    return round(value, max(2, 2 - math.floor(math.log10(abs(value)))) if abs(value) < 1 else 2)


@dataclass(frozen=True)
class Axis:
    """From where to where a chart goes, with marks at round numbers.

    Attributes
    ----------
    low, high : float
        Its ends, in the unit of the values.
    ticks : sequence of float
        The marks.
    """

    low: float
    high: float
    ticks: Sequence[float]

    @classmethod
    def over(cls, values: Iterable[float], *, from_zero: bool) -> Axis:
        """Return the axis that holds all values; `from_zero`, 0 too."""
        held = [*values, 0.0] if from_zero else list(values)
        low, high = min(held), max(held)
        if low == high:
            low, high = (low, low + 1) if from_zero else (low - 1, high + 1)
        step = _round_step((high - low) / _TICKS)
        if all(float(value).is_integer() for value in held):
            step = max(step, 1.0)  # no mark says half a child
        first, last = math.floor(low / step), math.ceil(high / step)
        return cls(first * step, last * step, [n * step for n in range(first, last + 1)])

    def share(self, value: float) -> float:
        """Return how far along the axis a value is, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def labels(self, unit: str, room: float) -> dict[float, str]:
        """Return marks with what is written at each, as many as have room side by side.

        Where 0 is a mark, it is one of them; `room` is how long the axis is drawn.
        """
        texts = {tick: self.label(tick, unit) for tick in self.ticks}
        apart = room / (len(self.ticks) - 1)
        every = math.ceil((max(map(long, texts.values())) + _BETWEEN) / apart)
        zero = self.ticks.index(0) if 0 in self.ticks else 0
        return {
            tick: text
            for place, (tick, text) in enumerate(texts.items())
            if (place - zero) % every == 0
        }

    def label(self, tick: float, unit: str) -> str:
        """Return a mark to read; the unit is told elsewhere, but for per cent and pounds."""
        factor = 100 if unit == SHARE else 0.1 if unit.startswith(TENTHS.en) else 1
        step = (self.ticks[1] - self.ticks[0]) * factor
        digits = max(0, -math.floor(math.log10(step) + 1e-9))
        number = f"{abs(tick) * factor:,.{digits}f}"
        sign = "-" if tick < 0 else ""
        if unit == SHARE:
            return f"{sign}{number} %"
        return f"{sign}£{number}" if unit.startswith("pounds") else f"{sign}{number}"


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10 … that is no less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * by for by in (1, 2, 5, 10) if power * by >= least * (1 - 1e-9))
