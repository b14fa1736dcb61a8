"""The register that a decision makes of one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import matcher
from matcher.case import Case
from matcher.errors import InputError
from matcher.ranking import Ranker
from matcher.records.policy import Policy
from matcher.records.register import Register
from scenarios.decisions import without_child
from tests.support.choosing import decision, made, refused
from tests.support.registers import AS_OF, case, child, group, home, register, settled
from tests.support.strategies import tiny_cases

LATER = date(2026, 11, 9)


def of(after: Register, id_: str) -> dict[str, object]:
    """Return what is not as a builder of registers has it, of one child."""
    one = next(one for one in after.children if one.id == id_)
    names = ("placement", "status", "needed_by", "moves_12m", "declined_by")
    return {name: one.model_dump(mode="json")[name] for name in names}


def test_an_offer_changes_nothing() -> None:
    before = case(child(), home())
    assert made(before, decision("offered", "C1")) is before.register


def test_a_home_that_declined_is_listed_once_for_each_child() -> None:
    before = case(child("C1", declined_by=("H2",)), child("C2"), child("C3"), home(), home("H2"))
    after = made(before, decision("declined", "C1", "C2"))
    assert [one.declined_by for one in after.children] == [("H2", "H1"), ("H1",), ()]
    assert after.homes == before.register.homes


def test_who_was_accepted_lives_there_settled() -> None:
    before = case(child("C1", needed_by=AS_OF, declined_by=("H1", "H2")), home(), home("H2"))
    after = made(before, decision("accepted", "C1", on=LATER, despite=["declined"]))
    assert of(after, "C1") == {
        "placement": {"home": "H1", "since": "2026-11-09"},
        "status": "settled",
        "needed_by": None,
        "moves_12m": 0,
        "declined_by": ["H2"],
    }


@pytest.mark.parametrize("status", ["waiting", "review"])
def test_who_lived_in_another_home_has_moved_once_more(status: str) -> None:
    before = case(child("C1", home="H2", status=status, moves_12m=2), home(), home("H2"))
    after = of(made(before, decision("accepted", "C1")), "C1")
    assert (after["moves_12m"], after["status"]) == (3, "settled")


@pytest.mark.parametrize(("status", "despite"), [("review", []), ("waiting", ["ending"])])
def test_who_stays_keeps_the_day_and_has_not_moved(status: str, despite: list[str]) -> None:
    before = case(child("C1", home="H1", status=status, moves_12m=2), home())
    after = of(made(before, decision("accepted", "C1", despite=despite)), "C1")
    assert after["placement"] == {"home": "H1", "since": "2026-01-05"}
    assert (after["moves_12m"], after["status"]) == (2, "settled")


def test_siblings_are_accepted_in_one_go() -> None:
    before = case(child("C1"), child("C2"), group("C1", "C2", together="must"), home())
    after = made(before, decision("accepted", "C1", "C2"))
    assert [one.present_home for one in after.children] == ["H1", "H1"]


def test_a_placement_that_ended_stands_as_the_ending_one() -> None:
    before = case(settled("C1", "H1", moves_12m=1), home(), home("H2"))
    after = made(before, decision("ended", "C1", on=LATER))
    assert of(after, "C1") == {
        "placement": {"home": "H1", "since": "2026-01-05"},
        "status": "waiting",
        "needed_by": "2026-11-09",
        "moves_12m": 1,
        "declined_by": [],
    }
    ranking = matcher.rank(after, "C1")
    assert [option.assignments[0].home for option in ranking.options] == ["H2"]
    assert [(one.home, one.codes) for one in ranking.refused] == [("H1", ("ending",))]


def test_who_left_care_leaves_the_register() -> None:
    before = case(
        settled("C1", "H1"), child("C2", apart_from=("C1",)), group("C1", "C2"), home(), home("H2")
    )
    after = made(before, decision("ended", "C1", left_care=True))
    assert [one.id for one in after.children] == ["C2"]
    assert after.children[0].apart_from == ()
    assert after.sibling_groups == ()


def test_a_waiting_child_may_leave_care_from_the_ending_placement() -> None:
    before = case(child("C1", home="H1", status="waiting"), home())
    assert made(before, decision("ended", "C1", left_care=True)).children == ()


def test_a_child_is_erased_with_everything_that_refers_to_it() -> None:
    before = register(
        child("C1"),
        child("C2", apart_from=("C1",), declined_by=("H2",)),
        child("C3"),
        group("C1", "C3"),
        home("H1", reserved_for=("C1", "C2")),
        home("H2", reserved_for=("C1",)),
    )
    after = without_child(before, "C1")
    assert "C1" not in after.model_dump_json()
    assert [one.id for one in after.homes] == ["H1"]
    assert after.children[0].declined_by == ()
    with pytest.raises(InputError, match="C9: is not the id of a child"):
        without_child(before, "C9")


@settings(max_examples=40, deadline=None)
@given(before=tiny_cases(), data=st.data())
def test_any_option_of_a_ranking_can_be_accepted(before: Case, data: st.DataObject) -> None:
    ranker = Ranker(before)
    free = [one for one in before.register.children if one.status != "settled"]
    assume(free)
    one = data.draw(st.sampled_from(free))
    options = [o.assignments[0] for o in ranker.rank(one.id, None).options]
    homes = [option.home for option in options if option.home is not None]
    assume(homes)
    home_id = data.draw(st.sampled_from(homes))
    chosen = decision("accepted", one.id, home=home_id, on=before.start(one))
    after = made(before, chosen)
    lives = {child.id: child.present_home for child in after.children}
    assert lives == {**{c.id: c.present_home for c in before.register.children}, one.id: home_id}
    assert Register.model_validate(after.model_dump(mode="json")) == after
    policy = Policy.model_validate({**dict(before.policy), "limits": {}})
    if before.journeys is None:
        plan = matcher.plan(after, policy)
        assert plan.homes[one.id] == home_id
        assert matcher.check(after, plan) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(drawn=tiny_cases(), together=st.sampled_from(["must", "prefer"]), data=st.data())
def test_siblings_can_be_accepted_in_any_option_that_unites_them(
    drawn: Case, together: str, data: st.DataObject
) -> None:
    free = [one for one in drawn.register.children if one.status != "settled"]
    assume(len(free) > 1)
    ids = [one.id for one in free]
    lists = {"sibling_groups": [group(*ids, together=together)]}
    siblings = Register.model_validate({**dict(drawn.register), **lists})
    before = Case(siblings, drawn.policy, drawn.journeys)
    options = Ranker(before).rank("S1", 200).options
    united = [at for option in options if len(at := {a.home for a in option.assignments}) == 1]
    homes = [home_id for at in united for home_id in at if home_id is not None]
    assume(homes)
    home_id = data.draw(st.sampled_from(homes))
    on = max(map(before.start, free))
    after = made(before, decision("accepted", *ids, home=home_id, on=on))
    assert {child.present_home for child in after.children if child.id in ids} == {home_id}


@settings(max_examples=80, deadline=None)
@given(before=tiny_cases(), data=st.data())
def test_a_refused_home_is_accepted_despite_just_the_codes_that_the_ranking_names(
    before: Case, data: st.DataObject
) -> None:
    free = [one for one in before.register.children if one.status != "settled"]
    assume(free)
    one = data.draw(st.sampled_from(free))
    ranking = Ranker(before).rank(one.id, 0)
    assume(ranking.refused)
    near = {refusal.home for refusal in ranking.near_misses}
    refusal = data.draw(st.sampled_from(ranking.refused))
    chosen = decision(
        "accepted", one.id, home=refusal.home, on=before.start(one), despite=refusal.codes
    )
    if refusal.home in near:
        after = next(child for child in made(before, chosen).children if child.id == one.id)
        assert after.present_home == refusal.home
        partly = decision(
            "accepted", one.id, home=refusal.home, on=chosen.on, despite=refusal.codes[1:]
        )
        assert [f.place for f in refused(before, partly)] == ["home"]
    else:
        places = {f.place.partition("[")[0] for f in refused(before, chosen)}
        assert places == {"despite"}


@settings(max_examples=40, deadline=None)
@given(before=tiny_cases(), data=st.data())
def test_a_home_that_declined_is_refused_and_one_that_ended_too(
    before: Case, data: st.DataObject
) -> None:
    children = before.register.children
    assume(children and before.register.homes)
    one = data.draw(st.sampled_from(children))
    home_id = data.draw(st.sampled_from(before.register.homes)).id
    kind, code = "declined", "declined"
    if one.present_home is not None:
        kind, code, home_id = "ended", "ending", one.present_home
    assume(home_id not in one.declined_by)
    after = made(before, decision(kind, one.id, home=home_id, on=before.register.as_of))
    ranking = Ranker(Case(after, before.policy, before.journeys)).rank(one.id, None)
    codes = {refusal.home: refusal.codes for refusal in ranking.refused}
    assert code in codes[home_id]
    assert home_id not in {o.assignments[0].home for o in ranking.options}


@settings(max_examples=60, deadline=None)
@given(before=tiny_cases(), data=st.data())
def test_erasing_leaves_a_sound_register_without_the_child(
    before: Case, data: st.DataObject
) -> None:
    assume(before.register.children)
    id_ = data.draw(st.sampled_from(before.register.children)).id
    after = without_child(before.register, id_)
    assert f'"{id_}"' not in after.model_dump_json()
    assert len(after.children) == len(before.register.children) - 1
