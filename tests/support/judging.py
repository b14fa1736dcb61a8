"""Ask an entry of a list both of its forms, plain and array, and refuse two answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matcher.bedrooms import bedrooms_needed
from matcher.case import Case
from matcher.case_arrays import CaseArrays, Pairs
from matcher.criteria import CRITERION, ChildCriterion, GroupCriterion, PairCriterion
from matcher.household import HOUSEHOLD_RULES, Arrivals, LoadRule, PairRule
from matcher.limits import LIMITS
from matcher.records.child import Child
from matcher.rules import RULES

RULE = {rule.code: rule for rule in RULES}
HOUSEHOLD_RULE = {rule.code: rule for rule in HOUSEHOLD_RULES}
LIMIT = {limit.code: limit for limit in LIMITS}


def block_and_list(case: Case) -> tuple[Pairs, Pairs]:
    """Return all pairs of a case in both shapes: a block, and a list from last to first."""
    arrays = CaseArrays(case)
    children, homes = range(len(arrays.children)), range(len(arrays.homes))
    pairs = [(child, home) for child in children for home in homes][::-1]
    child_idx, home_idx = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return arrays.block(children), arrays.pairs(child_idx, home_idx)


def _same(plain: list[list[int]], block: object, listed: object, shape: tuple[int, ...]) -> None:
    assert np.broadcast_to(np.asarray(block), shape).tolist() == plain
    flat = [value for row in plain for value in row]
    assert np.broadcast_to(np.asarray(listed), len(flat)).tolist() == flat[::-1]


def refused_pairs(code: str, case: Case) -> set[tuple[str, str]]:
    """Return the pairs that a rule refuses, by both its forms."""
    rule, (block, listed) = RULE[code], block_and_list(case)
    arrays = block.arrays
    plain = [[rule.refuses(c, h, case) for h in arrays.homes] for c in arrays.children]
    _same(
        [[int(refused) for refused in row] for row in plain],
        np.asarray(rule.refuses_many(block)).astype(int),
        np.asarray(rule.refuses_many(listed)).astype(int),
        block.shape,
    )
    return {
        (child.id, home.id)
        for child, row in zip(arrays.children, plain, strict=True)
        for home, refused in zip(arrays.homes, row, strict=True)
        if refused
    }


def refused(code: str, case: Case, child: str = "C1", home: str = "H1") -> bool:
    """Return whether a rule refuses a home to a child, by both its forms."""
    return (child, home) in refused_pairs(code, case)


def costs(code: str, case: Case) -> dict[tuple[str, str], int]:
    """Return what a criterion costs each pair, by both its forms."""
    criterion, (block, listed) = CRITERION[code], block_and_list(case)
    arrays = block.arrays
    assert isinstance(criterion, ChildCriterion)
    plain = [[criterion.cost(c, h, case) for h in arrays.homes] for c in arrays.children]
    if isinstance(criterion, PairCriterion):
        _same(plain, criterion.costs(block), criterion.costs(listed), block.shape)
    return {
        (child.id, home.id): value
        for child, row in zip(arrays.children, plain, strict=True)
        for home, value in zip(arrays.homes, row, strict=True)
    }


def cost(code: str, case: Case, child: str = "C1", home: str | None = "H1") -> int:
    """Return what a criterion costs a child in a home (None: no home), by both its forms."""
    if home is not None:
        return costs(code, case)[child, home]
    criterion = CRITERION[code]
    assert isinstance(criterion, ChildCriterion)
    return criterion.cost(case.child(child), None, case)


def group_cost(code: str, case: Case, homes: Mapping[str, str | None]) -> int:
    """Return what a criterion costs the first group of a case."""
    criterion = CRITERION[code]
    assert isinstance(criterion, GroupCriterion)
    return criterion.cost(case.register.sibling_groups[0], homes, case)


def excluding(code: str, case: Case) -> set[tuple[str, str]]:
    """Return which children exclude which others, by both forms of a rule on two children."""
    rule, arrays = HOUSEHOLD_RULE[code], CaseArrays(case)
    assert isinstance(rule, PairRule)
    pairs = [(one, two) for one in arrays.children for two in arrays.children if one is not two]
    plain = {(one.id, two.id) for one, two in pairs if rule.excludes(one, two, case)}
    n = len(arrays.children)
    rows, others = arrays.child.take(np.arange(n)[:, None]), arrays.child.take(np.arange(n))
    many = np.broadcast_to(rule.excludes_many(arrays, rows, others), (n, n))
    found = {(arrays.children[i].id, arrays.children[j].id) for i, j in np.argwhere(many)}
    assert {pair for pair in found if pair[0] != pair[1]} == plain
    return plain


def arrivals(
    case: Case, home: str, there: Sequence[Child], parties: Sequence[Sequence[Child]]
) -> Arrivals:
    """Return parties of children beside the children who can't leave a home, by plain counting."""
    arrays = CaseArrays(case)
    alongside = [
        [other for other in there if party and case.siblings(party[0], other)] for party in parties
    ]
    return Arrivals(
        arrays=arrays,
        home=arrays.home.take(np.full(len(parties), arrays.home_idx[home])),
        size=np.array([len(party) for party in parties]),
        grouped=np.array([party[0].id in case.group_of for party in parties]),
        n_there=np.full(len(parties), len(there)),
        n_siblings_there=np.array([len(siblings) for siblings in alongside]),
        rooms=np.array(
            [
                bedrooms_needed([*party, *siblings], case) - bedrooms_needed(siblings, case)
                for party, siblings in zip(parties, alongside, strict=True)
            ]
        ),
        rooms_there=np.full(len(parties), bedrooms_needed(there, case)),
    )


def parties_of(case: Case, children: Iterable[Child]) -> list[list[Child]]:
    """Return children as parties: the siblings of one group together, others alone."""
    parties: dict[str, list[Child]] = {}
    for child in children:
        group = case.group_of.get(child.id)
        parties.setdefault(group.id if group else child.id, []).append(child)
    return list(parties.values())


def breaking(
    code: str,
    case: Case,
    home: str = "H1",
    there: Sequence[str] = (),
    without: Sequence[str] = (),
) -> set[str]:
    """Return who breaks a household rule where all children but some live in one home.

    The loads of those who come must exceed the room beside those who can't leave, `there`, just
    where the plain judgement finds somebody.
    """
    rule = HOUSEHOLD_RULE[code]
    children = [child for child in case.register.children if child.id not in without]
    found = {child.id for child in rule.breaking(case.home(home), children, case)}
    if isinstance(rule, LoadRule):
        staying = [child for child in children if child.id in there]
        parties = parties_of(case, (child for child in children if child.id not in there))
        if parties:
            coming = arrivals(case, home, staying, parties)
            assert bool(found) == (sum(rule.load(coming).tolist()) > rule.room(coming)[0])
    return found


def kept(code: str, case: Case, homes: Mapping[str, str | None]) -> bool:
    """Return whether a plan keeps a limit."""
    limit = LIMIT[code]
    return sum(
        limit.weight(child, case.home(at), case)
        for child in case.register.children
        if (at := homes[child.id]) is not None
    ) <= limit.most(case)
