"""What a solve rests on: the rows and proofs behind its levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.solve.audit import Claim
from matcher.solve.rows import Row, parents
from matcher.solve.tree import Node, Proof


def proofs_of(claim: Claim) -> Iterator[Proof]:
    """Yield every proof of a level, those of its cases too."""
    yield from (proof for proof, _ in claim.closing)
    yield claim.proof
    waiting = [] if claim.tree is None else [claim.tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.answers)
        yield from node.proofs


def rows_of(claims: Sequence[Claim]) -> list[Row]:
    """Return every row with a price, and every row that one of them is made of."""
    rows: dict[int, Row] = {}
    waiting = [row for claim in claims for proof in proofs_of(claim) for row, _ in proof.prices]
    while waiting:
        row = waiting.pop()
        if id(row) not in rows:
            rows[id(row)] = row
            waiting.extend(parents(row))
    return list(rows.values())


def nodes_of(tree: Node) -> list[Node]:
    """Return the cases of a tree, each before its answers."""
    nodes = [tree]
    for node in nodes:
        nodes.extend(node.answers)
    return nodes
