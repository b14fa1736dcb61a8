"""What is wrong with a decision, all of it together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from matcher.case import Case
from tests.support.choosing import decision, made, refused, said
from tests.support.registers import AS_OF, case, child, group, home, settled

YEAR = timedelta(days=366)
DAY = timedelta(days=1)


def test_everything_is_told_at_once() -> None:
    one = decision(
        "declined",
        "C9",
        "C1",
        "C1",
        home="H9",
        on=AS_OF + YEAR + DAY,
        reason=" ",
        despite=["age"],
        left_care=True,
    )
    assert said(case(child(), home()), one) == [
        ("children[0]", "no child has the id C9"),
        ("children[2]", "C1 is there twice"),
        ("home", "no home has the id H9"),
        ("reason", "is missing: the kind is declined"),
        ("despite", "sets rules aside, but nothing is accepted"),
        ("left_care", "is true, but no placement ends"),
        ("on", "is more than a year from the register's day"),
    ]


@pytest.mark.parametrize("kind", ["offered", "declined", "accepted"])
@pytest.mark.parametrize("where", ["H1", "H2"])
def test_a_settled_child_needs_no_home(kind: str, where: str) -> None:
    before = case(settled("C1", where), home(), home("H2"))
    assert said(before, decision(kind, "C1")) == [("children[0]", f"C1 is settled in {where}")]


def test_a_home_declines_a_child_once() -> None:
    before = case(child("C1"), child("C2", declined_by=("H1",)), home())
    assert said(before, decision("declined", "C1", "C2")) == [
        ("children[1]", "H1 has declined C2 before")
    ]


@pytest.mark.parametrize("kind", ["offered", "declined"])
def test_the_home_a_child_lives_in_is_not_asked(kind: str) -> None:
    before = case(child("C1", home="H1"), home())
    assert said(before, decision(kind, "C1")) == [("children[0]", "C1 lives in H1")]


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (child("C1"), "C1 does not live in H1"),
        (settled("C1", "H2"), "C1 does not live in H1"),
        (child("C1", home="H1", status="waiting"), "the placement of C1 in H1 is ending already"),
    ],
)
def test_only_a_placement_that_there_is_ends(one: Any, fault: str) -> None:
    assert said(case(one, home(), home("H2")), decision("ended", "C1")) == [("children[0]", fault)]


def test_an_ending_needs_a_reason_and_an_offer_does_not() -> None:
    before = case(settled("C1", "H1"), child("C2"), home())
    assert said(before, decision("ended", "C1", reason=None)) == [
        ("reason", "is missing: the kind is ended")
    ]
    assert made(before, decision("offered", "C2", reason=None)) is before.register


@pytest.mark.parametrize("days", [-YEAR, YEAR])
def test_a_year_before_or_after_the_register_is_possible(days: timedelta) -> None:
    before = case(child("C1"), home())
    assert made(before, decision("accepted", "C1", on=AS_OF + days)).children[0].placement
    assert said(before, decision("accepted", "C1", on=AS_OF + days + days / 366)) == [
        ("on", "is more than a year from the register's day")
    ]


def test_no_day_is_before_the_birth_or_before_the_placement_began() -> None:
    born = AS_OF - timedelta(days=30)
    before = case(child("C1", date_of_birth=born), settled("C2", "H1"), home())
    assert said(before, decision("offered", "C1", on=born - DAY)) == [
        ("on", "is before C1 was born")
    ]
    since = before.children["C2"].placement
    assert since is not None
    assert said(before, decision("ended", "C2", on=since.since - DAY)) == [
        ("on", "is before the placement of C2 in H1 began")
    ]
    assert made(before, decision("ended", "C2", on=since.since)).children[1].status == "waiting"


@pytest.fixture
def crowded() -> Case:
    """Return a home that is full, and not for the child's age."""
    return case(settled("C1", "H1"), child("C2", age=12), home(places=1, ages=(0, 11)))


def test_each_rule_that_is_broken_is_told_with_who_can_change_it(crowded: Case) -> None:
    found = [(f.place, f.fault, f.accepted) for f in refused(crowded, decision("accepted", "C2"))]
    assert found == [
        (
            "home",
            "C2 in H1: The child's age is outside the ages the home is approved for. (age)",
            "another home, or age in despite, set aside by variation of approval",
        ),
        (
            "home",
            "C1, C2 in H1: The home has no place free. (places)",
            "another home, or places in despite, set aside by variation of approval or "
            "registration",
        ),
    ]


def test_rules_are_set_aside_by_name_all_and_no_other(crowded: Case) -> None:
    assert [place for place, _ in said(crowded, decision("accepted", "C2", despite=["age"]))] == [
        "home"
    ]
    one = decision("accepted", "C2", despite=["places", "need", "age", "places"])
    assert [(f.place, f.fault, f.accepted) for f in refused(crowded, one)] == [
        ("despite[1]", "is no rule that this placement breaks", "age, places"),
        ("despite[3]", "places is there twice", "each code once"),
    ]
    after = made(crowded, decision("accepted", "C2", despite=["places", "age"]))
    assert after.children[1].present_home == "H1"


def test_what_nobody_can_change_is_not_set_aside() -> None:
    before = case(child("C1"), child("C2"), home(reserved_for=("C2",)))
    assert [(f.place, f.accepted) for f in refused(before, decision("accepted", "C1"))] == [
        ("home", "another home: nobody can set this aside")
    ]
    assert said(before, decision("accepted", "C1", despite=["reserved"])) == [
        ("despite[0]", "nobody can set reserved aside")
    ]


def test_no_part_of_a_must_group_is_accepted() -> None:
    before = case(
        child("C1"), child("C2"), child("C3"), group("C1", "C2", "C3", together="must"), home()
    )
    found = refused(before, decision("accepted", "C1", "C2"))
    assert [(f.place, f.accepted) for f in found] == [
        ("children", "all of them in one decision, so C3 too")
    ]
    assert made(before, decision("accepted", "C1", "C2", "C3")).children[2].present_home == "H1"


def test_the_day_of_the_decision_is_the_day_that_rules_look_at() -> None:
    opens = AS_OF + timedelta(days=7)
    before = case(child("C1", needed_by=opens), home(available_from=opens))
    assert "(closed)" in said(before, decision("accepted", "C1", on=AS_OF))[0][1]
    assert made(before, decision("accepted", "C1", on=opens)).children[0].present_home == "H1"


def test_the_policy_s_limits_are_not_applied_and_its_rules_are() -> None:
    before = case(child("C1"), home(weekly_cost=500), limits={"max_weekly_cost": 1})
    assert made(before, decision("accepted", "C1")).children[0].present_home == "H1"
    unreachable = case(child("C1"), home(), journeys={})
    assert "(unreachable)" in said(unreachable, decision("accepted", "C1"))[0][1]
