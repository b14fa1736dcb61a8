"""Numbers with their units, in words of either language."""

from __future__ import annotations

from matcher.criteria import CRITERION
from matcher.indicators import INDICATORS
from matcher.words import Words

#: The unit of a level that is a weighted sum.
POINTS = Words("points", "pwyntiau")
#: Every unit by its English, as it stands in files.
UNITS = {
    POINTS.en: POINTS,
    **{one.unit.en: one.unit for one in INDICATORS},
    **{one.unit.en: one.unit for one in CRITERION.values()},
}
SHARE = "share"

#: What English says of one.
_SINGULAR = {
    "children": "child",
    "homes": "home",
    "moves": "move",
    "needs": "need",
    "steps": "step",
    "changes": "change",
    "points": "point",
    "skills and features": "skill or feature",
    "sibling groups": "sibling group",
    "places": "place",
    "approvals": "approval",
}
TENTHS, KM = Words("tenths of a km", "degfedau o km"), "km"
_PERIODS = {
    "pounds a week": Words(" a week", " yr wythnos"),
    "pounds a year": Words(" a year", " y flwyddyn"),
}
_NONE = Words("none", "dim")


def level_unit(counts: dict[str, int]) -> str:
    """Return the unit of a level: its criterion's, or points where it is a weighted sum."""
    weighed = {code: weight for code, weight in counts.items() if weight}
    if list(weighed.values()) == [1]:
        return CRITERION[next(iter(weighed))].unit.en
    return POINTS.en


def number(value: float | None, unit: str, *, signed: bool = False) -> Words:
    """Return a value as `amount` does, without its unit; a share keeps its per cent."""
    if value is None:
        return _NONE
    sign = "+" if signed and value else ""
    if unit == SHARE:
        text = f"{100 * value:{sign},.1f}" + ("" if signed else " %")
    elif unit in _PERIODS:
        pounds = f"£{abs(value):,.0f}"
        text = f"-{pounds}" if value < 0 else f"{sign}{pounds}"
    elif unit.startswith(TENTHS.en):
        text = f"{value / 10:{sign},.1f}"
    else:
        text = f"{value:{sign},.1f}" if unit == KM else f"{value:{sign},}"
    return Words(text, text)


def amount(value: float | None, unit: str, *, signed: bool = False) -> Words:
    """Return a value with its unit, in a change with its sign.

    Shares are shown in per cent with one decimal and their changes in percentage points, distances
    in km with one decimal, money in whole pounds.

    Parameters
    ----------
    value : int or float or None
        The value, in its unit; a share between 0 and 1.
    unit : str
        The unit in English.
    signed : bool
        Whether it is a change.
    """
    text = number(value, unit, signed=signed)
    if value is None:
        return text
    after = _after(value, unit, signed)
    return Words(text.en + after.en, text.cy + after.cy)


def _after(value: float, unit: str, signed: bool) -> Words:
    if unit == SHARE:
        return Words(" % points", " pwynt canran") if signed else Words("", "")
    if unit in _PERIODS:
        return _PERIODS[unit]
    words = UNITS.get(unit, Words(unit, unit))
    if unit.startswith(TENTHS.en):
        # Contact is counted a week: "tenths of a km a week".
        rest = words.en.removeprefix(TENTHS.en), words.cy.removeprefix(TENTHS.cy)
        return Words(f" km{rest[0]}", f" km{rest[1]}")
    counted = _SINGULAR.get(unit, unit) if abs(value) == 1 else unit
    # Welsh nouns follow numbers otherwise; in brackets the plural is right.
    return Words(f" {counted}", f" {words.cy}" if unit == KM else f" ({words.cy})")
