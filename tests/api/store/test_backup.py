"""Backup and restore, on both databases: what was there is there again, and nothing else."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from api.store import audit, chain, postgresql
from api.store.backup import backup, restore
from api.store.database import Database
from api.store.migrate import downgrade, upgrade
from api.store.people import add_person
from api.store.versions import add_version, latest_number
from matcher.errors import InputError
from tests.support.databases import empty, faults, tamper, url
from tests.support.postgres import programs
from tests.support.registers import child, home, register

__all__ = ["empty", "url"]


@pytest.fixture
def database(empty: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with somebody and a version in it."""
    if not empty.is_sqlite:  # the server's own programs, which are as new as it is
        monkeypatch.setenv("PATH", str(programs()), prepend=":")
    with empty.writing() as session:
        add_person(session, "Ann", ["admin"])
    add(empty)
    return empty


@pytest.fixture
def other(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Another database of the same kind, without tables."""
    if database.is_sqlite:
        return Database(f"sqlite:///{tmp_path / 'other' / 'test.sqlite3'}")
    make: Callable[[], str] = request.getfixturevalue("database_url")
    return Database(make())


def add(database: Database) -> None:
    with database.writing() as session:
        one = register(child("C1"), home())
        add_version(session, audit.Actor(1, "session"), one, "upload", None)


def n_versions(database: Database) -> int:
    with database.reading() as session:
        return latest_number(session)


def test_what_was_there_is_there_again(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    noted = backup(database, file)
    assert noted.number == 1
    add(database)
    assert restore(database, file, replace=True) == noted
    assert n_versions(database) == 1
    assert faults(database, noted) == []
    add(database)  # it is a database like any other
    assert faults(database, noted) == []


def test_it_goes_into_a_new_database(database: Database, other: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    if other.is_sqlite:
        Path(other.url.database or "").parent.mkdir()
    noted = backup(database, file)
    restore(other, file)
    assert n_versions(other) == 1
    assert faults(other, noted) == []
    with pytest.raises(Exception, match="never changed or deleted"), other.writing() as session:
        session.execute(text("DELETE FROM entry"))
    other.close()


def test_nothing_is_overwritten_unasked(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    backup(database, file)
    with pytest.raises(InputError, match="is there already"):
        backup(database, file)
    add(database)
    with pytest.raises(InputError, match="has something in it"):
        restore(database, file)
    assert n_versions(database) == 2


def test_only_the_owner_may_read_a_backup(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    backup(database, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.glob("a.backup*")] == ["a.backup"]


def test_a_backup_is_made_while_somebody_writes(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        one = register(child("C1"), home())
        add_version(session, audit.Actor(1, "session"), one, "upload", None)
        assert backup(database, tmp_path / "a.backup").number == 1
    assert backup(database, tmp_path / "b.backup").number == 2


def test_a_log_that_is_not_whole_makes_no_backup(database: Database, tmp_path: Path) -> None:
    tamper(database, "UPDATE entry SET person = 9")
    with pytest.raises(InputError, match="entry 1: was changed"):
        backup(database, tmp_path / "a.backup")
    assert not (tmp_path / "a.backup").exists()


def test_what_is_no_backup_is_refused(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    with pytest.raises(InputError, match="there is no such file"):
        restore(database, file, replace=True)
    file.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(InputError):
        restore(database, file, replace=True)
    assert n_versions(database) == 1
    assert faults(database) == []


def test_an_earlier_form_is_brought_up_to_date(database: Database, tmp_path: Path) -> None:
    downgrade(database, "0001")
    with database.reading() as session:
        noted = chain.head(session)
    file = tmp_path / "a.backup"
    backup(database, file)
    upgrade(database)
    assert restore(database, file, replace=True) == noted
    with pytest.raises(Exception, match="never changed or deleted"), database.writing() as session:
        session.execute(text("DELETE FROM entry"))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_dump_that_was_changed_is_refused_and_all_is_as_it_was(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "a.backup"
    tamper(database, "UPDATE entry SET person = 9")
    postgresql.run("pg_dump", database, ["--format=custom", f"--file={file}"])
    tamper(database, "UPDATE entry SET person = 1")
    with pytest.raises(InputError, match="entry 1: was changed"):
        restore(database, file, replace=True)
    assert faults(database) == []
    assert n_versions(database) == 1
    assert inspect(database.engine).get_schema_names() == ["information_schema", "public"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_backup_that_was_changed_is_refused(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    backup(database, file)
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("DROP TRIGGER entry_not_changed")
        connection.execute("UPDATE entry SET person = 9")
    connection.close()
    with pytest.raises(InputError, match="entry 1: was changed"):
        restore(database, file, replace=True)
    assert n_versions(database) == 1


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_without_the_programs_it_says_what_to_run(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="pg_dump: is not on this machine; accepted: pg_dump --f"):
        backup(database, tmp_path / "a.backup")
    assert list(tmp_path.glob("a.backup*")) == []
