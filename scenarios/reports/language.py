"""Words, numbers and names in one language; the Welsh is a draft."""

from __future__ import annotations

from typing import Literal

from matcher import amounts, approvals
from matcher.criteria import CRITERION
from matcher.errors import InputError
from matcher.indicators import INDICATORS
from matcher.words import Words
from scenarios.generator.geography import councils
from scenarios.reports.outlines import area_names
from scenarios.scenario import Said

Code = Literal["en", "cy"]
LANGUAGES: tuple[Code, ...] = ("en", "cy")

_NAMES = {
    "parents": Words("parents", "rhieni"),
    "kinship": Words("kinship", "perthnasau neu ffrindiau"),
    "in_house_foster": Words("in-house foster", "maeth mewnol"),
    "agency_foster": Words("agency foster", "maeth asiantaeth"),
    "supported_lodgings": Words("supported lodgings", "llety â chymorth"),
    "residential": Words("residential", "preswyl"),
    "age_band": Words("age", "oedran"),
    "gender": Words("gender", "rhywedd"),
    "female": Words("female", "benyw"),
    "male": Words("male", "gwryw"),
    "other": Words("other", "arall"),
    "disability": Words("disability", "anabledd"),
    "yes": Words("yes", "oes"),
    "no": Words("no", "nac oes"),
    "first_language": Words("first language", "iaith gyntaf"),
    "cy": Words("Welsh", "Cymraeg"),
    "en": Words("English", "Saesneg"),
    "sibling_group_size": Words("size of sibling group", "maint y grŵp o frodyr a chwiorydd"),
    "unlabelled": Words("area not given", "ardal heb ei nodi"),
    **{kind.code: kind.who for kind in reversed(approvals.KINDS)},
    **{one.code: one.meaning for one in INDICATORS},
}


class Language:
    """What is said in one language.

    Parameters
    ----------
    code : str
        ``en`` or ``cy``.

    Raises
    ------
    InputError
        If it is another.
    """

    def __init__(self, code: str) -> None:
        if code not in LANGUAGES:
            raise InputError.single("language", "is not known", "en (English) or cy (Welsh)")
        self.code = code

    def __call__(self, words: Words | Said | str) -> str:
        """Return a text in this language; in English where nobody has written it in Welsh."""
        if isinstance(words, str):
            return words
        return (words.cy if self.code == "cy" else None) or words.en

    def name(self, key: str) -> str:
        """Return a code or a key of a breakdown to read; England's councils have one name."""
        known = _NAMES.get(key) or area_names().get(key)
        return self(known) if known else councils().get(key, key.replace("_", " "))

    def names(self, keys: tuple[str, ...]) -> str:
        """Return the keys under which a figure stands, the outermost first."""
        return ": ".join(self.name(key) for key in keys)

    def criterion(self, code: str) -> str:
        """Return what a criterion counts."""
        return self(CRITERION[code].meaning)

    def unit(self, unit: str) -> str:
        """Return a unit; files hold it in English."""
        return self(amounts.UNITS.get(unit, unit))

    def shown_in(self, unit: str) -> str:
        """Return what a value is counted in where `number` shows it: tenths of a km as km."""
        if unit == amounts.SHARE:
            return self(Words("per cent", "y cant"))
        tenths = amounts.UNITS.get(unit)
        if tenths and unit.startswith(amounts.TENTHS.en):
            rest = self(tenths).removeprefix(self(amounts.TENTHS))
            return f"{amounts.KM}{rest}"
        return self.unit(unit)

    def level(self, counts: dict[str, int]) -> str:
        """Return what a level counts: one criterion, or points with their weights."""
        if not counts:
            return self(Words("nothing", "dim"))
        if amounts.level_unit(counts) != amounts.POINTS.en:
            return self.criterion(next(iter(counts)))
        return ", ".join(f"{code.replace('_', ' ')} x {by:,}" for code, by in counts.items())

    def amount(self, value: float | None, unit: str, *, signed: bool = False) -> str:
        """Return a value with its unit; see `matcher.amounts`."""
        return self(amounts.amount(value, unit, signed=signed))

    def number(self, value: float | None, unit: str, *, signed: bool = False) -> str:
        """Return a value as `amount` does, for where a heading says the unit."""
        return self(amounts.number(value, unit, signed=signed))
