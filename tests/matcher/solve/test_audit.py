"""The audit accepts what the search proved, and nothing that was tampered with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matcher import read_policy, read_register
from matcher.cases import case_of
from matcher.engine import Engine
from matcher.locks import PairConstraints
from matcher.solve.audit import Claim, audit
from matcher.solve.audit_rows import RowAudit, WrongError
from matcher.solve.branch import branch
from matcher.solve.part import Part
from matcher.solve.problem import Problem
from matcher.solve.rows import Cover, Made, Row
from matcher.solve.stop import Stop
from matcher.solve.tree import Node, Proof
from tests.support.proofs import nodes_of, rows_of
from tests.support.registers import case, child, home
from tests.support.solving import problem
from tests.support.solving import row as a_row

CASES = Path(__file__).parents[1] / "cases"
NAMES = ("eight-siblings", "budget-missed-by-a-hair", "over-their-limits", "large-weights")


@cache
def solved(name: str) -> tuple[Engine, tuple[Claim, ...]]:
    """Return the engine of a kept case and what it claims of the best plan."""
    folder = CASES / name
    policy = folder / "policy.json"
    register = read_register(folder / "register.json")
    engine = Engine(case_of(register, read_policy(policy) if policy.exists() else None))
    return engine, engine.solve(PairConstraints(), Stop()).claims


def holds(engine: Engine, claims: Sequence[Claim]) -> list[bool]:
    usable = np.ones(engine.model.n_columns, dtype=np.bool_)
    return [finding.holds for finding in audit(engine.model, usable, claims)]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_proved_holds_and_not_a_unit_more(name: str) -> None:
    engine, claims = solved(name)
    assert holds(engine, claims) == [True] * len(claims)
    for level, claim in enumerate(claims):
        more = [*claims[:level], replace(claim, value=claim.value + 1)]
        assert holds(engine, more) == [True] * level + [False]


def test_a_price_below_nothing_proves_nothing() -> None:
    engine, claims = solved("eight-siblings")
    level = next(k for k, claim in enumerate(claims) if claim.proof.prices)
    row, price = claims[level].proof.prices[0]
    proof = replace(claims[level].proof, prices=[(row, -price)])
    assert len(holds(engine, [*claims[:level], replace(claims[level], proof=proof)])) == level


@pytest.mark.parametrize("weights", [{1: 1}, {2: 1}, {0: -1}, {-1: 1}])
def test_only_levels_before_count_in_a_sum_and_never_less_than_nothing(
    weights: Mapping[int, int],
) -> None:
    engine, claims = solved("eight-siblings")
    proof = replace(claims[1].proof, weights=dict(weights))
    assert holds(engine, [claims[0], replace(claims[1], proof=proof)]) == [True]


# Rows ---------------------------------------------------------------------------------------


def follows(engine: Engine, claims: Sequence[Claim], row: Row, level: int) -> bool:
    try:
        RowAudit(engine.model, [claim.value for claim in claims]).check(row, level)
    except WrongError:
        return False
    return True


def stronger(row: Row) -> Iterator[Row]:
    """Yield rows that say a unit more than a row."""
    yield replace(row, most=row.most - 1)
    yield replace(row, coefficients=row.coefficients + 1)


def made_otherwise(made: Made) -> Iterator[Made]:
    """Yield ways to make a cut that are none."""
    yield replace(made, divisor=0)
    yield replace(made, divisor=-1)
    if made.rows:
        yield replace(made, rows=tuple((of, -times) for of, times in made.rows))
    yield replace(made, rows=(), covers=(), columns=())
    if made.columns:
        yield replace(made, columns=tuple((column, -times) for column, times in made.columns))


def of_kind(kind: type[Made] | type[Cover]) -> Iterator[tuple[Engine, Sequence[Claim], Row]]:
    for name in NAMES:
        engine, claims = solved(name)
        for row in rows_of(claims):
            if isinstance(row.made, kind):
                yield engine, claims, row


def test_a_cut_follows_as_it_was_made_and_no_other_way() -> None:
    seen = 0
    for engine, claims, row in of_kind(Made):
        assert isinstance(row.made, Made)
        level = len(claims)
        assert follows(engine, claims, row, level)
        for other in (replace(row, made=made) for made in made_otherwise(row.made)):
            assert not follows(engine, claims, other, level)
            # Nor does what is made of it.
            child = replace(row, made=Made(1, ((other, 1),)))
            assert not follows(engine, claims, child, level)
        assert not all(follows(engine, claims, other, level) for other in stronger(row))
        seen += 1
    assert seen


def test_a_cover_cut_needs_all_of_its_cover() -> None:
    seen = 0
    for engine, claims, row in of_kind(Cover):
        made = row.made
        assert isinstance(made, Cover)
        level = len(claims)
        assert follows(engine, claims, row, level)
        empty = replace(made, thresholds=tuple((mover, 0) for mover, _ in made.thresholds))
        loose = replace(made, row=replace(made.row, most=made.row.most * 2))
        someone = replace(made, columns=(int(row.columns[0]),))
        for other in (empty, loose, someone):
            assert not follows(engine, claims, replace(row, made=other), level)
        assert not follows(engine, claims, replace(row, most=row.most - 1), level)
        seen += 1
    assert seen


def test_a_clash_is_asked_of_the_rules() -> None:
    engine, claims = solved("over-their-limits")
    given = {id(row) for row in engine.model.rows}
    clashes = [row for row in rows_of(claims) if row.code == "clash" and id(row) not in given]
    assert clashes
    for row in clashes:
        assert follows(engine, claims, row, 0)
        assert not follows(engine, claims, replace(row, most=0), 0)
        assert not follows(engine, claims, replace(row, coefficients=row.coefficients * 2), 0)
        elsewhere = next(home for home in range(9) if home != row.about)
        assert not follows(engine, claims, replace(row, about=elsewhere), 0)


def test_who_may_live_together_does_not_clash() -> None:
    county = case(child("C1"), child("C2"), home("H1", places=2), home("H2", places=2))
    engine = Engine(county)
    (there_,) = {int(column) for column in engine.model.home if column == 0}
    both = np.flatnonzero(engine.model.home == there_)
    row = Row("clash", both, np.ones(len(both), dtype=np.int64), 1, about=there_)
    assert not follows(engine, (), row, 0)


def test_a_level_is_a_row_for_those_after_it() -> None:
    engine, claims = solved("eight-siblings")
    model = engine.model
    some = Problem(model, [], np.ones(model.n_columns, dtype=np.bool_))
    row = some.level_row(1, claims[1].value)
    assert follows(engine, claims, row, 2)
    assert not follows(engine, claims, row, 1)
    assert not follows(engine, claims, replace(row, most=row.most - 1), 2)
    assert not follows(engine, claims[:1], row, 2)
    assert not follows(engine, claims, replace(row, coefficients=row.coefficients + 1), 2)


# Trees --------------------------------------------------------------------------------------


def triangles() -> tuple[Problem, Node]:
    """Return a problem of six children, and the tree that shows that it costs 40 at least.

    Of three children one at a time has a place, the others cost 10 each; a linear program gives
    each half a place, twice, and so 30.
    """
    n_children = 6
    covers = [[2 * k, 2 * k + 1] for k in range(n_children)]
    pairs = [(0, 2), (2, 4), (4, 0), (6, 8), (8, 10), (10, 6)]
    rows = [a_row([int(k in pair) for k in range(12)], 1) for pair in pairs]
    some = problem([0, 10] * n_children, rows, covers)
    settled = branch(Part(some), some.goal(0), 1000, Stop())
    assert settled.finished
    assert settled.chosen is not None
    assert some.goal(0).value(settled.chosen) == 40
    return some, settled.tree


def is_proved(some: Problem, tree: Node, value: int) -> bool:
    claim = Claim(0, value, (), Proof({}, 1, {}, []), tree)
    return audit(some.model, some.open, [claim])[0].holds


def test_a_tree_proves_no_more_with_any_part_missing() -> None:
    some, tree = triangles()
    assert is_proved(some, tree, 40)
    assert not is_proved(some, tree, 50)
    size = len(nodes_of(tree))
    assert size > 3
    for number in range(size):
        for spoil in (without_proofs, without_an_answer, without_question):
            copy = tree.mapped(lambda question: question)
            if spoil(nodes_of(copy)[number]):
                assert not is_proved(some, copy, 40), (number, spoil.__name__)


def without_proofs(node: Node) -> bool:
    """Take away what a case without a question rests on."""
    had = node.proofs
    node.proofs = []
    return bool(had) and node.question is None


def without_an_answer(node: Node) -> bool:
    had = node.answers
    node.answers = had[:1]
    return bool(had)


def without_question(node: Node) -> bool:
    had = node.question
    node.question = None
    return had is not None
