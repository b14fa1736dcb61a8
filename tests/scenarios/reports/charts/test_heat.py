"""A heat map: each cell has its number, and is the darker the greater it is."""

from __future__ import annotations

import pytest

from scenarios.reports.charts import heat_map
from scenarios.reports.language import Language
from tests.support.drawings import Drawing
from tests.support.papers import HOSTILE

EN = Language("en")


def drawn(rows: list[str], columns: list[str], values: list[list[float | None]]) -> Drawing:
    return Drawing(heat_map("Gains", rows, columns, values, "km", EN))


def lightness(colour: str) -> float:
    """Return how light a colour is, from 0 to 1, as contrast is measured (WCAG 2)."""
    full = colour.removeprefix("#")
    full = full if len(full) == 6 else "".join(2 * part for part in full)
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_cells_have_their_numbers_and_none_is_a_dash() -> None:
    of = drawn(["Brecon", HOSTILE], ["0-4", "5-10"], [[1.0, 12.25], [None, 0.0]])
    assert of.told == [
        "Brecon, 0-4: 1.0 km",
        "Brecon, 5-10: 12.2 km",
        f"{HOSTILE}, 0-4: none",
        f"{HOSTILE}, 5-10: 0.0 km",
    ]
    assert {"Brecon", "0-4", "5-10", "1.0", "12.2", "0.0", "km"} <= set(of.texts)
    assert "\N{EN DASH}" in of.texts


def test_greater_is_darker_in_grey_too_and_every_number_can_be_read() -> None:
    values: list[float | None] = [-4.0, *(n / 8 for n in range(161))]
    of = drawn(["a"], [str(n) for n in range(len(values))], [values])
    cells = [one.get("fill", "") for one in of.found("rect")[1:]]
    light = [lightness(fill) for fill in cells]
    assert light == sorted(light, reverse=True)
    assert len(set(light)) == len(light)
    inks = [one.get("fill", "") for one in of.found("text") if one.get("fill") in ("#fff", "#000")]
    assert len(inks) == len(cells)
    for fill, ink in zip(cells, inks, strict=True):
        high, low = sorted((lightness(fill), lightness(ink)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, fill


def test_more_columns_make_it_wider_and_no_cell_too_narrow() -> None:
    few = drawn(["a"], ["x"], [[1.0]])
    many = drawn(["a"], [f"column {n}" for n in range(30)], [[1.0] * 30])
    assert float(many.root.get("width", 0)) > 30 * 58
    assert float(few.root.get("width", 0)) < 300


def test_nothing_and_equal_numbers() -> None:
    assert drawn([], ["a"], []).texts == ["Nothing to show."]
    assert drawn(["a"], [], [[]]).texts == ["Nothing to show."]
    assert drawn(["a"], ["b"], [[0.0]]).told == ["a, b: 0.0 km"]
    assert drawn(["a"], ["b"], [[None]]).told == ["a, b: none"]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        drawn(["a"], ["b", "c"], [[1.0]])
