from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations, product

import pytest

import matcher
from matcher.errors import InputError
from matcher.records.plan import Plan
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.studies.call_list import CallList, call_list_of
from tests.support.registers import ENGLISH_NEIGHBOUR, child, group, home, register, there
from tests.support.what_ifs import inputs

EN, CY = Language("en"), Language("cy")
KM = [{"unplaced": 1}, {"distance_home": 1}]


def only_home() -> Inputs:
    """Near has one place. C1 could live in Near or in Far, C2 (aged 3) in Near alone."""
    return inputs(
        register(
            child("C1", age=12),
            child("C2", age=3),
            home("Near", places=1, ages=(0, 18)),
            home("Far", places=1, ages=(10, 18), location=there(0.1)),
        ),
        levels=KM,
    )


def rung(found: CallList) -> list[str]:
    return [call.whom(EN) for call in found.calls]


def values(sums: Sequence[object]) -> list[float]:
    return [one.value for one in sums]  # type: ignore[attr-defined]


def test_ringing_in_ranked_order_takes_the_only_home_of_another_child() -> None:
    found = call_list_of(only_home(), "C1", yes=0.5)

    # Near is C1's first choice; C2 has no other home. Far: everybody is placed, 111 tenths of a
    # km from C1's family. Near: C2 has no home, nobody travels. Nobody: C1 has no home.
    assert rung(found) == ["Far", "Near"]
    assert [call.ranked for call in found.calls] == [2, 1]
    assert [values(call.levels) for call in found.calls] == [[0, 111], [1, 0]]
    assert [values(call.costs) for call in found.calls] == [[0, 0], [1, -111]]
    assert values(found.nobody.levels) == [1, 0]
    # This order: Far 1/2, Near 1/4, nobody 1/4. Ranked: Near 1/2, Far 1/4, nobody 1/4.
    assert [(call.reached, call.taken) for call in found.calls] == [(1, 0.5), (0.5, 0.25)]
    assert [(c.reached_as_ranked, c.taken_as_ranked) for c in found.calls] == [
        (0.5, 0.25),
        (1, 0.5),
    ]
    assert values(found.this_order.levels) == [0.5, 55.5]
    assert values(found.ranked_order.levels) == [0.75, 27.75]
    assert values(found.difference) == [-0.25, 27.75]
    assert values(found.this_order.costs) == [0.5, -55.5]
    assert values(found.nobody.costs) == [1, -111]
    assert found.this_order.nobody == found.ranked_order.nobody == 0.25
    assert found.proved
    assert found.finished


def test_it_is_told_in_words_with_units() -> None:
    found = call_list_of(only_home(), "C1", yes=0.5)

    assert found.headline(EN) == (
        "For C1 ring Far then Near. Compared with ringing in ranked order that comes on average "
        "to -0.25 children (level 1, waiting without a home) for all children together; less is "
        "better."
    )
    assert found.calls[0].why(found.counts, EN) == "costs nobody anything"
    assert found.calls[1].why(found.counts, EN) == (
        "costs all together +1 child (level 1, waiting without a home); "
        "C2 could have lived in Near and has no home then"
    )
    assert "gartref" in found.headline(CY)


def test_what_a_yes_costs_is_the_system_cost_of_the_ranking() -> None:
    made = only_home()
    ranking = matcher.rank(made.register, "C1", made.policy, system_cost=True)
    costs = {one.assignments[0].home: one.system_cost for one in ranking.options}

    found = call_list_of(made, "C1")

    assert {call.rung[0]: tuple(values(call.costs)) for call in found.calls} == costs


def scattered() -> Inputs:
    """Five homes for C1, of which two are also the nearest or only ones of others."""
    return inputs(
        register(
            child("C1", age=12),
            child("C2", age=3),
            child("C3", age=15, family_home=there(0.3)),
            home("H1", places=1, ages=(0, 18)),
            home("H2", places=1, ages=(10, 18), location=there(0.3)),
            home("H3", places=1, ages=(10, 13), location=there(0.2)),
            home("H4", places=2, ages=(10, 18), location=there(0.6)),
            home("H5", places=1, ages=(12, 12), location=there(1.0)),
        ),
        levels=KM,
    )


def test_no_order_does_better_whatever_the_homes_would_answer() -> None:
    made = scattered()
    found = call_list_of(made, "C1")
    worth = {call.rung[0]: values(call.levels) for call in (*found.calls, *found.not_worth)}
    assert sorted(worth) == ["H1", "H2", "H3", "H4", "H5"]
    chances = {home: Fraction(n, 10) for home, n in zip(worth, (3, 9, 5, 7, 1), strict=True)}

    def expected(order: Sequence[str]) -> list[Fraction]:
        """Every set of answers by itself: the first yes, or nobody."""
        total = [Fraction(0)] * len(found.nobody.levels)
        for answers in product((True, False), repeat=len(worth)):
            says = dict(zip(worth, answers, strict=True))
            chance = Fraction(1)
            for home_, answer in says.items():
                chance *= chances[home_] if answer else 1 - chances[home_]
            first = next((home_ for home_ in order if says[home_]), None)
            end = values(found.nobody.levels) if first is None else worth[first]
            total = [sum_ + chance * int(one) for sum_, one in zip(total, end, strict=True)]
        return total

    # Orders of all homes and of some: leaving one out is a way to ring, too.
    orders = [order for size in range(6) for order in permutations(worth, size)]
    assert min(map(expected, orders)) == expected(rung(found))


def test_what_a_yes_is_worth_does_not_depend_on_who_refused_before() -> None:
    made = scattered()
    found = call_list_of(made, "C1")
    first, second = found.calls[0].rung[0], found.calls[1].rung[0]

    def with_refusal(home_: str, refused: list[tuple[str, str]]) -> list[int]:
        plan: Plan = matcher.plan(made.register, made.policy, [("C1", home_)], refused)
        return [level.value for level in plan.levels]

    assert with_refusal(second, [("C1", first)]) == with_refusal(second, [])
    assert with_refusal(second, []) == values(found.calls[1].levels)


def test_a_home_worse_than_leaving_things_as_they_are_is_not_rung() -> None:
    # C2's only home is Near. A child under review moves only to the cost of C2's home.
    made = inputs(
        register(
            child("C1", age=12, home="Now"),
            child("C2", age=3),
            home("Now", places=1, location=there(0.5), open=False),
            home("Near", places=1),
        ),
        levels=KM,
    )
    found = call_list_of(made, "C1", yes=0.5)

    assert found.calls == ()
    assert [call.whom(EN) for call in found.not_worth] == ["Near"]
    assert found.headline(EN) == (
        "There is no home to ring for C1 that is better for everybody than leaving things as they "
        "are."
    )
    # Who rings in ranked order all the same leaves C2 without a home every second time.
    assert values(found.difference) == [-0.5, 278]
    assert len(found.tables(EN)) == 4


def test_a_home_that_is_possible_only_once_others_move_is_on_the_list() -> None:
    # Near is full with C2, who is better placed elsewhere.
    made = inputs(
        register(
            child("C1", age=3),
            child("C2", age=12, home="Near", family_home=there(0.5)),
            home("Near", places=1),
            home("Far", places=1, ages=(10, 18), location=there(0.5)),
        ),
        levels=KM,
    )
    found = call_list_of(made, "C1", yes=0.5)

    assert rung(found) == ["Near"]
    assert found.calls[0].ranked is None
    assert (found.this_order.nobody, values(found.this_order.levels)) == (0.5, [0.5, 0])
    assert found.ranked_order == found.this_order
    assert (found.ranking_alone.nobody, values(found.ranking_alone.levels)) == (1, [1, 0])
    assert "The ranking has none of them" in found.headline(EN)


def test_siblings_are_one_request_and_one_refusal_rules_out_all_that_needs_the_home() -> None:
    made = inputs(
        register(
            child("A", age=9),
            child("B", age=7),
            group("A", "B"),
            home("Both", places=2),
            home("One", places=1, location=there(0.1)),
            home("Two", places=1, location=there(0.2)),
        ),
        levels=[{"unplaced": 1}, {"siblings_apart": 1}, {"distance_home": 1}],
    )
    found = call_list_of(made, "S1", yes=0.5)

    assert found.calls[0].whom(EN) == "Both: A, B"
    assert found.tables(EN)[0].rows[1][3] == "50 % x 50 %"
    assert values(found.calls[0].levels) == [0, 0, 0]
    apart = [set(call.rung) for call in found.calls[1:]]
    assert apart[:2] == [{"Both", "One"}] * 2
    # Once Both has refused, what needs it is not tried.
    assert [call.reached for call in found.calls[:3]] == [1, 0, 0]
    without = next(call for call in found.calls if set(call.rung) == {"One", "Two"})
    assert (without.reached, without.taken) == (0.5, 0.125)


def test_siblings_who_must_be_together_are_rung_for_together() -> None:
    made = inputs(
        register(
            child("A", age=9),
            child("B", age=7),
            group("A", "B", together="must"),
            home("H1", places=2),
            home("H2", places=2, location=there(0.1)),
            home("H3", places=1),
        ),
        levels=KM,
    )
    assert rung(call_list_of(made, "S1")) == ["H1: A, B", "H2: A, B"]


def test_options_that_break_a_limit_are_left_out_and_said_so() -> None:
    made = inputs(
        register(
            child("C1"),
            home("In", places=1, location=there(0.1)),
            home("Out", places=1, authority=ENGLISH_NEIGHBOUR),
        ),
        levels=KM,
        limits={"max_out_of_county": 0},
    )
    found = call_list_of(made, "C1")

    assert rung(found) == ["In"]
    assert found.outside_limits == 1
    assert "no plan within the limits has them: 1." in found.exactness(EN)


def test_who_would_live_elsewhere_is_named() -> None:
    # In tenths of a km. C1: Near 0, Far 111; C2: Near 222, Far 111. Best: C2 in Far, 111 in all;
    # C2 in Near sends C1 to Far, 333 in all.
    made = inputs(
        register(
            child("C1"),
            child("C2", family_home=there(0.2)),
            home("Near", places=1),
            home("Far", places=1, location=there(0.1)),
        ),
        levels=KM,
    )
    far, near = call_list_of(made, "C2").calls

    assert (far.rung, values(far.costs)) == (("Far",), [0, 0])
    assert (near.rung, values(near.costs)) == (("Near",), [0, 222])
    assert near.why(KM, EN) == (
        "costs all together +22.2 km (level 2, distance from the family home); "
        "C1 lives in Far then, not in Near"
    )


def test_what_is_not_proved_is_said() -> None:
    found = call_list_of(only_home(), "C1").model_copy(update={"proved": False})
    assert found.exactness(EN).startswith("Not every plan was proved in the time given")


def test_only_as_many_as_asked_for_are_looked_at() -> None:
    found = call_list_of(scattered(), "C1", most=1)
    # The first of the ranking and the best for everybody.
    assert {call.ranked for call in (*found.calls, *found.not_worth)} >= {1}
    assert len(found.calls) + len(found.not_worth) <= 2


def test_a_child_whom_no_home_can_take_has_nobody_to_ring() -> None:
    made = inputs(register(child("C1", age=12), home("H1", ages=(0, 5))), levels=KM)
    found = call_list_of(made, "C1")
    assert found.calls == found.not_worth == ()
    assert found.nobody.levels == found.best
    assert len(found.tables(EN)) == 3


def test_chances_are_by_kind_unless_one_is_given() -> None:
    made = inputs(
        register(child("C1"), home("H1"), home("H2", kind="residential", location=there(0.1))),
        levels=KM,
    )
    assert [call.yes for call in call_list_of(made, "C1").calls] == [(0.75,), (0.5,)]
    assert [call.yes for call in call_list_of(made, "C1", yes={"residential": 0.25}).calls] == [
        (0.75,),
        (0.25,),
    ]
    assert [call.yes for call in call_list_of(made, "C1", yes=1).calls] == [(1,), (1,)]


def test_progress_is_told_and_an_interrupt_keeps_what_is_found() -> None:
    told: list[tuple[int, int]] = []
    call_list_of(only_home(), "C1", progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == [1, 2, 3]
    assert {total for _, total in told} == {1 + 8 + 2}

    def stop(done: int, total: int) -> None:
        del total
        if done == 2:
            raise KeyboardInterrupt

    found = call_list_of(only_home(), "C1", progress=stop)
    assert rung(found) == ["Far"]
    assert not found.finished
    assert found.exactness(EN).endswith("not all options were looked at.")


@pytest.mark.parametrize(
    ("request_", "options", "faults"),
    [
        ("nobody", {}, ["nobody: is no id of the register"]),
        ("Near", {}, ["Near: is a home"]),
        ("C1", {"most": 0}, ["most: is not a number of homes to ring"]),
        ("C1", {"most": 31}, ["most: is not a number of homes to ring"]),
        ("C1", {"yes": 1.5}, ["yes: is not a chance"]),
        (
            "C1",
            {"yes": {"castle": 0.5, "parents": -1}},
            ["yes castle: is not a kind of home", "yes parents: is not a chance"],
        ),
    ],
)
def test_what_cannot_be_used_is_refused(
    request_: str, options: dict[str, object], faults: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        call_list_of(only_home(), request_, **options)  # type: ignore[arg-type]
    assert [f"{one.place}: {one.fault}" for one in caught.value.faults] == faults


def test_limits_that_force_a_home_are_told() -> None:
    made = inputs(
        register(
            child("C1", home="Now"),
            home("Now", kind="agency_foster"),
            home("H1", kind="in_house_foster"),
        ),
        limits={"min_in_house_share": 1},
    )
    with pytest.raises(InputError, match="no plan is left when all refuse"):
        call_list_of(made, "C1")


def test_pictures_have_the_numbers_of_the_tables() -> None:
    found = call_list_of(only_home(), "C1", yes=0.5)
    outcome, taken = found.pictures(EN)

    assert outcome.svg.startswith("<svg")
    assert "0.75" in outcome.svg
    assert "50.0" in taken.svg
    assert [picture.title for picture in found.pictures(CY)] != [outcome.title, taken.title]


def test_the_same_study_is_read_from_its_json() -> None:
    found = call_list_of(only_home(), "C1")
    assert CallList.model_validate_json(found.model_dump_json()) == found
