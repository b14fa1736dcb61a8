"""No more children in a foster home than the usual limit, siblings excepted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher import changes
from matcher.case import FOSTERING_KINDS, Case
from matcher.geography import Ints
from matcher.household._base import UNLIMITED, Arrivals, LoadRule
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.words import Words


class FosteringLimit(LoadRule):
    """No more children in a foster home than the usual limit, siblings excepted."""

    code = "fostering_limit"
    meaning = Words(
        "The foster home would have more children than its fostering "
        "limit, and they are not all siblings.",
        "Byddai gan y cartref maeth fwy o blant na'i derfyn maethu, ac "
        "nid ydynt i gyd yn frodyr a chwiorydd.",
    )
    source = "Children Act 1989 Sch. 7"
    changed_by = changes.EXEMPTION

    def breaking(self, home: Home, children: Sequence[Child], case: Case) -> tuple[Child, ...]:
        """Return all children where they are over the limit and not one sibling group alone."""
        if home.kind not in FOSTERING_KINDS:
            return ()
        over = len(children) + len(home.other_children) > home.fostering_limit
        siblings = not home.other_children and case.one_group(children)
        return tuple(children) if over and not siblings else ()

    def load(self, arrivals: Arrivals) -> Ints:
        """Return the size of each party; for siblings over the limit just all the room there is.

        Such siblings must have the home to themselves: with all its room taken nobody else fits.
        That takes room of at least 1, so a limit of 0 is 1 with every other party too large by 1.
        """
        limit = arrivals.home.fostering_limit
        over = arrivals.n_before + arrivals.size > limit
        alone = (arrivals.home.n_others == 0) & (arrivals.n_there == arrivals.n_siblings_there)
        allowed = over & alone & arrivals.grouped & arrivals.home.fostering
        return np.where(allowed, self.room(arrivals), arrivals.size + (limit == 0))

    def room(self, arrivals: Arrivals) -> Ints:
        """Return what the limit leaves beside the children who can't leave.

        Siblings who can't leave may be over the limit already: then 0, which further siblings
        take none of.
        """
        left = np.maximum(arrivals.home.fostering_limit, 1) - arrivals.n_before
        return np.where(arrivals.home.fostering, np.maximum(left, 0), UNLIMITED)
