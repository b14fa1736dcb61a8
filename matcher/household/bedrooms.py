"""A bedroom for each child, which some siblings may share by two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher import changes
from matcher.bedrooms import bedrooms_needed
from matcher.case import Case
from matcher.geography import Ints
from matcher.household._base import UNLIMITED, Arrivals, LoadRule
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class Bedrooms(LoadRule):
    """A bedroom for each child, which some siblings may share by two."""

    code = "bedrooms"
    meaning = Words(
        "The home has too few bedrooms.",
        "Nid oes digon o ystafelloedd gwely yn y cartref.",
    )
    source = "national minimum standards; agency practice"
    changed_by = changes.HOME

    def breaking(self, home: Home, children: Sequence[Child], case: Case) -> tuple[Child, ...]:
        """Return all children where they and others' children need more bedrooms than there are."""
        if home.bedrooms is None:
            return ()
        needed = bedrooms_needed(children, case) + len(home.other_children)
        return tuple(children) if needed > home.bedrooms else ()

    def load(self, arrivals: Arrivals) -> Ints:
        """Return the bedrooms that each party needs besides those of its siblings there."""
        return arrivals.rooms

    def room(self, arrivals: Arrivals) -> Ints:
        """Return the bedrooms left beside the children who can't leave; each other needs one."""
        left = arrivals.home.bedrooms - arrivals.rooms_there - arrivals.home.n_others
        return np.where(arrivals.home.bedrooms < 0, UNLIMITED, left)
