"""Plans without proof, at once: what people could do by hand, and better (heuristics).

`first_plan` is never worse than deciding one after the other by rule of thumb, or the best for
each in turn: it makes both plans, and some more, takes the best and improves it. All is in whole
numbers and the same for the same input; only `Stop` knows of time.
"""

from __future__ import annotations

from matcher.solve.heuristics.first import first_plan

__all__ = ["first_plan"]
