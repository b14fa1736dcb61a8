"""Families with sizes, places with capacities and a table of scores, as one CSV file.

The first row names the places, the second says how many people each takes, every further row is
a family: its name, its size, and its score at each place, the lower the better; an empty score
means that the family can't go there::

    family,size,north,south
    capacity,,4,3
    A,3,12,7
    B,1,5,

A family goes whole to one place or stays out. First as few people as possible stay out, then the
sum of the scores of the families is least. As a register: each family is a `must` group of
siblings who wait, each place a home; the first child of a family carries its score as the distance
from the family home, the others are at distance 0.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.instances._base import Instance, instance, refuse, text_lines, whole
from matcher.errors import Fault, InputError

_WANTED = "CSV with a row of places, a row of capacities and a row for each family"
#: More people in one family, or one place, are a slip of the pen.
MAX_SIZE = 1_000


def read_families(path: str | Path, optimum: tuple[int, int] | None = None) -> Instance:
    """Read families, places and scores.

    Parameters
    ----------
    path : str or Path
        The CSV file.
    optimum : (int, int), optional
        People who stay out, and the sum of scores, of a best solution, where known.

    Returns
    -------
    Instance
        Homes named as the places, groups as the families, children ``family-1`` and so on.

    Raises
    ------
    InputError
        If the file can't be read or is faulty, with all faults.
    """
    path = Path(path)
    try:
        rows = [row for row in csv.reader(text_lines(path, _WANTED)) if any(row)]
    except csv.Error:
        raise InputError.single(str(path), "is not CSV", _WANTED) from None
    faults: list[Fault] = []
    header = [cell.strip() for cell in rows[0]] if rows else []
    names = header[2:]
    if header[:2] != ["family", "size"] or not all(names) or len(set(names)) < len(names):
        accepted = "family, size, then the places, each once"
        refuse([Fault(f"{path}, row 1", "does not name the places", accepted)])
    if len(rows) < 2 or [cell.strip() for cell in rows[1][:2]] != ["capacity", ""]:
        accepted = "capacity, an empty cell, then a whole number for each place"
        refuse([Fault(f"{path}, row 2", "does not say what the places take", accepted)])
    faults.extend(
        Fault(f"{path}, row {number}", f"has {len(row)} cells", f"{len(header)} cells")
        for number, row in enumerate(rows, 1)
        if len(row) != len(header)
    )
    refuse(faults)
    places = {
        name: whole(text, f"{path}, row 2, column {name}", faults, 1, MAX_SIZE)
        for name, text in zip(names, rows[1][2:], strict=True)
    }
    families: dict[str, list[str]] = {}
    costs: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows[2:], 3):
        _read_family(row, names, f"{path}, row {number}", families, costs, faults)
    refuse(faults)
    return instance(path.stem, families, places, costs, optimum)


def _read_family(
    row: Sequence[str],
    names: Sequence[str],
    place: str,
    families: dict[str, list[str]],
    costs: dict[tuple[str, str], int],
    faults: list[Fault],
) -> None:
    """Add one family and its costs, or what is wrong with them."""
    family = row[0].strip()
    if not family or family in families:
        faults.append(Fault(f"{place}, column family", "does not name a family", "each once"))
    size = whole(row[1], f"{place}, column size", faults, 1, MAX_SIZE)
    families[family] = [f"{family}-{member}" for member in range(1, size + 1)]
    for name, text in zip(names, row[2:], strict=True):
        if text.strip():
            score = whole(text, f"{place}, column {name}", faults, 0)
            costs |= {(child, name): 0 for child in families[family]}
            costs[families[family][0], name] = score
