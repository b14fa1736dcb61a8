"""What stands in a register, in words."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from api.pages.fields import CODES, FIELDS, field_name, field_value
from api.pages.language import speech
from matcher.records import fields
from matcher.records.register import LISTS, Register

EN, CY = speech("en"), speech("cy")


def test_every_field_of_a_register_has_a_name() -> None:
    names = {name for record in LISTS.values() for name in record.model_fields} | set(
        Register.model_fields
    )
    assert names - {"id", "format", *LISTS} == set(FIELDS) - {"children"}
    assert field_name(EN, "children") == "children"


def test_every_choice_has_words() -> None:
    known = (fields.Status, fields.PlacementType, fields.Alongside, fields.Together)
    assert {code for kind in known for code in get_args(kind)} == set(CODES)
    for kind in (fields.HomeKind, fields.Gender):
        for code in get_args(kind):
            assert "_" not in EN.name(code)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("date_of_birth", "2015-06-14", "14 June 2015"),
        ("needed_by", None, "none"),
        ("needs", [], "none"),
        ("exam_year", True, "yes"),
        ("open", False, "no"),
        ("places", 1, "1 place"),
        ("places", 3, "3 places"),
        ("bedrooms", 2, "2 bedrooms"),
        ("moves_12m", 1, "1 move"),
        ("weekly_cost", 480.0, "£480 a week"),
        ("ages", [0, 17], "0 to 17 years"),
        ("household_ages", [4, 9], "4 and 9 years"),
        ("status", "review", "placement under review"),
        ("languages", ["cy", "en"], "Welsh and English"),
        ("declined_by", ["H1", "H2", "H3"], "H1, H2 and H3"),
        ("placement", {"home": "H1", "since": "2026-01-05"}, "H1, since 5 January 2026"),
        ("family_home", {"lat": 52.2, "lon": -3.3, "label": "Rhaeadr"}, "Rhaeadr (52.2, -3.3)"),
        ("school", {"lat": 52.2, "lon": -3.3, "label": None}, "52.2, -3.3"),
        (
            "contact",
            {"at": {"lat": 52.2, "lon": -3.3, "label": "Brecon"}, "per_week": 2},
            "2 times a week, Brecon (52.2, -3.3)",
        ),
        (
            "exclusion_zones",
            [{"centre": {"lat": 52.2, "lon": -3.3, "label": None}, "radius_km": 5.0}],
            "5.0 km around 52.2, -3.3",
        ),
        (
            "needs",
            [{"code": "wheelchair", "required": True}, {"code": "garden", "required": False}],
            "wheelchair and garden (preferred)",
        ),
        ("other_children", [{"age": 7, "gender": "male"}], "male, 7 years"),
        (
            "authority",
            {"code": "W06000023", "name": "Powys", "neighbours": ["W06000002"]},
            "Powys (W06000023, W06000002)",
        ),
    ],
)
def test_what_a_field_holds_has_its_unit(field: str, value: Any, told: str) -> None:
    assert field_value(EN, field, value) == told


def test_in_welsh_days_and_names_are_welsh() -> None:
    assert field_value(CY, "as_of", "2026-11-02") == "2 Tachwedd 2026"
    assert field_value(CY, "languages", ["cy"]) == "Cymraeg"
