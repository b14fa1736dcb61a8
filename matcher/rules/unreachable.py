"""The table of journeys has no journey between the child and the home."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Unreachable(Rule):
    """The table of journeys has no journey between the child and the home."""

    code = "unreachable"
    meaning = Words(
        "The travel table has no journey between the child and the home.",
        "Nid oes taith rhwng y plentyn a'r cartref yn y tabl teithio.",
    )
    source = "the policy: travel by a table of measured journeys"
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        return case.unreachable(child, home)

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return pairs.unreachable
