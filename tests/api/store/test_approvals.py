"""Approvals as they are kept: in the log alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete

from api.store.agreement import verify
from api.store.approvals import Outcome, add_approval, approvals_recorded
from api.store.audit import Actor
from api.store.database import Database
from api.store.decisions import add_decision
from api.store.erasing import erase
from api.store.people import add_person
from api.store.tables import Decided, Detail
from api.store.versions import add_version
from scenarios.decisions import Decision
from tests.support.databases import empty, faults, url
from tests.support.registers import AS_OF, child, home, register

__all__ = ["empty", "url"]

BEFORE = register(child("C1"), child("C2"), home("H1"))


@pytest.fixture
def actor(empty: Database) -> Actor:
    """Somebody who has decided twice: of C1 and of C2."""
    with empty.writing() as session:
        actor = Actor(add_person(session, "gwen", ["officer"]).id, "session")
        version = add_version(session, actor, BEFORE, "upload", None)
        for id_ in ("C1", "C2"):
            decision = Decision.model_validate(
                {"kind": "accepted", "children": [id_], "home": "H1", "on": AS_OF}
            )
            add_decision(session, actor, version, decision, BEFORE, 1, "0" * 64)
    return actor


def add(
    database: Database, actor: Actor, number: int, outcome: Outcome, code: str, **said: Any
) -> int:
    with database.writing() as session:
        made = session.get_one(Decided, number)
        return add_approval(session, actor, made, code, outcome, said)


def told(database: Database, *decisions: int) -> dict[tuple[int, str], list[str]]:
    with database.reading() as session:
        found = approvals_recorded(session, decisions)
    return {
        (number, code): [one.outcome for one in so_far]
        for number, by_code in found.items()
        for code, so_far in by_code.items()
    }


def test_what_was_recorded_is_found_newest_first_by_decision_and_code(
    empty: Database, actor: Actor
) -> None:
    assert told(empty, 1, 2) == {}
    add(empty, actor, 1, "given", "area_panel", by="Panel", on="2026-11-03", children=["C1"])
    add(empty, actor, 1, "withdrawn", "area_panel", by=None, on=None, children=["C1"])
    number = add(empty, actor, 1, "refused", "placement_plan", children=["C1"])
    add(empty, actor, 2, "given", "area_panel", children=["C2"])
    assert told(empty, 1, 2, 3) == {
        (1, "area_panel"): ["withdrawn", "given"],
        (1, "placement_plan"): ["refused"],
        (2, "area_panel"): ["given"],
    }
    assert told(empty, 2) == {(2, "area_panel"): ["given"]}
    assert told(empty) == {}
    with empty.reading() as session:
        found = approvals_recorded(session, [1])[1]
        assert verify(session) == []
    one = found["area_panel"][1]
    assert (one.by, one.on, one.note, one.name) == ("Panel", date(2026, 11, 3), None, "gwen")
    assert found["placement_plan"][0].number == number


def test_what_was_erased_leaves_what_was_recorded_by_whom_and_when(
    empty: Database, actor: Actor
) -> None:
    add(empty, actor, 1, "given", "area_panel", by="Panel", on="2026-11-03", children=["C1"])
    add(empty, actor, 2, "given", "area_panel", by="Panel", on="2026-11-03", children=["C2"])
    with empty.writing() as session:
        erase(session, actor, "C1", "asked for")
    with empty.reading() as session:
        found = approvals_recorded(session, [1, 2])
        assert verify(session) == []
    (gone,), (left,) = found[1]["area_panel"], found[2]["area_panel"]
    assert (gone.outcome, gone.by, gone.on, gone.name) == ("given", None, None, "gwen")
    assert gone.children == ()
    assert (left.by, left.children) == ("Panel", ("C2",))


def test_a_record_whose_words_are_gone_without_an_erasure_is_found(
    empty: Database, actor: Actor
) -> None:
    number = add(empty, actor, 1, "given", "area_panel", by="Panel", children=["C1"])
    with empty.writing() as session:
        session.execute(delete(Detail).where(Detail.entry == number))
    assert faults(empty) == [f"entry {number}: its detail is gone, and no erasure says why"]
