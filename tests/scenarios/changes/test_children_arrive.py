from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matcher.travel import Journey
from tests.support.asking import asked, change, changed, misread, refused
from tests.support.registers import HERE, child, group, home, register

CODE = "children_arrive"
AT = {"lat": HERE.lat, "lon": HERE.lon}
#: Half a year, that is 182 days, before 2 November 2026.
HALF_A_YEAR_AGO = date(2026, 5, 4)


def born(years: int) -> date:
    return HALF_A_YEAR_AGO.replace(year=2026 - years)


def test_a_sibling_group_arrives_and_waits() -> None:
    inputs = asked(child("C1"), child("C2"), group("C1", "C2"), home())
    after = changed(CODE, inputs, near=AT, ages=[0, 5, 15, 16], together="must")
    assert after.register == register(
        child("C1"),
        child("C2"),
        child("NEW-C1", date_of_birth=born(0), gender="female"),
        child("NEW-C2", date_of_birth=born(5), gender="male", school=HERE),
        child("NEW-C3", date_of_birth=born(15), gender="female", school=HERE, exam_year=True),
        child("NEW-C4", date_of_birth=born(16), gender="male"),
        group("C1", "C2"),
        group("NEW-C1", "NEW-C2", "NEW-C3", "NEW-C4", id_="NEW-S1", together="must"),
        home(),
    )


def test_everything_can_be_said() -> None:
    fields: dict[str, Any] = {
        "genders": ["other"],
        "languages": ["cy", "en"],
        "needs_required": ["autism"],
        "needs_preferred": ["ramp", "sign"],
        "placement_type": "emergency",
        "needed_by": "2026-12-01",
        "contact_per_week": 2,
        "alongside": "alone",
        "smoke_free": True,
    }
    after = changed(CODE, asked(), near=AT, ages=[4], **fields)
    assert after.register == register(
        child(
            "NEW-C1",
            date_of_birth=born(4),
            gender="other",
            languages=["cy", "en"],
            needs=[
                {"code": "autism", "required": True},
                {"code": "ramp", "required": False},
                {"code": "sign", "required": False},
            ],
            placement_type="emergency",
            needed_by="2026-12-01",
            contact={"at": HERE, "per_week": 2},
            alongside="alone",
            smoke_free=True,
        )
    )


def test_several_families_or_several_lone_children() -> None:
    after = changed(CODE, asked(), near=AT, ages=[2, 9], count=2).register
    assert after.sibling_groups == (
        group("NEW-C1", "NEW-C2", id_="NEW-S1"),
        group("NEW-C3", "NEW-C4", id_="NEW-S2"),
    )
    assert [one.date_of_birth for one in after.children] == [born(2), born(9)] * 2
    after = changed(CODE, asked(), near=AT, ages=[7], count=3).register
    assert [one.id for one in after.children] == ["NEW-C1", "NEW-C2", "NEW-C3"]
    assert after.sibling_groups == ()


def test_nobody_has_measured_the_way_of_a_new_child() -> None:
    inputs = asked(child("C1"), home("H1"), journeys={})
    after = changed(CODE, inputs, near=AT, ages=[7])
    assert after.journeys is not None
    assert after.journeys.rows == {("NEW-C1", "H1"): Journey()}
    assert after.plan().homes == {"C1": None, "NEW-C1": "H1"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ages": []}, ("", "has no child")),
        ({"ages": [18]}, ("ages[0]", "is too large")),
        ({"ages": [3, 4], "genders": ["male"]}, ("", "has not as many genders as ages")),
        ({"ages": [3], "languages": []}, ("languages", "has too few items")),
        ({"ages": [3], "together": "yes"}, ("together", "is none of the values allowed")),
        ({"ages": [3], "contact_per_week": -1}, ("contact_per_week", "is too small")),
    ],
)
def test_who_can_not_arrive(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert misread(CODE, near=AT, **fields) == [expected]


def test_from_nowhere() -> None:
    assert [place for place, _ in refused(CODE, asked(), near="Nowhere", ages=[3])] == ["near"]


def test_who_arrives_in_words() -> None:
    says = change(CODE, near="Brecon", ages=[3, 6]).says
    assert says.en == "coming into care from Brecon: 1 sibling group, aged 3 / 6"
    assert change(CODE, near="Brecon", ages=[3], count=2).says.en == (
        "coming into care from Brecon: 2 children, aged 3"
    )
