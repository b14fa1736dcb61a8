"""Distances by another measure: great-circle, or a table of measured journeys."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import ClassVar, Literal, Self

from pydantic import Field

from matcher.errors import Fault, InputError
from matcher.files import read_journeys
from matcher.records.fields import Text
from matcher.travel import Journey, Journeys
from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import is_new
from scenarios.inputs import Inputs


class Travel(Change):
    """How far it is from child to home is measured otherwise.

    As in a policy, a pair without a row can't be travelled. Only homes and children that changes
    have added, and of whom the table has no row at all, fall back to great-circle.
    """

    change: Literal["travel"] = "travel"
    matrix: Text | None = Field(
        default=None,
        description="the file of a table of measured journeys, tenths of a km, its path relative "
        "to the scenario file; as the crow flies if left out",
    )

    meaning: ClassVar = Words(
        "Measures distances by a table of journeys, or as the crow flies",
        "Mesur pellterau yn ôl tabl o deithiau, neu fel yr hed y frân",
    )
    source: ClassVar = "Powys search order (scrutiny 2019): in-house within one hour's drive"
    example: ClassVar = """\
[[changes]]
change = "travel"
matrix = "journeys.csv"
"""

    def found_in(self, folder: Path) -> Self:
        """Return this change, its table looked for in a folder."""
        return self if self.matrix is None else type(self)(matrix=str(folder / self.matrix))

    @property
    def files(self) -> tuple[Path, ...]:
        """The table."""
        return () if self.matrix is None else (Path(self.matrix),)

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the other measure."""
        if self.matrix is None:
            return replace(inputs.with_policy(travel="great_circle"), journeys=None)
        try:
            journeys = read_journeys(Path(self.matrix))
        except InputError as error:
            faults = [
                Fault("matrix", f"{fault.place}: {fault.fault}", fault.accepted)
                for fault in error.faults
            ]
            raise InputError(faults, error.total) from None
        policy = inputs.with_policy(travel={"matrix": self.matrix}).policy.found_in(Path())
        return replace(inputs, policy=policy, journeys=_with_new(journeys, inputs))

    @property
    def says(self) -> Words:
        """By what distances are measured."""
        if self.matrix is None:
            return Words("distances as the crow flies", "pellterau fel yr hed y frân")
        file = Path(self.matrix).name
        return Words(f"journeys as measured in {file}", f"teithiau fel y'u mesurwyd yn {file}")


def _with_new(journeys: Journeys, inputs: Inputs) -> Journeys:
    """Return a table with rows for those who are new and whom nobody has measured."""
    measured = {id_ for pair in journeys.rows for id_ in pair}
    children = [child.id for child in inputs.register.children]
    homes = [home.id for home in inputs.register.homes]
    rows = dict(journeys.rows)
    for pair in product(children, homes):
        if any(is_new(id_) and id_ not in measured for id_ in pair):
            rows[pair] = Journey()
    return Journeys(rows)
