"""The parts of a comparison, as they are written and read."""

from __future__ import annotations

from datetime import date
from typing import Literal

from matcher.records.fields import Code, Record
from matcher.words import Words

#: What can be said of how a level differs; see `scenarios.compare.levels`.
Verdict = Literal["lower", "higher", "equal", "unproved", "incomparable"]
#: Why the numbers of two levels don't count the same.
Unlike = Literal["children", "earlier_levels", "measures", "groups"]
WhichSide = Literal["baseline", "scenario"]


class LevelCompared(Record):
    """One level of a scenario's policy, beside the same sum in the baseline.

    Attributes
    ----------
    number : int
        The level's place in the scenario's policy, from 1.
    counts : dict of str to int
        Criteria with their weights.
    value : int
        What the plan has.
    bound : int or None
        What is proved to be possible at best, the levels before it having their values; None
        where nothing is proved.
    gap : int or None
        `value` less `bound`: 0 is proved.
    baseline_number, baseline_value, baseline_gap : int or None
        The level of the baseline's policy with the same sum, its value and its gap; None where
        there is none.
    difference : int or None
        `value` less `baseline_value`: that of the two plans found.
    least, most : int or None
        What the difference of the two best values lies between, both included; None where
        nothing is proved.
    verdict : str
        ``lower`` (better), ``higher`` or ``equal``: proved; ``unproved``: no proven difference;
        ``incomparable``: the baseline has no such level.
    unlike : tuple of str
        Why the two don't count the same: ``children`` (others are decided on), ``groups`` (other
        sibling groups), ``measures`` (distances or the reach of schools are measured otherwise),
        ``earlier_levels`` (other priorities come first).
    """

    number: int
    counts: dict[str, int]
    value: int
    bound: int | None
    gap: int | None
    baseline_number: int | None = None
    baseline_value: int | None = None
    baseline_gap: int | None = None
    difference: int | None = None
    least: int | None = None
    most: int | None = None
    verdict: Verdict
    unlike: tuple[Unlike, ...] = ()


class Total(Record):
    """A criterion, summed over the children (or sibling groups) that both registers have.

    Settled children are summed too, so that it counts the same whatever the policies say.

    Attributes
    ----------
    criterion : str
        Its code.
    unit : str
        What it is counted in.
    baseline, value, change : int
        In the baseline's plan, in the scenario's, and the second less the first.
    """

    criterion: Code
    unit: str
    baseline: int
    value: int
    change: int


class FigureCompared(Record):
    """One figure of an indicator in a scenario's plan, beside the baseline's.

    Attributes
    ----------
    indicator : str
        Its code.
    of : tuple of str
        The keys under which the figure stands in a breakdown, such as ``("residential",)`` or
        ``("gender", "female", "unplaced")``; empty for a single figure.
    unit : str
        What it is counted in.
    today : int or float or None
        Before any plan, in the baseline's register.
    baseline, value : int or float or None
        After the baseline's plan, and after the scenario's. None: there is nothing to count, or
        no such key.
    change : int or float or None
        The second less the first, of the figures as shown; None where either is.
    """

    indicator: Code
    of: tuple[str, ...]
    unit: str
    today: int | float | None
    baseline: int | float | None
    value: int | float | None
    change: int | float | None


class Reason(Record):
    """Why a child's home differs: one fact.

    Attributes
    ----------
    code : str
        Which kind of fact; docs/comparison.md lists them.
    of : str
        Whether it is so in the ``baseline`` or in the ``scenario``.
    home : str or None
        The home that it is about.
    children : tuple of str
        The children that it is about, besides the one it is told of.
    rules : tuple of str
        The rules or limits that it is about.
    levels : tuple of int
        What it is about, level by level.
    text : Words
        The same in words.
    """

    code: Code
    of: WhichSide
    home: Code | None = None
    children: tuple[Code, ...] = ()
    rules: tuple[Code, ...] = ()
    levels: tuple[int, ...] = ()
    text: Words


class CriterionChange(Record):
    """A criterion of one child in the baseline's home and in the scenario's."""

    criterion: Code
    unit: str
    baseline: int
    value: int
    change: int


class PlacedDifferently(Record):
    """A child whose home in the scenario's plan is not that in the baseline's.

    Attributes
    ----------
    child : str
        The child.
    in_registers : str
        ``both``, ``scenario`` (new there) or ``baseline`` (gone in the scenario).
    baseline_home, home : str or None
        The home in each plan; None: no home, or the child is not in that register.
    criteria : tuple of CriterionChange
        Every criterion of a child, for one that is in both registers.
    reasons : tuple of Reason
        Why, fact by fact.
    """

    child: Code
    in_registers: Literal["both", "scenario", "baseline"]
    baseline_home: Code | None
    home: Code | None
    criteria: tuple[CriterionChange, ...] = ()
    reasons: tuple[Reason, ...]


class RegisterFacts(Record):
    """What a scenario's register holds, and how it differs from the baseline's, by id.

    Attributes
    ----------
    as_of : date
        Its day.
    n_children, n_waiting, n_review, n_settled, n_groups, n_homes, n_places : int
        How many there are; `n_places` sums the places of all homes, closed ones too.
    children_new, children_gone, children_changed : tuple of str
        Children.
    homes_new, homes_gone, homes_changed : tuple of str
        Homes.
    policy_changed : tuple of str
        Fields of the policy that differ.
    """

    as_of: date
    n_children: int
    n_waiting: int
    n_review: int
    n_settled: int
    n_groups: int
    n_homes: int
    n_places: int
    children_new: tuple[Code, ...] = ()
    children_gone: tuple[Code, ...] = ()
    children_changed: tuple[Code, ...] = ()
    homes_new: tuple[Code, ...] = ()
    homes_gone: tuple[Code, ...] = ()
    homes_changed: tuple[Code, ...] = ()
    policy_changed: tuple[Code, ...] = ()
