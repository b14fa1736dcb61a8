"""The value of the next home: by hand on tiny registers, and against full plans on any."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.errors import InputError, NoPlanError
from matcher.records.location import Location
from scenarios.changes.add_homes import AddHomes
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.selection import Near
from scenarios.studies.next_home import HomeValue, NewHome, NextHome, value_of_next_home
from tests.support.asking import asked
from tests.support.registers import child, group, home
from tests.support.strategies import policies, tiny_registers

NEWTOWN = Location(lat=52.513, lon=-3.314, label="Newtown")
BRECON = Location(lat=51.947, lon=-3.391, label="Brecon")


def _with(inputs: Inputs, study: NextHome, new: NewHome) -> Inputs:
    area = next(area for area in study.areas if area.name == new.area)
    return AddHomes(
        kind=new.kind,  # type: ignore[arg-type]  # one of the kinds
        near=Near(lat=area.lat, lon=area.lon, label=area.name),
        authority=area.authority,
        places=new.places,
        ages=new.ages,
        languages=("cy", "en") if new.welsh else ("en",),
    ).apply(inputs)


def _levels(inputs: Inputs) -> tuple[int, ...]:
    return tuple(level.value for level in inputs.plan().levels)


def _value(study: NextHome, places: int, ages: tuple[int, int], welsh: bool = False) -> HomeValue:
    return next(
        value
        for value in study.values
        if (value.home.places, value.home.ages, value.home.welsh) == (places, ages, welsh)
    )


def test_value_known_by_hand() -> None:
    # A child of 10 waits in Newtown, a Welsh speaker of 3 too; no home but a carer for babies.
    inputs = asked(
        child("C1", age=10, family_home=NEWTOWN),
        child("C2", age=3, family_home=NEWTOWN, languages=("cy",)),
        home("H1", location=NEWTOWN, ages=(0, 0)),
    )
    study = value_of_next_home(inputs, places=(1, 2))

    assert [area.name for area in study.areas] == ["Newtown"]
    assert study.baseline == (2, 0, 0, 0, 0)
    # A home that is not kin costs 800 points, Welsh that is not spoken 400, a place 480 pounds.
    assert _value(study, 1, (5, 11)).gain == (1, 0, -800, -480, 0)
    assert _value(study, 1, (0, 4)).gain == (1, 0, -1200, -480, 0)
    assert _value(study, 1, (0, 4), welsh=True).gain == (1, 0, -800, -480, 0)
    assert _value(study, 1, (12, 15), welsh=True).gain == (0, 0, 0, 0, 0)
    assert _value(study, 2, (0, 17)).gain == (2, 0, -2000, -960, 0)
    best = study.values[0]
    assert (best.home.places, best.home.ages, best.home.welsh) == (2, (0, 17), True)
    assert (best.gain, best.children) == ((2, 0, -1600, -960, 0), 2)
    assert best.changes == {"unplaced": -2, "not_kin": 2, "weekly_cost": 960}


def test_the_smallest_home_that_gains_as_much_is_told() -> None:
    inputs = asked(child(age=10, family_home=NEWTOWN))
    study = value_of_next_home(inputs, places=(1, 2, 3))
    told = [(one.home.places, one.home.ages, one.home.welsh) for one in study.enough]
    assert told == [(1, (5, 11), False)]
    assert list(study.best_by_area) == ["Newtown"]


def test_siblings_come_home_together() -> None:
    # Two siblings live apart far off; only a home for two unites them.
    inputs = asked(
        child("C1", age=6, home="H1", family_home=NEWTOWN),
        child("C2", age=7, home="H2", family_home=NEWTOWN),
        group("C1", "C2"),
        home("H1", location=BRECON, places=1),
        home("H2", location=BRECON, places=1),
    )
    study = value_of_next_home(inputs, places=(1, 2))
    assert study.baseline[:2] == (0, 1)
    assert _value(study, 1, (5, 11)).gain[:2] == (0, 0)
    assert _value(study, 2, (5, 11)).gain[:2] == (0, 1)
    assert "fewer homes that siblings are spread over (+1 home)" in study.headline(Language("en"))


def test_where_the_largest_home_gains_nothing_none_is_planned() -> None:
    inputs = asked(
        child(family_home=NEWTOWN, home="H1"), home("H1", location=NEWTOWN, weekly_cost=0)
    )
    study = value_of_next_home(inputs)
    assert study.plans == 2  # today's, and one with the largest home
    assert sorted(value.proof for value in study.values) == ["no_gain"] * 29 + ["planned"]
    assert not any(any(value.gain) for value in study.values)
    assert study.enough == ()
    assert "None of the 30 homes" in study.headline(Language("en"))


def test_what_is_not_planned_is_bounded() -> None:
    inputs = asked(
        child("C1", age=10, family_home=NEWTOWN),
        child("C2", age=3, family_home=NEWTOWN, languages=("cy",)),
    )
    whole = {value.home: value.gain for value in value_of_next_home(inputs).values}
    study = value_of_next_home(inputs, most_plans=1)
    assert study.plans == 2
    bounds = list(study.bounds)
    assert bounds
    assert all(whole[value.home] <= value.gain for value in bounds)
    assert all(whole[value.home] == value.gain for value in study.values if value.exact)
    assert study.unknown == len(whole) - len(study.values)
    assert "gain no more than" in study.exactness(Language("en"))


def test_homes_of_which_nothing_is_known_are_counted() -> None:
    inputs = asked(child("C1", family_home=NEWTOWN), child("C2", family_home=BRECON))
    study = value_of_next_home(inputs, places=(1,), most_plans=1)
    # Of one area nothing was planned: five bands, with and without Welsh.
    assert study.unknown == 10
    assert "Of 10 homes nothing is known." in study.exactness(Language("en"))


def test_interrupted_it_keeps_what_is_known() -> None:
    inputs = asked(child("C1", family_home=NEWTOWN), child("C2", family_home=BRECON))

    def interrupt(done: int, total: int) -> None:
        assert total == 20
        if done == 3:
            raise KeyboardInterrupt

    study = value_of_next_home(inputs, places=(1,), progress=interrupt)
    assert study.stopped
    assert sum(value.exact for value in study.values) == 3
    assert "It was stopped early." in study.exactness(Language("en"))


def test_progress_ends_with_all_homes() -> None:
    told: list[tuple[int, int]] = []
    value_of_next_home(
        asked(child(family_home=NEWTOWN)), places=(1,), progress=lambda *one: told.append(one)
    )
    assert told[0] == (0, 10)
    assert told[-1] == (10, 10)


def test_kinds_keep_to_their_usual_ages() -> None:
    study = value_of_next_home(
        asked(child(age=16, family_home=NEWTOWN)),
        kinds=("supported_lodgings", "residential"),
        places=(1,),
    )
    ages = {(value.home.kind, value.home.ages) for value in study.values}
    assert ages == {
        ("supported_lodgings", (16, 20)),
        ("residential", (8, 17)),
        ("residential", (8, 11)),
        ("residential", (12, 15)),
        ("residential", (16, 17)),
    }
    assert study.values[0].home.kind == "supported_lodgings"  # one step nearer to a family


def test_new_homes_provide_what_is_asked() -> None:
    inputs = asked(child(family_home=NEWTOWN, needs=({"code": "autism", "required": True},)))
    assert value_of_next_home(inputs, places=(1,)).enough == ()
    study = value_of_next_home(inputs, places=(1,), provides=("autism",))
    assert study.enough[0].gain == (1, 0, -800, -480, 0)


def test_an_area_may_have_any_name_that_a_register_gives() -> None:
    odd = Location(lat=52.513, lon=-3.314, label="Newtown; the north")
    study = value_of_next_home(asked(child(family_home=odd)), places=(1,))
    assert [area.name for area in study.areas] == ["Newtown; the north"]


def test_areas_by_name() -> None:
    inputs = asked(child(family_home=NEWTOWN))
    study = value_of_next_home(inputs, areas=("brecon", "SY16"), places=(1,))
    assert [(area.name, area.children) for area in study.areas] == [("brecon", 0), ("SY16", 0)]


def test_every_fault_is_told() -> None:
    inputs = asked(child(family_home=NEWTOWN))
    with pytest.raises(InputError) as caught:
        value_of_next_home(inputs, kinds=("kinship",), places=(0, 1, 13), most_plans=0)
    assert [fault.place for fault in caught.value.faults] == [
        "kinds[0]",
        "places[0]",
        "places[2]",
        "most_plans",
    ]
    with pytest.raises(InputError) as caught:
        value_of_next_home(inputs, areas=(" ",), provides=("autism", "a;b", ""))
    assert [fault.place for fault in caught.value.faults] == [
        "provides[1]",
        "provides[2]",
        "areas[0]",
    ]
    with pytest.raises(InputError) as caught:
        value_of_next_home(inputs, kinds=(), places=())
    assert [fault.place for fault in caught.value.faults] == ["kinds", "places"]
    with pytest.raises(InputError) as caught:
        value_of_next_home(inputs, areas=("Atlantis", "Newtown", "Lyonesse"))
    assert [fault.place for fault in caught.value.faults] == ["areas[0]", "areas[2]"]
    with pytest.raises(InputError) as caught:
        value_of_next_home(asked())
    assert [fault.place for fault in caught.value.faults] == ["areas"]


def test_levels_of_one_other_criterion_are_told_as_less_of_it() -> None:
    inputs = asked(
        child(family_home=NEWTOWN, home="H1"),
        home("H1", location=BRECON),
        levels=[{"unplaced": 1}, {"distance_home": 1}],
    )
    say = Language("en")
    study = value_of_next_home(inputs, places=(1,), areas=("Newtown", "Brecon"))
    # 63.2 km from Newtown to Brecon; a home in Brecon is no nearer than the one today.
    assert study.enough[0].gain == (0, 632)
    assert "less of: distance from the family home (+63.2 km)" in study.headline(say)
    assert list(study.best_by_area) == ["Newtown"]


def test_a_grid_tells_what_is_not_known() -> None:
    inputs = asked(
        child("C1", age=10, family_home=NEWTOWN), child("C2", age=3, family_home=NEWTOWN)
    )
    study = value_of_next_home(inputs, places=(1,), most_plans=1)
    say = Language("en")
    cells = [cell for table in study.tables(say) for row in table.rows for cell in row]
    assert "not known" in cells
    unknown = study.model_copy(update={"unknown": 7})
    assert unknown.tables(say)[-1].rows[-1][0] == "not known"


def test_homes_where_welsh_is_spoken_are_told() -> None:
    inputs = asked(child(age=3, family_home=NEWTOWN, languages=("cy",)))
    study = value_of_next_home(inputs, places=(1,))
    assert "1 place, ages 0 to 4 years, Welsh spoken" in study.headline(Language("en"))


def test_areas_that_follow_are_told() -> None:
    inputs = asked(
        child("C1", family_home=NEWTOWN), child("C2", family_home=BRECON, languages=("cy",))
    )
    headline = value_of_next_home(inputs, places=(1, 2)).headline(Language("en"))
    assert headline.endswith(("Then come Newtown.", "Then come Brecon."))


@pytest.mark.parametrize("code", ["en", "cy"])
def test_tables_and_pictures(code: str) -> None:
    say = Language(code)
    inputs = asked(child("C1", age=10, family_home=NEWTOWN), child("C2", age=3, family_home=BRECON))
    study = value_of_next_home(inputs, places=(1, 2))
    tables = study.tables(say)
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert sorted(str(row[1]) for row in tables[1].rows) == ["Brecon", "Newtown"]
    assert all("<svg" in picture.svg and picture.title for picture in study.pictures(say))
    assert NextHome.model_validate_json(study.model_dump_json()) == study


@settings(max_examples=15)
@given(st.data())
def test_a_value_is_the_difference_of_two_full_plans(data: st.DataObject) -> None:
    register = data.draw(tiny_registers(max_children=4, max_homes=3))
    assume(register.children)
    inputs = Inputs(register, data.draw(policies()))
    most = data.draw(st.sampled_from([None, None, 1, 3]))
    try:
        study = value_of_next_home(inputs, areas=("Newtown",), places=(1, 2), most_plans=most)
    except NoPlanError:
        assume(False)
    without = _levels(inputs)
    assert study.baseline == without
    assert len(study.values) + study.unknown == 20
    for value in study.values:
        after = _levels(_with(inputs, study, value.home))
        gain = tuple(a - b for a, b in zip(without, after, strict=True))
        assert gain == value.gain if value.exact else gain <= value.gain
        assert gain >= (0,) * len(gain)
