"""What stands against a home for those who wait and could not come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from api.service.planning_context import PlanningContext
from api.service.state import Service
from matcher import together
from matcher.household import HOUSEHOLD_RULES
from matcher.ranking import Ranker
from matcher.rules import RULES
from matcher.words import Words

#: What each code says of a home.
MEANINGS: Mapping[str, Words] = {
    **{rule.code: rule.meaning for rule in RULES},
    **{rule.code: rule.meaning for rule in HOUSEHOLD_RULES},
    together.CODE: together.MEANING,
}

#: The rules that refuse each home to a child, by the child's id.
_Refused = dict[str, Mapping[str, tuple[str, ...]]]
#: By the ranker, so that nothing is known of a register that was let go of.
_known: WeakKeyDictionary[Ranker, _Refused] = WeakKeyDictionary()


def refusal_reasons(
    service: Service, basis: PlanningContext, home: str, children: Iterable[str]
) -> dict[str, tuple[Words, ...]]:
    """Return what refuses a home to children, everybody else staying where they are.

    Parameters
    ----------
    service : Service
        Keeps rankers ready.
    basis : PlanningContext
        The register and the policy.
    home : str
        The home's id.
    children : iterable of str
        Ids of children who wait or are under review.

    Returns
    -------
    dict of str to tuple of Words
        By child, in the order given; those whom nothing stands against are left out.
    """

    def question(ranker: Ranker) -> dict[str, tuple[str, ...]]:
        known = _known.setdefault(ranker, {})
        for child in children:
            if child not in known:
                refused = ranker.rank(child, 0).refused
                known[child] = {refusal.home: refusal.codes for refusal in refused}
        return {child: known[child].get(home, ()) for child in children}

    codes = service.rankers.ask(basis.key, basis.case, question)
    return {
        child: tuple(MEANINGS[code] for code in broken) for child, broken in codes.items() if broken
    }
