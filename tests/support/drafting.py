"""Plans under way, for tests of heuristics."""

from __future__ import annotations

import numpy as np

from matcher.engine import Engine, Homes
from matcher.geography import Ints
from matcher.solve.heuristics.draft import Draft, drafted
from matcher.solve.heuristics.ground import Ground


def as_it_is(engine: Engine) -> Ints:
    """Return the columns of the plan that leaves everything as it is."""
    present = engine.arrays.child.present
    found = engine.model.columns_of({m: int(present[m]) for m in engine.scene.stayers.tolist()})
    assert found is not None
    return found


def today(engine: Engine, *, limits: bool = True) -> Draft:
    """Return the plan under way that leaves everything as it is."""
    rows = list(engine.limits.values()) if limits else []
    everything = np.ones(engine.model.n_columns, dtype=np.bool_)
    ground = Ground(engine.model, rows, everything)
    draft, others = drafted(ground, engine.model.homes_of(as_it_is(engine).tolist()))
    assert others == []
    return draft


def homes_of(engine: Engine, draft: Draft) -> Homes:
    """Return every child's home in a plan under way, by ids."""
    chosen = engine.model.columns_of(draft.homes())
    assert chosen is not None
    return engine.homes(chosen)
