"""The home takes no referrals, or not yet on the day the placement would start."""

from __future__ import annotations

from matcher import changes
from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class Closed(Rule):
    """The home takes no referrals, or not yet on the day the placement would start."""

    code = "closed"
    meaning = Words(
        "The home is not taking children, or not yet on the day the placement would start.",
        "Nid yw'r cartref yn derbyn plant, neu ddim eto ar y "
        "diwrnod y byddai'r lleoliad yn dechrau.",
    )
    source = "practice: a home says itself whether it takes referrals"
    changed_by = changes.HOME
    standing = False

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        later = home.available_from is not None and home.available_from > case.start(child)
        return not home.open or later

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        return ~pairs.home.is_open | (pairs.home.available_from > pairs.child.start)
