"""Decisions as they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.refusals import RefusedError
from api.store.audit import Actor
from api.store.database import Database
from api.store.decisions import (
    add_decision,
    decision_numbered,
    decisions_made,
    decisions_since,
)
from api.store.migrate import upgrade
from api.store.people import add_person
from api.store.tables import DecidedChild
from api.store.versions import add_version, latest_number
from matcher.records.policy import Policy
from scenarios.decisions import Decision, decided
from tests.support.registers import AS_OF, child, home, register

BEFORE = register(child("C1"), child("C2"), home("H1"))


def decision(kind: str, *children: str) -> Decision:
    return Decision.model_validate(
        {"kind": kind, "children": children, "home": "H1", "on": AS_OF, "reason": "Because"}
    )


def test_a_decision_makes_a_version_only_where_it_changes_the_register(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'cartref.sqlite3'}")
    upgrade(database)
    with database.writing() as session:
        actor = Actor(add_person(session, "gwen", ["officer"]).id, "session")
        version = add_version(session, actor, BEFORE, "upload", None)
        for kind, children in (("offered", ("C1",)), ("accepted", ("C1", "C2"))):
            made = decision(kind, *children)
            policy = "0" * 64
            after = decided(BEFORE, Policy(), None, made)
            add_decision(session, actor, version, made, after, 1, policy)
    with database.reading() as session:
        assert latest_number(session) == 2
        found = [
            (row.number, row.new_version, name) for row, name in decisions_since(session, 1, 9)
        ]
        assert found == [(2, 2, "gwen"), (1, None, "gwen")]
        assert decisions_since(session, 2, 9) == []
        assert [row.number for row, _ in decisions_made(session, limit=9, child="C2")] == [2]
        assert session.get(DecidedChild, (2, "C2")) is not None
        assert decision_numbered(session, 2)[0].content == made.model_dump_json()
        with pytest.raises(RefusedError) as error:
            decision_numbered(session, 3)
    assert error.value.status == 404
    assert error.value.faults[0].accepted == "a number from 1 to 2"
    database.close()
