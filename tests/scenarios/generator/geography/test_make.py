"""The tables are made as they say, from a handful of postcodes and towns."""

from __future__ import annotations

import numpy as np
import pytest

from scenarios.generator.geography.make import Postcodes, Town, sector_rows, town_rows


def postcodes(*parts: tuple[str, str, int, float, float]) -> Postcodes:
    """Return so many postcodes of each part, in a row from south to north, 0.01 degrees apart."""
    rows = [
        (sector, code, lat + 0.01 * turn, lon)
        for sector, code, count, lat, lon in parts
        for turn in range(count)
    ]
    return Postcodes(
        [row[0] for row in rows],
        np.array([row[1] for row in rows]),
        np.array([row[2] for row in rows]),
        np.array([row[3] for row in rows]),
    )


TOWNS = [["Hither", "", "W1", "52.000", "-3.000"], ["Yonder", "", "E1", "52.100", "-3.000"]]


def test_a_sector_is_the_middle_of_its_postcodes() -> None:
    # 13 postcodes from 52.00 to 52.12: the middle is 52.06; 3 steps away is the median.
    rows = sector_rows(postcodes(("AA1 1", "W1", 13, 52.0, -3.0)), TOWNS)
    assert rows == [["AA1 1", "W1", "52.060", "-3.000", "3.3", 13, "Hither"]]


def test_a_sector_across_a_border_has_a_part_on_each_side_with_a_town_of_its_own() -> None:
    made = postcodes(("AA1 1", "W1", 12, 52.0, -3.0), ("AA1 1", "E1", 12, 52.0, -3.0))
    assert [(row[1], row[6]) for row in sector_rows(made, TOWNS)] == [
        ("E1", "Yonder"),
        ("W1", "Hither"),
    ]


def test_far_from_every_town_of_its_authority_the_nearest_of_all_gives_the_name() -> None:
    (row,) = sector_rows(postcodes(("AA1 1", "W9", 12, 52.0, -3.0)), TOWNS)
    assert row[6] == "Yonder"  # the middle is 52.055


def test_a_few_across_a_border_and_post_office_boxes_are_left_out() -> None:
    assert sector_rows(postcodes(("AA1 1", "W1", 11, 52.0, -3.0)), TOWNS) == []
    boxes = postcodes(*[("AA1 1", "W1", 1, 52.0, -3.0)] * 20)
    assert sector_rows(boxes, TOWNS) == []


@pytest.mark.parametrize(("lat", "code"), [(52.001, "W1"), (52.9, "E1")])
def test_a_town_lies_in_the_authority_of_the_nearest_postcode(lat: float, code: str) -> None:
    made = postcodes(("AA1 1", "W1", 12, 52.0, -3.0), ("BB1 1", "E1", 12, 52.9, -3.0))
    assert town_rows([Town("Here", lat, -3.0, 5000)], made) == [
        ["Here", "", code, f"{lat:.3f}", "-3.000"]
    ]


def test_only_the_first_town_of_a_name_has_the_welsh_one() -> None:
    made = postcodes(("AA1 1", "W1", 12, 52.0, -3.0))
    rows = town_rows([Town("Newport", 52.0, -3.0, 9), Town("Newport", 52.01, -3.0, 8)], made)
    assert [row[1] for row in rows] == ["Casnewydd", ""]
