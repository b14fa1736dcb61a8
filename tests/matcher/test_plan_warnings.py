"""Every warning on cases that can be told by hand; the register's day is 2026-11-02."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from matcher.case import Case
from matcher.household import household_refusals
from matcher.plan_warnings import warnings
from matcher.records.plan import Warn
from tests.support.registers import born, case, child, group, home, settled
from tests.support.strategies import tiny_cases


def warned(of: Case, **after: str | None) -> list[tuple[str, tuple[str, ...], str]]:
    """Return code, about and text of the warnings where some children get other homes."""
    homes = {child.id: child.present_home for child in of.register.children} | after
    return [(warn.code, warn.about, warn.text) for warn in warnings(of, homes)]


def test_nothing_to_warn_of() -> None:
    of = case(
        *(home("H1"), settled("C1", "H1"), settled("C2", "H1"), child("C3")),
        group("C1", "C2", "C3"),
    )
    assert warned(of, C3="H1") == []
    assert warned(case()) == []


@pytest.mark.parametrize(("one", "other"), [(["C2"], []), ([], ["C1"]), (["C2"], ["C1"])])
def test_a_group_that_must_be_kept_apart_cannot_unite(one: list[str], other: list[str]) -> None:
    of = case(
        *(child("C1", apart_from=one), child("C2", apart_from=other), child("C3")),
        *(group("C1", "C2", "C3"), home("H1")),
    )
    text = "S1 cannot all live in one home: C1 and C2 must be kept apart."
    assert warned(of) == [("cannot_unite", ("S1",), text)]


def test_a_group_kept_apart_from_others_can_unite() -> None:
    of = case(child("C1", apart_from=["C3"]), child("C2"), child("C3"), group("C1", "C2"))
    assert warned(of) == []


def test_settled_members_in_different_homes_cannot_unite() -> None:
    of = case(
        *(home("H1"), home("H2"), home("H3")),
        *(settled("C1", "H1"), settled("C2", "H1"), settled("C3", "H2"), child("C4", home="H3")),
        group("C1", "C2", "C3", "C4"),
    )
    text = (
        "S1 cannot all live in one home: "
        "C1 in H1, C2 in H1 and C3 in H2 are settled in different homes."
    )
    assert warned(of) == [("cannot_unite", ("S1",), text)]


def test_a_review_member_elsewhere_does_not_keep_a_group_apart() -> None:
    of = case(
        *(home("H1"), home("H2"), settled("C1", "H1"), child("C2", home="H2")),
        group("C1", "C2"),
    )
    assert warned(of) == []


def test_both_reasons_are_one_warning() -> None:
    of = case(
        *(home("H1"), home("H2"), settled("C1", "H1", apart_from=["C2"]), settled("C2", "H2")),
        group("C1", "C2"),
    )
    [(code, about, text)] = warned(of)
    assert (code, about) == ("cannot_unite", ("S1",))
    assert "must be kept apart; C1 in H1 and C2 in H2 are settled" in text


def test_a_home_whose_children_break_household_rules_today() -> None:
    of = case(
        *(home("H1", places=1, bedrooms=1), home("H2", places=1)),
        *(settled("C1", "H1"), child("C2", home="H1"), settled("C3", "H2")),
    )
    text = "The children who live in H1 today break bedrooms and places there."
    assert warned(of) == [("standing_breach", ("H1",), text)]
    assert warned(of, C2="H2") == [("standing_breach", ("H1",), text)]


def test_newcomers_are_no_standing_breach() -> None:
    ending = child("C2", placement={"home": "H1", "since": "2026-01-05"})
    of = case(home("H1", places=1), settled("C1", "H1"), ending)
    assert warned(of, C2="H1") == []


def test_a_home_full_of_others_children_alone_is_no_breach_of_ours() -> None:
    others = [{"age": 8, "gender": "male"}] * 2
    assert warned(case(home("H1", places=1, other_children=others))) == []


def test_a_child_who_stays_where_rules_would_refuse_today() -> None:
    refusing = home("H1", ages=(0, 5), genders=("male",))
    of = case(refusing, home("H2"), settled("C1", "H1"), child("C2", home="H1"))
    text = "C1 stays in H1, which age and gender would refuse today."
    first = ("standing_breach", ("C1", "H1"), text)
    assert warned(of, C2="H2") == [first]
    assert warned(of) == [first, ("standing_breach", ("C2", "H1"), text.replace("C1", "C2"))]


def test_rules_on_taking_a_child_in_say_nothing_of_who_stays() -> None:
    far = {"lat": 53.5, "lon": -3.375}
    closed = home("H1", open=False, for_profit=True, location=far)
    of = case(
        *(closed, settled("C1", "H1", declined_by=["H1"])),
        journeys={},
        max_km=5,
        for_profit_ends="2026-01-01",
    )
    assert warned(of) == []


@pytest.mark.parametrize(
    ("born_on", "leaves"),
    [
        (born(11), date(2027, 11, 2)),
        (born(12, days=1), date(2026, 11, 3)),
        (born(10), None),
        (born(11, days=1), None),
    ],
    ids=["turned 11 today", "turns 12 tomorrow", "turned 10 today", "turns 11 tomorrow"],
)
def test_who_leaves_the_approved_ages_within_a_year(born_on: date, leaves: date | None) -> None:
    of = case(child("C1", date_of_birth=born_on), home("H1", ages=(5, 11)), home("H2"))
    text = f"C1 leaves the approved ages of H1 on {leaves}."
    assert warned(of, C1="H1") == ([("ages_out", ("C1", "H1"), text)] if leaves else [])
    assert warned(of, C1="H2") == []
    assert warned(of, C1=None) == []


def test_born_on_29_february_leaves_on_1_march_or_29_february() -> None:
    of = case(
        *(child("C1", date_of_birth=date(2016, 2, 29)), home("H1", ages=(0, 10))),
        *(child("C2", date_of_birth=date(2016, 2, 29)), home("H2", ages=(0, 11))),
    )
    [(_, about, text)] = warned(of, C1="H1", C2="H2")
    assert about == ("C1", "H1")
    assert text.endswith("on 2027-03-01.")


def test_who_is_too_old_already_stands_in_breach_and_does_not_age_out() -> None:
    of = case(home("H1", ages=(0, 9)), settled("C1", "H1", age=10))
    assert [code for code, _, _ in warned(of)] == ["standing_breach"]


def test_warnings_come_by_code_and_then_in_register_order() -> None:
    of = case(
        *(home("H2", places=1, ages=(0, 10)), home("H1", places=1, ages=(0, 10))),
        *(settled("C4", "H2"), settled("C3", "H1"), settled("C2", "H2"), settled("C1", "H1")),
        *(settled("C5", "H1", age=12), settled("C6", "H2", age=12)),
        *(group("C3", "C4", id_="S2"), group("C1", "C2", id_="S1")),
    )
    assert [(code, about) for code, about, _ in warned(of)] == [
        ("cannot_unite", ("S2",)),
        ("cannot_unite", ("S1",)),
        ("standing_breach", ("H2",)),
        ("standing_breach", ("H1",)),
        ("standing_breach", ("C5", "H1")),
        ("standing_breach", ("C6", "H2")),
        ("ages_out", ("C4", "H2")),
        ("ages_out", ("C3", "H1")),
        ("ages_out", ("C2", "H2")),
        ("ages_out", ("C1", "H1")),
    ]


@given(tiny_cases())
def test_each_home_in_breach_and_each_child_at_the_edge_is_named_once(of: Case) -> None:
    homes = {child.id: child.present_home for child in of.register.children}
    found = warnings(of, homes)
    assert len({(warn.code, warn.about) for warn in found}) == len(found)

    def about(code: str, n: int) -> list[tuple[str, ...]]:
        return [warn.about for warn in found if warn.code == code and len(warn.about) == n]

    assert about("standing_breach", 1) == [
        (home.id,)
        for home in of.register.homes
        if household_refusals(home, of.at_home[home.id], of)
    ]
    assert about("ages_out", 2) == [
        (id_, at)
        for id_, at in homes.items()
        if at is not None and of.age(of.children[id_]) == of.homes[at].ages[1]
    ]
    assert all(isinstance(warn, Warn) and warn.text for warn in found)
