"""A table of numbers, each cell the darker the greater its number."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scenarios.reports.charts import _drawing as draw
from scenarios.reports.language import Language

_MOST_ROW_LABEL = 240.0
_LEAST_CELL, _MOST_CELL = 58.0, 130.0
_CELL_HEIGHT = 30.0
#: From the lightest cell to the darkest: red, green, blue.
_LIGHT, _DARK = (240, 245, 251), (8, 48, 107)
#: Numbers are black on cells up to this share, white on darker ones: the one share at which
#: both stand out by 4.5 to 1, as web pages must (WCAG 2.2, 1.4.3).
_WHITE_FROM = 0.64
_NONE = "\N{EN DASH}"


def heat_map(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    unit: str,
    say: Language,
) -> str:
    """Return a table of shaded numbers as one ``svg`` element.

    Parameters
    ----------
    title : str
        What they show.
    rows, columns : sequence of str
        Their names.
    values : sequence of sequence of float or None
        By row and column; None where there is none, which is shown as a dash.
    unit : str
        What all are counted in, in English.
    say : Language
        The language.
    """
    if not rows or not columns:
        return draw.empty(title, say)
    known = [value for row in values for value in row if value is not None]
    least, most = min([*known, 0.0]), max([*known, 0.0])
    left = min(_MOST_ROW_LABEL, max(map(draw.long, rows))) + 2 * draw.MARGIN
    room = (draw.WIDTH - left - draw.MARGIN) / len(columns)
    wide = min(_MOST_CELL, max(_LEAST_CELL, room))
    headings = [draw.lines(column, wide - 4) for column in columns]
    unit_told = say.shown_in(unit)
    top = draw.MARGIN + 2 * draw.LINE + draw.LINE * max(map(len, headings))
    parts = [draw.text(draw.MARGIN, draw.MARGIN + 10, unit_told, fill=draw.SOFT)]
    for place, heading in enumerate(headings):
        for up, words in enumerate(reversed(heading)):
            x, y = left + (place + 0.5) * wide, top - 8 - up * draw.LINE
            parts.append(draw.text(x, y, words, "middle"))
    facts = []
    y = top
    for row, of_row in zip(rows, values, strict=True):
        label = draw.lines(row, left - 2 * draw.MARGIN)
        tall = max(_CELL_HEIGHT, draw.LINE * len(label) + 6)
        first = y + tall / 2 + 4.5 - draw.LINE * (len(label) - 1) / 2
        for down, words in enumerate(label):
            parts.append(draw.text(left - 8, first + down * draw.LINE, words, "end"))
        for place, (column, value) in enumerate(zip(columns, of_row, strict=True)):
            told = f"{row}, {column}: {draw.shown(value, unit, say)}"
            facts.append(told)
            share = None if value is None else (value - least) / (most - least or 1)
            number = _NONE if value is None else draw.bare(value, unit, say)
            parts.append(f"<g><title>{escape(told)}</title>")
            parts.append(_cell(left + place * wide, y, wide, tall, share, number))
            parts.append("</g>")
        y += tall
    width = max(left + wide * len(columns) + draw.MARGIN, draw.MARGIN * 2 + draw.long(unit_told))
    return draw.drawing(title, facts, parts, width, y + draw.MARGIN)


def _cell(x: float, y: float, wide: float, tall: float, share: float | None, number: str) -> str:
    fill = "#fff" if share is None else _shade(share)
    ink = "#fff" if share is not None and share > _WHITE_FROM else "#000"
    return (
        f'<rect x="{draw.at(x)}" y="{draw.at(y)}" width="{draw.at(wide)}" '
        f'height="{draw.at(tall)}" fill="{fill}" stroke="#fff" stroke-width="2"/>'
        + draw.text(x + wide / 2, y + tall / 2 + 4.5, number, "middle", fill=ink)
    )


def _shade(share: float) -> str:
    mixed = (
        round(light + share * (dark - light)) for light, dark in zip(_LIGHT, _DARK, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)
