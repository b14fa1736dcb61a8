"""The rule `together` (contract 3): a `must` group is all in one home, or left as it is."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.case import Case
from matcher.records.child import SiblingGroup
from matcher.words import Words

CODE = "together"
MEANING = Words(
    "The siblings must be together in one home, or stay as they are.",
    "Rhaid i'r brodyr a chwiorydd fod gyda'i gilydd mewn un cartref, neu aros fel y maent.",
)
SOURCE = "Social Services and Well-being (Wales) Act 2014 s.81(9)"


def torn(group: SiblingGroup, homes: Mapping[str, str | None], case: Case) -> bool:
    """Return whether a plan breaks the rule.

    Parameters
    ----------
    group : SiblingGroup
        A group of the register.
    homes : mapping of str to str or None
        Each child's home after the plan.
    case : Case
        The register.
    """
    if group.together != "must":
        return False
    after = [homes[child] for child in group.children]
    as_it_is = after == [case.children[child].present_home for child in group.children]
    in_one_home = len(set(after)) == 1 and after[0] is not None
    return not (as_it_is or in_one_home)
