"""What is said below the pages, in English, found again in the catalogue by its pattern.

The engine and the service say faults and warnings in English, with ids and numbers in them. A text
such as ``no home has the id H9`` is an entry ``no home has the id %(id)s`` and its values, so it
can be said in another language too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from api.pages.faults import FROM_BELOW
from api.pages.file_faults import FROM_FILES
from api.pages.form_faults import FROM_FORMS
from api.pages.warnings import FROM_WARNINGS

#: What a value may be, by how its name begins: numbers, a day, codes in a list; texts of the
#: catalogue themselves, one or several, or all in a list; anything else is an id or a name.
_VALUES = {
    "n": r"-?\d[\d,.]*",
    "day": r"\d{4}-\d{2}-\d{2}",
    "codes": r".+",
    "all": r".+",
    "told": r".+",
}
_ANY = r"[^;]+?"
_NAME = re.compile(r"%\((\w+)\)s")
#: Words of the formats in a list: the same in every language.
_CODES = re.compile(r"[\w.:/\[\]-]+(, [\w.:/\[\]-]+)*")
_PLACE = re.compile(r"(?P<what>sheet|file|row|columns?|item|line) (?P<which>.+)", re.DOTALL)


@dataclass(frozen=True)
class Pattern:
    """An entry of the catalogue that a text may be.

    Attributes
    ----------
    text : str
        The entry.
    matches : re.Pattern
        What a text looks like that is this entry with values.
    """

    text: str
    matches: re.Pattern[str]


def patterns_of(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each entry with values that a text may be, the one with most words of its own first."""
    for pattern in _patterns():
        found = pattern.matches.fullmatch(text)
        if found:
            yield pattern.text, found.groupdict()


def is_codes(text: str) -> bool:
    """Return whether a text is nothing but words of the formats, which no language changes."""
    return _CODES.fullmatch(text) is not None


def parts_of_place(place: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a place: ``row``, ``column``... and which one; empty for other parts."""
    for part in place.split(", "):
        found = _PLACE.fullmatch(part)
        yield (found["what"], found["which"]) if found else ("", part)


@cache
def _patterns() -> tuple[Pattern, ...]:
    texts = [*FROM_BELOW, *FROM_FILES, *FROM_FORMS, *FROM_WARNINGS]
    texts.sort(key=lambda text: len(_NAME.sub("", text)), reverse=True)
    return tuple(Pattern(text, _looks(text)) for text in dict.fromkeys(texts))


def _looks(text: str) -> re.Pattern[str]:
    *fixed, end = _NAME.split(text)
    looks = ""
    for before, name in zip(fixed[::2], fixed[1::2], strict=True):
        value = next((one for start, one in _VALUES.items() if kind_of(name) == start), _ANY)
        looks += f"{re.escape(before)}(?P<{name}>{value})"
    return re.compile(looks + re.escape(end), re.DOTALL)


def kind_of(name: str) -> str:
    """Return what a value is by its name: ``n_rows`` is a number, ``n``."""
    return name.partition("_")[0]
