"""Assignment instances of the OR-Library (J. E. Beasley): each job to one agent, cost minimised.

A file has the number n, then n x n costs, row by row, broken into lines anyhow. As a register:
n children who wait, n homes with one place each, the costs as distances from the family home.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances._base import Instance, instance, refuse, text_lines, whole
from matcher.errors import Fault

#: The best values of the instances that the project measures itself on.
OPTIMA = {"assign500": 991, "assign600": 1176, "assign700": 1362}
#: The largest number of children; the library's largest instance has 800.
MAX_SIZE = 5_000
_WANTED = "an assignment instance of the OR-Library: n, then n x n costs, row by row"


def read_or_library(path: str | Path) -> Instance:
    """Read an ``assign`` file of the OR-Library.

    Parameters
    ----------
    path : str or Path
        The file; its name tells whether the best value is known.

    Returns
    -------
    Instance
        Children C1 to Cn and homes H1 to Hn: row i is child i, column j home j.

    Raises
    ------
    InputError
        If the file can't be read, or is no such instance.
    """
    path = Path(path)
    faults: list[Fault] = []
    numbers: list[int] = []
    size = 0
    for line_number, line in enumerate(text_lines(path, _WANTED), 1):
        for text in line.split():
            place = f"{path}, line {line_number}"
            if size:
                numbers.append(whole(text, place, faults, 0))
            else:
                size = whole(text, place, faults, 1, MAX_SIZE)
    refuse(faults)
    if not size or len(numbers) != size * size:
        fault = f"has {len(numbers)} costs after n = {size}" if size else "has no number"
        refuse([Fault(str(path), fault, f"{size * size} costs, row by row" if size else _WANTED)])
    children = [f"C{number}" for number in range(1, size + 1)]
    homes = [f"H{number}" for number in range(1, size + 1)]
    pairs = ((child, home) for child in children for home in homes)
    best = OPTIMA.get(path.stem)
    return instance(
        path.stem,
        {child: [child] for child in children},
        dict.fromkeys(homes, 1),
        dict(zip(pairs, numbers, strict=True)),
        None if best is None else (0, best),
    )
