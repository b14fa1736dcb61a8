"""Supply against need: by hand on a small register, and against the register on any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher.errors import NoPlanError
from matcher.records.location import Location
from scenarios.inputs import Inputs
from scenarios.reports.language import Language
from scenarios.studies.sufficiency import Row, Sufficiency, sufficiency_of
from scenarios.studies.sufficiency import count as counting
from tests.support.asking import asked
from tests.support.registers import (
    ENGLAND,
    WALES,
    WELSH_NEIGHBOUR,
    child,
    group,
    home,
    settled,
)
from tests.support.strategies import policies, tiny_registers

NEWTOWN = Location(lat=52.513, lon=-3.314, label="Newtown")
BRECON = Location(lat=51.947, lon=-3.391, label="Brecon")
CARDIFF = Location(lat=51.48, lon=-3.18, label="Cardiff")
AUTISM = ({"code": "autism", "required": True},)


def _small() -> Inputs:
    """Return four children and five homes, each case once.

    C1 waits in Newtown and fits H1; C2 waits there and needs what nobody in reach provides; C3,
    16 years old, is settled in Cardiff and might live in H1; C4, Welsh-speaking, is under review
    in Brecon.
    """
    return asked(
        child("C1", age=10, family_home=NEWTOWN),
        child("C2", age=3, family_home=NEWTOWN, needs=AUTISM),
        settled("C3", "H3", age=16, family_home=BRECON),
        child("C4", age=12, home="H2", family_home=BRECON, languages=("cy",)),
        home("H1", location=NEWTOWN, places=2, ages=(5, 17), languages=("en",)),
        home("H2", location=BRECON, places=1, languages=("cy", "en")),
        home(
            "H3",
            kind="residential",
            location=CARDIFF,
            authority=WALES,
            places=4,
            ages=(8, 17),
            other_children=({"age": 9, "gender": "male"},),
            provides=("autism",),
            for_profit=True,
        ),
        home("H4", kind="agency_foster", location=NEWTOWN, places=3, open=False),
        home("H5", kind="kinship", location=NEWTOWN, places=1, reserved_for=("C3",)),
    )


def _counts(rows: Sequence[Row], of: str) -> dict[str, int]:
    return next(row.counts for row in rows if row.of == of)


def test_counts_known_by_hand() -> None:
    study = sufficiency_of(_small())
    assert [row.of for row in study.areas] == ["Newtown", "Brecon", "elsewhere_in_wales"]
    assert _counts(study.areas, "Newtown") == {
        "looked_after": 2,
        "waiting": 2,
        "review": 0,
        "settled": 0,
        "no_home": 1,
        "unplaced": 1,
        "homes": 3,
        "places": 6,
        "living": 0,
        "others": 0,
        "free": 6,
        # H4 takes no referrals, H5 is for a named child only.
        "open_free": 2,
    }
    assert _counts(study.areas, "elsewhere_in_wales")["others"] == 1
    assert _counts(study.areas, "elsewhere_in_wales")["free"] == 2
    assert study.no_home == ("C2",)
    assert study.unplaced == ("C2",)
    assert [row.of for row in study.kinds] == [
        "kinship",
        "in_house_foster",
        "agency_foster",
        "residential",
    ]
    assert _counts(study.free_by_kind, "Newtown") == {
        "kinship": 0,
        "in_house_foster": 2,
        "agency_foster": 0,
        "residential": 0,
    }
    assert _counts(study.places_by_kind, "Newtown")["agency_foster"] == 3


def test_ages_needs_and_languages_by_hand() -> None:
    study = sufficiency_of(_small())
    # H2 and H4 fit babies, but H2 is full and H4 takes no referrals.
    assert _counts(study.bands, "0-4")["fitting_homes"] == 2
    assert _counts(study.bands, "0-4")["fitting_free"] == 0
    # H1 has two places free, H3 two.
    assert _counts(study.bands, "16+")["fitting_homes"] == 4
    assert _counts(study.bands, "16+")["fitting_free"] == 4
    assert _counts(study.needs, "autism") == {
        "requiring": 1,
        "requiring_needing": 1,
        "preferring": 0,
        "preferring_needing": 0,
        "fitting_homes": 1,
        "fitting_free": 2,
    }
    welsh = _counts(study.languages, "cy")
    assert (welsh["looked_after"], welsh["review"], welsh["heard"]) == (1, 1, 1)
    assert welsh["fitting_homes"] == 3  # H2, H3 and H4; H5 is for a named child


def test_for_profit_and_outside_by_hand() -> None:
    study = sufficiency_of(_small())
    assert [row.counts["living"] for row in study.sectors] == [1, 1, 0]
    assert _counts(study.outside, "elsewhere_in_wales") == {
        "living": 1,
        "could_return": 1,
        "could_not_return": 0,
    }
    say = Language("en")
    sectors = study.tables(say)[8]
    shares = [say.number(row[-1].value, row[-1].unit) for row in sectors.rows]  # type: ignore[union-attr]  # a share
    assert shares == ["50.0 %", "50.0 %", "0.0 %", "100.0 %"]


def test_why_there_is_no_home_by_hand() -> None:
    study = sufficiency_of(_small())
    reasons = {row.of: row.counts for row in study.refused_waiting}
    # C2 is 3 years old and needs autism: H1 refuses both, H2 the need, and has no place; H3
    # provides but not for 3; H4 the need, and is closed.
    assert reasons["age"] == {"refusals": 2, "refusals_alone": 1, "children_alone": 1}
    assert reasons["need"] == {"refusals": 3, "refusals_alone": 0, "children_alone": 0}
    assert reasons["closed"]["refusals"] == 1
    assert study.refused_outside == ()


def test_a_child_outside_who_has_no_home_in_the_county() -> None:
    inputs = asked(
        settled("C1", "H1", age=10, family_home=NEWTOWN),
        home("H1", location=CARDIFF, authority=WELSH_NEIGHBOUR),
        home("H2", location=NEWTOWN, ages=(0, 4)),
        home("H3", location=CARDIFF, authority=ENGLAND),
    )
    study = sufficiency_of(inputs)
    assert _counts(study.outside, "welsh_neighbour")["could_not_return"] == 1
    assert [(row.of, row.counts["refusals_alone"]) for row in study.refused_outside] == [("age", 1)]
    assert "1 child, of whom 0 have a possible home" in study.headline(Language("en"))


def test_siblings_who_must_be_together_are_looked_at_as_one() -> None:
    must = group("C1", "C2", together="must")
    children = [child("C1", family_home=NEWTOWN), child("C2", family_home=NEWTOWN)]
    for places, without in ((1, ("C1", "C2")), (2, ())):
        study = sufficiency_of(asked(*children, must, home(location=NEWTOWN, places=places)))
        assert study.no_home == without


def test_homes_that_open_later_are_not_open() -> None:
    later = home(location=NEWTOWN, available_from="2026-12-01", places=2)
    study = sufficiency_of(asked(child(family_home=NEWTOWN), later))
    counts = _counts(study.areas, "Newtown")
    assert (counts["free"], counts["open_free"]) == (2, 0)


def test_small_areas_are_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_MOST_AREAS", 1)
    study = sufficiency_of(_small())
    assert [row.of for row in study.areas] == ["Newtown", "other_areas", "elsewhere_in_wales"]
    assert _counts(study.areas, "other_areas")["looked_after"] == 2


def test_an_empty_register() -> None:
    study = sufficiency_of(asked())
    assert study.areas == ()
    for code in ("en", "cy"):
        say = Language(code)
        assert study.headline(say)
        assert study.exactness(say)
        assert all(len(row) == len(one.columns) for one in study.tables(say) for row in one.rows)
        assert all("<svg" in picture.svg for picture in study.pictures(say))


def test_what_the_plan_proves_is_told() -> None:
    say, study = Language("en"), sufficiency_of(_small())
    assert "best plan is proved where the policy puts it first" in study.exactness(say)


def test_pictures_set_places_needed_beside_places_free() -> None:
    by_area, by_age = sufficiency_of(_small()).pictures(Language("en"))
    assert "Newtown: needed: 2 places; Newtown: free and open: 2 places" in by_area.svg
    assert "0 to 4 years: needed: 1 place;" in by_age.svg


def test_progress_counts_children() -> None:
    told: list[tuple[int, int]] = []
    sufficiency_of(_small(), progress=lambda *one: told.append(one))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("code", ["en", "cy"])
def test_tables_add_up(code: str) -> None:
    say = Language(code)
    study = sufficiency_of(_small())
    tables = study.tables(say)
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert study.headline(say)
    need, supply = ([getattr(cell, "value", "") for cell in one.rows[-1]] for one in tables[:2])
    assert need == ["", 4, 2, 1, 1, 1, 1]
    assert supply == ["", 5, 11, 2, 1, 8, 4]
    assert Sufficiency.model_validate_json(study.model_dump_json()) == study


@settings(max_examples=40)
@given(st.data())
def test_sums_agree_with_the_register(data: st.DataObject) -> None:
    register = data.draw(tiny_registers())
    inputs = Inputs(register, data.draw(policies()))
    try:
        study = sufficiency_of(inputs)
    except NoPlanError:
        assume(False)
    children, homes = register.children, register.homes

    def total(rows: Sequence[Row], what: str) -> int:
        return sum(row.counts[what] for row in rows)

    statuses = Counter(one.status for one in children)
    for rows in (study.areas, study.bands, study.languages):
        assert total(rows, "looked_after") == len(children)
        for status in ("waiting", "review", "settled"):
            assert total(rows, status) == statuses[status]
        assert total(rows, "no_home") == len(study.no_home)
        assert total(rows, "unplaced") == len(study.unplaced)
    living = len([one for one in children if one.present_home])
    for rows in (study.areas, study.kinds, study.sectors):
        assert total(rows, "homes") == len(homes)
        assert total(rows, "places") == sum(one.places for one in homes)
        assert total(rows, "living") == living
        assert total(rows, "others") == sum(len(one.other_children) for one in homes)
        assert total(rows, "free") >= total(rows, "open_free")
    for kind in study.kinds:
        assert total(study.places_by_kind, kind.of) == kind.counts["places"]
        assert total(study.free_by_kind, kind.of) == kind.counts["open_free"]
    county = register.authority.code
    away = {one.id for one in homes if one.authority != county}
    assert total(study.outside, "living") == sum(one.present_home in away for one in children)
    for row in study.outside:
        assert row.counts["living"] == row.counts["could_return"] + row.counts["could_not_return"]
    # Who has no possible home alone may still get one that another child leaves.
    assert set(study.no_home) <= {one.id for one in children if one.status == "waiting"}
