"""The chain: what verifies, and every way to tamper that must be found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from api.store import audit, chain
from api.store.audit import COMMAND
from api.store.chain import Noted
from api.store.database import Database
from api.store.people import add_person
from api.store.policies import add_policy
from api.store.versions import add_version
from matcher.errors import InputError
from matcher.records.policy import Policy
from tests.support.databases import empty, faults, tamper, url
from tests.support.registers import child, home, register

__all__ = ["empty", "url"]


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with two versions, a policy and five entries."""
    with empty.writing() as session:
        somebody = add_person(session, "Ann", ["admin"])
        actor = audit.Actor(somebody.id, "session")
        add_version(session, actor, register(child("C1"), child("C2"), home()), "upload", "new")
        add_policy(session, actor, Policy(), None)
        add_version(session, actor, register(child("C1"), home()), "upload", None)
        audit.append(session, actor, "session.began")
        audit.append(session, COMMAND, "store.opened", detail={"text": "é"})
    return empty


def test_a_log_that_nobody_touched_is_whole(database: Database) -> None:
    assert faults(database) == []
    with database.reading() as session:
        noted = chain.head(session)
    assert noted.number == 5
    assert faults(database, noted) == []


def test_an_empty_log_is_whole(empty: Database) -> None:
    assert faults(empty) == []
    with empty.reading() as session:
        assert str(chain.head(session)) == "0:" + "0" * 64


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entry SET person = 9 WHERE number = 4", "entry 4: was changed"),
        ("UPDATE entry SET at = '2020' WHERE number = 1", "entry 1: was changed"),
        ("UPDATE entry SET about = NULL WHERE number = 2", "entry 2: was changed"),
        ("UPDATE entry SET version = 7 WHERE number = 3", "entry 3: tells of what is not there"),
        ("DELETE FROM entry WHERE number = 4", "entry 5: follows entry 3"),
        ("DELETE FROM entry WHERE number = 4", "entry 5: does not carry the hash"),
        ("UPDATE entry SET number = 9 WHERE number = 5", "detail 5: belongs to no entry"),
        ("UPDATE detail SET content = '{}' WHERE entry = 1", "entry 1: its detail was changed"),
        ("UPDATE detail SET salt = 'x' WHERE entry = 1", "entry 1: its detail was changed"),
        ("DELETE FROM detail WHERE entry = 5", "entry 5: its detail is gone, and no erasure"),
        ("INSERT INTO detail VALUES (4, 'x', '{}')", "entry 4: has a detail that it had not"),
        ("UPDATE head SET number = 4", "the log's head: says that entry 4 is the last"),
        ("UPDATE head SET sha256 = 'x'", "the log's head: has another hash"),
        ("DELETE FROM head", "the log's head: says that entry 0 is the last"),
        (
            "UPDATE register_version SET content = (SELECT content FROM register_version "
            "WHERE number = 2) WHERE number = 1",
            "version 1: is not what the log says",
        ),
        ("UPDATE register_version SET sha256 = 'x' WHERE number = 1", "version 1: is not what"),
        ("DELETE FROM register_version WHERE number = 2", "entry 3: tells of what is not there"),
        (
            "UPDATE register_version SET number = 3 WHERE number = 2",
            "version 3: the log does not tell of it",
        ),
        (
            "UPDATE register_version SET erased_sha256 = sha256 WHERE number = 2",
            "version 2: what is left of it is not",
        ),
        ("UPDATE policy_version SET content = '{}'", "policy 1: is not what the log says"),
        ("UPDATE policy_version SET content = 'not json'", "policy 1: is not what the log says"),
        ("DELETE FROM policy_version", "entry 2: tells of what is not there"),
    ],
)
def test_what_was_tampered_with_is_found(database: Database, statement: str, found: str) -> None:
    tamper(database, statement)
    assert any(fault.startswith(found) for fault in faults(database)), faults(database)


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET person = 9", "DELETE FROM entry WHERE number = 5"]
)
def test_the_database_itself_refuses_to_change_an_entry(database: Database, statement: str) -> None:
    with pytest.raises(Exception, match="never changed or deleted"), database.writing() as session:
        session.execute(text(statement))
    assert faults(database) == []


def test_a_log_cut_off_at_its_end_is_found_with_a_head_that_was_noted(database: Database) -> None:
    with database.reading() as session:
        noted = chain.head(session)
    tamper(
        database,
        "DELETE FROM detail WHERE entry = 5",
        "DELETE FROM entry WHERE number = 5",
        "UPDATE head SET number = 4, sha256 = (SELECT sha256 FROM entry WHERE number = 4)",
    )
    assert faults(database) == []
    assert faults(database, noted) == [
        "the log's end: entries 5 to 5 are gone: the head that was noted is past the end"
    ]


def test_a_log_made_anew_is_found_with_a_head_that_was_noted(database: Database) -> None:
    with database.reading() as session:
        row = session.execute(text("SELECT sha256 FROM entry WHERE number = 4")).scalar_one()
    assert faults(database, Noted(4, row)) == []
    assert faults(database, Noted(4, "0" * 64)) == [
        "entry 4: is another than the head that was noted"
    ]


def test_a_head_is_read_back_as_it_was_printed() -> None:
    noted = Noted(12, "ab" * 32)
    assert Noted.of(f" {noted}\n") == noted
    with pytest.raises(InputError, match="head: is no head of a log"):
        Noted.of("12:ab")
