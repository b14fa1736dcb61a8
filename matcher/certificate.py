"""Certificates: what proves a plan's levels, written so that another program can check it.

`benchmarks.verify` is such a program; `docs/certificates.md` says what there is to check.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from matcher.arcs import MANY_PAIRS
from matcher.engine import Engine
from matcher.errors import InputError
from matcher.locks import PairConstraints
from matcher.records.certificate import (
    AboutChild,
    AboutColumn,
    AnyRow,
    Certificate,
    ClashRow,
    Closing,
    CoverRow,
    CutRow,
    LevelProof,
    LevelRow,
    LimitRow,
    LoadRow,
    Multipliers,
    Name,
    NewcomerRow,
    NobodyRow,
)
from matcher.records.certificate import Case as CaseRecord
from matcher.solve.audit import Claim, Finding
from matcher.solve.build import NEWCOMERS
from matcher.solve.model import Model
from matcher.solve.rows import Cover, Row, parents
from matcher.solve.solution import Solution
from matcher.solve.tree import NO_HOME, Node, Proof, Question


def certificate_of(engine: Engine, wanted: PairConstraints, solution: Solution) -> Certificate:
    """Return the certificate of a solution that has a plan.

    Parameters
    ----------
    engine : Engine
        What was solved.
    wanted : PairConstraints
        Locks and forbidden pairs that it was solved with.
    solution : Solution
        The solution.
    """
    rows = _Rows(engine)
    levels = [
        _level(claim, finding, solution, rows)
        for claim, finding in zip(solution.claims, solution.findings, strict=True)
    ]
    return Certificate(
        format="cartref/certificate/2",
        register_sha256=engine.case.register.sha256,
        policy=engine.case.policy,
        locks=wanted.locks,
        forbid=wanted.forbid,
        rows=tuple(rows.written),
        levels=tuple(levels),
    )


def refuse_too_large(engine: Engine) -> None:
    """Refuse a case in which not every possible home of a child has a column.

    Raises
    ------
    InputError
        If there are such homes: the bounds count them all together, as no verifier does.
    """
    if len(engine.model.rest):
        raise InputError.single(
            "certificate",
            "can't be written: the register is so large that not every home is looked at alone",
            f"up to {MANY_PAIRS:,} pairs of a child to house and a home",
        )


def how_proved(solution: Solution) -> list[dict[str, object]]:
    """Return, level by level, what the bound rests on, and what the multipliers alone prove."""
    return [
        {"by": _by(claim, finding), "multipliers": finding.bound}
        for claim, finding in zip(solution.claims, solution.findings, strict=True)
    ]


def _by(claim: Claim, finding: Finding) -> Literal["multipliers", "cases", "search"]:
    """Return what a level's bound rests on."""
    if finding.bound >= claim.value:
        return "multipliers"
    return "cases" if finding.holds else "search"


def _level(claim: Claim, finding: Finding, solution: Solution, rows: _Rows) -> LevelProof:
    """Return one level's proof as a record; the rows that it prices are written down."""
    by = _by(claim, finding)
    return LevelProof(
        value=solution.values[claim.level],
        bound=finding.bound,
        by=by,
        total=finding.scaled,
        closing=tuple(
            Closing(
                **rows.multipliers(proof).model_dump(),
                most=most,
                row=None if proof.row is None else rows.number(proof.row),
            )
            for proof, most in claim.closing
        ),
        multipliers=rows.multipliers(claim.proof),
        cases=_cases(claim.tree, rows) if by == "cases" and claim.tree is not None else (),
    )


def _cases(tree: Node, rows: _Rows) -> tuple[CaseRecord, ...]:
    """Return a tree's nodes, each before its answers."""
    nodes, position = [tree], {id(tree): 0}
    for node in nodes:
        for answer in node.answers:
            position[id(answer)] = len(nodes)
            nodes.append(answer)
    return tuple(
        CaseRecord(
            proofs=tuple(rows.multipliers(proof) for proof in node.proofs),
            question=None if node.question is None else rows.question(node.question),
            yes=position[id(node.answers[0])] if node.answers else None,
            no=position[id(node.answers[1])] if node.answers else None,
        )
        for node in nodes
    )


class _Rows:
    """Rows in the order in which they are written: what a cut is made from before the cut."""

    def __init__(self, engine: Engine) -> None:
        self._model: Model = engine.model
        self._children, self._homes = engine.arrays.children, engine.arrays.homes
        self._groups = engine.arrays.groups
        self._limits = {id(row): code for code, row in engine.limits.items()}
        #: The position of each row as it is, and rounded where its numbers are large.
        self._exact: dict[int, int] = {}
        self._number: dict[int, int] = {}
        self.written: list[AnyRow] = []
        model = engine.model
        self._name: dict[int, Name] = {
            **{column: ("left", self._groups[g].id) for g, column in model.left.items()},
            **{column: ("unplaced", self._ids([c])[0]) for c, column in model.unplaced.items()},
            **{column: ("nobody", self._groups[g].id) for g, column in model.nobody.items()},
            **{column: ("opened", self._homes[h].id) for h, column in model.opened.items()},
        }

    def by_id(self, values: Iterable[tuple[int, int]]) -> dict[str, int]:
        """Return values of movers, given by their rows in `Model.covers`, by the child's id."""
        movers = self._model.scene.movers
        return {self._children[movers[mover]].id: value for mover, value in values if value}

    def multipliers(self, proof: Proof) -> Multipliers:
        """Return what proves a bound as a record; the rows that it prices are written down."""
        return Multipliers(
            scale=proof.scale,
            weights=None if proof.weights is None else tuple(proof.weights.items()),
            movers=self.by_id(proof.covers.items()),
            rows=tuple((self.number(row), price) for row, price in proof.prices),
        )

    def question(self, question: Question) -> AboutChild | AboutColumn:
        """Return a question of a tree as a record."""
        if question.home == NO_HOME:
            return AboutColumn(column=self._named(question.subject))
        child = self._children[self._model.scene.movers[question.subject]].id
        return AboutChild(child=child, home=self._homes[question.home].id)

    def number(self, row: Row) -> int:
        """Return the number of a row, which is written down if it is new."""
        # A cut of cuts of cuts: deeper than Python likes to recurse.
        waiting = [row]
        while waiting:
            last = waiting[-1]
            missing = [row for row in parents(last) if id(row) not in self._number]
            if missing:
                waiting.extend(missing)
            else:
                waiting.pop()
                if id(last) not in self._number:
                    self._write(last)
        return self._number[id(row)]

    def _write(self, row: Row) -> None:
        self.written.append(self._described(row))
        self._exact[id(row)] = len(self.written) - 1
        if row.divisor > 1:
            halved = CutRow(kind="cut", divisor=row.divisor, rows=((len(self.written) - 1, 1),))
            self.written.append(halved)
        self._number[id(row)] = len(self.written) - 1

    def _described(self, row: Row) -> AnyRow:
        if isinstance(row.made, Cover):
            return CoverRow(
                kind="cover",
                row=self._exact[id(row.made.row)],
                shares=self.by_id(row.made.shares),
                thresholds=self.by_id(row.made.thresholds),
                columns=tuple(self._named(column) for column in row.made.columns),
            )
        if row.made is not None:
            return CutRow(
                kind="cut",
                divisor=row.made.divisor,
                rows=tuple((self._number[id(part)], times) for part, times in row.made.rows),
                movers=self.by_id(row.made.covers),
                columns=tuple((self._named(column), times) for column, times in row.made.columns),
            )
        if id(row) in self._limits:
            return LimitRow(kind="limit", limit=self._limits[id(row)])
        if row.code == "level":
            return LevelRow(kind="level", level=row.about)
        if row.code == "nobody_placed":
            return NobodyRow(kind="nobody_placed", group=self._groups[row.about].id)
        home = self._homes[row.about].id
        if row.code == "clash":
            columns = [column for column in row.columns.tolist() if self._lives(column)]
            parties = tuple(self._party(column, row.about) for column in columns)
            opened = len(columns) < len(row.columns)
            return ClashRow(kind="clash", home=home, parties=parties, opened=opened)
        if row.code == "newcomer":
            columns = [column for column in row.columns.tolist() if self._lives(column)]
            parties = tuple(self._party(column, row.about) for column in columns)
            return NewcomerRow(kind="newcomer", home=home, parties=parties)
        rule = row.code.removeprefix(NEWCOMERS)
        return LoadRow(kind="load", rule=rule, home=home, newcomers=rule != row.code)

    def _lives(self, column: int) -> bool:
        """Return whether a column stands for parties in homes."""
        return column < len(self._model.placing) or column in self._model.parts

    def _party(self, column: int, home: int) -> tuple[str, ...]:
        """Return the children whom a column puts into a home."""
        homes = self._model.homes_of([column])
        return tuple(self._ids(child for child, there in homes.items() if there == home))

    def _named(self, column: int) -> Name:
        if column in self._name:
            return self._name[column]
        homes = self._model.homes_of([column])
        (home,) = set(homes.values())
        return ("in", self._homes[home].id, *self._ids(homes))

    def _ids(self, children: Iterable[int]) -> list[str]:
        return sorted(self._children[child].id for child in children)
