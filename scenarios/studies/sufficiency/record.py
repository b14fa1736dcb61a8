"""What the study of sufficiency found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from matcher.records.fields import Code, Record, Text
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Table
from scenarios.studies._base import Picture, Study


class Row(Record):
    """Counts of one area, kind, age band, need, language, sector or reason.

    Attributes
    ----------
    of : str
        What it counts.
    counts : dict of str to int
        How many, by what is counted; `scenarios.studies.sufficiency.shown` says each in words.
    """

    of: Text
    counts: dict[str, int]


class Sufficiency(Study):
    """Supply against need on the register's day.

    Each table has a row for everything that occurs. Children and places are each in just one row
    of a table, so that columns add up to the register, except where `fitting` homes and places
    are counted: a place may fit children of several ages, needs and languages.

    Attributes
    ----------
    areas : tuple of Row
        Children by the area of their family home; homes of the county by the area they stand
        in, others by `outside`.
    kinds : tuple of Row
        Homes by kind, and the children who live there.
    places_by_kind, free_by_kind : tuple of Row
        Places, and those free and open to referrals, by area and kind.
    bands : tuple of Row
        By age band of the national statistics.
    needs : tuple of Row
        By need: children who require or prefer it, homes that provide for it.
    languages : tuple of Row
        By first language of children, and languages spoken in homes.
    sectors : tuple of Row
        Homes run for profit in Wales, elsewhere, and not for profit.
    outside : tuple of Row
        Children who live outside the county, by how far in the order of preference.
    refused_waiting : tuple of Row
        By rule: what refuses homes to waiting children who have no possible home.
    refused_outside : tuple of Row
        By rule: what refuses homes of the county to children outside who have none there.
    no_home, unplaced : tuple of str
        Waiting children who have no possible home today, taken one at a time (a group that must
        stay together as one); and who have none in the best plan for all. By id.
    """

    code: ClassVar = "sufficiency"
    meaning: ClassVar = Words(
        "Are there enough homes of the right kind in the right places?",
        "A oes digon o gartrefi o'r math cywir yn y lleoedd cywir?",
    )
    format: Literal["cartref/study/sufficiency/1"] = "cartref/study/sufficiency/1"
    areas: tuple[Row, ...]
    kinds: tuple[Row, ...]
    places_by_kind: tuple[Row, ...]
    free_by_kind: tuple[Row, ...]
    bands: tuple[Row, ...]
    needs: tuple[Row, ...]
    languages: tuple[Row, ...]
    sectors: tuple[Row, ...]
    outside: tuple[Row, ...]
    refused_waiting: tuple[Row, ...]
    refused_outside: tuple[Row, ...]
    no_home: tuple[Code, ...]
    unplaced: tuple[Code, ...]

    def headline(self, say: Language) -> str:
        """Return need against supply, and what is unmet."""
        from scenarios.studies.sufficiency.shown import headline

        return headline(self, say)

    def exactness(self, say: Language) -> str:
        """Return what is counted and what is proved."""
        from scenarios.studies.sufficiency.shown import exactness

        return exactness(say)

    def tables(self, say: Language) -> Sequence[Table]:
        """Return supply against need, each way of grouping in a table."""
        from scenarios.studies.sufficiency.shown import tables

        return tables(self, say)

    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return need against supply by area and by age."""
        from scenarios.studies.sufficiency.shown import pictures

        return pictures(self, say)
