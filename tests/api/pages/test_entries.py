"""Fields of records in forms: read as JSON would have them, shown as they were."""

from __future__ import annotations

import pytest

from api.pages.entries import at_first, entries_of, filled, read
from api.runs.studies import AskedStress
from scenarios.changes import CHANGES
from scenarios.files import scenario_of


@pytest.mark.parametrize("code", sorted(CHANGES.keys() - {"travel"}))
def test_every_change_is_shown_and_read_back_as_it_was(code: str) -> None:
    change = scenario_of(f'question = "q"\n{CHANGES[code].example}', "x", "x").changes[0]
    entries = entries_of(type(change), without="change")
    assert type(change).model_validate(read(entries, filled(entries, change))) == change


def test_no_form_names_a_file_of_the_server() -> None:
    assert entries_of(CHANGES["travel"], without="change") == ()


def test_what_people_type_becomes_what_records_take() -> None:
    entries = entries_of(CHANGES["add_homes"], without="change")
    sent = {
        "count": ["3"],
        "near": ["52.5, -3.25"],
        "ages": ["5 to 11"],
        "weekly_cost": ["£1,250.50"],
        "provides": ["autism, rural\nsmoke_free"],
        "for_profit": ["no"],
        "provider": ["Smith, Jones and Co"],
        "like": ["  "],
    }
    assert read(entries, sent) == {
        "count": 3,
        "near": {"lat": 52.5, "lon": -3.25},
        "ages": [5, "to", 11],  # the record refuses it at its place
        "weekly_cost": 1250.5,
        "provides": ["autism", "rural", "smoke_free"],
        "for_profit": False,
        "provider": "Smith, Jones and Co",
    }


def test_fields_of_records_within_records_stand_under_both_names() -> None:
    entries = entries_of(CHANGES["review"], without="change")
    sent = {"children-living_in-in_county": ["no"], "children-status": ["settled", "review"]}
    assert read(entries, sent) == {
        "children": {"status": ["settled", "review"], "living_in": {"in_county": False}}
    }


def test_at_first_a_form_holds_the_defaults() -> None:
    assert at_first(entries_of(AskedStress, without="study")) == {
        "children": ["5, 10, 20, 30"],
        "draws": ["40"],
    }
