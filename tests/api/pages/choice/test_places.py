"""The marks of a choice's map: whose places, which options, told apart by shape."""

from __future__ import annotations

from api.pages.choice.options import choice_of
from api.pages.choice.places import marks_of
from api.pages.language import speech
from tests.support.asking_for import asked_on
from tests.support.registers import case, child, group, home, there

EN = speech("en")


def test_the_places_of_one_child_and_the_options_by_number() -> None:
    of = case(
        child("C1", school=there(0.1), contact={"at": there(0.2), "per_week": 1}),
        home("H1", location={"lat": 52.5, "lon": -3.3, "label": "Newtown"}),
        home("H2"),
    )
    asked = asked_on(of, "C1")
    choices = [choice_of(asked, {"C1": id_}, n) for n, id_ in enumerate(("H1", "H2"), start=1)]
    marks = marks_of(asked, choices, EN)
    assert [(one.kind, one.shape, one.inside) for one in marks] == [
        ("Family home", "square", ""),
        ("School", "triangle", ""),
        ("Family time", "diamond", ""),
        ("Option, by its number", "circle", "1"),
        ("Option, by its number", "circle", "2"),
    ]
    assert [one.told for one in marks][:4] == [
        "Family home: C1",
        "School: C1",
        "Family time: C1",
        "1: H1: in-house foster, Newtown",
    ]
    assert [one.label for one in marks] == ["", "", "", "H1", "H2"]


def test_children_are_named_where_their_places_differ() -> None:
    of = case(
        child("C1", school=there(0.1)),
        child("C2", school=there(0.2)),
        group("C1", "C2"),
        home("H1"),
    )
    marks = marks_of(asked_on(of, "S1"), [], EN)
    assert [(one.kind, one.label, one.note) for one in marks] == [
        ("Family home", "", "C1 and C2"),
        ("School", "C1", ""),
        ("School", "C2", ""),
    ]


def test_a_home_of_several_options_stands_once_with_the_first_number() -> None:
    of = case(child("C1"), child("C2"), group("C1", "C2"), home("H1"), home("H2"))
    asked = asked_on(of, "S1")
    choices = [
        choice_of(asked, {"C1": "H1", "C2": "H1"}, 1),
        choice_of(asked, {"C1": "H1", "C2": "H2"}, 2),
        choice_of(asked, {"C1": "H2", "C2": "H1"}, 3),
    ]
    found = {one.label: one for one in marks_of(asked, choices, EN) if one.inside}
    assert {label: one.inside for label, one in found.items()} == {"H1": "1", "H2": "2"}
    assert found["H1"].note.endswith("; options 1, 2 and 3")
    assert found["H2"].note.endswith("; options 2 and 3")
