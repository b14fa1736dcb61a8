from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from matcher.errors import InputError
from matcher.records.references import age_on
from scenarios.generator.chance import Chance
from scenarios.inputs import Inputs
from scenarios.studies.arrivals import (
    GROUP_SHARE,
    MEAN_FAMILY,
    MEAN_GROUP,
    Family,
    arrived,
    drawn_family,
    family_size,
)
from tests.support.registers import AS_OF, child, home, register

REGISTER = register(
    home(),
    child("C1", languages=("cy",), needs=({"code": "trauma", "required": True},)),
)


def drawn(size: int, seed: int) -> Family:
    return drawn_family(REGISTER, size, "X", AS_OF, Chance(seed))


def test_half_of_the_children_come_with_siblings() -> None:
    # Groups of 2, 3, 4, 5 and 6 in 62, 23, 10, 4 and 1 per cent.
    assert pytest.approx(2.59) == MEAN_GROUP
    assert pytest.approx(0.5) == GROUP_SHARE * MEAN_GROUP / MEAN_FAMILY
    chance = Chance(1)
    sizes = [family_size(chance) for _ in range(4000)]
    assert sum(sizes) / len(sizes) == pytest.approx(MEAN_FAMILY, rel=0.03)
    assert sum(size for size in sizes if size > 1) / sum(sizes) == pytest.approx(0.5, abs=0.03)


def test_ages_at_entry_are_as_published() -> None:
    ages = [age_on(drawn(1, seed).children[0].date_of_birth, AS_OF) for seed in range(2000)]
    bands = [sum(low <= age <= high for age in ages) / 20 for low, high in
             ((0, 4), (5, 11), (12, 15), (16, 17))]  # fmt: skip
    assert bands == pytest.approx([38, 39, 18, 5], abs=3.5)


def test_they_are_like_the_children_of_the_register() -> None:
    family = drawn(3, 1)
    assert family.group is not None
    assert family.group.children == ("X-1", "X-2", "X-3")
    for one in family.children:
        assert (one.status, one.placement) == ("waiting", None)
        assert one.family_home == REGISTER.children[0].family_home
        assert one.languages == ("cy",)
        assert one.required_needs == {"trauma"}
        at_school = 5 <= age_on(one.date_of_birth, AS_OF + timedelta(1)) <= 15
        assert (one.school is not None) == at_school
    assert len({one.placement_type for one in family.children}) == 1


def test_a_lone_child_is_no_group() -> None:
    assert drawn(1, 1).group is None


@pytest.mark.parametrize("seed", range(20))
def test_siblings_are_under_18_and_some_time_apart(seed: int) -> None:
    born = sorted(one.date_of_birth for one in drawn(4, seed).children)
    assert age_on(born[0], AS_OF) < 18
    assert born[-1] < AS_OF
    gaps = [(later - earlier).days for earlier, later in pairwise(born)]
    assert all(gap == 0 or 320 <= gap <= 1300 for gap in gaps)


def test_they_wait_at_the_end_of_the_register() -> None:
    inputs = arrived(Inputs(REGISTER), (drawn(2, 1),))
    assert [one.id for one in inputs.register.children] == ["C1", "X-1", "X-2"]
    assert [one.id for one in inputs.register.sibling_groups] == ["X-S"]


def test_where_nobody_comes_nothing_changes() -> None:
    inputs = Inputs(REGISTER)
    assert arrived(inputs, ()) is inputs


def test_without_children_there_is_nobody_to_be_like() -> None:
    with pytest.raises(InputError, match="children: are none"):
        drawn_family(register(home()), 1, "X", AS_OF, Chance(1))
