"""What names a child, and what only looks like it."""

from __future__ import annotations

import pytest

from api.store.naming import Naming


@pytest.mark.parametrize(
    "text", ["C1", "c1", "for C1.", "C1's brother", "(C1)", "C2/C1", "see C1_old", "C1-2"]
)
def test_a_word_names_the_child(text: str) -> None:
    assert Naming("C1").text(text)


@pytest.mark.parametrize("text", [None, "", "C10", "AC1", "C 1", "Ĉ1", "abc1"])
def test_another_word_does_not(text: str | None) -> None:
    assert not Naming("C1").text(text)


def test_an_id_of_somebody_else_is_not_free_text() -> None:
    naming = Naming("C1", {"C1-2", "C1"})
    assert not naming.text("C1-2")
    assert naming.text("C1")
    assert naming.text("C1-2 and others")


@pytest.mark.parametrize(
    "text", ['{"a": ["x", {"b": "of C1"}]}', '{"C1": 1}', '"C1"', '["\\u00431"]']
)
def test_json_names_the_child_anywhere(text: str) -> None:
    assert Naming("C1").json(text)


def test_json_without_the_child_does_not() -> None:
    assert not Naming("C1").json('{"a": 1, "b": [null, true, "C11"]}')
    assert not Naming("C1").json(None)


def test_an_id_of_signs_is_taken_as_it_is() -> None:
    assert Naming("C.1+").text("C.1+ moved")
    assert not Naming("C.1+").text("CX1+ moved")
