"""Locks and forbidden pairs: kept at the least cost, or refused with child, home and rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import InputError, NoPlanError, Register, plan
from matcher.case import Case
from matcher.planning import plan_case
from matcher.solve.stop import Stop
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds
from tests.support.registers import child, group, home, register, settled
from tests.support.strategies import tiny_cases

Pairs = Sequence[tuple[str, str]]


@settings(max_examples=100)
@given(tiny_cases(4, 4) | crowds(4, 3), st.data())
def test_they_are_kept_at_the_least_cost(case: Case, data: st.DataObject) -> None:
    children = [one.id for one in case.register.children] or ["nobody"]
    homes = [one.id for one in case.register.homes] or ["nowhere"]
    locks = data.draw(
        st.dictionaries(st.sampled_from(children), st.sampled_from(homes), max_size=3)
    )
    pairs = st.tuples(st.sampled_from(children), st.sampled_from(homes))
    forbid = data.draw(st.lists(pairs, max_size=3))
    if not case.register.children or not case.register.homes:
        return
    best = BruteForce(case).best(locks, forbid)
    try:
        found = plan_case(case, tuple(locks.items()), tuple(forbid), Stop())
    except InputError as error:
        assert best is None
        for fault in error.faults:
            assert fault.place == "limits" or any(
                child in fault.place and there in fault.place
                for child, there in (*locks.items(), *forbid)
            )
        return
    assert tuple(level.value for level in found.levels) == best
    assert found.status == "optimal"
    assert locks.items() <= found.homes.items()
    assert not set(forbid) & set(found.homes.items())
    assert found.locks == tuple(locks.items())
    assert found.forbid == tuple(dict.fromkeys(forbid))


def county() -> Register:
    """C1 and C2 wait, C3 may move from H1, C4 stays in H2; H1 and H2 have one place each."""
    return register(
        child("C1"),
        child("C2", declined_by=["H3"]),
        child("C3", home="H1"),
        settled("C4", "H2"),
        home("H1", places=1),
        home("H2", places=1),
        home("H3", places=2, ages=(0, 12)),
        home("H4", ages=(16, 17)),
    )


#: Locks and forbidden pairs that are refused at sight, and what the refusal must say.
AT_SIGHT: dict[str, tuple[Pairs, Pairs, Sequence[str]]] = {
    "no such child": ([("C9", "H1")], [], ["lock C9=H1", "no child has the id C9"]),
    "no such home": ([], [("C1", "H9")], ["forbid C1=H9", "no home has the id H9"]),
    "two homes": ([("C1", "H1"), ("C1", "H3")], [], ["C1 is locked to H1 too"]),
    "locked and forbidden": ([("C1", "H3")], [("C1", "H3")], ["forbidden too"]),
    "a settled child moved": ([("C4", "H3")], [], ["C4 is settled in H2"]),
    "a settled child kept out": ([], [("C4", "H2")], ["C4 is settled in H2"]),
    "a rule on one child": ([("C2", "H3")], [], ["lock C2=H3", "declined"]),
    "two rules on two children": (
        [("C1", "H4"), ("C2", "H3")],
        [],
        ["lock C1=H4", "rule age", "lock C2=H3", "rule declined"],
    ),
    "a rule on a household": (
        [("C1", "H1"), ("C2", "H1")],
        [],
        ["lock C1, C2=H1", "C1, C2 in H1", "rule places"],
    ),
    "a settled child in the way": ([("C1", "H2")], [], ["C1, C4 in H2", "rule places"]),
}


@pytest.mark.parametrize("name", AT_SIGHT)
def test_what_is_refused_at_sight_is_named(name: str) -> None:
    locks, forbid, said = AT_SIGHT[name]
    with pytest.raises(InputError) as caught:
        plan(county(), locks=locks, forbid=forbid)
    assert [text for text in said if text not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("locks", "possible"),
    [
        ([("C1", "H1")], True),
        ([("C1", "H1"), ("C2", "H2")], False),
        ([("C1", "H2")], True),
        ([("C3", "H2")], True),
        ([("C1", "H1"), ("C2", "H1")], True),
        ([("C3", "H1"), ("C1", "H2")], False),
        ([("C3", "H1")], True),
        ([("C1", "H3")], False),
    ],
)
def test_a_lock_of_a_sibling_who_must_not_be_torn(locks: Pairs, possible: bool) -> None:
    family = register(
        child("C1"),
        child("C2", declined_by=["H3"]),
        child("C3", home="H1"),
        group("C1", "C2", "C3", together="must"),
        *(home("H1"), home("H2"), home("H3")),
    )
    if possible:
        found = plan(family, locks=locks).homes
        assert dict(locks).items() <= found.items()
        return
    with pytest.raises(InputError, match=r"together.*S1"):
        plan(family, locks=locks)


def test_locks_that_only_a_plan_can_show_to_be_impossible_name_no_idle_one() -> None:
    # C3 could make room in H1 only by moving to H3, where there is no place left beside C1 and C2.
    full = register(
        child("C1"),
        child("C2"),
        child("C5"),
        child("C3", home="H1"),
        *(home("H1", places=1), home("H3", places=1), home("H5")),
    )
    locks = [("C5", "H1"), ("C1", "H3"), ("C2", "H5")]
    with pytest.raises(NoPlanError) as caught:
        plan(full, locks=locks, forbid=[("C3", "H5")])
    assert caught.value.limits == ()
    places = {fault.place for fault in caught.value.faults}
    assert places == {"lock C5=H1", "lock C1=H3", "forbid C3=H5"}
    assert "places" in str(caught.value)


def test_a_pair_given_twice_is_one() -> None:
    found = plan(county(), locks=[("C1", "H3"), ("C1", "H3")], forbid=[("C2", "H1")] * 2)
    assert (found.locks, found.forbid) == ((("C1", "H3"),), (("C2", "H1"),))


def test_a_child_who_stays_may_be_locked_where_a_rule_would_refuse_a_newcomer() -> None:
    stays = register(child("C1", home="H1", declined_by=["H1"]), home("H1"), home("H2"))
    assert plan(stays, locks=[("C1", "H1")]).homes == {"C1": "H1"}
    with pytest.raises(NoPlanError, match="forbid C1=H1"):
        plan(
            register(child("C1", home="H1"), home("H1")),
            forbid=[("C1", "H1")],
        )
