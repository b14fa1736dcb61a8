"""The home has a place for every child."""

from __future__ import annotations

from collections.abc import Sequence

from matcher import changes
from matcher.case import Case
from matcher.geography import Ints
from matcher.household._base import Arrivals, LoadRule
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class Places(LoadRule):
    """The home has a place for every child."""

    code = "places"
    meaning = Words(
        "The home has no place free.",
        "Nid oes lle rhydd yn y cartref.",
    )
    source = "approval or registration of the home"
    changed_by = changes.APPROVAL_OR_REGISTRATION

    def breaking(self, home: Home, children: Sequence[Child], case: Case) -> tuple[Child, ...]:
        """Return all children where they and others' children are more than the places."""
        del case
        full = len(children) + len(home.other_children) > home.places
        return tuple(children) if full else ()

    def load(self, arrivals: Arrivals) -> Ints:
        """Return the size of each party."""
        return arrivals.size

    def room(self, arrivals: Arrivals) -> Ints:
        """Return the places left beside the children who can't leave."""
        return arrivals.home.places - arrivals.n_before
