"""Contention: homes that are the first choice of several requests, and who should have each.

A request is a lone child or a sibling group to be housed. Its choices are those of its ranking,
everybody else staying as they are, and leaving things as they are. For each home that several
want first each contender is given it in turn, and everybody is planned again: what that costs all
together is the difference of two whole plans, and whoever costs nothing should have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from matcher.ranking import Ranker
from matcher.records.home import Home
from matcher.records.plan import Pair
from scenarios.compare import Spot
from scenarios.inputs import Inputs
from scenarios.reports.provenance import provenance
from scenarios.studies._whole_plans import LevelSum, WholePlans, level_sums
from scenarios.studies.contention.record import Contender, Contention, Wanted, costs_nothing
from scenarios.studies.contention.requests import Homes, Request, requests_of

Progress = Callable[[int, int], None]

#: Coordinates are rounded to so many decimals, as in comparisons: about 1 km.
_DECIMALS = 2


def contention_of(
    inputs: Inputs, time_limit: float | None = None, progress: Progress | None = None
) -> Contention:
    """Return the homes that several requests want first, who should have each, at what cost.

    Parameters
    ----------
    inputs : Inputs
        The register and the policy.
    time_limit : float, optional
        Seconds for each plan; see `matcher.plan`.
    progress : callable, optional
        Told how many plans are made, of how many.

    Returns
    -------
    Contention
        The home that most want first. Interrupted, it has the homes done so far, and says so.

    Raises
    ------
    InputError, UndecidedError
        As `matcher.plan`, if nothing can be planned.
    """
    plans = WholePlans(inputs, time_limit)
    requests = requests_of(Ranker(plans.case))
    wanting: dict[str, list[Request]] = {}
    for request in requests:
        for home in request.wants:
            wanting.setdefault(home, []).append(request)
    several = {home: by for home, by in wanting.items() if len(by) > 1}
    # Each contender by itself, all together, and all to whom it costs nothing.
    total = 1 + sum(len(by) + 2 for by in several.values())
    giving = _Giving(plans, progress, total)
    found: list[Wanted] = []
    finished = True
    try:
        for home in sorted(several, key=lambda home: (-len(several[home]), home)):
            found.append(_wanted(giving, plans.case.homes[home], several[home]))
    except KeyboardInterrupt:
        finished = False
    return Contention(
        provenance=provenance(inputs),
        counts=inputs.policy.levels,
        n_requests=len(requests),
        n_several=len(several),
        homes=tuple(found),
        finished=finished,
    )


class _Giving:
    """Plans in which a home is given to somebody."""

    def __init__(self, plans: WholePlans, progress: Progress | None, total: int) -> None:
        self.plans, self._progress, self._total = plans, progress, total
        self._done = 0
        self.best = plans.best
        self._step()

    def cost(self, pairs: Iterable[Pair]) -> tuple[LevelSum, ...] | None:
        """Return what pairs cost everybody together; None if no plan contains them."""
        plan = self.plans.where(pairs)
        self._step()
        return None if plan is None else level_sums([(1, plan), (-1, self.best)])

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _wanted(giving: _Giving, home: Home, by: Sequence[Request]) -> Wanted:
    """Return a home that several want first."""
    pairs = {
        one.id: [(child, home.id) for child in one.coming_to(home.id, one.first)] for one in by
    }
    planned = giving.best.homes
    contenders = [_contender(one, home.id, giving.cost(pairs[one.id]), planned) for one in by]
    free = [pair for one in contenders if one.free for pair in pairs[one.request]]
    return Wanted(
        home=home.id,
        kind=home.kind,
        places=home.places,
        spot=Spot(
            lat=round(home.location.lat, _DECIMALS),
            lon=round(home.location.lon, _DECIMALS),
            label=home.location.label,
        ),
        planned=tuple(
            child.id
            for child in giving.plans.inputs.register.children
            if planned[child.id] == home.id and child.status != "settled"
        ),
        contenders=tuple(contenders),
        together=giving.cost(pair for one in by for pair in pairs[one.id]),
        rightful_together=costs_nothing(giving.cost(free)),
    )


def _contender(
    request: Request,
    home: str,
    cost: tuple[LevelSum, ...] | None,
    planned: Homes,
) -> Contender:
    """Return what a request has of a home, and of going without it."""
    instead = request.without(home)
    return Contender(
        request=request.id,
        children=request.coming_to(home, request.first),
        cost=cost,
        instead=None if instead is None else request.homes_of(instead[1]),
        loses=None if instead is None else _loses(request, instead[0]),
        planned=request.homes_of(planned),
    )


def _loses(request: Request, levels: Sequence[int]) -> tuple[LevelSum, ...]:
    """Return the levels of a choice less those of the first: exact, they are the request's own."""
    first = request.choices[0][0]
    return tuple(
        LevelSum(value=value - best, least=value - best, most=value - best)
        for value, best in zip(levels, first, strict=True)
    )


__all__ = ["Contender", "Contention", "Wanted", "contention_of"]
