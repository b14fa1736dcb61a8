from __future__ import annotations

import pytest

from tests.support.judging import breaking, excluding
from tests.support.registers import born, case, child, group, home

OLDER, SAME, YOUNGER = born(10, days=-1), born(10), born(10, days=1)


@pytest.mark.parametrize(
    ("alongside", "excluded"),
    [
        ("any", set()),
        ("alone", {"OLDER", "SAME", "YOUNGER"}),
        ("older_only", {"YOUNGER"}),
        ("younger_only", {"OLDER"}),
    ],
)
def test_by_the_day_of_birth(alongside: str, excluded: set[str]) -> None:
    others = [
        child("OLDER", date_of_birth=OLDER),
        child("SAME", date_of_birth=SAME),
        child("YOUNGER", date_of_birth=YOUNGER),
    ]
    both = case(child("C1", date_of_birth=SAME, alongside=alongside), *others, home(places=9))
    assert excluding("alongside", both) == {("C1", other) for other in excluded}
    assert breaking("alongside", both) == (excluded | {"C1"} if excluded else set())


@pytest.mark.parametrize(
    ("siblings", "excluded"),
    [(("C1", "C2"), False), (("C1", "C3"), True), (("C2", "C3"), True)],
)
def test_siblings_are_an_exception(siblings: tuple[str, str], excluded: bool) -> None:
    # The third lives elsewhere: only the first two are asked about.
    three = [child("C1", alongside="alone"), child("C2"), child("C3")]
    both = case(*three, group(*siblings), home())
    assert (("C1", "C2") in excluding("alongside", both)) is excluded


def test_two_groups_are_no_siblings() -> None:
    four = [child("C1", alongside="alone"), child("C2"), child("C3"), child("C4")]
    both = case(*four, group("C1", "C2"), group("C3", "C4", id_="S2"), home(places=9))
    assert excluding("alongside", both) == {("C1", "C3"), ("C1", "C4")}


def test_alone_and_nobody_else_there() -> None:
    assert breaking("alongside", case(child(alongside="alone"), home())) == set()
