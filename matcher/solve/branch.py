"""Branch and bound: what cuts leave open is settled by cases, each with a proof of its own.

Linear programs in floating point say where to look; nothing they say is taken at its word. A case
is done when multipliers prove, in whole numbers, that no better plan is in it. Where a linear
program's whole solution is a plan, but the proved bound is below it, cases go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.case_arrays import Bools
from matcher.geography import Floats, Ints
from matcher.solve.bound import Bound, certify, proved
from matcher.solve.node_program import NodeProgram
from matcher.solve.part import Part
from matcher.solve.problem import Goal, Problem
from matcher.solve.refine import refined
from matcher.solve.stop import Stop
from matcher.solve.tree import NO_HOME, Node, Proof, Question

#: Linear programs after which it is left to another kind of search: so many, or more where they
#: are so small that all of them together have no more columns than this.
FEWEST_SOLVES = 300
MOST_SOLVES = 4000
_COLUMNS_SOLVED = 150_000
#: Questions whose two answers are both tried before one is asked.
_TRIED = 6
#: Rounds of rows that a case's fractional solution breaks.
_ROUNDS_OF_ROWS = 4
#: Solutions of linear programs are whole but for so much.
_WHOLE = 1e-6


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
        How many linear programs were solved.
    tree : Node
        Where all cases are done, what proves that no plan is better: columns are the part's, rows
        the whole's.
    """

    chosen: Ints | None
    finished: bool
    cases: int
    tree: Node


@dataclass(frozen=True)
class _Case:
    """A node of the tree that is not done, and what is known of it."""

    node: Node
    is_open: Bools
    forced: Bools
    bound: Bound | None = None


def branch(part: Part, goal: Goal, best: int, stop: Stop) -> Settled:
    """Look for the best plan below a value that is known.

    Parameters
    ----------
    part : Part
        Columns and rows; rows that solutions break are added, to the whole as well.
    goal : Goal
        What is minimised, over the part's columns.
    best : int
        Only plans below this are looked for.
    stop : Stop
        When to give up.
    """
    given = part.problem.open
    try:
        return _Branching(part, goal, best, stop).run()
    finally:
        part.problem.open = given


class _Branching:
    def __init__(self, part: Part, goal: Goal, best: int, stop: Stop) -> None:
        self.part = part
        self.problem: Problem = part.problem
        self.model = part.problem.model
        self.goal = goal
        self.nothing = Goal(np.zeros(self.model.n_columns, dtype=np.int64))
        self.best = best
        self.stop = stop
        self.chosen: Ints | None = None
        self.solves = 0
        few = _COLUMNS_SOLVED // max(1, self.model.n_columns)
        self.most_solves = min(max(FEWEST_SOLVES, few), MOST_SOLVES)
        self.program = NodeProgram(part.problem, goal)
        #: What is proved of each node, the rows as their positions in the part.
        self.proofs: list[tuple[Node, Proof, list[tuple[int, int]]]] = []
        sizes = np.diff(self.model.covers.indptr)
        self.covering: Bools = sizes > 0

    def run(self) -> Settled:
        """Do all cases, the likelier answer to each question first."""
        root = Node()
        nothing = np.zeros(self.model.n_columns, dtype=np.bool_)
        cases = [_Case(root, self.problem.open.copy(), nothing)]
        while cases and not self.stop.now() and self.solves <= self.most_solves:
            case = cases.pop()
            bound = self._bound(case) if case.bound is None else case.bound
            if self.stop.now():
                return Settled(self.chosen, finished=False, cases=self.solves, tree=root)
            if bound is None:
                continue
            if bound.value >= self.best:
                self._prove(case.node, self.goal, bound)
                continue
            case = self._narrowed(case, bound)
            chosen = self._whole(bound.x)
            if chosen is not None:
                if self._learn(chosen):
                    cases.append(_Case(case.node, case.is_open, case.forced))
                    continue
                if bound.value >= self.best:
                    self._prove(case.node, self.goal, bound)
                    continue
            cases.extend(self._ask(case, bound))
        finished = not cases and not self.stop.now()
        if finished:
            self._write_proofs()
        return Settled(self.chosen, finished, self.solves, root)

    def _whole(self, x: Floats) -> Ints | None:
        """Return the columns of a solution that takes each column or leaves it; None otherwise."""
        taken, undecided = self.model.taken(x)
        return None if len(undecided) or not self._covers_everybody(taken) else taken

    def _covers_everybody(self, chosen: Ints) -> bool:
        number = np.bincount(
            self.model.covers[:, chosen].indices, minlength=self.model.covers.shape[0]
        )
        return bool((number == 1).all())

    def _learn(self, chosen: Ints) -> bool:
        """Take columns if they are a better plan; return whether they broke rows, now added."""
        chosen = self.part.plain(chosen)
        whole = np.zeros(self.model.n_columns)
        whole[chosen] = 1.0
        broken = self.problem.broken(whole)
        if broken:
            self.problem.add(broken)
            return True
        if self.part.add_covers(chosen):
            return True
        if self.problem.keeps_rows(chosen) and self.goal.value(chosen) < self.best:
            self.chosen, self.best = chosen, self.goal.value(chosen)
        return False

    def _narrowed(self, case: _Case, bound: Bound) -> _Case:
        """Return a case without the columns that no better plan uses."""
        is_open = case.is_open & (bound.may_reach(self.best - 1) | case.forced)
        if (is_open != case.is_open).any():
            self._prove(case.node, self.goal, bound)
        return _Case(case.node, is_open, case.forced)

    def _bound(self, case: _Case) -> Bound | None:
        """Return the bound on a case; None if it is done, its proof noted, or was stopped."""
        self.problem.open = case.is_open
        for rounds in range(_ROUNDS_OF_ROWS + 1):
            self.solves += 1
            solution = self.program.solve(case.is_open, case.forced, self.stop)
            if self.stop.now():
                return None
            if solution is None:
                return self._refuse(case)
            bound = certify(self.problem, self.goal, solution, case.forced)
            if bound.value < self.best:
                bound = refined(self.problem, self.goal, bound, case.forced, self.best, self.stop)
            if bound.value >= self.best:
                self._prove(case.node, self.goal, bound)
                return None
            broken = self.problem.broken(bound.x) if rounds < _ROUNDS_OF_ROWS else []
            if not broken:
                break
            self.problem.add(broken)
        return bound

    def _refuse(self, case: _Case) -> Bound | None:
        """Note that the rows leave no plan in a case, if that is so in whole numbers."""
        if self.program.ray is not None:
            refusal = certify(self.problem, self.nothing, self.program.ray, case.forced)
            if refusal.scaled > 0:
                self._prove(case.node, self.nothing, refusal)
                return None
        # Nothing is known of it: more questions will tell.
        no_covers = np.zeros(self.model.covers.shape[0], dtype=np.int64)
        no_prices = np.zeros(self.problem.n_rows, dtype=np.int64)
        x = np.where(case.forced, 1.0, 0.0)
        return proved(self.problem, self.goal, 1, no_covers, no_prices, x, case.forced)

    def _ask(self, case: _Case, bound: Bound) -> list[_Case]:
        """Return the cases of the best question, the likelier answer last."""
        best: tuple[float, Question, tuple[Node, ...], list[_Case]] | None = None
        for question in self._questions(case, bound.x):
            nodes = Node(), Node()
            answers: list[_Case] = []
            for node, closed, yes in zip(nodes, question.closed, (True, False), strict=True):
                is_open, forced = case.is_open.copy(), case.forced.copy()
                is_open[closed] = False
                if yes:
                    forced[question.chosen] = True
                answer = _Case(node, is_open, forced)
                low = self._bound(answer)
                if self.stop.now():
                    return [case]
                if low is not None:
                    answers.append(_Case(node, is_open, forced, low))
            lows = [float(answer.bound.exact) for answer in answers if answer.bound is not None]
            # Answers that leave little, both of them, make few cases.
            score = min(lows) if len(lows) > 1 else np.inf
            if best is None or score > best[0]:
                best = score, question, nodes, sorted(answers, key=_unlikely)
            if len(lows) < 2:
                break
        if best is None:
            return self._decide(case)
        _, case.node.question, case.node.answers, cases = best
        return cases

    def _questions(self, case: _Case, x: Floats) -> Iterator[Question]:
        """Yield the questions that are least decided: of children and homes, of columns."""
        helping = np.flatnonzero(~self.covering & case.is_open & ~case.forced)
        split = helping[(x[helping] > _WHOLE) & (x[helping] < 1 - _WHOLE)]
        n_asked = 0
        for column in split[np.argsort(np.abs(x[split] - 0.5), kind="stable")][:_TRIED].tolist():
            n_asked += 1
            yield self._of_column(case, column)
        _, undecided = self.model.taken(x)
        for question in self._of_homes(case, x, undecided):
            n_asked += 1
            yield question
        if n_asked:
            return
        column = self._least_decided(case, x)
        if column is not None:
            yield self._of_column(case, column)

    def _of_column(self, case: _Case, column: int) -> Question:
        """Return the question whether a column is chosen."""
        movers = self.model.covers[:, [column]].indices
        others = np.unique(self.model.covers_by_mover[movers].indices)
        others = others[(others != column) & case.is_open[others]]
        return Question(column, NO_HOME, (others, np.array([column])))

    def _of_homes(self, case: _Case, x: Floats, undecided: Ints) -> Iterator[Question]:
        """Yield whether children live in homes, the least decided first."""
        model = self.model
        # Whatever the linear program says of columns that are closed or chosen is noise.
        undecided = undecided[(case.is_open & ~case.forced)[undecided]]
        covers = model.covers[:, undecided].tocoo()
        home = model.home[undecided][covers.col]
        order = np.lexsort((home, covers.row))
        mover, home, amount = covers.row[order], home[order], x[undecided][covers.col[order]]
        if not len(mover):
            return
        begins = np.flatnonzero(
            (np.diff(mover, prepend=-1) != 0) | (np.diff(home, prepend=np.iinfo(np.int64).min) != 0)
        )
        share = np.add.reduceat(amount, begins)
        doubt = np.abs(share - 0.5)
        least_decided = np.argsort(doubt, kind="stable")[:_TRIED]
        for spot in begins[least_decided[doubt[least_decided] < 0.5 - _WHOLE]]:
            k, where = int(mover[spot]), int(home[spot])
            mine = model.covers_by_mover.indices[slice(*model.covers_by_mover.indptr[k : k + 2])]
            mine = mine[case.is_open[mine]].astype(np.int64)
            there = model.home[mine] == where
            if where < 0:  # a column of its own: nobody's home
                yield self._of_column(case, int(mine[there][0]))
            elif not there.all():
                yield Question(k, where, (mine[~there], mine[there]))

    def _least_decided(self, case: _Case, x: Floats) -> int | None:
        """Return a column that may be chosen or not; None if all are decided."""
        free = case.is_open & ~case.forced
        rivals = self.model.covers @ free.astype(np.int64)
        torn = np.flatnonzero(free & (self.model.covered @ (rivals > 1).astype(np.int64) > 0))
        if not len(torn):
            torn = np.flatnonzero(free & ~self.covering)
        if not len(torn):
            return None
        return int(torn[np.argmax(np.where(x[torn] < 1 - _WHOLE, x[torn], 1.0))])

    def _decide(self, case: _Case) -> list[_Case]:
        """Do a case in which everything is decided; return it again if that teaches a row."""
        chosen = np.flatnonzero(case.is_open)
        whole = np.zeros(self.model.n_columns, dtype=np.int64)
        whole[chosen] = 1
        prices = np.zeros(self.problem.n_rows, dtype=np.int64)
        x = whole.astype(np.float64)
        missing = np.flatnonzero(self.model.covers @ whole == 0)
        over = np.flatnonzero(self.problem.activity(whole) > self.problem.most)
        if not len(missing) and not len(over):
            if self._learn(chosen):
                return [case]
            self._settle(case, self.goal, prices, x)
            return []
        if len(over):
            prices[over[0]] = 1
            self._settle(case, self.nothing, prices, x)
            return []
        covers = np.zeros(self.model.covers.shape[0], dtype=np.int64)
        covers[missing[0]] = 1
        refusal = proved(self.problem, self.nothing, 1, covers, prices, x, case.forced)
        self._prove(case.node, self.nothing, refusal)
        return []

    def _settle(self, case: _Case, goal: Goal, prices: Ints, x: Floats) -> None:
        """Prove what the one choice that a case leaves comes to: nothing else can be chosen."""
        self.problem.open = case.is_open
        adds = goal.costs + self.problem.priced(prices)
        covers = np.zeros(self.model.covers.shape[0], dtype=np.int64)
        for column in np.flatnonzero(case.is_open & self.covering & ~case.forced).tolist():
            covers[self.model.covers[:, [column]].indices[0]] = adds[column]
        bound = proved(self.problem, goal, 1, covers, prices, x, case.forced)
        self._prove(case.node, goal, bound)

    def _prove(self, node: Node, goal: Goal, bound: Bound) -> None:
        """Note what is proved of a node."""
        weights = None if goal is self.nothing else dict(self.goal.weights)
        covers = {
            int(self.part.movers[mover]): int(bound.covers[mover])
            for mover in np.flatnonzero(bound.covers).tolist()
        }
        used = np.flatnonzero(bound.prices).tolist()
        prices = [(row, int(bound.prices[row])) for row in used]
        self.proofs.append((node, Proof(weights, bound.scale, covers, []), prices))

    def _write_proofs(self) -> None:
        """Give the nodes their proofs, in the whole's rows."""
        self.part.spread_rows()
        whole = self.part.whole_rows
        for node, proof, prices in self.proofs:
            proof.prices.extend((whole[row], price) for row, price in prices)
            node.proofs.append(proof)


def _unlikely(case: _Case) -> float:
    assert case.bound is not None
    return -float(case.bound.exact)
