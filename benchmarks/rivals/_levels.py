"""A plain model solved level by level, those before fixed, by whatever solver."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, isfinite

from benchmarks.rivals._base import Answer, Rival
from benchmarks.rivals._rows import Row, Rows
from matcher.case import Case
from matcher.criteria import plan_levels


@dataclass(frozen=True)
class Step:
    """The outcome of one level.

    Attributes
    ----------
    chosen : list of int or None
        The columns at 1 in the best plan found; None if none was.
    proved : bool
        Whether it is the best; without a plan, whether there is none.
    bound : int or None
        The least that the columns can add to the level, where the solver says so.
    work : dict of str to int
        What the solver counted.
    """

    chosen: list[int] | None
    proved: bool
    bound: int | None = None
    work: dict[str, int] = field(default_factory=dict)


#: Solves one level with some more rows, in so many seconds, from columns known to do.
Steps = Callable[[int, Sequence[Row], float | None, list[int] | None], Step]
#: Makes ready to solve a model.
Solver = Callable[[Rows], Steps]


@dataclass(frozen=True)
class Found:
    """What a solver found for all levels of a model.

    Attributes
    ----------
    homes : dict or None
        Every child's home in the best plan found; None if none was.
    levels : tuple of int
        The plan's levels: as the model says where proved, else recomputed, since Booleans that
        only help to count may then be larger than need be.
    bounds : tuple of (int or None)
        What the solver says each level is at least.
    n_proved : int
        Levels, from the first, whose value was proved the best.
    optimal : bool
        Whether all were; without a plan, whether it was shown that there is none.
    ready_seconds : float
        Spent making the solver ready.
    seconds : float
        Spent solving.
    work : dict of str to int
        What the solver counted, over all levels.
    """

    homes: dict[str, str | None] | None
    levels: tuple[int, ...]
    bounds: tuple[int | None, ...]
    n_proved: int
    optimal: bool
    ready_seconds: float
    seconds: float
    work: dict[str, int]


def solve_levels(model: Rows, solver: Solver, time_limit: float | None = None) -> Found:
    """Minimise each level in turn, those before it fixed.

    Parameters
    ----------
    model : Rows
        The model.
    solver : callable
        What solves one level.
    time_limit : float, optional
        Seconds for all levels together.
    """
    ready = time.perf_counter()
    solve = solver(model)
    began = time.perf_counter()
    fixed: list[Row] = []
    chosen: list[int] | None = None
    bounds: list[int | None] = [None] * len(model.constant)
    work = {"columns": len(model.costs), "rows": len(model.rows)}
    proved = True
    for level, constant in enumerate(model.constant):
        left = None if time_limit is None else began + time_limit - time.perf_counter()
        if left is not None and left <= 0:
            proved = False
            break
        step = solve(level, fixed, left, chosen)
        for name, count in step.work.items():
            work[name] = work.get(name, 0) + count
        # Rounded to whole columns, a plan must keep every row to be one.
        kept = step.chosen is not None and _keeps(model, fixed, step.chosen)
        chosen = step.chosen if kept else chosen
        proved = step.proved and (kept or step.chosen is None)
        if chosen is None:
            break
        value = _sum(model, level, chosen)
        least = value if proved else step.bound
        bounds[level] = None if least is None else constant + least
        if not proved:
            break
        fixed.append(Row(level_costs(model, level), value, exactly=True))
    seconds = time.perf_counter() - began
    if chosen is None:
        return Found(None, (), (), 0, proved, began - ready, seconds, work)
    homes = model.homes(chosen)
    stated = [
        constant + _sum(model, level, chosen) for level, constant in enumerate(model.constant)
    ]
    n_proved = len(fixed)
    levels = (*stated[:n_proved], *plan_levels(homes, model.case)[n_proved:])
    return Found(homes, levels, tuple(bounds), n_proved, proved, began - ready, seconds, work)


def _keeps(model: Rows, fixed: Iterable[Row], chosen: Iterable[int]) -> bool:
    ones = set(chosen)
    return all(row.holds(ones) for row in [*model.rows, *fixed])


def _sum(model: Rows, level: int, chosen: Iterable[int]) -> int:
    return sum(model.costs[column][level] for column in chosen)


def level_costs(model: Rows, level: int) -> dict[int, int]:
    """Return what each column adds to a level, those that add nothing left out."""
    return {column: cost[level] for column, cost in enumerate(model.costs) if cost[level]}


def whole_bound(bound: float | None) -> int | None:
    """Return the whole number that a solver's bound comes to, its tolerance allowed for."""
    return None if bound is None or not isfinite(bound) else ceil(bound - 1e-6 * max(1, abs(bound)))


class ByLevels(Rival):
    """A rival that solves a plain model level by level: exact."""

    exact = True

    @abstractmethod
    def build(self, case: Case) -> Rows:
        """Return the model of a case."""

    @abstractmethod
    def ready(self, model: Rows) -> Steps:
        """Return what solves the levels of a model."""

    def solve(self, case: Case, seconds: float | None = None) -> Answer:
        """Return the best plan it finds; see `Rival.solve`."""
        began = time.perf_counter()
        model = self.build(case)
        built = time.perf_counter()
        found = solve_levels(model, self.ready, seconds)
        return Answer(
            homes=found.homes,
            levels=found.levels,
            bounds=found.bounds,
            optimal=found.optimal,
            build_seconds=built - began + found.ready_seconds,
            solve_seconds=found.seconds,
            work=found.work,
        )
