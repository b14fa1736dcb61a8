"""What is kept with a register belongs to that register alone, and to no policy."""

from __future__ import annotations

import gc
import weakref

import pytest

from matcher import Policy, Register, plan, rank
from matcher.arrays import arrays_of
from matcher.case import Case
from matcher.case_arrays import CaseArrays
from matcher.records.kept import kept
from tests.support.registers import HERE, case, child, group, home, settled, there

BOTH = case(
    *(settled("C1", "H1"), child("C2"), group("C1", "C2", together="prefer")),
    *(home("H1", places=2), home("H2", location=there(lat=0.5), weekly_cost=1.0)),
)


def other(register: Register) -> Register:
    """Return the register without its second home, made by a copy of records that are sound."""
    return register.model_copy(update={"homes": register.homes[:1]})


def test_it_is_made_once_for_each_register_and_goes_with_it() -> None:
    made: list[str] = []

    @kept
    def as_of(register: Register) -> str:
        made.append(register.as_of.isoformat())
        return made[-1]

    register = BOTH.register.model_copy()
    assert as_of(register) is as_of(register)
    assert len(made) == 1
    as_of(register.model_copy())
    assert len(made) == 2
    gone = weakref.ref(register)
    del register
    gc.collect()
    assert gone() is None


def test_nothing_kept_keeps_a_register_alive() -> None:
    register = BOTH.register.model_copy()
    rank(register, "C2")
    plan(register)
    gone = weakref.ref(register)
    del register
    gc.collect()
    assert gone() is None


def test_a_changed_copy_is_another_register() -> None:
    register = BOTH.register
    before = (register.sha256, rank(register, "C2"))
    changed = other(register)
    assert changed.sha256 != register.sha256
    assert changed.sha256 == Register.model_validate(changed.model_dump(mode="json")).sha256
    assert len(arrays_of(changed).homes) == 1
    assert [one.assignments[0].home for one in rank(changed, "C2").options] == ["H1"]
    assert (register.sha256, rank(register, "C2")) == before


def test_policies_share_what_is_the_register_s_and_nothing_else() -> None:
    register = BOTH.register
    near = Policy(max_km=10.0)
    cheap = Policy(levels=({"unplaced": 1}, {"weekly_cost": 1}))
    one, two = CaseArrays(Case(register, near)), CaseArrays(Case(register, cheap))
    assert one.child is two.child
    assert [one.assignments[0].home for one in rank(register, "C2", near).options] == ["H1"]
    assert rank(register, "C2", cheap).options[0].assignments[0].home == "H2"
    assert rank(register, "C2").options[0].assignments[0].home == "H1"
    assert plan(register, cheap).homes["C2"] == "H2"
    assert plan(register, near).homes["C2"] == "H1"


def test_what_homes_alone_cost_is_reckoned_for_each_policy() -> None:
    register = BOTH.register
    cases = [Case(register, Policy(max_km=km)) for km in (1.0, 2.0)]
    found = [
        CaseArrays(of).of_homes("km", lambda _, asked: int(asked.policy.max_km or 0)).tolist()
        for of in cases
    ]
    assert found == [[1, 1], [2, 2]]


def test_what_homes_alone_cost_is_kept_for_the_policy_that_was_last() -> None:
    register, asked = BOTH.register, []

    def limit(_: object, of: Case) -> int:
        asked.append(of.policy.max_km)
        return int(of.policy.max_km or 0)

    def arrays(km: float) -> CaseArrays:
        return CaseArrays(Case(register, Policy(max_km=km)))

    one, two = arrays(1.0), arrays(2.0)
    assert two.of_homes("km", limit).tolist() == [2, 2]
    assert one.of_homes("km", limit).tolist() == [1, 1]
    assert arrays(2.0).of_homes("km", limit).tolist() == [2, 2]
    assert asked == [2.0, 2.0, 1.0, 1.0]


def test_a_table_is_taken_array_by_array() -> None:
    homes = CaseArrays(BOTH).home
    taken = homes.take([1, 0, 1])
    assert taken.places.tolist() == [3, 2, 3]
    assert taken.take([0]).location.lat.tolist() == [HERE.lat + 0.5]
    assert taken.places is taken.places
    for table in (homes, taken):
        with pytest.raises(AttributeError, match="colour"):
            table.colour  # type: ignore[attr-defined]  # noqa: B018
