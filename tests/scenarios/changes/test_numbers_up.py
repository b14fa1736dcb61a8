from __future__ import annotations

from typing import Any

import pytest

from matcher.travel import Journey
from scenarios.generator.sample import sample_register
from scenarios.inputs import Inputs
from tests.support.asking import asked, changed, misread, refused
from tests.support.registers import child, group, home, settled

CODE = "numbers_up"


def test_copies_wait_and_have_no_past() -> None:
    boy: dict[str, Any] = {"age": 7, "gender": "male", "needs": [{"code": "x", "required": True}]}
    one = settled("C1", "H1", **boy, moves_12m=2, declined_by=["H1"], apart_from=["C2", "C3"])
    two = child("C2", needed_by="2027-01-01", age=4)
    others = child("C3"), group("C1", "C2", together="must"), home("H1", reserved_for=["C1"])
    after = changed(CODE, asked(one, two, *others), share=1)
    by_id = {child_.id: child_ for child_ in after.register.children}
    family = after.register.sibling_groups[1]
    copies = {"NEW-C1", "NEW-C2", "NEW-C3"}
    lone = (copies - set(family.children)).pop()
    assert set(by_id) == {"C1", "C2", "C3", *copies}
    first, second = family.children
    assert by_id[first] == child(first, **boy, apart_from=[second])
    assert by_id[second] == child(second, age=4)
    assert by_id[lone] == child(lone)
    assert family == group(first, second, id_="NEW-S1", together="must")
    assert after.register.homes == (others[2],)


@pytest.mark.parametrize(("share", "expected"), [(0.2, 49), (0.1, 25), (1, 245), (1.5, 368)])
def test_the_number_is_met_by_whole_families(share: float, expected: int) -> None:
    before = sample_register(1)
    after = changed(CODE, Inputs(before), share=share).register
    assert len(before.children) == 245
    assert len(after.children) - 245 == expected
    new = [group_ for group_ in after.sibling_groups if group_ not in before.sibling_groups]
    sizes = {len(group_.children) for group_ in before.sibling_groups}
    assert {len(group_.children) for group_ in new} <= sizes
    assert all(id_.startswith("NEW-C") for group_ in new for id_ in group_.children)


def test_a_seed_draws_the_same_families_and_another_seed_others() -> None:
    inputs = Inputs(sample_register(1, 60))
    first = changed(CODE, inputs, share=0.2, seed=1)
    assert changed(CODE, inputs, share=0.2) == first
    assert changed(CODE, inputs, share=0.2, seed=2) != first


def test_without_children_alone_it_is_missed_by_less_than_a_family() -> None:
    inputs = asked(
        *(child(f"C{n}") for n in (1, 2, 3, 4)), group("C1", "C2"), group("C3", "C4", id_="S2")
    )
    assert len(changed(CODE, inputs, share=0.75).register.children) == 4 + 2


def test_copies_travel_as_those_they_are_copies_of() -> None:
    inputs = asked(child("C1"), home("H1"), home("H2"), journeys={("C1", "H2"): Journey(7)})
    after = changed(CODE, inputs, share=1)
    assert after.journeys is not None
    assert after.journeys.rows == {("C1", "H2"): Journey(7), ("NEW-C1", "H2"): Journey(7)}


def test_a_share_that_is_nobody() -> None:
    nobody = "comes to {} of the register's {} children, which is no whole family"
    assert refused(CODE, asked(child("C1")), share=0.4) == [("share", nobody.format(0, 1))]
    assert refused(CODE, asked(), share=1) == [("share", nobody.format(0, 0))]
    pair = asked(child("C1"), child("C2"), group("C1", "C2"))
    assert refused(CODE, pair, share=0.5) == [("share", nobody.format(1, 2))]


@pytest.mark.parametrize(("share", "fault"), [(0, "is too small"), (11, "is too large")])
def test_shares_that_nobody_means(share: float, fault: str) -> None:
    assert misread(CODE, share=share) == [("share", fault)]
