"""Copies of the database to keep elsewhere, and the way back from one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, inspect, select

from api.store import chain, postgresql
from api.store.agreement import verify
from api.store.chain import Noted
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.private import make_file, passing_folder
from api.store.tables import Entry, Person, RegisterVersion
from matcher.errors import InputError


def backup(database: Database, path: Path) -> Noted:
    """Write a copy of the database as of one moment, also while a service uses it.

    Parameters
    ----------
    database : Database
        SQLite, or PostgreSQL with ``pg_dump`` on this machine.
    path : Path
        The file, not there yet. Nobody else may read it.

    Returns
    -------
    Noted
        The head of the copy's log, or for PostgreSQL the log's just before.

    Raises
    ------
    InputError
        If the file is there already, or the copy can't be made or is not whole.
    """
    if path.exists():
        raise InputError.single(str(path), "is there already", "a new file for each backup")
    try:
        with passing_folder(path) as folder:
            fresh = folder / "copy"
            make_file(fresh)
            if database.is_sqlite:
                _copy(Path(database.url.database or ""), fresh)
                noted = _sound(fresh, path)
            else:
                noted = _verified(database)
                postgresql.run("pg_dump", database, ["--format=custom", f"--file={fresh}"])
            fresh.replace(path)
    except OSError as error:
        reason = (error.strerror or "the system refuses").lower()
        raise InputError.single(str(path), f"can't be written: {reason}") from None
    return noted


def restore(database: Database, path: Path, *, replace: bool = False) -> Noted:
    """Put a backup in a database's place, its tables brought up to date; return its log's head.

    Parameters
    ----------
    database : Database
        That no service uses; of the kind that the backup was made of.
    path : Path
        The backup.
    replace : bool
        Whether what is in the database may go.

    Raises
    ------
    InputError
        If the database has something in it, or the backup can't be read or is not whole. The
        database is then as it was.
    """
    if not path.is_file():
        raise InputError.single(str(path), "there is no such file", "a backup")
    if not replace and _has_something(database):
        raise InputError.single(
            "database",
            "has something in it, which would be gone",
            "an empty one, or --replace where it may go",
        )
    if not database.is_sqlite:
        return postgresql.restored(database, path, _caught_up)
    target = Path(database.url.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    with passing_folder(target) as folder:
        copy = folder / "copy.sqlite3"
        shutil.copyfile(path, copy)
        noted = _sound(copy, path)
        database.close()
        try:
            _copy(copy, target)
        except sqlite3.OperationalError:
            raise InputError.single(
                str(target), "is open elsewhere", "the same again when nobody has it open"
            ) from None
    return noted


def _has_something(database: Database) -> bool:
    there = set(inspect(database.engine).get_table_names())
    with database.reading() as session:
        return any(
            session.scalar(select(func.count()).select_from(table))
            for table in (Entry, Person, RegisterVersion)
            if table.__tablename__ in there
        )


def _copy(source: Path, target: Path) -> None:
    """Copy an SQLite database as of one moment, in one transaction of the target."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
        # One file, without a log of writes beside it, until a service opens it.
        here.execute("PRAGMA journal_mode = DELETE")
    target.chmod(0o600)


def _sound(copy: Path, path: Path) -> Noted:
    """Bring a copy up to date, make sure that it is whole, and return its log's head."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        said, tables = "", set()
    if said != "ok" or "alembic_version" not in tables:
        raise InputError.single(str(path), "is no sound backup of a cartref database", "another")
    database = Database(f"sqlite:///{copy}")
    try:
        noted = _caught_up(database)
    finally:
        database.close()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return noted


def _caught_up(database: Database) -> Noted:
    upgrade(database)
    return _verified(database)


def _verified(database: Database) -> Noted:
    with database.reading() as session:
        noted = chain.head(session)
        faults = verify(session)
    if faults:
        raise InputError(faults)
    return noted
