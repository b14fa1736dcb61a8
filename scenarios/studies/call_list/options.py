"""The options of a request: the first of its ranking, and the best for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from matcher.errors import InputError
from matcher.ranking import Ranker
from scenarios.studies._whole_plans import WholePlan, WholePlans

#: Homes of the request's members, by id; None is no home.
Homes = Mapping[str, str | None]
Progress = Callable[[int, int], None]

#: How far down a sibling group's ranking we look for an option's place in it.
_RANKED = 500


@dataclass(frozen=True, eq=False)
class Choice:
    """Homes for all members of the request, and the best plan for everybody with them.

    Attributes
    ----------
    homes : mapping of str to (str or None)
        The home of each member.
    rung : frozenset of str
        The homes that somebody would come to: nobody rings the home where a child stays.
    plan : WholePlan
        The plan.
    ranked : int or None
        Its place in the ranking, from 1; None where the ranking has it not.
    """

    homes: Homes
    rung: frozenset[str]
    plan: WholePlan
    ranked: int | None

    @property
    def order(self) -> tuple[tuple[int, ...], bool, int, list[str]]:
        """What sorts: its worth to everybody, then its place in the ranking."""
        homes = [home or "" for home in self.homes.values()]
        return self.plan.levels, self.ranked is None, self.ranked or 0, homes


class Choices:
    """What may be rung for a request.

    Parameters
    ----------
    plans : WholePlans
        The inputs.
    request : str
        A child's id or a sibling group's.
    most : int
        How many of each way.
    progress : callable, optional
        Told how many plans are made, of how many at most.

    Attributes
    ----------
    nobody : WholePlan
        The best plan when every home has refused.
    outside : int
        How many of the ranking no plan within the limits contains.
    finished : bool
        Whether nobody interrupted.
    found : list of Choice
        In the order of their worth to everybody.
    """

    def __init__(
        self, plans: WholePlans, request: str, most: int, progress: Progress | None = None
    ) -> None:
        if request in plans.case.homes:
            raise InputError.single(request, "is a home", "the id of a child or a sibling group")
        self.plans, self._most, self._progress = plans, most, progress
        ranker, alone = Ranker(plans.case), plans.case.children.get(request)
        ranking = ranker.rank(request, _RANKED if alone is None else None).options
        self._ranking: list[Homes] = [
            {one.child: one.home for one in option.assignments} for option in ranking
        ]
        self.members = ranker.members(alone or ranker.groups[request])
        self.outside = 0
        self._done = 0
        self.best = plans.best
        self.nobody = self._nobody(request)
        self._known: dict[tuple[tuple[str, str | None], ...], Choice] = {}
        self.finished = self._find()
        self.found = sorted(self._known.values(), key=lambda choice: choice.order)

    def _nobody(self, request: str) -> WholePlan:
        plan = self.plans.where(forbid=self.plans.leaving(self.members))
        self._step()
        if plan is None:
            raise InputError.single(
                request,
                "must be given a home to keep the limits: no plan is left when all refuse",
                "a policy with other limits",
            )
        return plan

    def _find(self) -> bool:
        """Find the choices; return whether nobody interrupted."""
        try:
            for ways in (self._by_plan(), self._by_rank()):
                for homes, plan in ways:
                    ranked = self._ranking.index(homes) + 1 if homes in self._ranking else None
                    choice = Choice(homes, self._rung(homes), plan, ranked)
                    self._known.setdefault(tuple(homes.items()), choice)
                    self._step()
        except KeyboardInterrupt:
            return False
        return True

    def _by_plan(self) -> Iterator[tuple[Homes, WholePlan]]:
        """Yield the homes of the best plan, made again after each has refused."""
        refused: list[tuple[str, str]] = []
        for _ in range(self._most):
            plan = self.plans.where(forbid=refused) or self.nobody
            homes = {child.id: plan.homes[child.id] for child in self.members}
            rung = self._rung(homes)
            if not rung:
                # Leaving things as they are is no worse than any home that is left.
                return
            yield homes, plan
            refused += [
                (child.id, home)
                for child in self.members
                for home in sorted(rung)
                if child.present_home != home
            ]

    def _by_rank(self) -> Iterator[tuple[Homes, WholePlan]]:
        """Yield the first of the ranking."""
        for homes in self._ranking[: self._most]:
            if tuple(homes.items()) in self._known:
                continue
            plan = self.plans.with_homes(homes)
            if plan is None:
                self.outside += 1
            else:
                yield homes, plan

    def _rung(self, homes: Homes) -> frozenset[str]:
        return frozenset(
            home
            for child in self.members
            if (home := homes[child.id]) is not None and home != child.present_home
        )

    def _step(self) -> None:
        self._done += 1
        if self._progress is not None:
            total = 1 + self._most + min(self._most, len(self._ranking))
            self._progress(self._done, total)
