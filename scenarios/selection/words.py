"""Parts of sentences that changes and selections share, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from matcher.words import Words

#: The kinds of home, one and several.
KIND = {
    "parents": Words("parents' home", "cartref rhieni"),
    "kinship": Words("kinship home", "cartref perthnasau"),
    "in_house_foster": Words("in-house foster home", "cartref maeth mewnol"),
    "agency_foster": Words("agency foster home", "cartref maeth asiantaeth"),
    "supported_lodgings": Words("supported lodgings", "llety â chymorth"),
    "residential": Words("residential home", "cartref preswyl"),
}
KINDS = {
    "parents": Words("parents' homes", "cartrefi rhieni"),
    "kinship": Words("kinship homes", "cartrefi perthnasau"),
    "in_house_foster": Words("in-house foster homes", "cartrefi maeth mewnol"),
    "agency_foster": Words("agency foster homes", "cartrefi maeth asiantaeth"),
    "supported_lodgings": Words("supported lodgings", "llety â chymorth"),
    "residential": Words("residential homes", "cartrefi preswyl"),
}

_MONTHS = (
    Words("January", "Ionawr"),
    Words("February", "Chwefror"),
    Words("March", "Mawrth"),
    Words("April", "Ebrill"),
    Words("May", "Mai"),
    Words("June", "Mehefin"),
    Words("July", "Gorffennaf"),
    Words("August", "Awst"),
    Words("September", "Medi"),
    Words("October", "Hydref"),
    Words("November", "Tachwedd"),
    Words("December", "Rhagfyr"),
)


def on_day(day: date) -> Words:
    """Return a day in words: 1 April 2030."""
    month = _MONTHS[day.month - 1]
    return Words(f"{day.day} {month.en} {day.year}", f"{day.day} {month.cy} {day.year}")


def same(text: str) -> Words:
    """Return a text that is the same in both languages: ids, names, figures."""
    return Words(text, text)


def listed(ids: Sequence[str], most: int = 6) -> Words:
    """Return ids in one line, and how many more there are than one reads."""
    shown = ", ".join(ids[:most])
    left = len(ids) - most
    return Words(f"{shown} and {left} more", f"{shown} a {left} arall") if left > 0 else same(shown)


def joined(parts: Iterable[Words], by: str = ", ") -> Words:
    """Return parts joined in both languages."""
    known = tuple(parts)
    return Words(by.join(part.en for part in known), by.join(part.cy for part in known))


def counted(count: int, one: Words, several: Words) -> Words:
    """Return a count with its noun; Welsh takes the singular after a number."""
    return Words(f"{count} {one.en if count == 1 else several.en}", f"{count} {one.cy}")


def prefixed(en: str, cy: str, value: Words) -> Words:
    """Return a value with what it is before it."""
    return Words(f"{en} {value.en}", f"{cy} {value.cy}")


def in_brackets(noun: Words, every: Words, parts: Iterable[Words]) -> Words:
    """Return a noun with conditions in brackets, or what stands for everybody without any."""
    inside = joined(parts, "; ")
    return Words(f"{noun.en} ({inside.en})", f"{noun.cy} ({inside.cy})") if inside.en else every
