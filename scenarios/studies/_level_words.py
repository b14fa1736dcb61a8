"""What levels, and differences of levels, are in words and cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matcher.amounts import POINTS, level_unit
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Amount, Cell
from scenarios.studies._whole_plans import LevelSum

Counts = Sequence[Mapping[str, int]]

#: Averages are shown to so many decimals: small ones, and others.
_SMALL, _FINE, _COARSE = 10, 4, 1


def level_amount(value: float, counts: Mapping[str, int], *, signed: bool = False) -> Amount:
    """Return a level's value with its unit; an average as far as anybody reads it."""
    rounded = round(value, _FINE if abs(value) < _SMALL else _COARSE)
    shown = int(rounded) if float(rounded).is_integer() else rounded
    return Amount(shown, level_unit(dict(counts)), signed=signed)


def level_cell(one: LevelSum, counts: Mapping[str, int], say: Language, *, signed: bool) -> Cell:
    """Return a level's value, or what it lies between where it is not proved."""
    if one.proved:
        return level_amount(one.value, counts, signed=signed)
    return level_text(one, counts, say, signed=signed)


def level_text(
    one: LevelSum, counts: Mapping[str, int], say: Language, *, signed: bool = False
) -> str:
    """Return a level's value in words, or what it lies between where it is not proved."""
    if one.least is None or one.most is None:
        return say(Words("not known", "anhysbys"))
    ends = [level_amount(end, counts, signed=signed) for end in (one.least, one.most)]
    least, most = (say.amount(end.value, end.unit, signed=signed) for end in ends)
    if one.proved:
        tiny = one.value and not ends[0].value
        return say(Words("next to nothing", "nesaf peth i ddim")) if tiny else least
    return say(Words(f"between {least} and {most}", f"rhwng {least} a {most}"))


def level_name(place: int, counts: Counts, say: Language) -> str:
    """Return a level's number and, where it is one criterion, what that counts."""
    number = say(Words(f"level {place + 1}", f"lefel {place + 1}"))
    one = dict(counts[place])
    if level_unit(one) == POINTS.en:
        return number
    return f"{number}, {say.level(one)}"


def first_other(levels: Sequence[LevelSum]) -> int | None:
    """Return the position of the first level that is not proved to be 0; None: all are."""
    return next((place for place, one in enumerate(levels) if not one.proved or one.value), None)


def difference_in_words(levels: Sequence[LevelSum], counts: Counts, say: Language) -> str | None:
    """Return the first level that differs and by how much; None where none does."""
    place = first_other(levels)
    if place is None:
        return None
    text = level_text(levels[place], counts[place], say, signed=True)
    return f"{text} ({level_name(place, counts, say)})"
