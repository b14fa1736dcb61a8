"""Why a child is placed differently: tiny counties in which the reason is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from matcher.case import Case
from matcher.errors import NoPlanError
from scenarios.compare import PlacedDifferently, Reason, compare
from scenarios.inputs import Inputs
from scenarios.outcome import outcome_of
from tests.support.registers import child, group, home, register, settled, there
from tests.support.strategies import tiny_cases
from tests.support.what_ifs import answered, inputs, what_if

FAR = there(0.2)
ONE = [{"unplaced": 1}, {"distance_home": 1}]


def of(child: str, *arguments: Any) -> PlacedDifferently:
    """Return what is told of one child."""
    answer = answered(*arguments)
    return next(one for one in answer.placed_differently if one.child == child)


def codes(told: PlacedDifferently) -> list[tuple[str, str, str | None]]:
    return [(reason.code, reason.of, reason.home) for reason in told.reasons]


def only(told: PlacedDifferently, code: str) -> Reason:
    (found,) = [reason for reason in told.reasons if reason.code == code]
    return found


def test_a_new_home_that_is_nearer() -> None:
    before = inputs(register(child("C1"), home("H1", location=FAR)), levels=ONE)
    after = before.added(homes=[home("H2")])
    told = of("C1", before, {"C1": "H1"}, after, {"C1": "H2"})
    assert (told.in_registers, told.baseline_home, told.home) == ("both", "H1", "H2")
    assert codes(told) == [("home_new", "scenario", "H2"), ("worse", "scenario", "H1")]
    # 0.2 degrees of latitude are 22.2 km.
    assert only(told, "worse").levels == (0, 222)
    assert "+22.2 km at level 2" in only(told, "worse").text.en
    changes = {one.criterion: (one.baseline, one.value, one.change) for one in told.criteria}
    assert changes["distance_home"] == (222, 0, -222)
    assert changes["moves"] == (0, 0, 0)


def test_a_home_that_is_gone() -> None:
    before = inputs(register(child("C1"), home("H1"), home("H2", location=FAR)))
    after = before.edited(homes=[home("H2", location=FAR)])
    told = of("C1", before, {"C1": "H1"}, after, {"C1": "H2"})
    assert codes(told) == [("home_gone", "scenario", "H1")]


def test_a_home_that_closes_lets_its_settled_child_wait() -> None:
    homes = [home("H1"), home("H2", location=FAR)]
    before = inputs(register(settled("C1", "H1"), *homes))
    waits = child("C1", home="H1", status="waiting")
    after = before.edited(children=[waits], homes=[home("H1", open=False), homes[1]])
    told = of("C1", before, {"C1": "H1"}, after, {"C1": "H2"})
    assert codes(told) == [("settled", "baseline", "H1"), ("refused", "scenario", "H1")]
    assert only(told, "refused").rules == ("closed", "ending")
    assert "H1 can't take C1 (closed, ending)" in only(told, "refused").text.en


def test_a_home_that_could_not_take_the_child_before() -> None:
    homes = [home("H1", ages=(0, 9)), home("H2", location=FAR)]
    before = inputs(register(child("C1", age=10), *homes))
    after = before.edited(homes=[home("H1", ages=(0, 10)), homes[1]])
    told = of("C1", before, {"C1": "H2"}, after, {"C1": "H1"})
    assert codes(told) == [("refused", "baseline", "H1"), ("worse", "scenario", "H2")]
    assert only(told, "refused").rules == ("age",)


def test_one_place_that_another_child_takes_and_the_chain_that_follows() -> None:
    """C3 arrives and takes H1 from C1, who takes H2 from C2, who goes to H3."""
    children = [child("C1"), child("C2")]
    homes = [home(id_, places=1) for id_ in ("H1", "H2", "H3")]
    before = inputs(register(*children, *homes))
    after = before.added(children=[child("C3")])
    homes_before = {"C1": "H1", "C2": "H2"}
    homes_after = {"C1": "H2", "C2": "H3", "C3": "H1"}
    answer = answered(before, homes_before, after, homes_after)
    told = {one.child: one for one in answer.placed_differently}
    assert list(told) == ["C1", "C2", "C3"]
    assert codes(told["C1"]) == [("others", "baseline", "H2"), ("others", "scenario", "H1")]
    assert [one.children for one in told["C1"].reasons] == [("C2",), ("C3",)]
    assert told["C1"].reasons[1].text.en == (
        "In the scenario the room for C1 in H1 is taken by C3 (places)."
    )
    assert codes(told["C2"]) == [("others", "scenario", "H2")]
    assert codes(told["C3"]) == [("child_new", "scenario", None)]
    assert told["C3"].in_registers == "scenario"
    assert told["C3"].criteria == ()


def test_a_home_that_gets_another_place() -> None:
    full = [settled("C2", "H1"), child("C1")]
    before = inputs(register(*full, home("H1", places=1), home("H2", location=FAR)))
    after = before.edited(homes=[home("H1", places=2), home("H2", location=FAR)])
    old, new = {"C1": "H2", "C2": "H1"}, {"C1": "H1", "C2": "H1"}
    told = of("C1", before, old, after, new)
    assert codes(told)[0] == ("household", "baseline", "H1")
    assert told.reasons[0].rules == ("places",)
    back = of("C1", after, new, before, old)
    assert codes(back) == [("household", "scenario", "H1")]


def test_a_child_who_can_t_live_with_another_is_no_matter_of_room() -> None:
    children = [child("C1", apart_from=["C2"]), child("C2")]
    before = inputs(register(*children, home("H1"), home("H2", location=FAR)))
    after = replace(before, forbid=(("C2", "H2"),))
    told = of("C1", before, {"C1": "H1", "C2": "H2"}, after, {"C1": "H2", "C2": "H1"})
    assert codes(told) == [("others", "baseline", "H2"), ("others", "scenario", "H1")]
    assert told.reasons[1].rules == ("apart",)
    assert "H1 has C2, with whom C1 can't live there (apart)" in told.reasons[1].text.en


def test_locks_and_forbidden_pairs_are_told() -> None:
    before = inputs(register(child("C1"), home("H1"), home("H2", location=FAR)))
    plans: tuple[dict[str, str | None], ...] = ({"C1": "H1"}, {"C1": "H2"})
    forbidden = replace(before, forbid=(("C1", "H1"),))
    assert codes(of("C1", before, plans[0], forbidden, plans[1])) == [
        ("forbidden", "scenario", "H1")
    ]
    locked = replace(before, locks=(("C1", "H2"),))
    assert codes(of("C1", before, plans[0], locked, plans[1])) == [("locked", "scenario", "H2")]


def test_siblings_who_must_be_together() -> None:
    children = [child("C1"), child("C2")]
    homes = [home("H1"), home("H2", location=FAR)]
    before = inputs(register(*children, group("C1", "C2", together="must"), *homes))
    after = replace(before, forbid=(("C2", "H1"),))
    both: dict[str, str | None] = dict.fromkeys(["C1", "C2"], "H2")
    told = of("C1", before, dict.fromkeys(both, "H1"), after, both)
    assert codes(told) == [("siblings", "scenario", "H1")]
    assert told.reasons[0].children == ("C2",)


def test_a_limit_that_the_home_would_break() -> None:
    away = home("H1", authority="W06000002")
    before = inputs(register(child("C1"), away, home("H2", location=FAR)))
    after = replace(before, policy=before.policy.with_limits(max_out_of_county=0))
    told = of("C1", before, {"C1": "H1"}, after, {"C1": "H2"})
    assert codes(told) == [("limits", "scenario", "H1")]
    assert told.reasons[0].rules == ("max_out_of_county",)


def test_a_limit_that_is_lifted_gives_a_home_to_who_had_none() -> None:
    before = inputs(
        register(child("C1"), home("H1", authority="W06000002")), limits={"max_out_of_county": 0}
    )
    after = replace(before, policy=before.policy.with_limits())
    told = of("C1", before, {"C1": None}, after, {"C1": "H1"})
    assert codes(told) == [("limits", "baseline", "H1")]


def test_homes_that_are_just_as_good_are_said_to_be() -> None:
    before = inputs(register(child("C1"), home("H1"), home("H2")))
    told = of("C1", before, {"C1": "H1"}, before, {"C1": "H2"})
    assert codes(told) == [("equally_good", "scenario", "H1")]


def test_a_plan_that_was_stopped_early_is_said_to_be() -> None:
    before = inputs(register(child("C1"), home("H1"), home("H2", location=FAR)), levels=ONE)
    told = of("C1", before, {"C1": "H1"}, before, {"C1": "H2"})
    assert codes(told) == [("not_proved", "scenario", "H1")]
    assert told.reasons[0].levels == (0, -222)


def test_a_child_who_goes_and_one_of_whom_facts_change() -> None:
    before = inputs(register(child("C1"), child("C2"), home("H1"), home("H2", location=FAR)))
    after = before.edited(children=[child("C2", smoke_free=True)])
    answer = answered(before, {"C1": "H1", "C2": "H2"}, after, {"C2": "H1"})
    told = {one.child: one for one in answer.placed_differently}
    assert list(told) == ["C2", "C1"]
    assert codes(told["C1"]) == [("child_gone", "scenario", None)]
    assert codes(told["C2"])[0] == ("child_changed", "scenario", None)
    assert told["C2"].reasons[0].text.en == "The scenario changes facts about C2: smoke free."


def test_who_lives_in_a_home_may_stay_whatever_rules_say_today() -> None:
    """H1 is closed and has a child too many; both may stay, so the plan alone decides."""
    both = [child("C1", home="H1"), child("C2", home="H1")]
    full = home("H1", places=1, open=False, location=FAR)
    levels = [{"unplaced": 1}, {"moves": 1}]
    before = inputs(register(*both, full, home("H2", location=there(0.1))), levels=levels)
    homes: dict[str, str | None] = {"C1": "H1", "C2": "H1"}
    told = of("C1", before, {**homes, "C1": "H2"}, before, homes)
    assert codes(told) == [("worse", "scenario", "H2")]
    back = of("C1", before, homes, before, {**homes, "C1": "H2"})
    assert codes(back) == [("not_proved", "scenario", "H1")]


@settings(max_examples=40)
@given(tiny_cases(max_children=4, max_homes=4, limits=False))
def test_every_child_placed_differently_has_a_reason_that_is_so(case: Case) -> None:
    before = Inputs(case.register, case.policy, case.journeys)
    homes = [one.model_copy(update={"open": False}) for one in case.register.homes[:1]]
    after = before.edited(homes=[*homes, *case.register.homes[1:]])
    try:
        outcomes = [
            outcome_of(before, what_if(made, name))
            for made, name in ((before, "now"), (after, "then"))
        ]
    except NoPlanError:
        return
    for told in compare(before, outcomes).answers[1].placed_differently:
        assert told.reasons
        for reason in told.reasons:
            assert reason.text.en
            assert reason.text.cy
            # Both plans are proved, so no home that is possible is better.
            assert reason.code != "not_proved"
            assert reason.children or reason.code not in ("others", "siblings")
            if reason.code == "worse":
                assert reason.levels > (0,) * len(reason.levels)
