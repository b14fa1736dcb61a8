"""A comparison on a page: all of a run's scenarios, or those that somebody has picked."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.compare.comparison import Comparison

#: So many are side by side, the plan of today besides.
MOST_SHOWN = 6


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


__all__ = ["MOST_SHOWN", "chosen"]
