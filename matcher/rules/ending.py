"""The placement that is ending is in this very home."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Ending(Rule):
    """The placement that is ending is in this very home."""

    code = "ending"
    meaning = Words(
        "The placement that is ending is in this home.",
        "Yn y cartref hwn y mae'r lleoliad sy'n dod i ben.",
    )
    source = "practice: a waiting child can not stay where the placement ends"
    changed_by = changes.HOME
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return (
            child.status == "waiting"
            and child.placement is not None
            and child.placement.home == home.id
        )

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        ends_here: Bools = pairs.child.ending == pairs.home.idx
        return ends_here
