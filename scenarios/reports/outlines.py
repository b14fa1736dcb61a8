"""The outlines and names of council areas: Wales, and who else borders on Powys.

Made by `scenarios.reports.make_outlines`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.words import Words

#: A closed line of points (lon, lat), degrees.
Ring = tuple[tuple[float, float], ...]


@cache
def _features() -> tuple[dict[str, Any], ...]:
    text = files("scenarios.reports").joinpath("outlines.geojson").read_text(encoding="utf-8")
    return tuple(json.loads(text)["features"])


@cache
def area_names() -> dict[str, Words]:
    """Return the names of areas by the code of official statistics."""
    of_each = (one["properties"] for one in _features())
    return {one["code"]: Words(one["en"], one["cy"]) for one in of_each}


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of areas by the code of official statistics."""
    return {
        one["properties"]["code"]: tuple(
            tuple((lon, lat) for lon, lat in part[0]) for part in one["geometry"]["coordinates"]
        )
        for one in _features()
    }
