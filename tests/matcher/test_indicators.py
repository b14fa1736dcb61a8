"""Every indicator on cases that can be counted by hand; the register's day is 2026-11-02."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.approvals import approvals_for
from matcher.case import Case
from matcher.indicators import INDICATORS, Figure, indicator_rows, indicators
from matcher.indicators._base import GROUPS, compared
from matcher.indicators.equality import CHARACTERISTICS
from matcher.living import Living
from matcher.travel import Journey
from tests.support.registers import (
    COUNTY,
    ENGLAND,
    ENGLISH_NEIGHBOUR,
    WALES,
    born,
    case,
    child,
    group,
    home,
    settled,
    there,
)
from tests.support.strategies import tiny_cases

KM_A_DEGREE = 111.1950802
DOCS = Path(__file__).parents[2] / "docs" / "indicators.md"

Homes = Mapping[str, str | None]


def km_north(km: float) -> object:
    return there(lat=km / KM_A_DEGREE)


def figure(case: Case, homes: Homes, *path: str) -> tuple[Any, Any, Any]:
    """Return before, after and change of one indicator, or of one key of one."""
    found: Any = indicators(case, homes)[path[0]]
    for key in path[1:]:
        found = found["values"][key]
    return found["before"], found["after"], found["change"]


def today(case: Case) -> dict[str, str | None]:
    return {child.id: child.present_home for child in case.register.children}


def figures(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every figure of a report, however deep, and check what it hangs on."""
    for entry in report.values():
        if "before" in entry:
            assert set(entry) == {"unit", "before", "after", "change"}
            yield entry
        else:
            assert set(entry) == {"by", "values"}
            yield from figures(entry["values"])


def test_unplaced_children_are_those_without_a_home_they_can_stay_in() -> None:
    ending = child("C1", placement={"home": "H1", "since": "2026-01-05"})
    of = case(ending, child("C2"), child("C3", home="H1"), settled("C4", "H1"), home("H1"))
    after = today(of) | {"C1": "H1"}
    assert figure(of, after, "children") == (4, 4, 0)
    assert figure(of, after, "unplaced") == (2, 1, -1)


def test_in_house_shares_both_ways() -> None:
    kinds = ["in_house_foster", "in_house_foster", "agency_foster", "kinship", "parents"]
    homes = [home(f"H{n}", kind=kind) for n, kind in enumerate([*kinds, "residential"])]
    of = case(*homes, *(settled(f"C{n}", f"H{n}") for n in range(6)), child("C6"))
    after = today(of) | {"C6": "H2"}
    assert figure(of, after, "in_house_share") == (0.6667, 0.5, -0.1667)
    assert figure(of, after, "in_house_and_kin_share") == (0.6, 0.5, -0.1)


def test_with_parents_family_or_friends() -> None:
    homes = [home("H1", kind="parents"), home("H2", kind="kinship"), home("H3")]
    of = case(*homes, settled("C1", "H1"), settled("C2", "H3"), child("C3"), child("C4"))
    after = today(of) | {"C3": "H2"}
    assert figure(of, after, "with_family_or_friends") == (1, 2, 1)
    assert figure(of, after, "with_family_or_friends_share") == (0.5, 0.6667, 0.1667)


def test_out_of_county_in_wales_and_outside() -> None:
    authorities = [COUNTY, WALES, ENGLISH_NEIGHBOUR, "S12000033"]
    homes = [home(f"H{n}", authority=code) for n, code in enumerate(authorities)]
    of = case(*homes, *(settled(f"C{n}", f"H{n}") for n in range(3)), child("C3"))
    after = today(of) | {"C3": "H3"}
    assert figure(of, after, "out_of_county") == (2, 3, 1)
    assert figure(of, after, "out_of_county_share") == (0.6667, 0.75, 0.0833)
    assert figure(of, after, "elsewhere_in_wales") == (1, 1, 0)
    assert figure(of, after, "outside_wales") == (1, 2, 1)
    assert figure(of, after, "outside_wales_share") == (0.3333, 0.5, 0.1667)


def test_an_english_countys_own_homes_are_not_outside_wales() -> None:
    of = case(home("H1", authority=ENGLAND), settled("C1", "H1"), authority=ENGLAND)
    assert figure(of, today(of), "out_of_county") == (0, 0, 0)
    assert figure(of, today(of), "outside_wales") == (0, 0, 0)


def test_percentiles_are_by_nearest_rank() -> None:
    homes = [home(f"H{n}", location=km_north(n)) for n in range(1, 12)]
    stay = [settled(f"C{n}", f"H{n}") for n in range(1, 11)]
    of = case(*homes, *stay, child("C11"))
    after = today(of) | {"C11": "H11"}
    # Of ten the 5th and the 9th; of eleven the 6th and the 10th.
    assert figure(of, after, "distance_median_km") == (5.0, 6.0, 1.0)
    assert figure(of, after, "distance_p90_km") == (9.0, 10.0, 1.0)


def test_one_child_is_the_median_and_the_90th_percentile() -> None:
    of = case(home("H1", location=km_north(4.56)), settled("C1", "H1"))
    assert figure(of, today(of), "distance_median_km") == (4.6, 4.6, 0.0)
    assert figure(of, today(of), "distance_p90_km") == (4.6, 4.6, 0.0)


def test_share_beyond_20_miles() -> None:
    homes = [home("H1", location=km_north(32.2)), home("H2", location=km_north(32.3))]
    of = case(*homes, settled("C1", "H1"), child("C2"))
    assert figure(of, {"C1": "H1", "C2": "H2"}, "beyond_20_miles_share") == (0.0, 0.5, 0.5)


def test_share_beyond_one_hour_by_road() -> None:
    # 13.7 + 0.927 x 49.9 = 59.96 minutes; 50.0 km are 60.05.
    homes = [home("H1", location=km_north(49.9)), home("H2", location=km_north(50.0))]
    of = case(*homes, settled("C1", "H1"), child("C2"))
    assert figure(of, {"C1": "H1", "C2": "H2"}, "beyond_one_hour_share") == (0.0, 0.5, 0.5)


def test_a_travel_matrix_gives_the_distance_and_the_straight_line_the_hour() -> None:
    measured = {("C1", "H1"): Journey(home=400)}
    of = case(home("H1", location=km_north(60)), settled("C1", "H1"), journeys=measured)
    assert figure(of, today(of), "distance_median_km") == (40.0, 40.0, 0.0)
    assert figure(of, today(of), "beyond_one_hour_share") == (1.0, 1.0, 0.0)


def test_sibling_groups_wholly_together() -> None:
    # S1 comes together; S2 is apart; S3 is together but for one who has no home; S4 has none.
    of = case(
        *(home("H1"), home("H2")),
        *(settled("C1", "H1"), child("C2")),
        *(settled("C3", "H1"), settled("C4", "H2")),
        *(settled("C5", "H1"), settled("C6", "H1"), child("C7")),
        *(child("C8"), child("C9")),
        *(group("C1", "C2", id_="S1"), group("C3", "C4", id_="S2")),
        *(group("C5", "C6", "C7", id_="S3"), group("C8", "C9", id_="S4")),
    )
    after = today(of) | {"C2": "H1"}
    assert figure(of, after, "sibling_groups_together") == (0, 1, 1)


def test_children_living_with_none_of_their_siblings() -> None:
    # C1 and C2 are together, C3 apart from them; C4 is alone for want of a home for C5.
    of = case(
        *(home("H1"), home("H2")),
        *(settled("C1", "H1"), child("C2"), settled("C3", "H2"), settled("C4", "H1"), child("C5")),
        *(settled("C6", "H1"), group("C1", "C2", "C3", id_="S1"), group("C4", "C5", id_="S2")),
    )
    after = today(of) | {"C2": "H1"}
    assert figure(of, after, "living_with_no_sibling") == (3, 2, -1)


def test_moves_are_of_children_under_review() -> None:
    ending = child("C3", placement={"home": "H1", "since": "2026-01-05"})
    of = case(home("H1"), home("H2"), child("C1", home="H1"), child("C2", home="H1"), ending)
    assert figure(of, {"C1": "H2", "C2": "H1", "C3": "H2"}, "moves") == (0, 1, 1)


def test_step_downs_are_from_residential_to_family() -> None:
    kinds = ["residential", "residential", "agency_foster", "supported_lodgings", "in_house_foster"]
    homes = [home(f"H{n}", kind=kind) for n, kind in enumerate(kinds)]
    ending = child("C2", placement={"home": "H0", "since": "2026-01-05"})
    of = case(
        *homes,
        *(child("C1", home="H0"), ending, child("C3", home="H0"), child("C4", home="H0")),
        *(child("C5", home="H2"), child("C6"), child("C7", home="H0")),
    )
    after = {"C1": "H2", "C2": "H4", "C3": "H1", "C4": "H3", "C5": "H4", "C6": "H4", "C7": "H0"}
    assert figure(of, after, "step_downs") == (0, 2, 2)


def test_returns_to_the_county() -> None:
    ending = child("C2", placement={"home": "H0", "since": "2026-01-05"})
    homes = [home("H0", authority=ENGLAND), home("H1", authority=WALES), home("H2")]
    of = case(
        *homes,
        *(child("C1", home="H0"), ending, child("C3", home="H0"), child("C4", home="H2")),
        *(child("C5"), settled("C6", "H0")),
    )
    after = {"C1": "H2", "C2": "H2", "C3": "H1", "C4": "H1", "C5": "H2", "C6": "H0"}
    assert figure(of, after, "returns_to_county") == (0, 2, 2)


@pytest.mark.parametrize(
    ("moves_12m", "lives", "status", "after", "counted"),
    [
        (2, "H1", "settled", "H1", (1, 1, 0)),
        (1, "H1", "settled", "H1", (0, 0, 0)),
        (1, "H1", "review", "H2", (0, 1, 1)),
        (1, "H1", "waiting", "H2", (0, 1, 1)),
        (1, "H1", "waiting", None, (0, 0, 0)),
        (1, None, "waiting", "H2", (0, 1, 1)),
        (0, None, "waiting", "H2", (0, 0, 0)),
    ],
)
def test_three_or_more_placements(
    moves_12m: int,
    lives: str | None,
    status: str,
    after: str | None,
    counted: tuple[int, int, int],
) -> None:
    one = child("C1", home=lives, moves_12m=moves_12m, status=status)
    of = case(one, settled("C2", "H1"), home("H1"), home("H2"))
    homes = {"C1": after, "C2": "H1"}
    assert figure(of, homes, "three_or_more_placements") == counted
    shares = tuple(n / 2 for n in counted)
    assert figure(of, homes, "three_or_more_placements_share") == shares


def test_schools_kept_and_changed() -> None:
    # C1 stays however far; C2 comes near its school, C3 and C4 far from it; C5 has none.
    homes = [home("H1", location=km_north(50)), home("H2", location=km_north(23.9))]
    of = case(
        *homes,
        settled("C1", "H1", school=there()),
        *(child(id_, school=there()) for id_ in ("C2", "C3", "C6")),
        *(child("C4", home="H2", school=there(), exam_year=True), child("C5", exam_year=True)),
    )
    after = {"C1": "H1", "C2": "H2", "C3": "H1", "C4": "H1", "C5": "H1", "C6": None}
    assert figure(of, after, "school_kept") == (2, 2, 0)
    assert figure(of, after, "school_changes") == (0, 2, 2)
    assert figure(of, after, "key_stage_4_disruptions") == (0, 1, 1)


def test_welsh_speaking_children_in_welsh_speaking_homes() -> None:
    homes = [home("H1", languages=("en", "cy")), home("H2", languages=("en",))]
    of = case(
        *homes,
        *(settled("C1", "H2", languages=("cy",)), settled("C2", "H1")),
        *(child("C3", languages=("en", "cy")), child("C4", languages=("cy", "en"))),
    )
    after = today(of) | {"C3": "H1"}
    assert figure(of, after, "welsh_in_welsh_homes") == (0, 1, 1)
    assert figure(of, after, "welsh_in_welsh_homes_share") == (0.0, 0.5, 0.5)


def test_approvals_needed_by_kind() -> None:
    of = case(
        *(home("H1", authority=ENGLAND), home("H2", kind="parents")),
        *(settled("C1", "H1"), child("C2", home="H2"), child("C3"), group("C1", "C3")),
    )
    after = {"C1": "H1", "C2": "H1", "C3": "H2"}
    needed = {
        "area_panel": 1,
        "move_review": 1,
        "key_stage_4": 0,
        "limit_exemption": 0,
        "shared_bedroom": 0,
        "impact_assessment": 1,
        "with_parents": 1,
        "separation": 1,
        "placement_plan": 2,
    }
    report = indicators(of, after)["approvals"]
    assert report["by"] == "approval"
    assert {code: entry["after"] for code, entry in report["values"].items()} == needed
    assert {entry["before"] for entry in report["values"].values()} == {0}


def test_costs_are_exact() -> None:
    homes = [home("H1", weekly_cost=0.1), home("H2", kind="residential", weekly_cost=0.2)]
    of = case(*homes, settled("C1", "H1"), child("C2"), child("C3"))
    after = today(of) | {"C2": "H2"}
    assert figure(of, after, "weekly_cost") == (0.1, 0.3, 0.2)
    # 365 / 7 weeks: 0.3 x 52.142857... = 15.642857...
    assert figure(of, after, "yearly_cost") == (5.2143, 15.6429, 10.4286)
    assert figure(of, after, "weekly_cost_per_child") == (0.1, 0.15, 0.05)
    assert figure(of, after, "weekly_cost_by_kind", "in_house_foster") == (0.1, 0.1, 0.0)
    assert figure(of, after, "weekly_cost_by_kind", "residential") == (0.0, 0.2, 0.2)
    assert figure(of, after, "yearly_cost_by_kind", "residential") == (0.0, 10.4286, 10.4286)
    assert figure(of, after, "yearly_cost_by_kind", "parents") == (0.0, 0.0, 0.0)


def test_parts_of_a_penny_count_as_well() -> None:
    homes = [home("H1", weekly_cost=0.999), home("H2", kind="residential", weekly_cost=0.0015)]
    of = case(*homes, settled("C1", "H1"), settled("C2", "H1"), child("C3"))
    after = today(of) | {"C3": "H2"}
    assert figure(of, after, "weekly_cost") == (1.998, 1.9995, 0.0015)
    assert figure(of, after, "weekly_cost_by_kind", "residential") == (0.0, 0.0015, 0.0015)
    # 1.9995 / 3
    assert figure(of, after, "weekly_cost_per_child") == (0.999, 0.6665, -0.3325)


def test_places_used_by_kind_and_area() -> None:
    town = {"lat": 52.513, "lon": -3.314, "label": "Newtown"}
    others = [{"age": 8, "gender": "male"}]
    homes = [
        home("H1", location=town, places=2, other_children=others),
        home("H2", places=2, open=False),
        home("H3", kind="residential", authority=ENGLAND, location=town, places=1),
    ]
    of = case(*homes, settled("C1", "H1"), child("C2"), child("C3"))
    after = {"C1": "H1", "C2": "H2", "C3": "H3"}
    assert figure(of, after, "places_used_by_kind", "in_house_foster") == (2, 3, 1)
    assert figure(of, after, "places_used_by_kind", "residential") == (0, 1, 1)
    assert figure(of, after, "places_used_share_by_kind", "in_house_foster") == (0.5, 0.75, 0.25)
    assert figure(of, after, "places_used_share_by_kind", "kinship") == (None, None, None)
    areas = indicators(of, after)["places_used_by_area"]["values"]
    assert sorted(areas) == [ENGLAND, "Newtown", "unlabelled"]
    assert figure(of, after, "places_used_by_area", "Newtown") == (2, 2, 0)
    assert figure(of, after, "places_used_by_area", ENGLAND) == (0, 1, 1)
    assert figure(of, after, "places_used_share_by_area", "Newtown") == (1.0, 1.0, 0.0)
    assert figure(of, after, "places_used_share_by_area", "unlabelled") == (0.0, 0.5, 0.5)


def test_for_profit_share_and_who_would_have_no_place_in_2030() -> None:
    # On 1 April 2030 C1 is a day short of 18 and C3 is 18; C4 lives outside Wales.
    homes = [home("H1", for_profit=True), home("H2", for_profit=True, authority=ENGLAND)]
    of = case(
        *(*homes, home("H3")),
        *(settled("C1", "H1", date_of_birth=date(2012, 4, 2)), settled("C2", "H3")),
        *(child("C3", date_of_birth=date(2012, 4, 1)), child("C4", age=3), child("C5", age=3)),
    )
    after = today(of) | {"C3": "H1", "C4": "H2", "C5": "H1"}
    assert figure(of, after, "for_profit_share") == (0.5, 0.8, 0.3)
    assert figure(of, after, "no_place_in_2030") == (1, 2, 1)


@pytest.mark.parametrize("off", [{"authority": ENGLAND}, {"for_profit_ends": None}])
def test_the_law_of_2030_is_for_wales_and_may_be_off(off: dict[str, Any]) -> None:
    of = case(home("H1", for_profit=True), settled("C1", "H1", age=3), **off)
    assert figure(of, today(of), "no_place_in_2030") == (0, 0, 0)


@pytest.mark.parametrize(
    ("what", "fields", "expected"),
    [
        ("age_band", {"age": 4}, "0-4"),
        ("age_band", {"age": 5}, "5-11"),
        ("age_band", {"date_of_birth": born(12, days=1)}, "5-11"),
        ("age_band", {"age": 12}, "12-15"),
        ("age_band", {"age": 16}, "16+"),
        ("gender", {"gender": "other"}, "other"),
        ("disability", {"needs": [{"code": "physical_disability", "required": True}]}, "yes"),
        ("disability", {"needs": [{"code": "autism", "required": False}]}, "yes"),
        ("disability", {"needs": [{"code": "trauma", "required": True}]}, "no"),
        ("first_language", {"languages": ("cy", "en")}, "cy"),
        ("first_language", {"languages": ("en", "cy")}, "en"),
        ("first_language", {"languages": ("pl",)}, "other"),
        ("sibling_group_size", {}, "1"),
    ],
)
def test_equality_view_counts_a_child_in_its_group(
    what: str, fields: dict[str, Any], expected: str
) -> None:
    of = case(child("C1", **fields), home("H1"))
    groups = indicators(of, {"C1": "H1"})["equality"]["values"][what]
    assert groups["by"] == what
    for name, entry in groups["values"].items():
        n = int(name == expected)
        assert entry["by"] == "indicator"
        assert entry["values"]["children"]["before"] == n, name
        assert entry["values"]["unplaced"]["change"] == -n, name


@pytest.mark.parametrize(("size", "expected"), [(2, "2"), (4, "4"), (5, "5+"), (7, "5+")])
def test_equality_view_by_sibling_group_size(size: int, expected: str) -> None:
    ids = [f"C{n}" for n in range(size)]
    of = case(*(child(id_) for id_ in ids), child("X"), group(*ids), home("H1"))
    path = ("equality", "sibling_group_size", expected, "children")
    assert figure(of, today(of), *path) == (size, size, 0)


def test_equality_view_looks_at_siblings_of_other_groups() -> None:
    of = case(
        *(child("C1", gender="male"), child("C2", gender="female"), group("C1", "C2")),
        *(home("H1"), home("H2", weekly_cost=700)),
    )
    boys = ("equality", "gender", "male")
    together = {"C1": "H1", "C2": "H1"}
    assert figure(of, together, *boys, "living_with_no_sibling") == (0, 0, 0)
    apart = {"C1": "H2", "C2": "H1"}
    assert figure(of, apart, *boys, "living_with_no_sibling") == (0, 1, 1)
    assert figure(of, apart, *boys, "weekly_cost_per_child") == (None, 700.0, None)


@pytest.mark.parametrize(
    "of",
    [case(), case(home("H1")), case(child("C1"), child("C2"), group("C1", "C2"))],
    ids=["nobody", "no children", "no homes"],
)
def test_what_has_no_children_to_count_is_none_and_never_nan(of: Case) -> None:
    report = indicators(of, today(of))
    assert list(report) == [indicator.code for indicator in INDICATORS]
    json.dumps(report, allow_nan=False)
    for code in ("in_house_share", "distance_median_km", "distance_p90_km"):
        assert figure(of, today(of), code) == (None, None, None)
    for code in ("weekly_cost_per_child", "for_profit_share", "beyond_one_hour_share"):
        assert figure(of, today(of), code) == (None, None, None)
    assert figure(of, today(of), "weekly_cost") == (0.0, 0.0, 0.0)
    assert figure(of, today(of), "sibling_groups_together") == (0, 0, 0)


def test_change_is_none_where_nobody_was_counted_before() -> None:
    of = case(child("C1"), home("H1"))
    assert figure(of, {"C1": "H1"}, "in_house_share") == (None, 1.0, None)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Case, dict[str, str | None]]:
    """Draw a case and any homes for its children; no indicator asks whether rules are kept."""
    of = draw(tiny_cases())
    homes = st.sampled_from([None, *of.homes])
    return of, {id_: draw(homes) for id_ in of.children}


@given(situations())
def test_counts_add_up(drawn: tuple[Case, dict[str, str | None]]) -> None:
    of, homes = drawn
    report = indicators(of, homes)
    json.dumps(report, allow_nan=False)

    def total(code: str) -> Any:
        return sum(entry["after"] for entry in report[code]["values"].values())

    def after(code: str) -> Any:
        return report[code]["after"]

    n_homed = sum(id_ is not None for id_ in homes.values())
    n_others = sum(len(home.other_children) for home in of.register.homes)
    assert after("children") == after("unplaced") + n_homed
    assert total("places_used_by_kind") == total("places_used_by_area") == n_homed + n_others
    assert total("weekly_cost_by_kind") == pytest.approx(after("weekly_cost"))
    with_school = [c for c in of.register.children if c.school and homes[c.id]]
    assert after("school_kept") + after("school_changes") == len(with_school)
    away = sum(id_ is not None and of.out_of_county(of.homes[id_]) for id_ in homes.values())
    assert after("out_of_county") == away
    assert after("elsewhere_in_wales") + after("outside_wales") == away
    for what in CHARACTERISTICS:
        groups = report["equality"]["values"][what.code]["values"].values()
        for code in ("children", "unplaced", "moves", "school_changes", "living_with_no_sibling"):
            for when in ("before", "after"):
                counts = [entry["values"][code][when] for entry in groups]
                assert sum(counts) == report[code][when], (what.code, code)


@given(situations())
def test_approvals_are_those_of_the_whole_register(
    drawn: tuple[Case, dict[str, str | None]],
) -> None:
    of, homes = drawn
    living = Living(of, homes)
    expected = [
        approval.code
        for id_, at in homes.items()
        if at is not None
        for approval in approvals_for(of.children[id_], of.homes[at], living, of)
    ]
    values = indicators(of, homes)["approvals"]["values"]
    assert {code: entry["after"] for code, entry in values.items() if entry["after"]} == {
        code: expected.count(code) for code in expected
    }


@given(tiny_cases())
def test_leaving_all_as_it_is_changes_nothing(of: Case) -> None:
    changes = {entry["change"] for entry in figures(indicators(of, today(of)))}
    assert changes <= {0, None}


def test_entries_are_unlike_and_defined() -> None:
    codes = [indicator.code for indicator in INDICATORS]
    assert len(set(codes)) == len(codes)
    for indicator in INDICATORS:
        words = (indicator.meaning, indicator.unit)
        assert all(word.en.strip() and word.cy.strip() for word in words), indicator.code
        assert indicator.source.strip(), indicator.code
        assert indicator.definition.endswith("."), indicator.code


def test_main_figures_are_in_the_equality_view() -> None:
    main = [i.code for i in INDICATORS if isinstance(i, Figure) and i.main]
    girls = indicators(case(), {})["equality"]["values"]["gender"]["values"]["female"]["values"]
    assert list(girls) == main
    assert {"unplaced", "out_of_county_share", "distance_median_km", "moves"} <= set(main)


def test_docs_have_a_row_for_every_indicator() -> None:
    heading, *rows = ("| " + " | ".join(row) + " |" for row in indicator_rows())
    table = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    assert [table[0], *table[2:]] == [heading, *rows], "copy indicator_rows() into the page"


def test_prices_with_many_decimals_add_up_exactly() -> None:
    # Over one denominator these are numbers whose sum needs more than 64 bits.
    price = 999_999.1234567891
    children = [child(f"C{n:04}", home="H1") for n in range(1200)]
    of = case(*children, home("H1", places=1200, weekly_cost=price))
    expected = float(round(1200 * Fraction("999999.1234567891"), 4))
    assert figure(of, today(of), "weekly_cost") == (expected, expected, 0.0)
    assert figure(of, today(of), "weekly_cost_by_kind", "in_house_foster")[0] == expected


@given(st.integers(), st.integers(1, 10**9))
def test_numbers_are_rounded_as_fractions_are(above: int, below: int) -> None:
    value = Fraction(above, below)
    shown = compared(GROUPS, value, value)
    assert shown["before"] == shown["after"] == float(round(value, 4))
