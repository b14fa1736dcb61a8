"""Databases of the store in a test: one of each kind, with the tables in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from api.store.agreement import verify
from api.store.chain import Noted
from api.store.database import Database
from api.store.migrate import upgrade


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    make: Callable[[], str] = request.getfixturevalue("database_url")
    return make()


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """A database with the tables, and nothing in them."""
    found = Database(url)
    upgrade(found)
    yield found
    found.close()


def faults(database: Database, noted: Noted | None = None) -> list[str]:
    """Return what verifying finds wrong."""
    with database.reading() as session:
        return [str(fault) for fault in verify(session, noted)]


def tamper(database: Database, *statements: str) -> None:
    """Change what the database itself would refuse, as its owner can."""
    if database.is_sqlite:
        connection = sqlite3.connect(database.url.database or "")
        with connection:
            for name in ("changed", "deleted"):
                connection.execute(f"DROP TRIGGER IF EXISTS entry_not_{name}")
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return
    with database.writing() as session:
        session.execute(text("ALTER TABLE entry DISABLE TRIGGER USER"))
        session.execute(text("ALTER TABLE detail DROP CONSTRAINT IF EXISTS detail_entry_fkey"))
        for statement in statements:
            session.execute(text(statement))
