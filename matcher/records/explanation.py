"""Explanations: why a child is where the plan puts it, and why not elsewhere."""

from __future__ import annotations

from typing import Literal

from matcher.records.fields import Code, Record
from matcher.records.plan import Approval, Change


class Contribution(Record):
    """What one criterion adds to one level for the child.

    Attributes
    ----------
    level : int
        The policy's level, from 1.
    code : str
        The criterion.
    value : int
        The criterion's value, in its unit.
    weight : int
        Its weight in the level; value x weight is what it adds.
    unit : str
        What the value is counted in.
    meaning : str
        The criterion in words.
    """

    level: int
    code: Code
    value: int
    weight: int
    unit: str
    meaning: str


class Obstacle(Record):
    """What stops a home, in words, and who can change it (None: nobody).

    Attributes
    ----------
    code : str
        A rule, ``together``, a limit of the policy, ``settled`` (the child stays where it is), or
        ``occupied`` (a child who lives there can't leave).
    reason : str
        The same in words.
    changed_by : str or None
        Who can change it.
    children : tuple of str
        Of ``occupied``, who can't leave.
    """

    code: Code
    reason: str
    changed_by: str | None
    children: tuple[Code, ...] = ()


class Alternative(Record):
    """A home that would suit the child better, or that was asked about, and what stops it.

    Attributes
    ----------
    home : str
        The home.
    levels : tuple of int
        The child's own levels there, everybody else as in the plan.
    obstacles : tuple of Obstacle
        What stops it; taking just that away makes the home possible. Empty: it is possible.
    taken_by : tuple of str
        Of a possible home: the children whom the plan gives it to, and who would live elsewhere in
        the best plan that gives it to the child.
    system_cost : tuple of int or None
        Of a possible home: what everybody together would pay, level by level, for the best whole
        plan that gives the child this home. None where it is stopped.
    """

    home: Code
    levels: tuple[int, ...]
    obstacles: tuple[Obstacle, ...] = ()
    taken_by: tuple[Code, ...] = ()
    system_cost: tuple[int, ...] | None = None


class Explanation(Record):
    """Why this home, why not another, and what would help (`cartref/explanation/1`).

    Attributes
    ----------
    child : str
        The child.
    home : str or None
        The home that the best plan gives it.
    change : str
        What that is for the child: placed, moved, stays, unplaced.
    contributions : tuple of Contribution
        What the placement adds to each level, criterion by criterion; zeros are left out.
    levels : tuple of int
        The child's own levels in that home.
    approvals : tuple of Approval
        What the placement needs before it is lawful.
    asked : Alternative or None
        The home that was asked about.
    better : tuple of Alternative
        Homes that would suit the child better, best first.
    smallest_changes : tuple of Alternative
        For a child without a home: the refused homes whose every obstacle somebody can change,
        fewest obstacles first.
    summary : tuple of str
        The same in a few plain sentences.
    """

    format: Literal["cartref/explanation/1"]
    child: Code
    home: Code | None
    change: Change
    contributions: tuple[Contribution, ...]
    levels: tuple[int, ...]
    approvals: tuple[Approval, ...]
    asked: Alternative | None = None
    better: tuple[Alternative, ...] = ()
    smallest_changes: tuple[Alternative, ...] = ()
    summary: tuple[str, ...] = ()
