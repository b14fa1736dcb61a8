"""What a rival is: another way to house everybody, measured beside the engine."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.case import Case
from matcher.criteria import plan_levels

Homes = dict[str, str | None]


@dataclass(frozen=True)
class Answer:
    """What a rival found.

    Attributes
    ----------
    homes : dict of str to (str or None), or None
        Every child's home after the plan; None if no plan was found.
    levels : tuple of int
        The plan's levels as the rival states them; empty without a plan.
    bounds : tuple of (int or None)
        The least that each level can be by the rival's own word, None where it says nothing;
        empty without a plan.
    optimal : bool
        Whether it says that no plan is better; without a plan, that there is none.
    build_seconds : float
        Spent before its solver began.
    solve_seconds : float
        Spent solving.
    work : dict of str to int
        What it did, as counts: ``columns``, ``rows``, ``nodes``, ``iterations`` and the like.
    """

    homes: Homes | None
    levels: tuple[int, ...]
    bounds: tuple[int | None, ...]
    optimal: bool
    build_seconds: float
    solve_seconds: float
    work: dict[str, int] = field(default_factory=dict)


class Rival(ABC):
    """Another way to house everybody; it shares no code with the engine's model or solver.

    Attributes
    ----------
    code : str
        Its name in tables and files; also the name of its module.
    name : str
        Its name for people.
    model : str
        What it decides and how, and what it leaves out, in one or two sentences.
    exact : bool
        Whether the plan it calls optimal is a best plan.
    """

    code: str
    name: str
    model: str
    exact: bool

    def suits(self, case: Case) -> bool:
        """Return whether it can be asked about a case at all."""
        del case
        return True

    @abstractmethod
    def solve(self, case: Case, seconds: float | None = None) -> Answer:
        """Return the plan it finds.

        Parameters
        ----------
        case : Case
            Register, policy and journeys; one that it suits.
        seconds : float, optional
            Most seconds for its solving, building aside; no limit if None.
        """


def rule_of_thumb(case: Case, homes: Mapping[str, str | None], began: float, **work: int) -> Answer:
    """Return the answer of a rival that proves nothing.

    Parameters
    ----------
    case : Case
        Register, policy and journeys.
    homes : mapping of str to (str or None)
        Each child's home after its plan.
    began : float
        When it began, by `time.perf_counter`.
    **work : int
        What it counted.
    """
    seconds = time.perf_counter() - began
    levels = plan_levels(homes, case)
    return Answer(dict(homes), levels, (None,) * len(levels), False, 0.0, seconds, work)
