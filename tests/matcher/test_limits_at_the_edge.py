"""Limits a step inside, on and a step outside of what can be kept, in decimals of many digits."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.case import Case
from matcher.records.policy import Policy
from matcher.records.register import Register
from tests.matcher.test_plans import equals_brute_force
from tests.support.brute_force import BruteForce
from tests.support.crowds import crowds

#: Yearly fees as people state them: a 52nd of one has as many digits as floating point keeps.
FEES = st.integers(1_000, 600_000).map(lambda fee: fee / 52)
#: The same as different programs keep them: whole pounds to sixteen digits.
COSTS = st.builds(round, FEES, st.integers(0, 15)) | st.sampled_from([0, 0.1, 0.2, 480.0])


def _steps(exact: Fraction, highest: float = math.inf) -> st.SearchStrategy[float]:
    """Return numbers on, just inside and just outside of one."""
    near = exact.numerator / exact.denominator
    around = [near, math.nextafter(near, -1), math.nextafter(near, math.inf)]
    around += [round(near, digits) for digits in range(14)]
    return st.sampled_from([number for number in around if 0 <= number <= highest])


@st.composite
def at_the_edge(draw: st.DrawFn) -> Case:
    """Draw a case whose limits are on the edge of one of its plans."""
    some = draw(crowds(max_children=5, max_homes=4, limits=False))
    data = some.register.model_dump(mode="json")
    for home in data["homes"]:
        home["weekly_cost"] = draw(COSTS)
    register = Register.model_validate(data)
    homes = draw(st.sampled_from(list(BruteForce(Case(register, some.policy)).plans())[:200]))
    by_id = {home.id: home for home in register.homes}
    lived_in = [by_id[id_] for id_ in homes.values() if id_ is not None]
    limits: dict[str, Any] = {}
    total = sum((Fraction(repr(home.weekly_cost)) for home in lived_in), Fraction(0))
    limits["max_weekly_cost"] = draw(_steps(total))
    fostering = [home for home in lived_in if home.kind in ("in_house_foster", "agency_foster")]
    has_share: bool = draw(st.booleans())
    if fostering and has_share:
        in_house = sum(home.kind == "in_house_foster" for home in fostering)
        limits["min_in_house_share"] = draw(_steps(Fraction(in_house, len(fostering)), 1.0))
    policy = some.policy.model_dump(mode="json") | {"limits": limits}
    return Case(register, Policy.model_validate(policy))


@settings(max_examples=300)
@given(at_the_edge())
def test_limits_at_the_edge_are_kept_exactly(some: Case) -> None:
    equals_brute_force(some)
