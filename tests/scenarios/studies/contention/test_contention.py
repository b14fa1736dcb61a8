from __future__ import annotations

from collections.abc import Sequence

import pytest

from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.studies.contention import Contention, contention_of
from tests.support.brute_force import BruteForce
from tests.support.registers import child, group, home, register, there
from tests.support.what_ifs import inputs

EN, CY = Language("en"), Language("cy")
KM = [{"unplaced": 1}, {"distance_home": 1}]


def values(sums: Sequence[object] | None) -> list[float] | None:
    return None if sums is None else [one.value for one in sums]  # type: ignore[attr-defined]


def one_place() -> Inputs:
    """Near has one place and three want it; C2 (aged 3) has no other home, C3 another nearby."""
    return inputs(
        register(
            child("C1", age=12),
            child("C2", age=3),
            child("C3", age=14),
            home("Near", places=1, ages=(0, 18)),
            home("Far", places=1, ages=(12, 18), location=there(0.1)),
            home("Farther", places=1, ages=(12, 12), location=there(0.2)),
        ),
        levels=KM,
    )


def test_a_contested_home_goes_to_the_child_who_has_no_other() -> None:
    found = contention_of(one_place())

    (near,) = found.homes
    assert near.home == "Near"
    assert near.contested
    assert near.together is None
    assert near.rightful == ("C2",)
    assert near.planned == ("C2",)
    # Best: C2 in Near, C3 in Far (111 tenths of a km), C1 in Farther (222). Near to C1 or C3:
    # C2 has no home, and the other goes to Far.
    assert {one.request: values(one.cost) for one in near.contenders} == {
        "C1": [1, -222],
        "C2": [0, 0],
        "C3": [1, -222],
    }
    # By themselves C1 and C3 would lose 11.1 km of closeness, C2 its only home.
    assert {one.request: (one.instead, values(one.loses)) for one in near.contenders} == {
        "C1": (("Far",), [0, 111]),
        "C2": ((None,), [1, 0]),
        "C3": (("Far",), [0, 111]),
    }
    assert {one.request: one.planned for one in near.contenders} == {
        "C1": ("Farther",),
        "C2": ("Near",),
        "C3": ("Far",),
    }
    assert found.finished
    assert found.proved


def test_it_is_told_in_words_with_units() -> None:
    found = contention_of(one_place())

    assert found.headline(EN) == (
        "1 home is the first choice of several of the 3 lone children and sibling groups to be "
        "housed, and not all can have it at no cost. The most wanted is Near (C1, C2, C3). Who "
        "should have it: C2."
    )
    homes, contenders = found.tables(EN)
    assert homes.rows[0][0] == "Near"
    assert homes.rows[0][-1] == "C2"
    assert list(contenders.rows[0]) == [
        "Near",
        "C1",
        "+1 child (level 1, waiting without a home)",
        "Far",
        "+11.1 km (level 2, distance from the family home)",
        "Farther",
    ]
    assert list(contenders.rows[1])[2:4] == ["nothing", "no home"]
    assert found.headline(CY) != found.headline(EN)


def test_every_cost_is_that_of_all_plans_there_are() -> None:
    made = one_place()
    every = BruteForce(made.case)
    (near,) = contention_of(made).homes
    for one in near.contenders:
        cost = every.system_cost({one.request: "Near"})
        assert cost is not None
        assert values(one.cost) == list(cost)


def test_with_room_for_all_nothing_is_contested() -> None:
    made = inputs(
        register(child("C1"), child("C2"), home("Near", places=2), home("Far", location=there(1))),
        levels=KM,
    )
    found = contention_of(made)

    (near,) = found.homes
    assert near.verdict(EN) == "all of them: there is room"
    assert found.contested == []
    assert found.headline(EN).startswith("No home is contested")


def test_equals_may_each_have_it_at_no_cost() -> None:
    made = inputs(
        register(
            child("C1"),
            child("C2"),
            home("Near", places=1),
            home("Far", location=there(1)),
        ),
        levels=KM,
    )
    (near,) = contention_of(made).homes
    assert near.contested
    assert near.verdict(EN) == "C1 or C2: each at no cost to anybody"


def test_those_to_whom_it_costs_nothing_may_have_it_together() -> None:
    # Two places, three who want them: C2 and C3 have no other home, C1 has.
    made = inputs(
        register(
            child("C1", age=12),
            child("C2", age=3),
            child("C3", age=4),
            home("Near", places=2),
            home("Far", ages=(10, 18), location=there(0.1)),
        ),
        levels=KM,
    )
    (near,) = contention_of(made).homes
    assert near.rightful == ("C2", "C3")
    assert near.verdict(EN) == "C2 and C3"
    assert near.verdict(CY) == "C2 a C3"


def test_a_home_may_be_best_for_none_of_those_who_want_it_first() -> None:
    # C1 and C2 want Near first and can live in Far, too. C3 and C4 want Old first; who does not
    # get it has no other home than Near.
    made = inputs(
        register(
            child("C1", age=12),
            child("C2", age=12),
            child("C3", age=4, family_home=there(-0.1)),
            child("C4", age=5, family_home=there(-0.1)),
            home("Near", places=1),
            home("Far", ages=(10, 18), location=there(0.1)),
            home("Old", places=1, ages=(4, 5), location=there(-0.1)),
        ),
        levels=KM,
    )
    near, old = sorted(contention_of(made).homes, key=lambda one: one.home)

    assert near.home == "Near"
    assert [one.request for one in near.contenders] == ["C1", "C2"]
    assert near.rightful == ()
    assert near.planned in (("C3",), ("C4",))
    assert near.verdict(EN) == f"none of them: in the plan for all it has {near.planned[0]}"
    assert old.verdict(EN) == "C3 or C4: each at no cost to anybody"


def test_a_child_who_is_best_off_at_home_today_wants_no_other() -> None:
    made = inputs(
        register(
            child("C1", home="Here"),
            child("C2"),
            home("Here", places=1),
            home("Near", places=1, location=there(0.1)),
        ),
        levels=[{"unplaced": 1}, {"moves": 1}, {"distance_home": 1}],
    )
    found = contention_of(made)
    assert found.n_requests == 2
    assert found.homes == ()
    assert found.pictures(EN) == []


def test_siblings_are_one_request_of_those_who_would_come() -> None:
    made = inputs(
        register(
            child("A", age=9),
            child("B", age=7),
            group("A", "B"),
            child("C", age=8),
            home("Both", places=2),
            home("One", places=1, location=there(0.1)),
        ),
        levels=[{"unplaced": 1}, {"siblings_apart": 1}, {"distance_home": 1}],
    )
    found = contention_of(made)

    (both,) = found.homes
    siblings, lone = both.contenders
    assert (siblings.request, siblings.children) == ("S1", ("A", "B"))
    assert (lone.request, lone.children) == ("C", ("C",))
    # Together in Both with C in One, against apart: one place of Both and One.
    assert both.rightful == ("S1",)
    assert values(siblings.cost) == [0, 0, 0]
    assert values(lone.cost) == [0, 1, 0]
    # Without Both only one of the siblings has a home.
    assert values(siblings.loses) == [1, 0, 111]
    assert siblings.planned == ("Both", "Both")
    assert list(found.tables(EN)[1].rows[0])[1] == "S1: A, B"


def test_a_home_that_no_plan_gives_is_told() -> None:
    # Nobody's first choice can be paid for.
    made = inputs(
        register(
            child("C1"),
            child("C2"),
            home("Near", places=1, weekly_cost=900),
            home("Far", places=2, weekly_cost=100, location=there(0.1)),
        ),
        levels=KM,
        limits={"max_weekly_cost": 500},
    )
    found = contention_of(made)

    (near,) = found.homes
    assert [one.cost for one in near.contenders] == [None, None]
    assert near.verdict(EN) == "none of them: others need what that would take"
    assert list(found.tables(EN)[1].rows[0])[2] == "no plan gives it"


def test_progress_is_told_and_an_interrupt_keeps_what_is_found() -> None:
    told: list[tuple[int, int]] = []
    contention_of(one_place(), progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 6) for n in range(1, 7)]

    def stop(done: int, total: int) -> None:
        del total
        if done == 3:
            raise KeyboardInterrupt

    found = contention_of(one_place(), progress=stop)
    assert not found.finished
    assert found.homes == ()
    assert found.n_several == 1
    assert found.exactness(EN).endswith("only the homes shown were looked at.")


def test_pictures_show_who_wants_each_home_and_where_it_is() -> None:
    bars, places = contention_of(one_place()).pictures(EN)
    assert "Near" in bars.svg
    assert "3 requests" in bars.svg
    assert "Near" in places.svg


def test_the_same_study_is_read_from_its_json() -> None:
    found = contention_of(one_place())
    assert Contention.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("places", [1, 2])
def test_places_that_others_need_do_not_change_what_is_exact(places: int) -> None:
    made = inputs(
        register(
            child("C1", age=12),
            child("C2", age=12, family_home=there(0.05)),
            child("C3", age=4),
            home("Near", places=places),
            home("Far", places=1, ages=(10, 18), location=there(0.1)),
        ),
        levels=KM,
    )
    every = BruteForce(made.case)
    for wanted in contention_of(made).homes:
        for one in wanted.contenders:
            cost = every.system_cost({one.request: wanted.home})
            assert cost is not None
            assert values(one.cost) == list(cost)
