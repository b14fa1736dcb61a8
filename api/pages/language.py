"""A language as pages speak it: its catalogue, days and times, lists and their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from api.pages import below
from api.pages.marks import mark, mark_many
from api.store.times import CLOCK
from matcher.approvals import KINDS
from matcher.errors import Fault
from matcher.records.plan import Approval
from scenarios.reports.language import LANGUAGES, Language

__all__ = ["LANGUAGES", "Speech", "mark", "mark_many", "speech"]

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "cartref"
_LOCALES = {"en": "en_GB", "cy": "cy"}
_AND = {"en": "and", "cy": "a"}

#: The Welsh alphabet, in which two letters may be one; letters of other languages where Welsh
#: dictionaries have them.
_WELSH = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
_WELSH_LETTER = re.compile("ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
_WELSH_PLACE = {letter: place for place, letter in enumerate(_WELSH.split(), start=0x10000)}

#: Parts of a place in a file.
_PLACES = {
    "sheet": mark("sheet %(which)s"),
    "file": mark("file %(which)s"),
    "row": mark("row %(which)s"),
    "column": mark("column %(which)s"),
    "columns": mark("columns %(which)s"),
    "item": mark("item %(which)s"),
    "line": mark("line %(which)s"),
}

T = TypeVar("T")


class Speech(Language):
    """A language as pages speak it.

    It is called with `Words` of the engine, as every `Language`.

    Parameters
    ----------
    code : str
        ``en`` or ``cy``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.locale = Locale.parse(_LOCALES[code])
        self.catalogue = catalogue(code)

    def text(self, english: str, **values: object) -> str:
        """Return a text of the catalogue, with its values; ``%%`` is a per cent sign."""
        return self.catalogue.gettext(english) % values

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return a text with a number in it, ``%(n)s``, in the form that goes with the number."""
        return self.catalogue.ngettext(one, many, n) % {"n": self.whole(n), **values}

    def approval(self, approval: Approval) -> str:
        """Return who has to approve a placement, and by when."""
        known = (kind.who for kind in KINDS if kind.who.en == approval.who)
        who = self(next(known, approval.who))
        if approval.due is None:
            return who
        return self.text(mark("%(who)s: by %(day)s"), who=who, day=self.day(approval.due))

    def whole(self, n: int) -> str:
        """Return a whole number to read."""
        return f"{n:,}"

    def knows(self, english: str) -> bool:
        """Return whether a text can be said in this language."""
        return self.code == "en" or self.catalogue.gettext(english) != english

    def day(self, day: date | str) -> str:
        """Return a day to read, such as 2 November 2026; a text is of the form 2026-11-02."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        return format_date(day, "d MMMM y", self.locale)

    def moment(self, moment: str) -> str:
        """Return a time of the store by the clock people read: 2 November 2026, 08:15."""
        there = datetime.fromisoformat(moment).astimezone(CLOCK)
        return f"{self.day(there.date())}, {there:%H:%M}"

    def listed(self, items: Iterable[object]) -> str:
        """Return things in one sentence: a, b and c."""
        *before, last = [str(item) for item in items] or [""]
        if not before:
            return last
        joined = _AND[self.code]
        if self.code == "cy" and unicodedata.normalize("NFD", last)[:1].lower() in (*"aeiouwy",):
            joined = "ac"
        return f"{', '.join(before)} {joined} {last}"

    def in_order(self, items: Iterable[T], key: Callable[[T], str] = str) -> list[T]:
        """Return things in the order of the alphabet: in Welsh, ``ch`` comes after ``c``."""
        return sorted(items, key=lambda item: (self._place(key(item)), key(item)))

    def fault(self, fault: Fault) -> tuple[str, str]:
        """Return a fault as a sentence, and the language that it is in; see `told`."""
        if not fault.accepted:
            return self.told(fault.fault)
        (said, in_), (accepted, also_in) = self.told(fault.fault), self.told(fault.accepted)
        if in_ == also_in == self.code:
            text = mark("%(fault)s; accepted: %(accepted)s")
            return self.text(text, fault=said, accepted=accepted), self.code
        return f"{fault.fault}; accepted: {fault.accepted}", "en"

    def told(self, english: str) -> tuple[str, str]:
        """Return what the engine or the service has said in English, and the language it is in.

        What pages show often is in the catalogue, with values in it; other texts stay English.
        """
        found = self._found(english)
        return (english, "en") if found is None else (found, self.code)

    def place(self, place: str) -> tuple[str, str]:
        """Return the place of a fault, and the language that it is in."""
        parts = []
        for what, which in below.parts_of_place(place):
            if not what and not below.is_codes(which):
                return place, "en"
            parts.append(self.text(_PLACES[what], which=which) if what else which)
        return ", ".join(parts), self.code

    def _found(self, english: str) -> str | None:
        """Return a text of the catalogue by what it is in English; None where there is none."""
        if self.code == "en":
            return english
        for text, values in below.patterns_of(english):
            said = {name: self._value(name, value) for name, value in values.items()}
            if self.knows(text) and None not in said.values():
                return self.text(text, **said)
        return english if below.is_codes(english) else None

    def _value(self, name: str, value: str) -> str | None:
        kind = below.kind_of(name)
        if kind == "day":
            return self.day(value)
        if kind == "codes":
            return self.listed(_items(value)) if " and " in value else value
        if kind == "all":
            items = [self._found(part) for part in _items(value)]
            return None if None in items else self.listed(items)
        if kind == "told":
            told = [self._found(part) for part in value.split("; ")]
            return None if None in told else "; ".join(filter(None, told))
        return value

    def _place(self, text: str) -> list[Any]:
        plain = unicodedata.normalize("NFD", text.casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if self.code == "en":
            return [plain]
        letters = _WELSH_LETTER.findall(plain)
        return [_WELSH_PLACE.get(letter, ord(letter[0])) for letter in letters]


def _items(listed: str) -> list[str]:
    """Return the items of a list in an English sentence."""
    return listed.replace(" and ", ", ").split(", ")


@cache
def speech(code: str) -> Speech:
    """Return a language by its code, ``en`` or ``cy``."""
    return Speech(code)


@cache
def catalogue(code: str) -> NullTranslations:
    """Return the texts of a language, read from its catalogue as people edit it.

    English is what stands in the code.
    """
    if code == "en":
        return NullTranslations()
    with (LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        read = read_po(file, locale=code, domain=DOMAIN, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled)
