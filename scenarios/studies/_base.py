"""What a study is: a standing question of the panel, answered by many plans."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from matcher.records.fields import Record
from matcher.words import Words
from scenarios.reports.language import Language
from scenarios.reports.picture import Picture
from scenarios.reports.provenance import Provenance
from scenarios.reports.tables import Table


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
    provenance : Provenance
        The inputs it was made from: ``provenance(inputs)`` of `scenarios.studies`.
    """

    code: ClassVar[str]
    meaning: ClassVar[Words]

    provenance: Provenance

    @abstractmethod
    def headline(self, say: Language) -> str:
        """Return the finding in one to three sentences, each number with its unit."""

    @abstractmethod
    def exactness(self, say: Language) -> str:
        """Return how exact it is: what is proved, what is sampled, which interval is shown."""

    @abstractmethod
    def tables(self, say: Language) -> Sequence[Table]:
        """Return every number that it found, the most important table first."""

    @abstractmethod
    def pictures(self, say: Language) -> Sequence[Picture]:
        """Return what people would rather look at."""


__all__ = ["Picture", "Study"]
