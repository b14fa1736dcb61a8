"""The home is not approved for this type of placement."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class PlacementType(Rule):
    """The home is not approved for this type of placement."""

    code = "placement_type"
    meaning = Words(
        "The home is not approved for the type of placement asked for.",
        "Nid yw'r cartref wedi'i gymeradwyo ar gyfer y math o leoliad y gofynnwyd amdano.",
    )
    source = "Care Planning, Placement and Case Review (Wales) Regulations 2015, reg. 23-24"
    changed_by = changes.APPROVAL

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        return child.placement_type not in home.placement_types

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        lacking: Bools = (pairs.home.placement_types >> pairs.child.placement_type) & 1 == 0
        return lacking
