"""Certificates (`cartref/certificate/1`): the multipliers that prove a plan's levels.

Nothing here says what a row's coefficients are: whoever checks builds them from the register.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from matcher.records.fields import Code, Record
from matcher.records.plan import Pair
from matcher.records.policy import Policy

Whole = Annotated[int, Field(strict=True)]
Natural = Annotated[int, Field(strict=True, ge=0)]
Positive = Annotated[int, Field(strict=True, ge=1)]
#: A column: ``in``, a home and children; ``left``, a group left as it is; ``unplaced`` and a
#: child; ``nobody`` and a group of which nobody is placed; ``opened``, a home to which somebody
#: new comes.
Name = tuple[Code, ...]


class LoadRow(Record):
    """What the parties in a home take of a rule's room is at most that room."""

    kind: Literal["load"]
    rule: Code
    home: Code


class NewcomerRow(Record):
    """In a home that breaks a rule today: what a party that comes, or stays, has to do with it."""

    kind: Literal["newcomer"]
    home: Code
    party: tuple[Code, ...]


class ClashRow(Record):
    """Parties in a home of which no two go together."""

    kind: Literal["clash"]
    home: Code
    parties: tuple[tuple[Code, ...], ...]


class NobodyRow(Record):
    """Somebody of a group is placed, or nobody is."""

    kind: Literal["nobody_placed"]
    group: Code


class LimitRow(Record):
    """A limit of the policy."""

    kind: Literal["limit"]
    limit: Code


class LevelRow(Record):
    """A level, by its position in the policy, is at most its value in the plan."""

    kind: Literal["level"]
    level: Natural


class CutRow(Record):
    """A sum of earlier rows, divided and rounded down.

    Attributes
    ----------
    divisor : int
        What the sum is divided by.
    rows : tuple of (int, int)
        Positions of rows before this one, and their multipliers.
    movers : dict of str to int
        Multipliers of *this child is covered exactly once*.
    columns : tuple of (tuple of str, int)
        Multipliers of *this column is chosen at most once*.
    """

    kind: Literal["cut"]
    divisor: Positive
    rows: tuple[tuple[Natural, Positive], ...]
    movers: dict[Code, Whole] = Field(default_factory=dict)
    columns: tuple[tuple[Name, Positive], ...] = ()


AnyRow = Annotated[
    LoadRow | NewcomerRow | ClashRow | NobodyRow | LimitRow | LevelRow | CutRow,
    Field(discriminator="kind"),
]


class LevelProof(Record):
    """What multipliers prove of one level.

    Attributes
    ----------
    value : int
        The level in the plan.
    bound : int
        What the multipliers prove: the level is at least this where those before have their
        values.
    by : str
        What the bound that the plan states rests on: ``multipliers`` if on these alone, else
        ``search``.
    scale : int
        What the multipliers are multiples of 1 over.
    total : int
        The sum that proves the bound, times the scale, without the level's constant.
    weights : tuple of (int, int)
        The levels before it that are in the sum, and what a unit of each counts.
    movers : dict of str to int
        Multiplier of each child, times the scale.
    rows : tuple of (int, int)
        Positions of rows, and the price of each, times the scale.
    """

    value: Whole
    bound: Whole
    by: Literal["multipliers", "search"]
    scale: Positive
    total: Whole
    weights: tuple[tuple[Natural, Positive], ...] = ()
    movers: dict[Code, Whole]
    rows: tuple[tuple[Natural, Natural], ...]


class Certificate(Record):
    """The multipliers that prove a plan's levels, and the rows that they price."""

    format: Literal["cartref/certificate/1"]
    register_sha256: str
    policy: Policy
    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    rows: tuple[AnyRow, ...]
    levels: tuple[LevelProof, ...]
