"""Travel for family time in a week, there and back."""

from __future__ import annotations

from matcher.case import Case
from matcher.case_arrays import Pairs
from matcher.criteria._base import PairCriterion
from matcher.geography import Ints, tenths_many
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class ContactTravel(PairCriterion):
    """Travel for family time in a week, there and back."""

    code = "contact_travel"
    meaning = Words(
        "travel for family time, there and back",
        "teithio ar gyfer amser teulu, yno ac yn ôl",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(9); contact with family"
    unit = Words("tenths of a km a week", "degfedau o km yr wythnos")

    def in_home(self, child: Child, home: Home, case: Case) -> int:
        """Return times a week x 2 x the distance; 0 without contact."""
        if child.contact is None:
            return 0
        return child.contact.per_week * 2 * case.tenths(child, home, "contact")

    def costs(self, pairs: Pairs) -> Ints:
        """Return the same for many pairs."""
        return pairs.child.contact_per_week * 2 * tenths_many(pairs.contact_km)
