"""Homes close, or a provider leaves: who lives there waits for another home."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from matcher.words import Words
from scenarios.changes._base import Change
from scenarios.changes._edits import replaced
from scenarios.inputs import Inputs
from scenarios.selection import Homes


class CloseHomes(Change):
    """Homes close: they take nobody, and whoever lives there waits.

    The homes stay in the register, closed, so that each child's ending placement is known. Locks
    to them fall away. A group that must stay together and of whom some live elsewhere can only
    be united with those, as the rule `together` says.
    """

    change: Literal["close_homes"] = "close_homes"
    homes: Homes = Field(description="which homes")

    meaning: ClassVar = Words(
        "Closes homes; the children who live there wait for another home",
        "Cau cartrefi; mae'r plant sy'n byw yno yn aros am gartref arall",
    )
    source: ClassVar = "the panel's question: a home or a provider closes, carers retire"
    example: ClassVar = """\
[[changes]]
change = "close_homes"
homes = { kind = "agency_foster", largest_provider = true }
"""

    def apply(self, inputs: Inputs) -> Inputs:
        """Return the inputs with the homes closed and their children waiting."""
        register = inputs.register
        closing = {home.id for home in self.homes.found(register, "homes")}
        ending = {child.id for child in register.children if child.present_home in closing}
        locks = tuple((child, home) for child, home in inputs.locks if home not in closing)
        edited = inputs.edited(
            homes=replaced(register.homes, closing, open=False),
            children=replaced(register.children, ending, status="waiting"),
        )
        return replace(edited, locks=locks)

    @property
    def says(self) -> Words:
        """Which homes close."""
        return Words(f"closing: {self.homes.says.en}", f"yn cau: {self.homes.says.cy}")
