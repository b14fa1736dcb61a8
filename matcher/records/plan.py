"""Plans (contract 6) and rankings (contract 7), as they are written and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field

from matcher.records.fields import Code, Record, Sum, Text
from matcher.records.policy import Policy

Change = Literal["placed", "moved", "stays", "unplaced"]
Pair = tuple[Code, Code]


class Approval(Record):
    """What a placement still needs before it is lawful.

    Attributes
    ----------
    code : str
        As in the contract's table.
    who : str
        Who decides, or what is asked for.
    due : date or None
        The last day; None in a plan written by hand.
    """

    code: Text
    who: str = ""
    due: date | None = None


class Assignment(Record):
    """One child's home in a plan or an option; `home` None is no home."""

    child: Code
    home: Code | None
    change: Change | None = None
    criteria: dict[str, Sum] = Field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()


class LevelValue(Record):
    """A level's value, recomputed from the assignments, and its proved lower bound."""

    value: Sum
    bound: Sum | None = None


class Warn(Record):
    """What no rule forbids but somebody must know."""

    code: Text
    about: tuple[Code, ...]
    text: str


class Plan(Record):
    """A home for every child of a register, with its proof (`cartref/plan/1`).

    A plan edited by hand needs no more than its format and assignments: the rest is recomputed.
    """

    format: Literal["cartref/plan/1"]
    register_sha256: str | None = None
    policy: Policy = Policy()
    locks: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    status: Literal["optimal", "feasible"] | None = None
    levels: tuple[LevelValue, ...] = ()
    assignments: tuple[Assignment, ...]
    warnings: tuple[Warn, ...] = ()
    indicators: dict[str, Any] = Field(default_factory=dict)
    solve: dict[str, Any] = Field(default_factory=dict)

    @property
    def homes(self) -> dict[str, str | None]:
        """The home of each child, by id."""
        return {assignment.child: assignment.home for assignment in self.assignments}


class Option(Record):
    """One way to house the request's children, everybody else staying as they are."""

    levels: tuple[Sum, ...]
    system_cost: tuple[Sum, ...] | None = None
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A home that is no option, and the codes of all rules that refuse it, sorted as text.

    No `Record`, since a ranking has one for nearly every home and most of its time would go into
    making them; inside a ranking it is validated and written all the same.
    """

    __pydantic_config__ = Record.model_config

    home: Code
    codes: tuple[Code, ...]


class Ranking(Record):
    """The possible homes for one child, group or home, in order (`cartref/ranking/1`)."""

    format: Literal["cartref/ranking/1"]
    request: Code
    policy: Policy
    register_sha256: str
    options: tuple[Option, ...]
    refused: tuple[Refusal, ...] = ()
    near_misses: tuple[Refusal, ...] = ()


class Violation(Record):
    """A rule that a plan breaks, with the children and the home.

    Attributes
    ----------
    code : str
        The rule's code; ``stated`` where the plan says something of itself that is not so.
    children : tuple of str
        Ids of the children concerned.
    home : str or None
        Id of the home concerned.
    text : str
        The same in words.
    """

    code: Text
    children: tuple[Code, ...] = ()
    home: Code | None = None
    text: str
