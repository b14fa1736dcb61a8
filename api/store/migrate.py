"""The tables as this version of Cartref wants them: made, brought up to date, taken back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from api.store.database import Database


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the tables up to date, all of it or nothing."""
    _run(database, command.upgrade, to)


def downgrade(database: Database, to: str) -> None:
    """Take the tables back to an earlier form; ``base`` is none at all."""
    _run(database, command.downgrade, to)


def is_current(database: Database) -> bool:
    """Return whether the tables are as this version of Cartref wants them."""
    wanted = ScriptDirectory.from_config(_config()).get_heads()
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(wanted)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _run(database: Database, step: object, to: str) -> None:
    config = _config()
    with database.engine.execution_options(cartref_writes=True).begin() as connection:
        config.attributes["connection"] = connection
        assert callable(step)
        step(config, to)
