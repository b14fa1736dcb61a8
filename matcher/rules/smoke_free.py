"""No young child, and none who needs it smoke-free, lives with smokers other than family."""

from __future__ import annotations

from matcher.case import FAMILY_KINDS, Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words

FREE_OF_SMOKE_UNDER_YEARS = 5


class SmokeFree(Rule):
    """No young child, and none who needs it smoke-free, lives with smokers other than family."""

    code = "smoke_free"
    meaning = Words(
        "People smoke in the home, and the child is under 5 or needs a smoke-free home.",
        "Mae pobl yn ysmygu yn y cartref, ac mae'r plentyn o dan 5 oed neu angen cartref di-fwg.",
    )
    source = "Fostering Network 2007; council policies"

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        young = case.age(child) < FREE_OF_SMOKE_UNDER_YEARS
        return home.smokers and home.kind not in FAMILY_KINDS and (young or child.smoke_free)

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        young = pairs.child.age < FREE_OF_SMOKE_UNDER_YEARS
        return pairs.home.smokers & ~pairs.home.family & (young | pairs.child.smoke_free)
