"""A comparison on a page: all of a run's scenarios, or those that somebody has picked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from api.pages.language import Speech
from scenarios.compare.comparison import Comparison
from scenarios.reports import tables

#: So many are side by side, the plan of today besides.
MOST_SHOWN = 6
#: Comparisons that were looked at last: reading one back takes as long as all the rest of its page.
_KEPT = 4
_read: OrderedDict[str, Comparison] = OrderedDict()


def comparison_of(run: str, answer: dict[str, Any]) -> Comparison:
    """Return the comparison of a run's answer.

    Parameters
    ----------
    run : str
        The run's id: its answer never changes.
    answer : dict
        As it is kept.
    """
    found = _read.get(run) or Comparison.model_validate(answer["comparison"])
    _read[run] = found
    while len(_read) > _KEPT:
        _read.popitem(last=False)
    return found


def chosen(comparison: Comparison, names: Sequence[str]) -> Comparison:
    """Return a comparison of some of its scenarios, the baseline always among them.

    Parameters
    ----------
    comparison : Comparison
        Of all of them.
    names : sequence of str
        Which; the first six if none of them is there.
    """
    baseline, *others = comparison.answers
    picked = [one for one in others if one.name in names] or others
    answers = (baseline, *picked[:MOST_SHOWN])
    if answers == comparison.answers:
        return comparison
    return Comparison.model_validate({**dict(comparison), "answers": answers})


def in_short(comparison: Comparison, say: Speech) -> list[tuple[str, str]]:
    """Return the answer to each question in a sentence or two, with its name."""
    return [
        (answer.name, tables.headline(comparison, answer, say))
        for answer in comparison.answers[1:]
    ]


__all__ = ["MOST_SHOWN", "chosen", "comparison_of", "in_short"]
