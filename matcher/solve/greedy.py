"""A first plan: everybody stays, and who waits gets the best home that is left, one by one.

No more than what a person could do by hand; it is there at once, where time may be too short for
anything better.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matcher.geography import Ints
from matcher.solve.model import Model


def first_come(model: Model, as_it_is: Ints) -> Ints | None:
    """Return the columns of a plan in which more children have a home than as it is.

    Parameters
    ----------
    model : Model
        Columns and rows; limits are not looked at.
    as_it_is : ndarray of int
        The columns of the plan that leaves everything as it is.
    """
    room = model.stacked[1] - model.stacked[0][:, as_it_is].sum(axis=1)
    homes = model.homes_of(as_it_is.tolist())
    living: dict[int, list[int]] = {}
    for arc in np.flatnonzero(np.isin(model.column_of, as_it_is)).tolist():
        living.setdefault(int(model.arcs.home[arc]), []).append(arc)
    for children in _units(model):
        for column in _columns_of(model, children):
            home, arc = int(model.home[column]), int(model.placing[column])
            rows = model.by_column.indices[slice(*model.by_column.indptr[column : column + 2])]
            taken = model.by_column.data[slice(*model.by_column.indptr[column : column + 2])]
            others = np.array(living.get(home, []), dtype=np.int64)
            if (taken <= room[rows]).all() and not model.clashes.between(
                np.array([arc]), others
            ).any():
                room[rows] -= taken
                living.setdefault(home, []).append(arc)
                homes.update(dict.fromkeys(children, home))
                break
    return model.columns_of(homes)


def _units(model: Model) -> Iterator[tuple[int, ...]]:
    """Yield who waits: alone, siblings together, then each sibling of a group that may part."""
    scene = model.scene
    waiting = set(scene.movers).difference(scene.stayers.tolist())
    grouped: set[int] = set()
    for group, movers in scene.groups.items():
        mine = tuple(mover for mover in movers if mover in waiting)
        grouped.update(movers)
        whole = len(mine) == len(movers)
        if mine and (whole or not scene.is_must(group)):
            yield mine
    yield from ((mover,) for mover in scene.movers if mover in waiting and mover not in grouped)


def _columns_of(model: Model, children: tuple[int, ...]) -> list[int]:
    """Return the columns in which just some children come to a sound home, best first."""
    arcs = model.arcs_of(children)
    columns = model.column_of[arcs]
    sound = ~np.isin(model.arcs.home[arcs], list(model.arcs.breached))
    columns = columns[sound & (columns >= 0)]
    found: list[int] = columns[np.lexsort(model.costs[::-1, columns])].tolist()
    return found
