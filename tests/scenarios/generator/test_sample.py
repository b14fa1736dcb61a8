"""The made-up register is valid, the same every time, lawful as it stands, and like Powys."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from statistics import fmean, median

import pytest

from matcher.errors import InputError
from matcher.records.child import Child
from matcher.records.home import Home
from matcher.records.location import Location
from matcher.records.references import age_on
from matcher.records.register import Register
from scenarios.generator.areas import AREAS
from scenarios.generator.councils import POWYS
from scenarios.generator.geography import councils, sectors
from scenarios.generator.sample import sample_register

SEEDS = range(20)
KIN = ("parents", "kinship")
FOSTER = ("kinship", "in_house_foster", "agency_foster")


@cache
def sample(seed: int) -> Register:
    return sample_register(seed)


def home_of(register: Register) -> dict[str, Home]:
    """Return the present home of each child that has one, by the child's id."""
    homes = {home.id: home for home in register.homes}
    return {c.id: homes[c.present_home] for c in register.children if c.present_home}


def groups_of(register: Register) -> dict[str, str]:
    return {child: group.id for group in register.sibling_groups for child in group.children}


# --- the same, every time ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "children", "golden"),
    [
        ("powys", 245, "0a4cd47c9e36e0c8c028a04a2502507068d450e2d287bac1ef6bdba5b37a9968"),
        ("wales", 300, "04917b3e22702facd47c826fb369e4a30b0348aba67df91b5d2be6d14bbc1bc7"),
        ("england", 30, "88d31fe846e740aef017b198f136e4dcf550604d12857f8d632570807417a798"),
    ],
)
def test_a_seed_gives_the_same_bytes_on_every_platform_and_python(
    area: str, children: int, golden: str
) -> None:
    assert sample_register(1, children, area=area).sha256 == golden


def test_seeds_differ() -> None:
    assert len({sample(seed).sha256 for seed in SEEDS}) == len(SEEDS)


def test_the_day_moves_every_date_and_no_home() -> None:
    later = sample_register(1, as_of=date(2028, 2, 29))
    assert later.as_of == date(2028, 2, 29)
    assert [home.location for home in later.homes] == [home.location for home in sample(1).homes]
    assert {age_on(child.date_of_birth, later.as_of) for child in later.children} <= set(range(18))


# --- size and validity ------------------------------------------------------------------


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("children", [0, 1, 2, 3, 7, 10, 60])
def test_any_size_is_a_valid_register(children: int, area: str) -> None:
    register = sample_register(5, children, area=area)
    assert len(register.children) == children
    assert Register.model_validate(register.model_dump(mode="json")) == register
    assert list(broken(register)) == []


def test_a_large_register_is_lawful() -> None:
    register = sample_register(5, 1000)
    assert len(register.children) == 1000
    assert list(broken(register)) == []


def test_homes_grow_in_proportion() -> None:
    assert len(sample_register(3, 1000).homes) == pytest.approx(215 * 1000 / 245, rel=0.1)


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": 1, "children": -1}, "children"),
        ({"seed": 1, "children": 100_001}, "children"),
        ({"seed": 1, "as_of": date(1, 1, 1)}, "as_of"),
        ({"seed": 1, "area": "scotland"}, "area"),
    ],
)
def test_an_argument_out_of_range_is_refused(arguments: dict[str, object], place: str) -> None:
    make: Callable[..., Register] = sample_register
    with pytest.raises(InputError) as caught:
        make(**arguments)
    assert [fault.place for fault in caught.value.faults] == [place]


def test_all_arguments_out_of_range_are_refused_together() -> None:
    with pytest.raises(InputError) as caught:
        sample_register(-1, -1, date(1, 1, 1), "Powys")
    places = [fault.place for fault in caught.value.faults]
    assert places == ["seed", "children", "as_of", "area"]


# --- lawful as it stands ----------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_where_children_live_breaks_no_rule(seed: int) -> None:
    assert list(broken(sample(seed))) == []


def broken(register: Register) -> Iterator[tuple[str, str]]:
    """Yield the rules of contract 3 that the present placements break, plainly restated."""
    at = home_of(register)
    group = groups_of(register)
    for child in register.children:
        if child.id in at:
            for code in refusals(child, at[child.id], register.as_of):
                yield code, child.id
    for home in register.homes:
        together = [child for child in register.children if child.present_home == home.id]
        if together:
            for code in discords(together, home, group):
                yield code, home.id


def refusals(child: Child, home: Home, as_of: date) -> Iterator[str]:
    age = age_on(child.date_of_birth, as_of)
    others = [*home.household_ages, *(other.age for other in home.other_children)]
    general = home.kind not in KIN
    if home.reserved_for and child.id not in home.reserved_for:
        yield "reserved"
    if not home.ages[0] <= age <= home.ages[1]:
        yield "age"
    if child.gender not in home.genders:
        yield "gender"
    if child.placement_type not in home.placement_types:
        yield "placement_type"
    if not child.required_needs.issubset(home.provides):
        yield "need"
    if home.kind == "supported_lodgings" and age < 16:
        yield "under_16"
    if general and home.smokers and (age < 5 or child.smoke_free):
        yield "smoke_free"
    if any(km(zone.centre, home.location) <= zone.radius_km for zone in child.exclusion_zones):
        yield "exclusion_zone"
    if general and (
        (child.alongside == "alone" and others)
        or (child.alongside == "older_only" and any(other < age for other in others))
        or (child.alongside == "younger_only" and any(other > age for other in others))
    ):
        yield "household"
    if home.id in child.declined_by:
        yield "declined"


def discords(together: Sequence[Child], home: Home, group: dict[str, str]) -> Iterator[str]:
    number = len(together) + len(home.other_children)
    families = {group.get(child.id, child.id) for child in together}
    one_family = len(families) == 1 and not home.other_children
    if number > home.places:
        yield "places"
    if home.kind in FOSTER and number > home.fostering_limit and not one_family:
        yield "fostering_limit"
    if home.bedrooms is not None:
        needed = least_bedrooms(list(together), group) + len(home.other_children)
        if needed > home.bedrooms:
            yield "bedrooms"
    for one in together:
        for other in together:
            if other.id in one.apart_from:
                yield "apart"
            if one is not other and group.get(one.id, one.id) != group.get(other.id):
                older, younger = (
                    other.date_of_birth < one.date_of_birth,
                    other.date_of_birth > one.date_of_birth,
                )
                if (
                    one.alongside == "alone"
                    or (one.alongside == "older_only" and younger)
                    or (one.alongside == "younger_only" and older)
                ):
                    yield "alongside"


def least_bedrooms(children: list[Child], group: dict[str, str]) -> int:
    """Try every way to share."""
    if not children:
        return 0
    first, *rest = children
    ways = [1 + least_bedrooms(rest, group)]
    for other in rest:
        if may_share(first, other, group):
            ways.append(1 + least_bedrooms([c for c in rest if c is not other], group))
    return min(ways)


def may_share(one: Child, other: Child, group: dict[str, str]) -> bool:
    as_of = sample(0).as_of
    young = all(age_on(child.date_of_birth, as_of) < 10 for child in (one, other))
    alike = one.gender == other.gender != "other"
    return (
        group.get(one.id) is not None
        and group.get(one.id) == group.get(other.id)
        and (young or alike)
    )


def km(one: Location, other: Location) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(chord))


def test_the_check_of_this_file_sees_a_broken_placement() -> None:
    data = sample(1).model_dump(mode="json")
    settled = next(child for child in data["children"] if child["status"] == "settled")
    home = next(home for home in data["homes"] if home["id"] == settled["placement"]["home"])
    home |= {"ages": [19, 20], "household_ages": [1], "genders": ["other"], "reserved_for": []}
    codes = {code for code, _ in broken(Register.model_validate(data))}
    assert {"age", "gender"} <= codes


# --- like Powys -------------------------------------------------------------------------


def test_waiting_and_review_children_are_those_of_a_panel() -> None:
    for seed in SEEDS:
        status = Counter(child.status for child in sample(seed).children)
        assert status == {"waiting": 22, "review": 29, "settled": 194}


#: A share of a register, and the band that its mean over all seeds and each seed must keep.
BANDS: dict[str, tuple[Callable[[Register], float], tuple[float, float], tuple[float, float]]] = {
    "homes": (lambda r: len(r.homes), (200, 212), (185, 230)),
    "girls": (lambda r: share_of(r, lambda c: c.gender == "female"), (0.42, 0.46), (0.34, 0.55)),
    "welsh": (lambda r: share_of(r, lambda c: c.languages[0] == "cy"), (0.13, 0.19), (0.06, 0.27)),
    "siblings": (lambda r: len(groups_of(r)) / len(r.children), (0.48, 0.5), (0.48, 0.5)),
    "pairs": (
        lambda r: fmean(len(g.children) == 2 for g in r.sibling_groups),
        (0.56, 0.68),
        (0.4, 0.85),
    ),
    "together": (lambda r: fmean(together(r)), (0.43, 0.57), (0.25, 0.8)),
    "under five": (lambda r: aged(r, 0, 4), (0.15, 0.23), (0.08, 0.32)),
    "five to eleven": (lambda r: aged(r, 5, 11), (0.27, 0.37), (0.2, 0.45)),
    "twelve to fifteen": (lambda r: aged(r, 12, 15), (0.23, 0.33), (0.17, 0.4)),
    "sixteen and over": (lambda r: aged(r, 16, 20), (0.16, 0.25), (0.1, 0.33)),
    "many moves": (lambda r: share_of(r, lambda c: c.moves_12m >= 2), (0.10, 0.145), (0.05, 0.2)),
    "out of county": (
        lambda r: living(r, lambda h: h.authority != POWYS),
        (0.35, 0.42),
        (0.25, 0.52),
    ),
    "outside Wales": (
        lambda r: living(r, lambda h: h.authority[0] == "E"),
        (0.15, 0.22),
        (0.07, 0.32),
    ),
    "parents": (lambda r: living(r, lambda h: h.kind == "parents"), (0.12, 0.18), (0.06, 0.26)),
    "kinship": (lambda r: living(r, lambda h: h.kind == "kinship"), (0.15, 0.22), (0.06, 0.31)),
    "in house": (
        lambda r: living(r, lambda h: h.kind == "in_house_foster"),
        (0.26, 0.34),
        (0.2, 0.42),
    ),
    "agency": (
        lambda r: living(r, lambda h: h.kind == "agency_foster"),
        (0.16, 0.23),
        (0.1, 0.3),
    ),
    "residential": (
        lambda r: living(r, lambda h: h.kind == "residential"),
        (0.11, 0.17),
        (0.06, 0.24),
    ),
}


@pytest.mark.parametrize("figure", BANDS)
def test_shares_keep_their_bands(figure: str) -> None:
    measure, (low, high), (lowest, highest) = BANDS[figure]
    values = [measure(sample(seed)) for seed in SEEDS]
    assert low <= fmean(values) <= high
    assert lowest <= min(values)
    assert max(values) <= highest


def share_of(register: Register, holds: Callable[[Child], bool]) -> float:
    return fmean(holds(child) for child in register.children)


def living(register: Register, holds: Callable[[Home], bool]) -> float:
    return fmean(holds(home) for home in home_of(register).values())


def aged(register: Register, lowest: int, highest: int) -> float:
    return share_of(
        register, lambda c: lowest <= age_on(c.date_of_birth, register.as_of) <= highest
    )


def together(register: Register) -> Iterator[bool]:
    at = home_of(register)
    for group in register.sibling_groups:
        if all(child in at for child in group.children):
            yield len({at[child].id for child in group.children}) == 1


def test_costs_are_those_of_each_kind() -> None:
    costs: dict[str, list[float]] = {}
    for seed in SEEDS:
        for home in sample(seed).homes:
            far = home.kind == "residential" and home.authority != POWYS
            costs.setdefault("far" if far else home.kind, []).append(home.weekly_cost)
    assert set(costs["parents"]) == {0}
    assert 300 <= min(costs["kinship"]) <= max(costs["kinship"]) <= 400
    assert 900 <= min(costs["supported_lodgings"]) <= max(costs["supported_lodgings"]) <= 1600
    assert fmean(costs["in_house_foster"]) == pytest.approx(480, abs=10)
    assert fmean(costs["agency_foster"]) == pytest.approx(950, abs=20)
    assert fmean(costs["residential"]) == pytest.approx(4800, abs=150)
    assert median(costs["far"]) == pytest.approx(5800, rel=0.08)


def test_every_field_is_used_somewhere() -> None:
    children = [child for seed in SEEDS for child in sample(seed).children]
    homes = [home for seed in SEEDS for home in sample(seed).homes]
    for field in ("school", "exam_year", "contact", "smoke_free", "apart_from", "exclusion_zones"):
        assert 0 < sum(bool(getattr(child, field)) for child in children) < len(children), field
    assert any(child.declined_by for child in children)
    assert {child.alongside for child in children} == {
        "any", "alone", "older_only", "younger_only"
    }  # fmt: skip
    assert any(child.required_needs for child in children)
    assert any(child.preferred_needs for child in children)
    assert any(child.status == "waiting" and child.placement for child in children)
    for field in ("reserved_for", "smokers", "for_profit", "household_ages", "other_children"):
        assert 0 < sum(bool(getattr(home, field)) for home in homes) < len(homes), field
    assert any(not home.open for home in homes)
    assert any(home.available_from for home in homes)
    assert any(home.fostering_limit > 3 for home in homes)
    assert any(home.bedrooms is not None and home.bedrooms < home.places for home in homes)


def test_exam_years_are_the_school_years_ten_and_eleven() -> None:
    for child in sample(1).children:
        born = child.date_of_birth
        assert child.exam_year == (date(2010, 9, 1) <= born <= date(2012, 8, 31))


def test_homes_of_parents_and_kin_are_kept_for_named_children() -> None:
    for seed in SEEDS:
        for home in sample(seed).homes:
            assert bool(home.reserved_for) == (home.kind in KIN)


def test_no_placement_begins_before_birth_or_after_today() -> None:
    for seed in SEEDS:
        for child in sample(seed).children:
            if child.placement:
                assert child.date_of_birth <= child.placement.since <= sample(seed).as_of


def test_places_are_rounded_to_a_metre_and_labelled_with_a_real_town() -> None:
    for home in sample(1).homes:
        assert round(home.location.lat, 5) == home.location.lat
        assert round(home.location.lon, 5) == home.location.lon
        assert home.location.label


def test_more_children_speak_welsh_where_more_people_do() -> None:
    towns: dict[str | None, list[bool]] = {}
    for seed in SEEDS:
        for child in sample(seed).children:
            towns.setdefault(child.family_home.label, []).append(child.languages[0] == "cy")
    elsewhere = fmean(towns["Newtown"] + towns["Llandrindod Wells"])
    for town in ("Machynlleth", "Ystradgynlais", "Llanfyllin"):
        assert fmean(towns[town]) > 1.5 * elsewhere


# --- countries --------------------------------------------------------------------------


@cache
def country(area: str) -> Register:
    return sample_register(1, 600, area=area)


@pytest.mark.parametrize(
    ("area", "code", "others"),
    [("wales", "W92000004", {"E92000001"}), ("england", "E92000001", {"W92000004"})],
)
def test_in_the_register_of_a_country_authorities_are_countries(
    area: str, code: str, others: set[str]
) -> None:
    register = country(area)
    assert register.authority.code == code
    assert {home.authority for home in register.homes} == {code} | others
    assert others <= set(register.authority.neighbours)
    assert list(broken(register)) == []


def test_children_of_a_country_come_from_where_people_live() -> None:
    """Cardiff, Swansea and Newport have a quarter of the people of Wales."""
    cities = ("W06000015", "W06000011", "W06000022")
    share = fmean(nearest(child.family_home) in cities for child in country("wales").children)
    people = sum(one.postcodes for one in sectors() if one.authority in cities)
    wales = sum(one.postcodes for one in sectors() if one.authority[0] == "W")
    assert share == pytest.approx(people / wales, abs=0.05)
    assert 0.2 < people / wales < 0.3


def nearest(place: Location) -> str:
    """Return the authority of the nearest sector."""
    near = [one for one in sectors() if abs(one.lat - place.lat) + abs(one.lon - place.lon) < 0.3]
    return min(near, key=lambda one: km(place, Location(lat=one.lat, lon=one.lon))).authority


def test_in_a_country_a_council_places_with_its_own_carers() -> None:
    register = country("wales")
    at = home_of(register)
    own = [
        home.provider == f"{councils()[nearest(child.family_home)]} Fostering"
        for child in register.children
        if (home := at.get(child.id)) and home.kind == "in_house_foster"
    ]
    assert len(own) > 100
    assert fmean(own) > 0.9  # near a border the nearest sector may be another's


def test_as_many_children_as_the_area_looks_after_where_no_number_is_given() -> None:
    assert {name: area.children for name, area in AREAS.items()} == {
        "powys": 245,
        "wales": 7198,
        "england": 83_630,
    }
    assert len(sample_register(1).children) == 245
