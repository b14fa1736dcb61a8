"""Travel matrices as files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from matcher.travel import Journeys

COLUMNS = ("child", "home", "distance_home", "distance_school", "distance_contact")


def write_matrix(rows: Iterable[Mapping[str, object]], path: Path) -> Path:
    """Write rows of a travel matrix, what they leave out as empty cells; return the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_journeys(journeys: Journeys, path: Path) -> Path:
    """Write a table of journeys as a travel matrix; return the path."""
    return write_matrix(
        (
            dict(zip(COLUMNS, (*pair, journey.home, journey.school, journey.contact), strict=True))
            for pair, journey in journeys.rows.items()
        ),
        path,
    )
