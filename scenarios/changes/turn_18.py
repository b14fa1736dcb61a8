"""Young people turn 18 and leave care."""

from __future__ import annotations

from typing import ClassVar, Literal

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._days import Ahead
from scenarios.changes._leaving import adults_on, without_children
from scenarios.inputs import Inputs


class Turn18(Ahead, Change):
    """Everyone leaves who is 18 on a day or before; the register's day stays as it is."""

    change: Literal["turn_18"] = "turn_18"

    meaning: ClassVar = Words(
        "Everyone leaves care who is 18 by a day; everybody else is as old as today",
        "Mae pawb sy'n 18 oed erbyn dyddiad yn gadael gofal; mae pawb arall yr un oed â heddiw",
    )
    source: ClassVar = "Social Services and Well-being (Wales) Act 2014 s.3: a child is under 18"
    example: ClassVar = """\
[[changes]]
change = "turn_18"
in_months = 12
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs without those who are 18 by then."""
        return without_children(inputs, adults_on(inputs, self.day(inputs.register)))

    @property
    def says(self) -> Words:
        """Who leaves."""
        when = self.when
        return Words(
            f"whoever is 18 {when.en} leaves care",
            f"pawb sy'n 18 {when.cy} yn gadael gofal",
        )
