"""The home lies where the child must not live."""

from __future__ import annotations

import numpy as np

from matcher.case import Case
from matcher.case_arrays import Bools, Pairs
from matcher.geography import Points, great_circle_km, great_circle_km_many
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.rules._base import Rule
from matcher.words import Words


class ExclusionZone(Rule):
    """The home lies where the child must not live."""

    code = "exclusion_zone"
    meaning = Words(
        "The home lies in a zone where the child must not live.",
        "Mae'r cartref mewn parth lle na chaiff y plentyn fyw.",
    )
    source = (
        "risk assessment under Care Planning, Placement and Case Review (Wales) Regulations 2015"
    )

    def refuses(self, child: Child, home: Home, case: Case) -> bool:
        """Return whether the home is refused to the child."""
        del case
        there = home.location
        return any(
            great_circle_km(zone.centre.lat, zone.centre.lon, there.lat, there.lon)
            <= zone.radius_km
            for zone in child.exclusion_zones
        )

    def refuses_many(self, pairs: Pairs) -> Bools:
        """Return the same for many pairs."""
        inside = np.zeros(pairs.shape, dtype=np.bool_)
        positions = pairs.child.idx.reshape(-1)
        for row in np.flatnonzero(np.isin(positions, pairs.arrays.zoned)):
            # In a block all children share one row of homes; in a list each has its own.
            homes = pairs.home.take(0 if inside.ndim == 2 else [row])
            for zone in pairs.arrays.children[positions[row]].exclusion_zones:
                centre = Points.of(np.array(zone.centre.lat), np.array(zone.centre.lon))
                km = great_circle_km_many(centre, homes.location, zone.radius_km)
                inside[row] |= km <= zone.radius_km if inside.ndim == 2 else km[0] <= zone.radius_km
        return inside
