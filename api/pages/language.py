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
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from matcher.approvals import KINDS
from matcher.errors import Fault
from matcher.records.plan import Approval
from scenarios.reports.language import LANGUAGES, Language

__all__ = ["LANGUAGES", "Speech", "mark", "mark_many", "speech"]

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "cartref"
_LOCALES = {"en": "en_GB", "cy": "cy"}
_AND = {"en": "and", "cy": "a"}
#: Whose clock people read.
CLOCK = ZoneInfo("Europe/London")

#: The Welsh alphabet, in which two letters may be one; letters of other languages where Welsh
#: dictionaries have them.
_WELSH = "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
_WELSH_LETTER = re.compile("ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
_WELSH_PLACE = {letter: place for place, letter in enumerate(_WELSH.split(), start=0x10000)}

T = TypeVar("T")


def mark(text: str) -> str:
    """Return a text as it is; it is in the catalogue because it stands in this call."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Return the two forms of a text with a number, as they are; see `mark`."""
    return one, many


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
        """Return a fault as a sentence, and the language that it is in.

        The engine says faults in English; those that pages show often are in the catalogue.
        """
        text = self.catalogue.gettext
        if not all(self.knows(part) for part in (fault.fault, fault.accepted) if part):
            told = f"{fault.fault}; accepted: {fault.accepted}" if fault.accepted else fault.fault
            return told, "en"
        if not fault.accepted:
            return text(fault.fault), self.code
        told = self.text(
            mark("%(fault)s; accepted: %(accepted)s"),
            fault=text(fault.fault),
            accepted=text(fault.accepted),
        )
        return told, self.code

    def _place(self, text: str) -> list[Any]:
        plain = unicodedata.normalize("NFD", text.casefold())
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if self.code == "en":
            return [plain]
        letters = _WELSH_LETTER.findall(plain)
        return [_WELSH_PLACE.get(letter, ord(letter[0])) for letter in letters]


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
