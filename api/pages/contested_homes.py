"""The first option of everybody who waits, and the homes that are it for several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from api.service.planning_context import PlanningContext
from api.service.state import Service
from matcher.ranking import Ranker
from matcher.records.plan import Ranking

#: The home of each child in the first option of a ranking; None where there is no option.
First = Mapping[str, str | None] | None

#: By the ranker, so that nothing is known of a register that was let go of.
_known: WeakKeyDictionary[Ranker, dict[str, First]] = WeakKeyDictionary()


def first_options(
    service: Service, basis: PlanningContext, requests: Iterable[str]
) -> dict[str, First]:
    """Return the first option of each request, everybody else staying as they are.

    Parameters
    ----------
    service : Service
        Keeps rankers ready; a register is ranked once.
    basis : PlanningContext
        The register and the policy.
    requests : iterable of str
        Ids of children and sibling groups with somebody to house.
    """

    def question(ranker: Ranker) -> dict[str, First]:
        known = _known.setdefault(ranker, {})
        for request in requests:
            if request not in known:
                known[request] = _first(ranker.rank(request, 1))
        return {request: known[request] for request in requests}

    return service.rankers.ask(basis.key, basis.case, question)


def _first(ranking: Ranking) -> First:
    for option in ranking.options:
        return {one.child: one.home for one in option.assignments}
    return None


@dataclass(frozen=True, slots=True)
class ContestedHome:
    """A home that is the first option of several who wait.

    Attributes
    ----------
    home : str
        Its id.
    requests : tuple of str
        The children and sibling groups, most urgent first.
    n_children : int
        How many children they are.
    """

    home: str
    requests: tuple[str, ...]
    n_children: int


def contested_homes(firsts: Mapping[str, First]) -> list[ContestedHome]:
    """Return the homes that are the first option of more than one request, most wanted first."""
    by_home: dict[str, dict[str, int]] = {}
    for request, first in firsts.items():
        for home in (first or {}).values():
            if home is not None:
                of_home = by_home.setdefault(home, {})
                of_home[request] = of_home.get(request, 0) + 1
    found = [
        ContestedHome(home, tuple(of_home), sum(of_home.values()))
        for home, of_home in by_home.items()
        if len(of_home) > 1
    ]
    return sorted(found, key=lambda one: (-len(one.requests), -one.n_children, one.home))
