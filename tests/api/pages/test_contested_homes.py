"""First options, and the homes that are it for several."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy.orm import Session

from api.pages import contested_homes as module
from api.pages.contested_homes import ContestedHome, First, contested_homes, first_options
from api.pages.refusal_reasons import refusal_reasons
from api.service.planning_context import PlanningContext
from api.store.policies import policy_numbered
from api.store.versions import newest
from matcher.ranking import Ranker
from tests.support.keeping import keep
from tests.support.registers import child, group, home, there
from tests.support.service import Serving


def basis_in(session: Session) -> PlanningContext:
    version = newest(session)
    assert version
    return PlanningContext.of(session, version, None, policy_numbered(session))


def firsts(served: Serving, requests: Iterable[str]) -> dict[str, First]:
    with served.service.database.reading() as session:
        return first_options(served.service, basis_in(session), requests)


def test_a_home_that_is_the_first_option_of_several_is_wanted(
    served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests' firsts are not counted.
    monkeypatch.setattr(module, "_known", WeakKeyDictionary())
    keep(
        served,
        child("C1"),
        child("C2"),
        child("C3", age=3),
        child("C4", family_home=there(0.2)),
        child("C5"),
        child("C6"),
        group("C5", "C6"),
        home("H1", ages=(5, 17)),
        home("H2", ages=(5, 17), location=there(0.2)),
    )
    found = firsts(served, ["C1", "C2", "C3", "C4", "S1"])
    assert found == {
        "C1": {"C1": "H1"},
        "C2": {"C2": "H1"},
        "C3": None,
        "C4": {"C4": "H2"},
        "S1": {"C5": "H1", "C6": "H1"},
    }
    assert contested_homes(found) == [ContestedHome("H1", ("C1", "C2", "S1"), 4)]

    def again(*_: object) -> None:
        raise AssertionError("it was ranked once")

    monkeypatch.setattr(Ranker, "rank", again)
    assert firsts(served, ["C1", "S1"])["C1"] == {"C1": "H1"}
    assert len(module._known) == 1
    monkeypatch.undo()
    keep(served, child("C1"), home("H9"))
    assert firsts(served, ["C1"]) == {"C1": {"C1": "H9"}}


def test_siblings_alone_do_not_make_a_home_wanted() -> None:
    assert contested_homes({"S1": {"C1": "H1", "C2": "H1"}, "C3": {"C3": "H2"}, "C4": None}) == []
    assert contested_homes({"C1": {"C1": None}, "C2": {"C2": None}}) == []


def test_what_stands_against_a_home(served: Serving) -> None:
    keep(
        served,
        child("C1", age=3),
        child("C2"),
        child("C3", gender="male", declined_by=("H1",)),
        home("H1", ages=(5, 17), genders=("female",)),
    )
    with served.service.database.reading() as session:
        found = refusal_reasons(served.service, basis_in(session), "H1", ["C1", "C2", "C3"])
    assert {one: [str(reason) for reason in reasons] for one, reasons in found.items()} == {
        "C1": ["The child's age is outside the ages the home is approved for."],
        "C3": [
            "The home has said no to this child.",
            "The home is not approved for children of this child's gender.",
        ],
    }
