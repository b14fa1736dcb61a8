from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from matcher.records.faults import faults_of, loc_of, path_of


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    depth: Annotated[int, Field(gt=0, lt=10)] = 1


class Cat(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["cat"] = "cat"
    lives: int = 9
    within: Inner | None = None


class Dog(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Literal["dog"] = "dog"
    walks: tuple[Inner, ...] = ()


class House(BaseModel):
    model_config = ConfigDict(extra="forbid")

    pets: tuple[Annotated[Cat | Dog, Field(discriminator="kind")], ...] = ()


def faults(*pets: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(ValidationError) as caught:
        House.model_validate({"pets": pets})
    return [(one.place, one.fault, one.accepted) for one in faults_of(caught.value, House)]


@pytest.mark.parametrize("path", ["", "a", "a[3].b", "a.b[0][1].c"])
def test_paths_there_and_back(path: str) -> None:
    assert path_of(loc_of(path)) == path


@pytest.mark.parametrize(
    ("kind", "fault", "accepted"),
    [
        ("cow", "no kind is called 'cow'", "cat, dog"),
        ("cats", "no kind is called 'cats'", "cat (the likely one)"),
        (3, "no kind is called '3'", "cat, dog"),
        ("x\ny", "is none of the values allowed", "cat, dog"),
        ("x" * 61, "is none of the values allowed", "cat, dog"),
        ({"a": 1}, "is none of the values allowed", "cat, dog"),
    ],
)
def test_a_record_of_a_kind_that_there_is_not(kind: Any, fault: str, accepted: str) -> None:
    assert faults({"kind": "cat"}, {"kind": kind}) == [("pets[1].kind", fault, accepted)]


def test_a_record_that_does_not_say_its_kind() -> None:
    assert faults({"lives": 3}) == [("pets[0].kind", "is missing", "cat, dog")]


def test_a_field_that_there_is_not_is_told_with_those_of_the_record_s_kind() -> None:
    unknown = "is not a field of the format"
    assert faults({"kind": "dog", "lifes": 3}) == [("pets[0].dog.lifes", unknown, "kind, walks")]
    assert faults({"kind": "cat", "lifes": 3}) == [
        ("pets[0].cat.lifes", unknown, "lives (the likely one)")
    ]
    assert faults({"kind": "cat", "within": {"dept": 1}}) == [
        ("pets[0].cat.within.dept", unknown, "depth (the likely one)")
    ]
    assert faults({"kind": "dog", "walks": [{}, {"dept": 1}]}) == [
        ("pets[0].dog.walks[1].dept", unknown, "depth (the likely one)")
    ]


@pytest.mark.parametrize(
    ("depth", "fault", "accepted"),
    [(0, "is too small", "more than 0"), (10, "is too large", "less than 10")],
)
def test_bounds_that_a_value_may_not_reach(depth: int, fault: str, accepted: str) -> None:
    assert faults({"kind": "cat", "within": {"depth": depth}}) == [
        ("pets[0].cat.within.depth", fault, accepted)
    ]
