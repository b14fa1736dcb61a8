"""The home has said no to this child."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Declined(Rule):
    """The home has said no to this child."""

    code = "declined"
    meaning = Words(
        "The home has said no to this child.",
        "Mae'r cartref wedi gwrthod y plentyn hwn.",
    )
    source = "practice: carers decide whom they take"
    changed_by = changes.HOME
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return home.id in child.declined_by

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return pairs.among(pairs.arrays.declined)
