"""The equality view: the main figures for groups of children, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from matcher.case import Case
from matcher.indicators._base import Figure, Indicator, nested
from matcher.indicators._situation import Situation
from matcher.records.child import Child
from matcher.records.fields import Gender
from matcher.words import Words

#: The bands of the national statistics: the youngest age of each, in whole years.
_AGE_BANDS = {"16+": 16, "12-15": 12, "5-11": 5, "0-4": 0}
#: Need codes that tell of a disability, besides all that have the word in them.
_DISABILITY_NEEDS = frozenset({"autism"})
_LARGE_GROUP = 5


def _age_band(child: Child, case: Case) -> str:
    age = case.age(child)
    return next(band for band, youngest in _AGE_BANDS.items() if age >= youngest)


def _gender(child: Child, case: Case) -> str:
    del case
    return child.gender


def _disability(child: Child, case: Case) -> str:
    del case
    codes = {need.code for need in child.needs}
    disabled = codes & _DISABILITY_NEEDS or any("disability" in code for code in codes)
    return "yes" if disabled else "no"


def _first_language(child: Child, case: Case) -> str:
    del case
    first = child.languages[0]
    return first if first in ("cy", "en") else "other"


def _siblings(child: Child, case: Case) -> str:
    group = case.group_of.get(child.id)
    size = len(group.children) if group else 1
    return str(size) if size < _LARGE_GROUP else f"{_LARGE_GROUP}+"


@dataclass(frozen=True)
class Characteristic:
    """What children are grouped by.

    Attributes
    ----------
    code : str
        Its name in files.
    groups : sequence of str
        Every group, in the order of files; each child is in just one.
    group : callable
        The group of a child.
    """

    code: str
    groups: Sequence[str]
    group: Callable[[Child, Case], str]


CHARACTERISTICS = (
    Characteristic("age_band", tuple(reversed(_AGE_BANDS)), _age_band),
    Characteristic("gender", get_args(Gender), _gender),
    Characteristic("disability", ("yes", "no"), _disability),
    Characteristic("first_language", ("cy", "en", "other"), _first_language),
    Characteristic("sibling_group_size", ("1", "2", "3", "4", "5+"), _siblings),
)


@dataclass(frozen=True)
class EqualityView(Indicator):
    """The main figures by group.

    Attributes
    ----------
    figures : tuple of Figure
        Which these are.
    """

    figures: tuple[Figure, ...]

    def report(self, before: Situation, after: Situation) -> dict[str, Any]:
        """Return figures by characteristic, group and code."""
        return nested(
            "characteristic",
            {what.code: self._by_group(what, before, after) for what in CHARACTERISTICS},
        )

    def _by_group(
        self, what: Characteristic, before: Situation, after: Situation
    ) -> dict[str, Any]:
        case = before.case
        number = {group: n for n, group in enumerate(what.groups)}
        group = np.array([number[what.group(child, case)] for child in case.register.children])
        some = zip(
            what.groups,
            before.by_group(group, len(number)),
            after.by_group(group, len(number)),
            strict=True,
        )
        return nested(what.code, {group: self._of_group(now, then) for group, now, then in some})

    def _of_group(self, before: Situation, after: Situation) -> dict[str, Any]:
        values = {figure.code: figure.report(before, after) for figure in self.figures}
        return nested("indicator", values)


def equality_view(figures: tuple[Figure, ...]) -> EqualityView:
    """Return the equality view of some figures."""
    return EqualityView(
        code="equality",
        meaning=Words("main figures by group of children", "prif ffigurau yn ôl grŵp o blant"),
        unit=Words("as each figure", "fel pob ffigur"),
        source="Equality Act 2010, s.149",
        definition=(
            "Report the main figures for the children of each group: age band on the register's "
            "day; gender; disability (a need, required or preferred, with disability in its code, "
            "or autism); first language; size of the sibling group in care (1: none)."
        ),
        figures=figures,
    )
