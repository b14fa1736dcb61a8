"""The child is not of an approved gender."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Gender(Rule):
    """The child is not of an approved gender."""

    code = "gender"
    meaning = Words(
        "The home is not approved for children of this child's gender.",
        "Nid yw'r cartref wedi'i gymeradwyo ar gyfer plant o rywedd y plentyn hwn.",
    )
    source = "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 23-24"
    changed_by = changes.APPROVAL

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return child.gender not in home.genders

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        lacking: Bools = (pairs.home.genders >> pairs.child.gender) & 1 == 0
        return lacking
