"""Sets made-up registers beside the published figures that they are made by."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import Literal

from matcher.records.fields import Record
from matcher.records.register import Register
from scenarios.generator.areas import AREAS
from scenarios.generator.made import Made
from scenarios.generator.published import FIGURES, Certainty, Figure


class Row(Record):
    """One figure: as published, and as made.

    Attributes
    ----------
    name, unit : str
        What is counted, and in what.
    published : float
        The published figure, or what is derived from published ones.
    year, source : str
        Of the published figure.
    certainty : str
        H: published and certain; M: published, with some doubt; D: derived from published
        figures; A: assumed.
    made, lowest, highest : float
        Of the registers: the mean, the lowest and the highest.
    band : tuple of float
        Lowest and highest that a register of the area's full size may have.
    within : bool
        Whether every register keeps the band.
    """

    name: str
    unit: str
    published: float
    year: str
    source: str
    certainty: Certainty
    made: float
    lowest: float
    highest: float
    band: tuple[float, float]
    within: bool


class Calibration(Record):
    """Made-up registers of one area beside published figures (`cartref/calibration/1`).

    Attributes
    ----------
    area : str
        Powys, Wales or England.
    registers : int
        How many registers there are.
    children : int
        How many children each of them has.
    rows : tuple of Row
        One for each figure that is published for the area.
    """

    format: Literal["cartref/calibration/1"] = "cartref/calibration/1"
    area: str
    registers: int
    children: int
    rows: tuple[Row, ...]


def calibrate(registers: Iterable[Register]) -> Calibration:
    """Return made-up registers beside the published figures.

    Parameters
    ----------
    registers : iterable of Register
        At least one; of one area and with as many children, and made by
        `scenarios.generator.sample.sample_register`. One is held at a time.

    Returns
    -------
    Calibration
        Figures of which a register has nothing to count, as an empty one, are left out.
    """
    values: dict[Figure, list[float]] = {}
    name, number, children = "", 0, 0
    for register in registers:
        name, number, children = register.authority.name, number + 1, len(register.children)
        code, made = register.authority.code, Made(register)
        for figure in FIGURES:
            covers = any(AREAS[area].code == code for area in figure.areas)
            value = figure.measure(made) if covers else None
            if value is not None:
                values.setdefault(figure, []).append(value)
    rows = tuple(_row(figure, values[figure]) for figure in FIGURES if figure in values)
    return Calibration(area=name, registers=number, children=children, rows=rows)


def _row(figure: Figure, values: list[float]) -> Row:
    low, high = figure.band
    return Row(
        name=figure.name,
        unit=figure.unit,
        published=figure.published,
        year=figure.source.year,
        source=figure.source.text,
        certainty=figure.source.certainty,
        made=round(fmean(values), 3),
        lowest=round(min(values), 3),
        highest=round(max(values), 3),
        band=(low, high),
        within=low <= min(values) and max(values) <= high,
    )
