"""Branch and bound: what cuts leave open is settled by cases, a child in a home or not.

Each case is a linear program that goes on from the one before. A case is done when the bound on it,
proved in whole numbers, shows that no better plan is in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.columns import Bools
from matcher.geography import Floats, Ints
from matcher.solve.bound import Bound, certify
from matcher.solve.problem import Goal, Problem
from matcher.solve.relaxation import Relaxation
from matcher.solve.stop import Stop

#: Cases after which it is left to another kind of search.
MOST_CASES = 300
#: Questions whose two answers are both tried before one is asked.
_TRIED = 6


@dataclass(frozen=True)
class Settled:
    """What branching found out.

    Attributes
    ----------
    chosen : ndarray of int or None
        The columns of the best plan below the value that was known; None if there is none.
    finished : bool
        Whether all cases are done.
    cases : int
        How many there were.
    """

    chosen: Ints | None
    finished: bool
    cases: int


def branch(problem: Problem, goal: Goal, best: int, start: Ints, stop: Stop) -> Settled:
    """Look for the best plan below a value that is known.

    Parameters
    ----------
    problem : Problem
        Columns and rows; rows that solutions break are added. Its open columns are narrowed
        and given back.
    goal : Goal
        What is minimised.
    best : int
        Only plans below this are looked for.
    start : ndarray of int
        Columns to start from.
    stop : Stop
        When to give up.
    """
    given = problem.open
    try:
        return _Branching(problem, goal, best, start, stop).run()
    finally:
        problem.open = given


class _Branching:
    def __init__(self, problem: Problem, goal: Goal, best: int, start: Ints, stop: Stop) -> None:
        self.problem = problem
        self.goal = goal
        self.best = best
        self.stop = stop
        self.chosen: Ints | None = None
        self.cases = 0
        #: Whether some case ended with nothing proved of it.
        self.unsure = False
        self.relaxation = Relaxation(problem, start)
        self.relaxation.aim(goal.costs)

    def run(self) -> Settled:
        """Do all cases, the likelier answer to each question first."""
        cases = [self.problem.open.copy()]
        while cases:
            if self.stop.now() or self.cases > MOST_CASES:
                return Settled(self.chosen, finished=False, cases=self.cases)
            mask = cases.pop()
            bound = self._bound(mask)
            if bound is None:
                continue
            mask = mask & bound.may_reach(self.best - 1)
            chosen, undecided = self.problem.model.taken(bound.x)
            if len(undecided):
                cases.extend(self._ask(mask, bound.x, undecided))
                continue
            whole = np.zeros(len(bound.x))
            whole[chosen] = 1.0
            broken = self.problem.broken(whole)
            if broken:
                self.problem.add(broken)
                cases.append(mask)
            elif self.problem.keeps_rows(chosen) and self.goal.value(chosen) < self.best:
                self.chosen, self.best = chosen, self.goal.value(chosen)
            else:
                return Settled(self.chosen, finished=False, cases=self.cases)
        return Settled(self.chosen, finished=not (self.unsure or self.stop.now()), cases=self.cases)

    def _bound(self, mask: Bools) -> Bound | None:
        """Return the bound on a case; None if no better plan is in it."""
        self.cases += 1
        self.problem.open = mask
        solution = self.relaxation.solve(self.stop)
        if solution is None:
            self.unsure |= not self._is_refused()
            return None
        bound = certify(self.problem, self.goal, solution)
        return None if bound.value >= self.best else bound

    def _is_refused(self) -> bool:
        """Return whether it is proved in whole numbers that the rows leave no plan in a case."""
        refusal = self.relaxation.refusal
        if not self.relaxation.infeasible or refusal is None:
            return False
        nothing = Goal(np.zeros(self.problem.model.n_columns, dtype=np.int64))
        return certify(self.problem, nothing, refusal).scaled > 0

    def _ask(self, mask: Bools, x: Floats, undecided: Ints) -> list[Bools]:
        """Return the cases of the best question, the likelier answer last."""
        best: tuple[float, list[Bools]] | None = None
        for question in self._questions(x, undecided):
            answers: list[tuple[float, Bools]] = []
            for closed in question:
                narrowed = mask.copy()
                narrowed[closed] = False
                bound = self._bound(narrowed)
                if bound is not None:
                    answers.append((float(bound.exact), narrowed))
            if not answers:
                return []
            # Answers that leave little, both of them, make few cases.
            lows = [low for low, _ in answers]
            score = min(lows) if len(lows) > 1 else np.inf
            if best is None or score > best[0]:
                best = score, [case for _, case in sorted(answers, key=lambda one: -one[0])]
            if len(lows) == 1:
                break
        assert best is not None, "what is undecided covers somebody, and so there is a question"
        return best[1]

    def _questions(self, x: Floats, undecided: Ints) -> list[tuple[Ints, Ints]]:
        """Return columns closed by no and by yes, for the least decided children and homes."""
        model = self.problem.model
        covers = model.covers[:, undecided].tocoo()
        home = model.home[undecided][covers.col]
        order = np.lexsort((home, covers.row))
        mover, home, amount = covers.row[order], home[order], x[undecided][covers.col[order]]
        begins = np.flatnonzero(
            (np.diff(mover, prepend=-1) != 0) | (np.diff(home, prepend=np.iinfo(np.int64).min) != 0)
        )
        share = np.add.reduceat(amount, begins)
        least_decided = np.argsort(np.abs(share - 0.5), kind="stable")[:_TRIED]
        found = []
        for spot in begins[least_decided]:
            k = mover[spot]
            mine = model.covers_by_mover.indices[slice(*model.covers_by_mover.indptr[k : k + 2])]
            there = model.home[mine] == home[spot]
            found.append((mine[there], mine[~there]))
        return found
