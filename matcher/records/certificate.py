"""Certificates (`cartref/certificate/2`): the multipliers and cases that prove a plan's levels.

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
    """What the parties in a home take of a rule's room is at most that room.

    Attributes
    ----------
    newcomers : bool
        Whether it is about those alone who come to a home that breaks a rule today: they have the
        room if somebody new comes, else none.
    """

    kind: Literal["load"]
    rule: Code
    home: Code
    newcomers: bool = False


class NewcomerRow(Record):
    """In a home that breaks a rule today: what parties that come, or stay, have to do with it.

    The parties are of one group, or one lone child, so that at most one of them lives there. All of
    them come, or all of them stay and break a rule.
    """

    kind: Literal["newcomer"]
    home: Code
    parties: tuple[tuple[Code, ...], ...]


class ClashRow(Record):
    """Parties in a home of which no two go together.

    Attributes
    ----------
    opened : bool
        Whether that is so only if somebody new comes, the home breaking a rule today. The parties
        are then of two groups or lone children.
    """

    kind: Literal["clash"]
    home: Code
    parties: tuple[tuple[Code, ...], ...]
    opened: bool = False


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


class CoverRow(Record):
    """What an earlier row leaves no room for all at once.

    Attributes
    ----------
    row : int
        The position of the row.
    shares : dict of str to int
        What is taken off each column that covers a child, and off the room.
    thresholds : dict of str to int
        What each child's column adds beyond the shares, above 0: together more than the room.
    columns : tuple of tuple of str
        Columns that cover nobody, and take the room as they are.
    """

    kind: Literal["cover"]
    row: Natural
    shares: dict[Code, Whole] = Field(default_factory=dict)
    thresholds: dict[Code, Positive] = Field(default_factory=dict)
    columns: tuple[Name, ...] = ()


AnyRow = Annotated[
    LoadRow | NewcomerRow | ClashRow | NobodyRow | LimitRow | LevelRow | CutRow | CoverRow,
    Field(discriminator="kind"),
]


class Multipliers(Record):
    """Whole numbers that prove a bound on a sum.

    Attributes
    ----------
    scale : int
        What they are multiples of 1 over.
    weights : tuple of (int, int) or None
        The levels before that are in the sum with the level, and what a unit of each counts. None:
        nothing costs anything, and a bound above 0 shows that no plan is left.
    movers : dict of str to int
        Multiplier of each child, times the scale.
    rows : tuple of (int, int)
        Positions of rows, and the price of each, times the scale.
    """

    scale: Positive
    weights: tuple[tuple[Natural, Natural], ...] | None = ()
    movers: dict[Code, Whole] = Field(default_factory=dict)
    rows: tuple[tuple[Natural, Natural], ...] = ()


class Closing(Multipliers):
    """Multipliers that close columns: no plan that is looked for has a sum above a number.

    Attributes
    ----------
    most : int
        The number.
    row : int or None
        The position of the row that is summed; None: the level is.
    """

    most: Whole
    row: Natural | None = None


class AboutChild(Record):
    """Whether a child lives in a home."""

    child: Code
    home: Code


class AboutColumn(Record):
    """Whether a column is chosen."""

    column: Name


class Case(Record):
    """A case of a level that is settled by cases: some columns are closed, some are chosen.

    Attributes
    ----------
    proofs : tuple of Multipliers
        Each closes the columns of no better plan, the last shows that no better plan is left, if
        nothing is asked.
    question : AboutChild, AboutColumn or None
        What is asked.
    yes, no : int or None
        The positions of the cases of its answers, after this one.
    """

    proofs: tuple[Multipliers, ...] = ()
    question: AboutChild | AboutColumn | None = None
    yes: Natural | None = None
    no: Natural | None = None


class LevelProof(Record):
    """What is proved of one level.

    Attributes
    ----------
    value : int
        The level in the plan.
    bound : int
        What the multipliers prove: the level is at least this where those before have their
        values.
    by : str
        What the bound that the plan states rests on: ``multipliers`` if on these alone, ``cases``
        if on `cases` as well, else ``search``.
    total : int
        The sum that proves the bound, times the scale, without the level's constant.
    closing : tuple of Closing
        What closes columns before the bound is summed.
    multipliers : Multipliers
        What proves the bound.
    cases : tuple of Case
        What proves that nothing lies between the bound and what the plan states; the first is of
        all columns that are left.
    """

    value: Whole
    bound: Whole
    by: Literal["multipliers", "cases", "search"]
    total: Whole
    closing: tuple[Closing, ...] = ()
    multipliers: Multipliers
    cases: tuple[Case, ...] = ()


class Certificate(Record):
    """The multipliers that prove a plan's levels, and the rows that they price."""

    format: Literal["cartref/certificate/2"]
    register_sha256: str
    policy: Policy
    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    rows: tuple[AnyRow, ...]
    levels: tuple[LevelProof, ...]
