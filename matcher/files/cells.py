"""Cells: between what stands in a table and what stands in a record (contract 8).

A cell of a workbook is text, a number, a truth value or a date; a cell of a CSV file is text.
A reader raises `RefusedError` for what no record could take; what is merely not allowed (a gender
that is none, a negative count) is left to the records, so that it is judged in one place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from matcher.records.child import ExclusionZone, Need
from matcher.records.home import OtherChild

Cell = str | float | bool | date | time | timedelta | None

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_BRITISH = re.compile(r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}

AS_TEXT = "text; give the cell the format Text"
#: A workbook keeps no more digits of a number.
_KEPT_DIGITS = 15


class FormattedNumber(float):
    """A number of a workbook that is shown in a format of its own, such as 7 as 007."""


class RefusedError(ValueError):
    """A cell that can't be read; `item` counts from 1 within a list."""

    def __init__(self, fault: str, accepted: str, item: int | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.accepted = accepted
        self.item = item


@dataclass(frozen=True)
class Kind:
    """What the cells of a column hold.

    Attributes
    ----------
    accepted : str
        What is accepted, in words for people.
    read : callable
        From a cell that is not empty to a value of a record.
    write : callable
        From a value of a record to a cell.
    form : {"text", "number", "truth", "date"}
        How a workbook shows the column.
    choices : tuple of str
        What a drop-down list offers.
    """

    accepted: str
    read: Callable[[Cell], Any]
    write: Callable[[Any], Cell]
    form: str = "text"
    choices: tuple[str, ...] = ()


def is_empty(cell: Cell) -> bool:
    """Say whether a cell holds nothing but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):  # Excel makes one of a typed TRUE
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        if not abs(cell) < 10**_KEPT_DIGITS:  # nor NaN, which a broken writer may leave
            raise RefusedError("is a number too long for a workbook to keep", "a text cell")
        if isinstance(cell, FormattedNumber):
            raise RefusedError("is a number that is shown otherwise, such as 7 as 007", AS_TEXT)
        if cell != int(cell):  # 1.10 and 1.1 are one number
            raise RefusedError("is a number with decimals", AS_TEXT)
        return str(int(cell))
    raise RefusedError("is a date or a time", AS_TEXT)


def _number(cell: Cell) -> Any:
    if isinstance(cell, FormattedNumber):
        return float(cell)
    if isinstance(cell, bool | int | float):
        return cell
    if isinstance(cell, str):
        text = cell.strip()
        if _NUMBER.fullmatch(text) and len(text) < 400:
            return int(text) if text.lstrip("+-").isdigit() else float(text)
    raise RefusedError("is not a number", "a number, such as 12.5")


def _truth(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and cell.strip().lower() in _TRUTHS:
        return _TRUTHS[cell.strip().lower()]
    raise RefusedError("is neither true nor false", TRUTH.accepted)


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):  # midnight is read as a date
        raise RefusedError("has a time of day", "a day alone")
    if isinstance(cell, date):
        return cell
    text = cell.strip() if isinstance(cell, str) else ""
    match = _ISO.fullmatch(text) or _BRITISH.fullmatch(text)
    if match is None:
        raise RefusedError("is not a date", DAY.accepted)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise RefusedError("is a date that does not exist", "a day of the calendar") from None


def _pieces(cell: Cell) -> list[str]:
    return [piece.strip() for piece in _text(cell).split(";") if piece.strip()]


def _each(read: Callable[[str], Any]) -> Callable[[Cell], list[Any]]:
    """Return the reader of a list, which tells the item that it can't read."""

    def items(cell: Cell) -> list[Any]:
        found = []
        for position, piece in enumerate(_pieces(cell), 1):
            try:
                found.append(read(piece))
            except RefusedError as refused:
                raise RefusedError(refused.fault, refused.accepted, position) from None
        return found

    return items


def _zone(piece: str) -> dict[str, Any]:
    parts = piece.split(",")
    if len(parts) != 3:
        raise RefusedError("is not three numbers", ZONES.accepted)
    lat, lon, radius = map(_number, parts)
    return {"centre": {"lat": lat, "lon": lon}, "radius_km": radius}


def _zone_text(zone: ExclusionZone) -> str:
    return f"{zone.centre.lat!r},{zone.centre.lon!r},{zone.radius_km!r}"


def _other(piece: str) -> dict[str, Any]:
    age, _, gender = piece.partition(" ")
    if not gender.strip():
        raise RefusedError("is not an age and a gender", OTHERS.accepted)
    return {"age": _number(age), "gender": gender.strip()}


def _other_text(child: OtherChild) -> str:
    return f"{child.age} {child.gender}"


def _joined(text: Callable[[Any], str]) -> Callable[[Sequence[Any]], Cell]:
    return lambda values: ";".join(map(text, values)) or None


def _same(value: Any) -> Any:
    return value


def _needs(required: bool) -> Kind:
    def read(cell: Cell) -> list[dict[str, Any]]:
        return [{"code": code, "required": required} for code in _pieces(cell)]

    def write(needs: Sequence[Need]) -> Cell:
        return ";".join(need.code for need in needs if need.required is required) or None

    return Kind("codes of needs, separated by ;", read, write)


def choice(values: Any) -> Kind:
    """Return the kind of a column that holds one of a Literal's values."""
    allowed = get_args(values)
    return Kind("one of " + ", ".join(allowed), _text, _same, choices=allowed)


def choices(values: Any) -> Kind:
    """Return the kind of a column that holds some of a Literal's values."""
    accepted = "some of " + ", ".join(get_args(values)) + ", separated by ;"
    return Kind(accepted, _pieces, _joined(str))


TEXT = Kind("text", _text, _same)
CODE = Kind("an id or a code, without semicolons", _text, _same)
DAY = Kind("a date, such as 2026-11-02 or 02/11/2026", _day, _same, "date")
NUMBER = Kind("a number, such as 12.5", _number, _same, "number")
WHOLE = Kind("a whole number, such as 3", _number, _same, "number")
TRUTH = Kind("true, false, yes or no", _truth, _same, "truth", ("true", "false"))
CODES = Kind("ids or codes, separated by ;", _pieces, _joined(str))
WHOLES = Kind("whole numbers, separated by ;", _each(_number), _joined(str))
ZONES = Kind("lat,lon,km for each, separated by ;", _each(_zone), _joined(_zone_text))
OTHERS = Kind("age and gender of each, separated by ;", _each(_other), _joined(_other_text))
REQUIRED_NEEDS = _needs(required=True)
PREFERRED_NEEDS = _needs(required=False)


def as_text(cell: Cell) -> str:
    """Return a cell as text that reads back as the same cell, for CSV."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and math.fabs(cell) < 1e15 else repr(cell)
    return str(cell)
