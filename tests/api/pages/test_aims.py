"""Indicators beside what they should be."""

from __future__ import annotations

from api.pages.aims import standings
from api.pages.language import speech
from tests.support.registers import ENGLISH_NEIGHBOUR, case, group, home, settled


def test_indicators_are_counted_as_things_are() -> None:
    # Two in-house, one agency home across the border: two thirds, below the target of 70 %.
    made = case(
        settled("C1", "H1"),
        settled("C2", "H1"),
        settled("C3", "H2"),
        group("C1", "C2"),
        group("C3", "C4", id_="S2"),
        settled("C4", "H3"),
        home("H1"),
        home("H2", kind="agency_foster", authority=ENGLISH_NEIGHBOUR),
        home("H3", kind="residential"),
    )
    found = {one.aim.code: one for one in standings(made)}
    assert found["in_house_share"].value == 0.6667
    assert found["in_house_share"].is_met is False
    assert found["out_of_county_share"].value == 0.25
    assert found["out_of_county_share"].is_met is None
    assert found["outside_wales_share"].value == 0.25
    together = found["sibling_groups_together"]
    assert (together.value, together.of) == (1, 2)
    says = speech("en").text(found["in_house_share"].aim.says)
    assert says == "at least 70 %: the council's own target (policy)"


def test_a_target_is_met_from_its_number_on_and_by_nobody_not_at_all() -> None:
    houses = [home("H1"), home("H2", kind="agency_foster")]
    seven = [settled(f"C{n}", "H1" if n < 7 else "H2") for n in range(10)]
    assert standings(case(*seven, *houses))[0].is_met is True
    assert standings(case(*houses))[0].is_met is None
