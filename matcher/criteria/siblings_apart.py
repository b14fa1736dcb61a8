"""Homes over which sibling groups are spread, beyond one each."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.case import Case
from matcher.criteria._base import GroupCriterion
from matcher.records.child import SiblingGroup
from matcher.words import Words


class SiblingsApart(GroupCriterion):
    """Homes over which sibling groups are spread, beyond one each."""

    code = "siblings_apart"
    meaning = Words(
        "homes beyond one that a sibling group is spread over",
        "cartrefi y tu hwnt i un y mae grŵp o frodyr a chwiorydd wedi ei wasgaru drostynt",
    )
    source = "Social Services and Well-being (Wales) Act 2014 s.81(9)"
    unit = Words("homes", "cartrefi")

    def cost(self, group: SiblingGroup, homes: Mapping[str, str | None], case: Case) -> int:
        """Return the number of homes of the group's placed members, less one; 0 if none is."""
        del case
        used = {homes[child] for child in group.children} - {None}
        return max(0, len(used) - 1)
