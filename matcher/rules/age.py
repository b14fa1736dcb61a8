"""The child is outside the approved ages."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Age(Rule):
    """The child is outside the approved ages."""

    code = "age"
    meaning = Words(
        "The child's age is outside the ages the home is approved for.",
        "Mae oedran y plentyn y tu allan i'r oedrannau y cymeradwywyd y cartref ar eu cyfer.",
    )
    source = "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 23-24"
    changed_by = changes.APPROVAL

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        lowest, highest = home.ages
        return not lowest <= case.age(child) <= highest

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return (pairs.child.age < pairs.home.age_min) | (pairs.child.age > pairs.home.age_max)
