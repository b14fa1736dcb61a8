"""What a study is: a standing question of the panel, answered by many plans."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from matcher.records.fields import Record
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.tables import Table


@dataclass(frozen=True)
class Picture:
    """A picture of a study; a table of the study has the same facts.

    Attributes
    ----------
    title : str
        What it shows.
    svg : str
        The picture: one ``svg`` element that needs nothing else.
    note : str
        How to read it; may be empty.
    """

    title: str
    svg: str
    note: str = ""


class Study(Record, ABC):
    """What a study found; frozen, and written as JSON as it is.

    Each study has a field ``format`` (``cartref/study/CODE/1``), and the numbers that it found
    as they are: tables and pictures only show them.

    Attributes
    ----------
    code : str
        Its name in commands, files and documents.
    meaning : Words
        The question it answers, for people, in both languages.
    """

    code: ClassVar[str]
    meaning: ClassVar[Words]

    @abstractmethod
    def headline(self, say: Language) -> str:
        """Return the finding in one to three sentences, each number with its unit."""

    @abstractmethod
    def tables(self, say: Language) -> Sequence[Table]:
        """Return every number that it found, the most important table first."""

    @abstractmethod
    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return what people would rather look at."""
