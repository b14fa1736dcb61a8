"""Made-up registers keep to the published figures, and are counted rightly."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from matcher.records.register import Register
from scenarios.generator.calibration import Calibration, Row, calibrate
from scenarios.generator.made import Made, mean, middle, ninetieth
from scenarios.generator.published import FIGURES
from scenarios.generator.sample import sample_register

SEEDS = range(1, 21)
POWYS, WALES, SHROPSHIRE, GWYNEDD = "W06000023", "W92000004", "E06000051", "W06000002"
NEWTOWN = {"lat": 52.513, "lon": -3.314}
LLANDRINDOD = {"lat": 52.241, "lon": -3.379}
BRECON = {"lat": 51.947, "lon": -3.391}


@cache
def powys() -> Calibration:
    return calibrate([sample_register(seed) for seed in SEEDS])


@cache
def wales() -> Calibration:
    return calibrate([sample_register(1, area="wales")])


@cache
def england() -> Calibration:
    return calibrate([sample_register(1, 4000, area="england")])


def outside(calibration: Calibration) -> list[str]:
    return [row.name for row in calibration.rows if not row.within]


def test_every_one_of_twenty_registers_of_powys_keeps_every_band() -> None:
    assert powys().registers == 20
    assert outside(powys()) == []


def test_the_means_of_twenty_registers_keep_the_inner_third_of_every_band() -> None:
    off = {row.name: abs(row.made - row.published) for row in powys().rows}
    third = {row.name: (row.band[1] - row.published) / 3 for row in powys().rows}
    assert {name for name in off if off[name] > third[name]} == set()


def test_wales_and_england_keep_their_bands() -> None:
    assert outside(wales()) == []
    assert outside(england()) == []


def test_each_area_has_its_own_figures() -> None:
    assert [row.name for row in powys().rows] == [f.name for f in FIGURES if "powys" in f.areas]
    names = {row.name: row.published for row in wales().rows}
    assert names["live outside Wales"] == 7
    assert "live out of county" not in names
    assert "live more than 20 miles from home" in {row.name for row in england().rows}


def test_every_figure_has_a_source_a_year_and_a_band_around_it() -> None:
    for figure in FIGURES:
        low, high = figure.band
        assert 0 <= low < figure.published < high, figure.name
        assert figure.source.text
        assert figure.source.year
        assert figure.source.certainty in "HMDA"
        assert figure.unit in ("%", "per 245", "£ a week")
    names = [(figure.name, area) for figure in FIGURES for area in figure.areas]
    assert len(set(names)) == len(names)


def test_a_row_says_mean_lowest_and_highest_and_whether_all_are_within() -> None:
    registers = [register(girls) for girls in (1, 3)]
    row = rows(registers)["girls"]
    assert (row.made, row.lowest, row.highest) == (50, 25, 75)
    assert (row.published, row.band, row.within) == (44, (35, 53), False)
    assert (row.year, row.certainty, row.unit) == ("2018", "H", "%")
    assert rows([register(2)])["girls"].within is True


def test_a_calibration_is_json_and_back() -> None:
    data = json.loads(powys().model_dump_json())
    assert data["format"] == "cartref/calibration/1"
    assert (data["area"], data["children"]) == ("Powys", 245)
    assert Calibration.model_validate(data) == powys()


def test_an_empty_register_has_no_rows() -> None:
    assert calibrate([sample_register(1, 0)]).rows == ()


# --- counted by hand --------------------------------------------------------------------


def child(position: int, gender: str, place: dict[str, float], **more: Any) -> dict[str, Any]:
    return {
        "id": f"C{position}",
        "date_of_birth": date(2026 - 4 * position, 1, 1),
        "gender": gender,
        "family_home": place,
        "languages": ["cy" if position == 1 else "en"],
        "needs": [],
        "status": "settled",
        "placement": {"home": f"H{position}", "since": date(2026, 1, 1)},
        "placement_type": "long_term",
        "moves_12m": position - 1,
        **more,
    }


def home(id_: str, kind: str, authority: str, cost: float, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "provider": "Somebody",
        "kind": kind,
        "authority": authority,
        "location": LLANDRINDOD,
        "places": 1,
        "ages": [0, 20],
        "placement_types": ["long_term"],
        "languages": ["en"],
        "weekly_cost": cost,
        **more,
    }


def register(girls: int = 2) -> Register:
    """Four children of 4, 8, 12 and 16 years, the oldest two of them siblings."""
    gender = ["female"] * girls + ["male"] * (4 - girls)
    return Register.model_validate(
        {
            "format": "cartref/register/1",
            "as_of": date(2026, 6, 1),
            "authority": {"code": POWYS, "name": "Powys", "neighbours": []},
            "children": [
                child(1, gender[0], NEWTOWN),
                child(2, gender[1], LLANDRINDOD),
                child(3, gender[2], BRECON, placement={"home": "H2", "since": date(2026, 1, 1)}),
                child(4, gender[3], BRECON),
            ],
            "sibling_groups": [{"id": "S1", "children": ["C3", "C4"], "together": "prefer"}],
            "homes": [
                home("H1", "in_house_foster", POWYS, 400, places=3),
                home("H2", "agency_foster", SHROPSHIRE, 900, places=3, open=False),
                home("H4", "residential", GWYNEDD, 5000),
                home("H5", "residential", POWYS, 4000),
                home("H6", "kinship", POWYS, 350, reserved_for=["C1"]),
            ],
        }
    )


def rows(registers: list[Register]) -> dict[str, Row]:
    return {row.name: row for row in calibrate(registers).rows}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("children aged 0 to 4", 25),
        ("children aged 5 to 11", 25),
        ("children aged 12 to 15", 25),
        ("children aged 16 and over", 25),
        ("girls", 50),
        ("children in sibling groups", 50),
        ("sibling groups of 2", 100),
        ("sibling groups of 3", 0),
        ("sibling groups all in one home", 0),
        ("children whose first language is Welsh", 25),
        ("children with three or more placements in a year", 50),
        ("children waiting", 0),
        ("children from the Newtown area", 245 / 4),
        ("children from the Llandrindod area", 245 / 4),
        ("in-house foster homes in the Newtown area", 0),
        ("in-house foster homes in the Llandrindod area", 245 / 4),
        ("live in in-house foster homes", 25),
        ("live in agency foster homes", 50),
        ("live in children's homes", 25),
        ("live in house, of in-house and agency", 100 / 3),
        ("live out of county", 75),
        ("live out of county, in Wales", 25),
        ("live outside Wales", 50),
        ("live in the county, of all in children's homes", 0),
        ("in-house foster homes", 245 / 4),
        ("beds in in-house foster homes", 3 * 245 / 4),
        ("homes of relatives or friends", 245 / 4),
        ("foster homes for 1 child", 0),
        ("foster homes for 3 children", 100),
        ("children's homes for 3 or 4 children", 0),
        # Six beds: one child in the first home, two in the second, which is closed.
        ("foster beds filled", 50),
        ("foster beds vacant", 100 / 3),
        ("foster beds not available", 100 / 6),
        ("cost: kin, mean", 350),
        ("cost: children's homes in the county, mean", 4000),
        ("cost: children's homes elsewhere, median", 5000),
    ],
)
def test_a_figure_is_counted_as_by_hand(name: str, value: float) -> None:
    assert rows([register()])[name].made == pytest.approx(value, abs=0.001)


def test_distance_is_counted_in_miles() -> None:
    """Newtown to Llandrindod is 30.6 km, under 20 miles; Brecon to Llandrindod 32.7 km, over."""
    assert Made(register()).beyond_20_miles == 50


def test_a_child_who_waits_lives_nowhere() -> None:
    data = register().model_dump()
    data["children"][0]["status"] = "waiting"
    made = Made(Register.model_validate(data))
    assert made.n_waiting == 1
    assert sorted(made.housed) == ["C2", "C3", "C4"]
    assert made.beds("filled") == pytest.approx(100 / 3)


def test_percentiles() -> None:
    assert (mean([]), middle([]), ninetieth([])) == (None, None, None)
    assert (mean([1, 2]), middle([1, 2, 9])) == (1.5, 2)
    assert ninetieth([float(n) for n in range(1, 11)]) == 9
    assert ninetieth([5.0]) == 5
