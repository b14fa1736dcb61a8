from __future__ import annotations

from datetime import timedelta

import pytest

from scenarios.generator.chance import Chance
from scenarios.inputs import Inputs
from scenarios.studies.year.rates import Rates, Refusals
from scenarios.studies.year.script import Script, drawn_script, poisson
from scenarios.studies.year.week import first_day
from tests.support.registers import AS_OF, child, group, home, register, settled

RATES = Rates(weeks=104)


def inputs() -> Inputs:
    """Return forty children, twenty of them in pairs, in twenty foster homes."""
    homes = [home(f"H{number}") for number in range(20)]
    children = [settled(f"C{number}", f"H{number // 2}", age=number % 14) for number in range(40)]
    groups = [group(f"C{n}", f"C{n + 1}", id_=f"S{n}") for n in range(0, 20, 2)]
    return first_day(Inputs(register(*homes, *children, *groups)))


def test_a_seed_is_a_year_and_another_seed_another() -> None:
    assert drawn_script(inputs(), RATES, 3) == drawn_script(inputs(), RATES, 3)
    assert drawn_script(inputs(), RATES, 3) != drawn_script(inputs(), RATES, 4)


def test_what_happens_happens_at_its_rate() -> None:
    # Two years and forty children: 22 starts, 40 endings; of twenty homes four close. Over thirty
    # such scripts the mean lies within three standard errors of that.
    scripts = [drawn_script(inputs(), RATES, seed) for seed in range(30)]
    weeks = [week for script in scripts for week in script.weeks]
    starts = sum(len(family.children) for week in weeks for family in week.arriving) / 30
    assert starts == pytest.approx(2 * 40 * 68 / 245, abs=3.5)
    assert sum(len(week.closing) for week in weeks) / 30 == pytest.approx(4, abs=1.1)
    assert sum(len(week.opening) for week in weeks) / 30 == pytest.approx(4, abs=1.1)
    assert sum(len(week.leaving) for week in weeks) / 30 == pytest.approx(starts, abs=4)


def test_nothing_happens_to_who_or_what_has_left() -> None:
    gone: set[str] = set()
    for week in drawn_script(inputs(), RATES, 1).weeks:
        assert gone.isdisjoint([*week.leaving, *week.closing, *week.ending])
        gone |= {*week.leaving, *week.closing}
    assert gone


def test_siblings_leave_together() -> None:
    for week in drawn_script(inputs(), RATES, 2).weeks:
        for number in range(0, 20, 2):
            assert (f"C{number}" in week.leaving) == (f"C{number + 1}" in week.leaving)


def test_nobody_leaves_early_where_enough_turn_18() -> None:
    grown = [settled(f"C{n}", "H1", date_of_birth=AS_OF - timedelta(6400)) for n in range(3)]
    script = drawn_script(Inputs(register(home("H1", places=3), *grown)), Rates(), 1)
    assert not any(week.leaving for week in script.weeks)


def test_homes_that_open_are_like_those_there_are_with_nobody_in_them() -> None:
    busy = home("H1", other_children=({"age": 3, "gender": "male"},), weekly_cost=432)
    rates = Rates(carers_leave=5.0)
    weeks = drawn_script(Inputs(register(busy, child())), rates, 1).weeks
    opened = [new for week in weeks for new in week.opening]
    assert opened
    assert {new.weekly_cost for new in opened} == {432}
    assert not any(new.other_children for new in opened)
    assert len({new.id for new in opened}) == len(opened)


def test_what_a_home_says_hangs_on_year_child_home_and_week_alone() -> None:
    half = Refusals(in_house_foster=0.5)
    script, other_year = Script(1, (), half), Script(2, (), half)
    asked = [(f"C{number}", home("H1"), week) for number in range(50) for week in range(4)]
    answers = [script.says_no(*one) for one in asked]
    assert answers == [script.says_no(*one) for one in asked]
    assert answers != [other_year.says_no(*one) for one in asked]
    assert 70 < sum(answers) < 130


def test_homes_say_no_as_often_as_their_kind_does() -> None:
    script = Script(1, (), Refusals(agency_foster=1.0, residential=0.0))
    assert script.says_no("C1", home(kind="agency_foster"), 1)
    assert not script.says_no("C1", home(kind="residential"), 1)
    assert not script.says_no("C1", home(kind="kinship"), 1)


@pytest.mark.parametrize("mean", [0.3, 1.9, 7.5])
def test_poisson_has_its_mean_and_variance(mean: float) -> None:
    chance = Chance(1)
    counts = [poisson(mean, chance) for _ in range(4000)]
    found = sum(counts) / len(counts)
    assert found == pytest.approx(mean, rel=0.06)
    assert sum((n - found) ** 2 for n in counts) / len(counts) == pytest.approx(mean, rel=0.12)


def test_nothing_comes_of_a_mean_of_nothing() -> None:
    assert poisson(0.0, Chance(1)) == 0
