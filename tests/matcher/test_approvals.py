from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from matcher.approvals import KINDS, approvals_for
from matcher.case import FOSTERING_KINDS, Case
from matcher.case_arrays import KINDS as HOME_KINDS
from matcher.geography import great_circle_km
from matcher.living import Living
from tests.support.registers import (
    HERE,
    WELSH_NEIGHBOUR,
    case,
    child,
    group,
    home,
    settled,
    there,
)

OTHER = {"age": 8, "gender": "male"}
FRIDAY_BEFORE_CHRISTMAS = date(2026, 12, 18)


def due(both: Case, homes: Mapping[str, str | None], of: str = "C1") -> dict[str, date | None]:
    """Return the approvals that a child needs in a plan, and when each is due."""
    at = homes[of]
    approvals = approvals_for(
        both.child(of), None if at is None else both.home(at), Living(both, homes), both
    )
    assert len({one.code for one in approvals}) == len(approvals)
    assert all(one.who for one in approvals)
    return {one.code: one.due for one in approvals}


def codes(both: Case, **homes: str | None) -> set[str]:
    return set(due(both, homes))


def test_a_placement_next_door_needs_its_plan_alone() -> None:
    assert due(case(child(), home()), {"C1": "H1"}) == {"placement_plan": date(2026, 11, 9)}


def test_nothing_for_who_stays_or_has_no_home() -> None:
    both = case(child("C1", home="H1"), child("C2"), home(authority=WELSH_NEIGHBOUR))
    assert codes(both, C1="H1", C2=None) == set()
    assert due(both, {"C1": "H1", "C2": None}, of="C2") == {}


def test_out_of_county_comes_to_the_panel_before() -> None:
    both = case(child(needed_by=FRIDAY_BEFORE_CHRISTMAS), home(authority=WELSH_NEIGHBOUR))
    assert due(both, {"C1": "H1"})["area_panel"] == FRIDAY_BEFORE_CHRISTMAS
    assert codes(case(child(), home()), C1="H1") == {"placement_plan"}


def test_an_emergency_comes_to_the_panel_within_5_working_days() -> None:
    urgent = child(placement_type="emergency", needed_by=FRIDAY_BEFORE_CHRISTMAS)
    both = case(urgent, home(authority=WELSH_NEIGHBOUR))
    # 21 to 24 December, and then, after Christmas and Boxing Day's substitute, the 29th.
    assert due(both, {"C1": "H1"})["area_panel"] == date(2026, 12, 29)


@pytest.mark.parametrize("needed_by", [None, date(2026, 1, 1), date(2026, 11, 2)])
def test_days_count_from_the_register_s_day_at_the_earliest(needed_by: date | None) -> None:
    both = case(child(needed_by=needed_by), home(kind="parents"))
    assert due(both, {"C1": "H1"}) == {
        "placement_plan": date(2026, 11, 9),
        "with_parents": date(2026, 11, 16),
    }


def test_days_are_working_days() -> None:
    both = case(child(needed_by=FRIDAY_BEFORE_CHRISTMAS), home(kind="parents"))
    assert due(both, {"C1": "H1"}) == {
        "placement_plan": date(2026, 12, 29),
        "with_parents": date(2027, 1, 6),
    }


@pytest.mark.parametrize(("status", "moved"), [("review", True), ("waiting", False)])
def test_a_move_is_reviewed(status: str, moved: bool) -> None:
    both = case(child(home="H1", status=status), home("H1"), home("H2"))
    assert ("move_review" in codes(both, C1="H2")) is moved


@pytest.mark.parametrize(
    ("exam_year", "reach_km", "needed"),
    [(True, 0.0, True), (False, 0.0, False), (True, None, False), (True, "edge", False)],
)
def test_a_change_of_school_in_an_exam_year(
    exam_year: bool, reach_km: float | str | None, needed: bool
) -> None:
    school = there(0.1)
    if reach_km == "edge":
        reach_km = great_circle_km(HERE.lat, HERE.lon, school.lat, school.lon)
    both = case(child(school=school, exam_year=exam_year), home(), school_reach_km=reach_km)
    assert ("key_stage_4" in codes(both, C1="H1")) is needed


@pytest.mark.parametrize("kind", HOME_KINDS)
@pytest.mark.parametrize("n_children", [3, 4])
def test_more_than_three_who_are_not_siblings(kind: str, n_children: int) -> None:
    ids = [f"C{number}" for number in range(1, n_children + 1)]
    both = case(*map(child, ids), home(kind=kind, places=9, fostering_limit=9))
    needed = kind in FOSTERING_KINDS and n_children > 3
    homes = dict.fromkeys(ids, "H1")
    assert ("limit_exemption" in due(both, homes)) is needed


def test_others_children_count_towards_three_and_siblings_alone_may_be_more() -> None:
    others = home(places=9, other_children=[OTHER] * 3)
    assert "limit_exemption" in codes(case(child(), others), C1="H1")
    two = home(places=9, other_children=[OTHER] * 2)
    assert "limit_exemption" not in codes(case(child(), two), C1="H1")
    ids = ["C1", "C2", "C3", "C4"]
    siblings = case(*map(child, ids), group(*ids), home(places=9))
    assert "limit_exemption" not in due(siblings, dict.fromkeys(ids, "H1"))
    three = case(*map(child, ids), group(*ids[:3]), home(places=9))
    assert "limit_exemption" in due(three, dict.fromkeys(ids, "H1"))


@pytest.mark.parametrize(
    ("bedrooms", "n_others", "needed"),
    [(None, 9, False), (2, 0, False), (1, 0, True), (3, 1, False), (2, 1, True)],
)
def test_more_children_than_bedrooms(bedrooms: int | None, n_others: int, needed: bool) -> None:
    place = home(places=20, bedrooms=bedrooms, other_children=[OTHER] * n_others)
    both = case(child("C1"), child("C2"), group("C1", "C2"), place)
    assert ("shared_bedroom" in codes(both, C1="H1", C2="H1")) is needed


def test_impact_on_anybody_but_siblings() -> None:
    def needed(*groups: tuple[str, ...], others: int = 0, other_at: str | None = "H1") -> bool:
        siblings = [group(*ids, id_=f"S{ids[0]}") for ids in groups]
        homes = (home("H1", other_children=[OTHER] * others), home("H2"))
        both = case(*map(child, ("C1", "C2", "C3")), *siblings, *homes)
        return "impact_assessment" in codes(both, C1="H1", C2=other_at, C3=None)

    assert not needed(other_at=None)
    assert not needed(other_at="H2")
    assert needed()
    assert not needed(("C1", "C2"))
    assert needed(("C1", "C3"))
    assert needed(("C2", "C3"))
    assert needed(("C1", "C2"), others=1)
    assert needed(other_at=None, others=1)


def test_who_lives_there_already_counts() -> None:
    both = case(child("C1"), settled("C2", "H1"), home())
    assert "impact_assessment" in codes(both, C1="H1", C2="H1")


@pytest.mark.parametrize("kind", HOME_KINDS)
def test_with_parents(kind: str) -> None:
    both = case(child(), home(kind=kind))
    assert ("with_parents" in codes(both, C1="H1")) is (kind == "parents")


@pytest.mark.parametrize(("sibling_at", "separated"), [("H1", False), ("H2", True), (None, False)])
def test_a_sibling_in_another_home(sibling_at: str | None, separated: bool) -> None:
    homes = {"C1": "H1", "C2": sibling_at, "C3": "H2"}
    children = (child("C1"), child("C2"), child("C3"))
    both = case(*children, group("C1", "C2"), home("H1"), home("H2"))
    assert ("separation" in due(both, homes)) is separated
    assert "separation" not in due(both, homes, of="C3")


def test_words_in_both_languages() -> None:
    for kind in KINDS:
        assert kind.who.en
        assert kind.who.cy
        assert kind.who.en != kind.who.cy
