"""What a change is: one thing that a scenario makes different."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Self

from matcher.records.fields import Record
from matcher.words import Words
from scenarios.inputs import Inputs


class Change(Record, ABC):
    """One thing that a scenario makes different; its fields are what a scenario file gives.

    Each change has a field ``change`` whose only value is its code, as in a scenario file.

    Attributes
    ----------
    code : str
        Its name in files, messages, tests and source; also the name of its module.
    meaning : Words
        What it does, for people, in both languages.
    source : str
        The law, guidance or practice that makes the panel ask.
    example : str
        The change as it stands in a scenario file (TOML); documentation shows it, tests run it.
    """

    code: ClassVar[str]
    meaning: ClassVar[Words]
    source: ClassVar[str]
    example: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Take the code from the field that files name the change by."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.code = cls.model_fields["change"].default

    @abstractmethod
    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs as this change makes them.

        Raises
        ------
        InputError
            If the change can't be made to these inputs; each place is one of the change's own
            fields, such as ``homes[1]``.
        """

    def found_in(self, folder: Path) -> Self:
        """Return this change, files that it names looked for in the scenario file's folder."""
        del folder
        return self

    @property
    def files(self) -> tuple[Path, ...]:
        """Files that it reads when it is made, and so depends on."""
        return ()

    @property
    @abstractmethod
    def says(self) -> Words:
        """What this very change does, in one sentence without a full stop."""
