"""Each child's own ranked list, taken from the top: the best for each, not for all."""

from __future__ import annotations

import time

from benchmarks.rivals._base import Answer, Rival, rule_of_thumb
from benchmarks.rivals._by_hand import Placing, in_turn
from matcher.case import Case
from matcher.criteria import own_levels
from matcher.ranking import Ranker

#: How far down its list anybody goes.
LENGTH = 100


class BestForEach(Rival):
    """Each child's own ranked list, taken from the top: the best for each, not for all."""

    code = "best_for_each"
    name = "Best for each child"
    model = (
        "The ranked list of each child or sibling group, waiting or under review, everybody else "
        f"as they are today, its first {LENGTH} options; one after the other, by the day they need "
        "a home, then id, each takes the first option that is still possible and better than "
        "staying as they are. Rules and limits are kept, nothing is proved."
    )
    exact = False

    def suits(self, case: Case) -> bool:
        """Return whether limits are kept as things are: it knows no way back to them."""
        return Placing.starts_within_limits(case)

    def solve(self, case: Case, seconds: float | None = None) -> Answer:
        """Return the plan; what time does not allow for stays as it is."""
        began = time.perf_counter()
        placing, ranker = Placing(case), Ranker(case)
        today = dict(placing.homes)
        movers = [child for child in case.register.children if child.status != "settled"]
        n_ranked = n_tried = 0
        for members in in_turn(case, movers):
            if seconds is not None and time.perf_counter() - began >= seconds:
                break
            group = case.group_of.get(members[0].id)
            ranking = ranker.rank(members[0].id if group is None else group.id, LENGTH)
            n_ranked += 1
            as_they_are = own_levels(case, members, today)
            for option in ranking.options:
                if option.levels >= as_they_are:
                    break
                n_tried += 1
                homes = {one.child: one.home for one in option.assignments}
                if placing.fits(homes):
                    placing.take(homes)
                    break
        return rule_of_thumb(case, placing.homes, began, rankings=n_ranked, tried=n_tried)
