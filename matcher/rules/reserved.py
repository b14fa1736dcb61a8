"""The home is kept for other, named children."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Reserved(Rule):
    """The home is kept for other, named children."""

    code = "reserved"
    meaning = Words(
        "The home is only for named children, and this child is not one of them.",
        "Dim ond ar gyfer plant a enwyd y mae'r cartref, ac nid yw'r plentyn hwn yn un ohonynt.",
    )
    source = "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 26"

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return bool(home.reserved_for) and child.id not in home.reserved_for

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return pairs.home.reserved & ~pairs.among(pairs.arrays.reserved)
