"""Migrations: up and down between every two revisions, with data, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

from api.store import audit, migrate
from api.store.database import Database
from api.store.migrate import downgrade, is_current, upgrade
from api.store.people import add_person
from api.store.tables import Base, Entry
from api.store.versions import add_version, register_of, version_called
from tests.support.databases import faults, url
from tests.support.registers import child, home, register

__all__ = ["url"]


def revisions() -> list[str]:
    config = Config()
    folder = migrate.__file__.replace("migrate.py", "migrations")
    config.set_main_option("script_location", folder)
    walk = ScriptDirectory.from_config(config).walk_revisions()
    return [one.revision for one in walk][::-1]


@pytest.fixture
def bare(url: str) -> Iterator[Database]:
    """A database with nothing in it, not even tables."""
    found = Database(url)
    yield found
    found.close()


def fill(database: Database) -> None:
    with database.writing() as session:
        actor = audit.Actor(add_person(session, "Ann", ["admin"]).id, "session")
        add_version(session, actor, register(child("C1"), home()), "upload", "first")


def test_revisions_stand_in_a_line() -> None:
    found = revisions()
    assert found[:2] == ["0001", "0002"]
    assert found == sorted(found)


def test_what_is_kept_comes_through_every_step_down_and_up(bare: Database) -> None:
    upgrade(bare)
    fill(bare)
    every = revisions()
    for lower in reversed(every):
        downgrade(bare, lower)
        assert is_current(bare) == (lower == every[-1])
        for upper in every[every.index(lower) + 1 :]:
            upgrade(bare, upper)
        assert is_current(bare)
        assert faults(bare) == []
        with bare.reading() as session:
            assert [one.id for one in register_of(version_called(session, "1")).children] == ["C1"]


def test_all_the_way_down_leaves_nothing(bare: Database) -> None:
    upgrade(bare)
    fill(bare)
    downgrade(bare, "base")
    assert inspect(bare.engine).get_table_names() == ["alembic_version"]
    upgrade(bare)
    with bare.reading() as session:
        assert session.scalar(select(func.count()).select_from(Entry)) == 0


def test_the_migrations_make_what_the_tables_say(bare: Database) -> None:
    upgrade(bare)
    with bare.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_log_is_held_fast_from_the_second_revision_on(bare: Database) -> None:
    upgrade(bare)
    fill(bare)
    with pytest.raises(Exception, match="never changed or deleted"), bare.writing() as session:
        session.execute(text("DELETE FROM entry"))
    downgrade(bare, "0001")
    with bare.writing() as session:
        session.execute(text("UPDATE entry SET person = 9"))
    assert faults(bare) == ["entry 1: was changed: its hash is not the one it has"]


def test_a_migration_that_fails_changes_nothing(bare: Database) -> None:
    with pytest.raises(Exception, match="0999"):
        upgrade(bare, "0999")
    assert inspect(bare.engine).get_table_names() == []
    assert not is_current(bare)
